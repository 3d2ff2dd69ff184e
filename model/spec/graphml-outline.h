// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GRAPHML_OUTLINE_H
#define VNLAB_GRAPHML_OUTLINE_H

#include "model/input/text-place.h"

#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// Where the elements of a GraphML file are, in the order of the file.
struct GraphMlOutline
{
    struct Node
    {
        std::string id;
        Place place;
    };

    Place graph;
    std::vector<Node> nodes;
    std::vector<Place> edges;
};

/**
 * @brief Checks what Boost's GraphML reader takes for granted, and finds the place of each element.
 *
 * Accepted is GraphML 1.0 in UTF-8 with one undirected graph of nodes and edges. Nested graphs,
 * hyperedges and directed edges are refused; elements with a namespace prefix are ignored.
 *
 * @throws InputError where the text is not well-formed XML (one diagnostic), or naming everything
 *         that is not accepted: a repeated node id, an edge to a node that does not exist …
 */
GraphMlOutline OutlineGraphMl(std::string_view text, const std::string& fileName);

} // namespace ns3::vnlab

#endif // VNLAB_GRAPHML_OUTLINE_H
