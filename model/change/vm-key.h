// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VM_KEY_H
#define VNLAB_VM_KEY_H

#include "model/change/change-kind.h"
#include "model/dice-purpose.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// A VM of a specification.
using VmVertex = SpecGraph::vertex_descriptor;

/// @return the VMs that a key may mean: the one of the name, or all where it is "random"
std::vector<VmVertex> MeantVms(const SpecGraph& graph, const std::string& name);

/// @return why a text under a key is neither a VM of a tenant's nor, where it has any, "random"
std::optional<ChangeObjection> ObjectionToVm(std::string_view key,
                                             const std::string& name,
                                             const std::string& tenant,
                                             const Specification& specification);

/// @param name of a VM of the setting's tenant, or "random": of those that run and are not migrating
/// @throws std::invalid_argument where there is none to choose from
VmId ChooseVm(const ChangeSetting& setting, const std::string& name, const DicePurpose& purpose);

/// @return the names of a specification's VMs, ascending
std::vector<std::string> VmNamesOf(const Specification& specification);

/// @param names at least one
/// @return one of them, by chance
std::string DrawName(const std::vector<std::string>& names,
                     const DicePurpose& purpose,
                     uint64_t seed);

} // namespace ns3::vnlab

#endif // VNLAB_VM_KEY_H
