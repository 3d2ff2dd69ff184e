// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DOT_READER_H
#define VNLAB_DOT_READER_H

#include "model/spec/raw-graph.h"

#include <string>
#include <string_view>

namespace ns3::vnlab
{

/**
 * @brief Reads an undirected graph in the DOT language with Boost.Graph's read_graphviz.
 *
 * Vertices come in the order in which the text first names them. As in DOT, an edge declares its
 * ends, naming a vertex again adds to its labels, and `node [...]` and `edge [...]` set defaults.
 *
 * @throws InputError with the place of the first syntax error
 */
RawGraph ReadDot(std::string_view text, const std::string& fileName);

} // namespace ns3::vnlab

#endif // VNLAB_DOT_READER_H
