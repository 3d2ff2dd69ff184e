// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GRAPHML_READER_H
#define VNLAB_GRAPHML_READER_H

#include "model/spec/raw-graph.h"

#include <string>
#include <string_view>

namespace ns3::vnlab
{

/**
 * @brief Reads GraphML with Boost.Graph, after OutlineGraphMl has checked it.
 * @throws InputError as OutlineGraphMl does
 */
RawGraph ReadGraphMl(std::string_view text, const std::string& fileName);

} // namespace ns3::vnlab

#endif // VNLAB_GRAPHML_READER_H
