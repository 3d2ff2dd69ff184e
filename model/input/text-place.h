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

/// Turns byte offsets of one UTF-8 text into places. Keeps a view of the text.
class TextPlaces
{
  public:
    explicit TextPlaces(std::string_view text);

    /// @return the place of a byte; offsets beyond the text mean its end
    Place At(size_t offset) const;

  private:
    std::string_view m_text;
    std::vector<size_t> m_lineStarts;
};

} // namespace ns3::vnlab

#endif // VNLAB_TEXT_PLACE_H
