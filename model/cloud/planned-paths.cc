// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/planned-paths.h"

#include "model/cloud/cloud-names.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::vnlab
{

uint32_t
PathInPlan(const TenantPlan& tenant, const std::string& name)
{
    const auto it = std::ranges::find(tenant.paths, name, &PathPlan::name);
    if (it == tenant.paths.end())
    {
        throw std::invalid_argument("tenant " + tenant.name + " was planned without path " + name);
    }
    return static_cast<uint32_t>(it - tenant.paths.begin());
}

std::vector<uint32_t>
PathsInPlan(const TenantPlan& tenant, const Specification& specification)
{
    std::vector<uint32_t> indices;
    for (const Path& path : specification.paths)
    {
        indices.push_back(PathInPlan(tenant, path.name));
    }
    return indices;
}

VnicId
VnicOnPath(const CloudPlan& plan, VmId vm, uint32_t path)
{
    const std::vector<VnicId>& vnics = plan.At(vm).vnics;
    const auto it =
        std::ranges::find(vnics, path, [&plan](VnicId vnic) { return plan.At(vnic).path; });
    if (it == vnics.end())
    {
        throw std::invalid_argument(NameOf(plan, vm) + " was made without a vNIC on path " +
                                    plan.At(plan.At(vm).tenant).paths[path].name);
    }
    return *it;
}

ViewLink
MakeViewLink(const CloudPlan& plan, VnicId one, VnicId other, const LinkSpec& link)
{
    const auto [a, b] = std::minmax(one, other);
    const TenantPlan& tenant = plan.At(plan.At(plan.At(a).vm).tenant);
    ViewLink made{.a = a, .b = b, .allow = link.allow};
    for (const std::string& name : link.via)
    {
        made.via.push_back(VnicOnPath(plan, tenant.vmByName.at(name), plan.At(a).path));
    }
    if (plan.At(plan.At(b).vm).name < plan.At(plan.At(a).vm).name)
    {
        std::ranges::reverse(made.via);
    }
    return made;
}

} // namespace ns3::vnlab
