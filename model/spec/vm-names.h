// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VM_NAMES_H
#define VNLAB_VM_NAMES_H

#include "model/spec/raw-graph.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// The names of a graph's VMs and what there is to say about them.
struct VmNames
{
    std::vector<std::string> names;      ///< by vertex; unique where there are no diagnostics
    std::vector<std::string> warnings;   ///< each label that could not serve as a name
    std::vector<Diagnostic> diagnostics; ///< each VM that is named twice
};

/**
 * @brief Names each vertex: its label `name`, else its `label`, else its id.
 *
 * `name` is authoritative: two VMs with one name are an error. A `label` is text for readers
 * (Topology Zoo files repeat "None" and "?"): where it is not unique among all names, all its
 * bearers are named by their ids, with a warning.
 */
VmNames NameVms(const RawGraph& graph, const std::string& fileName);

} // namespace ns3::vnlab

#endif // VNLAB_VM_NAMES_H
