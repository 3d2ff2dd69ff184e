// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_TRAVERSAL_H
#define VNLAB_SPEC_TRAVERSAL_H

#include "model/spec/specification.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// What a depth-first traversal extracts from a specification.
struct Extraction
{
    std::vector<SpecGraph::vertex_descriptor> order; ///< each VM once, in the order of discovery
    std::vector<SpecGraph::edge_descriptor> links;   ///< each virtual link once, as first examined
    /// For each VM the sorted indices of the paths that its links use or that are kept for it: one vNIC
    /// on each. A VM with neither has path 0 only.
    std::vector<std::vector<uint32_t>> pathsOfVm;
};

/**
 * @brief Visits every vertex and every edge of a specification exactly once, depth first.
 *
 * Starts at vertex 0, and again at the lowest unvisited vertex until all components are done.
 * Neighbours are visited in the order in which their links were added.
 */
Extraction ExtractSpecification(const Specification& specification);

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_TRAVERSAL_H
