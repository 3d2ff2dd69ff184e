// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEXT_PLACE_H
#define VNLAB_TEXT_PLACE_H

#include "model/input/input-error.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// A place in a text. Both count from 1, columns in Unicode code points; 0 is unknown.
struct Place
{
    uint32_t line{0};
    uint32_t column{0};

    bool operator==(const Place&) const = default;
};

/// @return a diagnostic at a place
Diagnostic MakeDiagnostic(const std::string& file, Place place, std::string message);

/// @return the text, short (ShortText), in single quotes: for messages that say what was found
std::string QuoteFound(std::string_view text);

/// @return the text behind a byte order mark of UTF-8, if it starts with one
std::string_view WithoutByteOrderMark(std::string_view text);

/**
 * @brief Turns byte offsets of one UTF-8 text into places. Keeps a view of the text.
 *
 * A place takes the same time wherever it is, however long its line: code points are counted once,
 * block by block, and for a place in one block more.
 */
class TextPlaces
{
  public:
    explicit TextPlaces(std::string_view text);

    /// @return the place of a byte; offsets beyond the text mean its end
    Place At(size_t offset) const;

    /// @return how many bytes were looked at so far to count columns
    uint64_t Steps() const
    {
        return m_steps;
    }

  private:
    uint64_t PointsBefore(size_t offset) const;

    std::string_view m_text;
    std::vector<size_t> m_lineStarts;
    std::vector<uint64_t> m_points; ///< code points before each block of bytes
    mutable uint64_t m_steps{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_TEXT_PLACE_H
