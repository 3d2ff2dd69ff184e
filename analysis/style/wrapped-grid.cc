// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/style/wrapped-grid.h"

#include "analysis/style/visible-text.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kGap = 2;
constexpr size_t kWidestLabel = 34;
constexpr size_t kNarrowLabel = 24; ///< labels get so narrow before columns go into another block
constexpr size_t kNarrowestColumn = 3;

size_t
SpacesBefore(std::string_view text)
{
    return std::min(text.find_first_not_of(' '), text.size());
}

/// A label's lines; the further ones stand two columns behind the first.
std::vector<std::string>
LabelLines(const std::string& label, size_t width)
{
    if (CodePoints(label) <= width)
    {
        return {label};
    }
    const size_t indent = std::min(SpacesBefore(label), width / 2);
    const std::string_view text = std::string_view(label).substr(SpacesBefore(label));
    const std::string first = WrapCell(text, width - indent).front();
    const std::string_view rest = text.substr(first.size());
    std::vector<std::string> lines =
        WrapCell(rest.substr(SpacesBefore(rest)), width - indent - kGap);
    std::ranges::for_each(lines, [&](std::string& line) { line.insert(0, indent + kGap, ' '); });
    lines.insert(lines.begin(), std::string(indent, ' ') + first);
    return lines;
}

/// Takes columns from the widest one, time and again, that is wider than its least.
/// @return whether all fit
bool
Narrow(std::vector<size_t>& widths, const std::vector<size_t>& least, size_t width)
{
    size_t used = kGap * (widths.size() - 1);
    for (const size_t column : widths)
    {
        used += column;
    }
    for (; used > width; --used)
    {
        size_t widest = widths.size();
        for (size_t column = 0; column < widths.size(); ++column)
        {
            const bool may = widths[column] > least[column];
            const bool wider = widest == widths.size() || widths[column] > widths[widest];
            widest = may && wider ? column : widest;
        }
        if (widest == widths.size())
        {
            return false;
        }
        --widths[widest];
    }
    return true;
}

} // namespace

WrappedGrid::WrappedGrid(std::vector<std::string> header, size_t marks)
    : m_marks(marks),
      m_rows{std::move(header)}
{
    for (size_t column = 1; column < m_rows.front().size(); ++column)
    {
        m_rows.front()[column].append(marks, ' ');
    }
}

void
WrappedGrid::AddHeading(std::string heading)
{
    m_rows.push_back({std::move(heading)});
}

void
WrappedGrid::AddRow(std::vector<std::string> cells)
{
    m_rows.push_back(std::move(cells));
}

/// Lines of a value are padded by the width of its mark, but for the last, which has it.
std::vector<std::string>
WrappedGrid::LinesOf(const std::string& cell, size_t column, size_t width) const
{
    if (column == 0)
    {
        return LabelLines(cell, width);
    }
    const bool isMarked = cell.size() >= m_marks;
    const std::string_view value(cell.data(), isMarked ? cell.size() - m_marks : cell.size());
    std::vector<std::string> lines = WrapCell(value, width - m_marks);
    for (std::string& line : lines)
    {
        line.append(m_marks, ' ');
    }
    if (isMarked)
    {
        lines.back().replace(lines.back().size() - m_marks, m_marks, cell.substr(value.size()));
    }
    return lines;
}

std::string
WrappedGrid::RowText(const std::vector<std::string>& cells, const Widths& widths, bool header) const
{
    std::vector<std::vector<std::string>> lines(cells.size());
    size_t height = 1;
    for (size_t column = 0; column < cells.size(); ++column)
    {
        if (widths[column] > 0)
        {
            lines[column] = LinesOf(cells[column], column, widths[column]);
            height = std::max(height, lines[column].size());
        }
    }
    std::string text;
    for (size_t i = 0; i < height; ++i)
    {
        std::string row;
        for (size_t column = 0; column < cells.size(); ++column)
        {
            const size_t above = header ? height - lines[column].size() : 0;
            const bool has = i >= above && i - above < lines[column].size();
            const std::string cell = has ? lines[column][i - above] : "";
            const size_t room = widths[column] - std::min(widths[column], CodePoints(cell));
            row += column == 0        ? cell + std::string(room, ' ')
                 : widths[column] > 0 ? std::string(kGap + room, ' ') + cell
                                      : "";
        }
        row.erase(row.find_last_not_of(' ') + 1);
        text += row + '\n';
    }
    return text;
}

