// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_WRAPPED_GRID_H
#define VNLAB_WRAPPED_GRID_H

#include "analysis/style/wrapped-text.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief A table that fits a terminal, whatever is in it. TextGrid is for tables that are narrow.
 *
 * Labels are aligned to the left and wrap behind their indentation, values to the right. Text is
 * UTF-8, one column a code point.
 */
class WrappedGrid
{
  public:
    /**
     * @param header over the labels and over each column of values
     * @param marks so many ASCII characters at the end of every value are its mark: " *", or as many
     *        spaces. Numbers stay aligned without them.
     */
    explicit WrappedGrid(std::vector<std::string> header, size_t marks = 0);

    /// Adds a line over the rows that follow; "" is an empty one.
    void AddHeading(std::string heading);

    /// @param cells as many as the header has
    void AddRow(std::vector<std::string> cells);

    /// @return the table in one block, where its columns find room by wrapping values and labels at
    ///         words; else in blocks one below the other, each with as many columns as have room
    std::string InBlocks(size_t width = kTerminalWidth) const;

    /// @return the width of the table in which nothing wraps, headings aside
    size_t NaturalWidth() const;

    /// @return the table in one block, in which the widest cells wrap until all have room
    std::string Narrowed(size_t width = kTerminalWidth) const;

  private:
    using Widths = std::vector<size_t>; // by column; 0: the column is in another block

    std::vector<std::string> LinesOf(const std::string& cell, size_t column, size_t width) const;
    std::string RowText(const std::vector<std::string>& cells, const Widths&, bool header) const;
    std::string Render(const Widths& widths) const;
    Widths NaturalWidths(size_t width) const;
    size_t WidestValue(size_t column) const;
    size_t LongestPart(size_t column) const;

    size_t m_marks;
    std::vector<std::vector<std::string>> m_rows; // the header first; a heading has one cell
};

} // namespace ns3::vnlab

#endif // VNLAB_WRAPPED_GRID_H
