// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEXT_GRID_H
#define VNLAB_TEXT_GRID_H

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// Lines of UTF-8 text in columns: the first is aligned to the left, the others to the right.
class TextGrid
{
  public:
    /// Adds a row; one of a single cell is a heading and takes no part in the columns' widths.
    void Add(std::vector<std::string> cells);

    /// @return all rows, each with a newline
    std::string ToString() const;

  private:
    std::vector<std::vector<std::string>> m_rows;
    std::vector<size_t> m_widths;
};

} // namespace ns3::vnlab

#endif // VNLAB_TEXT_GRID_H
