// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CSV_RECORD_H
#define VNLAB_CSV_RECORD_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// One field of comma-separated values, and where it starts; line and column count from 1.
struct CsvField
{
    std::string text; ///< without quotes
    uint32_t line{1};
    uint32_t column{1};
};

/// Reads comma-separated values (RFC 4180) record by record; lines may end with LF alone.
class CsvRecordReader
{
  public:
    /// @param text outlives this
    /// @param fileName used in messages
    CsvRecordReader(std::string_view text, std::string fileName);

    /**
     * @return the fields of the next record; nothing at the end of the text
     * @throws InputError with the place where a quoted field does not end, or text follows its end
     */
    std::optional<std::vector<CsvField>> Next();

    /// Refuses what a field says. @throws InputError with its place
    [[noreturn]] void Refuse(const CsvField& field, const std::string& message) const;

  private:
    bool AtEnd() const;
    bool AtLineEnd() const;
    char Take();
    CsvField TakeField();
    void TakeQuoted(CsvField& field);
    void TakeLineEnd();

    std::string_view m_text; ///< what remains
    std::string m_fileName;
    uint32_t m_line{1};
    uint32_t m_column{1};
};

} // namespace ns3::vnlab

#endif // VNLAB_CSV_RECORD_H
