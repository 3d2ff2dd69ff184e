// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/style/text-grid.h"

#include "analysis/style/visible-text.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

void
TextGrid::Add(std::vector<std::string> cells)
{
    if (cells.size() > 1)
    {
        m_widths.resize(std::max(m_widths.size(), cells.size()));
        for (size_t column = 0; column < cells.size(); ++column)
        {
            m_widths[column] = std::max(m_widths[column], CodePoints(cells[column]));
        }
    }
    m_rows.push_back(std::move(cells));
}

std::string
TextGrid::ToString() const
{
    std::string text;
    for (const auto& cells : m_rows)
    {
        std::string line = cells.front();
        for (size_t column = 1; column < cells.size(); ++column)
        {
            if (column == 1)
            {
                line.append(m_widths[0] - CodePoints(line), ' ');
            }
            line.append(2 + m_widths[column] - CodePoints(cells[column]), ' ');
            line += cells[column];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

} // namespace ns3::vnlab
