// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_CONSTRAINTS_H
#define VNLAB_SPEC_CONSTRAINTS_H

#include "model/input/text-place.h"
#include "model/spec/specification.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// Where the elements of a specification were written.
struct SpecPlaces
{
    std::string file;
    Place graph;
    std::vector<Place> vms;   ///< by vertex
    std::vector<Place> links; ///< in the order of edges(graph)
    Place subnets{};          ///< where the subnets of paths are stated
};

/**
 * @brief Checks what a specification promises beyond its syntax.
 *
 * - `max_links`: a VM has at most so many distinct peers, over all paths;
 * - `deny`: no link joins a VM to one whose name or role it denies;
 * - subnets of paths do not overlap;
 * - each path's subnet has an address for each of its VMs, beside the network address, the gateway
 *   and the broadcast address.
 *
 * @return everything that is violated, with the element; empty where all is well
 */
std::vector<Diagnostic> CheckConstraints(const Specification& specification,
                                         const SpecPlaces& places);

/// @return whether a virtual link between two VMs would violate neither `deny` nor `max_links`
bool MayBeLinked(const SpecGraph& graph,
                 SpecGraph::vertex_descriptor a,
                 SpecGraph::vertex_descriptor b);

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_CONSTRAINTS_H
