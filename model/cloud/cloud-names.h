// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CLOUD_NAMES_H
#define VNLAB_CLOUD_NAMES_H

#include "model/cloud/cloud-plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// @param name "tenant/vm"; both names may have slashes themselves
/// @return the VM, or nothing where there is none
std::optional<VmId> FindVm(const CloudPlan& plan, std::string_view name);

/// @return "tenant/vm"
std::string NameOf(const CloudPlan& plan, VmId vm);

/// @return whose a throw of the dice is, by name: so that it stays where other VMs come or go
uint64_t DrawNumber(const CloudPlan& plan, VmId vm);
uint64_t DrawNumber(const CloudPlan& plan, VnicId vnic);

} // namespace ns3::vnlab

#endif // VNLAB_CLOUD_NAMES_H
