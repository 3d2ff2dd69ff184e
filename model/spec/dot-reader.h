// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DOT_READER_H
#define VNLAB_DOT_READER_H

#include "model/spec/raw-graph.h"

#include <string>
#include <string_view>

namespace ns3::vnlab
{

/**
 * @brief Reads a graph in the DOT language as Graphviz does: DotScanner has its words, DotGraph what
 *        they make.
 *
 * Vertices come in the order in which the text first names them, edges in the order in which it
 * makes them; the place of an edge is that of its left side. Labels are those of a tenant
 * specification; that of an HTML string is empty. A directed graph is read as an undirected one,
 * with a warning. The time is linear in the text and what it expands to, which is bounded.
 *
 * @throws InputError with the place of the first syntax error, or of the statement that makes the
 *         graph too large
 */
RawGraph ReadDot(std::string_view text, const std::string& fileName);

} // namespace ns3::vnlab

#endif // VNLAB_DOT_READER_H
