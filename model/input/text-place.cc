// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/text-place.h"

#include "model/input/short-text.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kBlock = 256; // bytes

bool
IsInsideCodePoint(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

} // namespace

Diagnostic
MakeDiagnostic(const std::string& file, Place place, std::string message)
{
    return {file, place.line, place.column, std::move(message)};
}

std::string
QuoteFound(std::string_view text)
{
    return "'" + ShortText(text) + "'";
}

std::string_view
WithoutByteOrderMark(std::string_view text)
{
    constexpr std::string_view mark = "\xef\xbb\xbf";
    return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

TextPlaces::TextPlaces(std::string_view text)
    : m_text(text),
      m_lineStarts{0}
{
    uint64_t points = 0;
    for (size_t i = 0; i < text.size(); ++i)
    {
        if (i % kBlock == 0)
        {
            m_points.push_back(points);
        }
        points += IsInsideCodePoint(text[i]) ? 0 : 1;
        if (text[i] == '\n')
        {
            m_lineStarts.push_back(i + 1);
        }
    }
    m_points.push_back(points);
    m_steps = text.size();
}

uint64_t
TextPlaces::PointsBefore(size_t offset) const
{
    const size_t block = offset / kBlock;
    const std::string_view rest = m_text.substr(block * kBlock, offset % kBlock);
    m_steps += rest.size();
    return m_points[block] + static_cast<uint64_t>(rest.size()) -
           static_cast<uint64_t>(std::ranges::count_if(rest, IsInsideCodePoint));
}

Place
TextPlaces::At(size_t offset) const
{
    const size_t byte = std::min(offset, m_text.size());
    const auto next = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), byte);
    const uint64_t before = PointsBefore(byte) - PointsBefore(*(next - 1));
    return {static_cast<uint32_t>(next - m_lineStarts.begin()), static_cast<uint32_t>(before + 1)};
}

} // namespace ns3::vnlab
