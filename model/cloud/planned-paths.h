// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLANNED_PATHS_H
#define VNLAB_PLANNED_PATHS_H

#include "model/cloud/cloud-plan.h"
#include "model/cloud/link-set.h"
#include "model/spec/specification.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// @return the index in the plan of a tenant's path
/// @throws std::invalid_argument where the plan lacks it
uint32_t PathInPlan(const TenantPlan& tenant, const std::string& name);

/// @return the indices of a specification's paths
/// @throws std::invalid_argument as above
std::vector<uint32_t> PathsInPlan(const TenantPlan& tenant, const Specification& specification);

/// @return a VM's vNIC on a path
/// @throws std::invalid_argument where the VM was made without one
VnicId VnicOnPath(const CloudPlan& plan, VmId vm, uint32_t path);

/// @return what a tenant wants between two vNICs of a path, by the plan's numbers
/// @throws std::invalid_argument where the plan lacks a vNIC that its traffic passes
ViewLink MakeViewLink(const CloudPlan& plan, VnicId one, VnicId other, const LinkSpec& link);

} // namespace ns3::vnlab

#endif // VNLAB_PLANNED_PATHS_H
