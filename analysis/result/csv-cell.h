// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CSV_CELL_H
#define VNLAB_CSV_CELL_H

#include <string>

/**
 * @file
 * Texts in tables that people open in a spreadsheet, which runs a cell that begins with `=`, `+`,
 * `-`, `@`, a tab or a carriage return as a formula.
 */

namespace ns3::vnlab
{

/**
 * @return a text as it stands in a cell: with a ' before it where a spreadsheet would run it. A
 *         number stays, whatever its sign
 */
std::string CellOf(const std::string& text);

/// @return the text that CellOf has made a cell of
std::string TextOfCell(const std::string& cell);

} // namespace ns3::vnlab

#endif // VNLAB_CSV_CELL_H