std::string
WrappedGrid::Render(const Widths& widths) const
{
    std::string text = RowText(m_rows.front(), widths, true);
    for (size_t row = 1; row < m_rows.size(); ++row)
    {
        text += m_rows[row].size() == 1 ? m_rows[row].front() + '\n'
                                        : RowText(m_rows[row], widths, false);
    }
    return text;
}

size_t
WrappedGrid::WidestValue(size_t column) const
{
    size_t widest = 0;
    for (size_t row = 1; row < m_rows.size(); ++row)
    {
        if (m_rows[row].size() > 1)
        {
            widest = std::max(widest, CodePoints(m_rows[row][column]));
        }
    }
    return widest;
}

/// Of the header too: narrower, a column breaks words anywhere.
size_t
WrappedGrid::LongestPart(size_t column) const
{
    size_t longest = kNarrowestColumn;
    for (const std::vector<std::string>& row : m_rows)
    {
        if (row.size() > 1)
        {
            for (const std::string_view part : BreakableParts(row[column]))
            {
                const size_t length = part.find_last_not_of(' ') + 1;
                longest = std::max(longest, CodePoints(part.substr(0, length)));
            }
        }
    }
    return longest + (column == 0 ? kGap : m_marks);
}

/// @return the columns' widths where nothing wraps but the words of headers and the longest labels
WrappedGrid::Widths
WrappedGrid::NaturalWidths(size_t width) const
{
    const std::vector<std::string>& header = m_rows.front();
    Widths widths{
        std::min({std::max(WidestValue(0), CodePoints(header[0])), kWidestLabel, width / 2})};
    for (size_t column = 1; column < header.size(); ++column)
    {
        size_t word = 0;
        for (const std::string_view part : BreakableParts(header[column]))
        {
            word = std::max(word, CodePoints(part.substr(0, part.find_last_not_of(' ') + 1)));
        }
        const size_t natural = std::max({WidestValue(column), word + m_marks, kNarrowestColumn});
        widths.push_back(std::min(natural, width - widths[0] - kGap));
    }
    return widths;
}

std::string
WrappedGrid::InBlocks(size_t width) const
{
    const Widths natural = NaturalWidths(width);
    Widths full;
    Widths least;
    for (size_t column = 0; column < natural.size(); ++column)
    {
        full.push_back(std::max(WidestValue(column), CodePoints(m_rows.front()[column])));
        least.push_back(std::max(LongestPart(column), column == 0 ? kNarrowLabel : 0));
    }
    Widths narrowed = natural;
    if (Narrow(full, natural, width))
    {
        return Render(full);
    }
    if (Narrow(narrowed, least, width))
    {
        return Render(narrowed);
    }
    std::string text;
    for (size_t first = 1; first < natural.size();)
    {
        Widths block(natural.size());
        block[0] = natural[0];
        size_t used = natural[0];
        size_t next = first;
        for (; next < natural.size() && used + kGap + natural[next] <= width; ++next)
        {
            block[next] = natural[next];
            used += kGap + natural[next];
        }
        text += (text.empty() ? "" : "\n") + Render(block);
        first = next;
    }
    return text;
}

size_t
WrappedGrid::NaturalWidth() const
{
    size_t width = 0;
    for (size_t column = 0; column < m_rows.front().size(); ++column)
    {
        width += (column == 0 ? 0 : kGap) +
                 std::max(WidestValue(column), CodePoints(m_rows.front()[column]));
    }
    return width;
}

std::string
WrappedGrid::Narrowed(size_t width) const
{
    Widths widths;
    Widths least;
    for (size_t column = 0; column < m_rows.front().size(); ++column)
    {
        widths.push_back(std::max(WidestValue(column), CodePoints(m_rows.front()[column])));
        least.push_back(LongestPart(column));
    }
    if (!Narrow(widths, least, width))
    {
        Narrow(widths, Widths(widths.size(), 2 * kGap + m_marks), width);
    }
    return Render(widths);
}

} // namespace ns3::vnlab
