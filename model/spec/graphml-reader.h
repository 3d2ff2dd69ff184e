// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GRAPHML_READER_H
#define VNLAB_GRAPHML_READER_H

#include "model/spec/label-vocabulary.h"
#include "model/spec/raw-graph.h"

#include <span>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/**
 * @brief Reads GraphML 1.0 in UTF-8 with one graph of nodes and edges.
 *
 * Elements count by their namespace, which is that of the root: GraphML's or none; others are left
 * out with all that is in them. Vertices and edges come in the order of the file. A label is text,
 * without white space around it, whatever type its key declares; a key that is for nothing in
 * particular is for all. Directed graphs and edges are read as undirected ones, with a warning.
 *
 * @param words the labels that count
 * @throws InputError where the text is not well-formed XML (one diagnostic), or naming everything
 *         that is not accepted: nested graphs, hyperedges, a repeated node id, an edge to a node that
 *         does not exist …
 */
RawGraph ReadGraphMl(std::string_view text,
                     const std::string& fileName,
                     std::span<const LabelWord> words = SpecificationLabels());

} // namespace ns3::vnlab

#endif // VNLAB_GRAPHML_READER_H
