// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/view-step.h"

#include "model/cloud/planned-paths.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

namespace
{

ViewLink
LinkInPlan(const CloudPlan& plan, const TenantPlan& tenant, const NamedLink& link)
{
    const uint32_t path = PathInPlan(tenant, link.path);
    return MakeViewLink(plan,
                        VnicOnPath(plan, tenant.vmByName.at(link.first), path),
                        VnicOnPath(plan, tenant.vmByName.at(link.second), path),
                        {path, link.allow, link.via});
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
    ViewDelta links = LinksThatDiffer(plan, tenant, delta);
    edit.addedLinks = std::move(links.addedLinks);
    std::ranges::transform(links.removedLinks, std::back_inserter(edit.removedLinks), EndsOf);
    return edit;
}

ViewDelta
LinksThatDiffer(const CloudPlan& plan, TenantId tenant, const SpecDelta& delta)
{
    const auto inPlan = [&](const std::vector<NamedLink>& named)
    {
        std::vector<ViewLink> links;
        for (const NamedLink& link : named)
        {
            links.push_back(LinkInPlan(plan, plan.At(tenant), link));
        }
        std::ranges::sort(links);
        return links;
    };
    ViewDelta links;
    links.addedLinks = inPlan(delta.addedLinks);
    links.removedLinks = inPlan(delta.removedLinks);
    return links;
}

} // namespace ns3::vnlab
