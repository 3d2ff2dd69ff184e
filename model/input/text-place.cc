// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/text-place.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

Diagnostic
MakeDiagnostic(const std::string& file, Place place, std::string message)
{
    return {file, place.line, place.column, std::move(message)};
}

TextPlaces::TextPlaces(std::string_view text)
    : m_text(text),
      m_lineStarts{0}
{
    for (size_t end = text.find('\n'); end != std::string_view::npos;
         end = text.find('\n', end + 1))
    {
        m_lineStarts.push_back(end + 1);
    }
}

Place
TextPlaces::At(size_t offset) const
{
    const size_t byte = std::min(offset, m_text.size());
    const auto next = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), byte);
    const std::string_view before = m_text.substr(*(next - 1), byte - *(next - 1));
    const auto codePoints =
        std::count_if(before.begin(),
                      before.end(),
                      [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
    return {static_cast<uint32_t>(next - m_lineStarts.begin()),
            static_cast<uint32_t>(codePoints + 1)};
}

} // namespace ns3::vnlab
