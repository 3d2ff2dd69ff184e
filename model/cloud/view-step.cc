// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/view-step.h"

#include "model/cloud/planned-paths.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

ViewLink
LinkInPlan(const CloudPlan& plan, const TenantPlan& tenant, const NamedLink& link)
{
    const uint32_t path = PathInPlan(tenant, link.path);
    const auto [a, b] = std::minmax({VnicOnPath(plan, tenant.vmByName.at(link.first), path),
                                     VnicOnPath(plan, tenant.vmByName.at(link.second), path)});
    return {a, b, link.allow};
}

std::vector<VmId>
VmsInPlan(const TenantPlan& tenant, const std::vector<std::string>& names)
{
    std::vector<VmId> vms;
    for (const std::string& name : names)
    {
        vms.push_back(tenant.vmByName.at(name));
    }
    return vms;
}

} // namespace

ViewEdit
EditOf(const CloudPlan& plan, TenantId tenant, const Specification& after, const SpecDelta& delta)
{
    const TenantPlan& tenantPlan = plan.At(tenant);
    ViewEdit edit;
    edit.firstPath = PathsInPlan(tenantPlan, after).front();
    edit.addedVms = VmsInPlan(tenantPlan, delta.addedVms);
    edit.removedVms = VmsInPlan(tenantPlan, delta.removedVms);
    for (const NamedLink& link : delta.addedLinks)
    {
        edit.addedLinks.push_back(LinkInPlan(plan, tenantPlan, link));
    }
    for (const NamedLink& link : delta.removedLinks)
    {
        edit.removedLinks.push_back(EndsOf(LinkInPlan(plan, tenantPlan, link)));
    }
    return edit;
}

} // namespace ns3::vnlab
