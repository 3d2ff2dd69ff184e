// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-plan.h"

#include "helper/tenant-helper.h"

#include <vector>

namespace ns3::vnlab
{

Topology
TopologyOf(const Scenario::Substrate& substrate)
{
    return {.datacenters = substrate.datacenters,
            .racks = substrate.racks,
            .hostsPerRack = substrate.hosts_per_rack,
            .spines = substrate.spines};
}

CostTable
CostTableOf(const Scenario& scenario)
{
    CostTable costs = MakeCostTable(scenario.costs);
    costs.SetDelaysPackets(scenario.delayPackets);
    return costs;
}

CloudPlan
PlanTenants(const Scenario& scenario,
            std::span<const TenantTimeline> tenants,
            const Topology& topology,
            const WanGraph& wan,
            uint32_t run)
{
    TenantHelper helper;
    for (const TenantTimeline& tenant : tenants)
    {
        std::vector<const Specification*> versions;
        for (const Version& version : tenant.versions)
        {
            versions.push_back(version.specification);
        }
        helper.Add(tenant.name,
                   versions,
                   tenant.group->uniqueAddresses ? AddressPlan::kUnique
                                                 : AddressPlan::kAsSpecified);
    }
    return helper.Plan(topology,
                       {.policy = scenario.substrate.placement,
                        .slotsPerHost = scenario.substrate.vms_per_host,
                        .seed = scenario.run.seed + run,
                        .keys = scenario.substrate.placementKeys},
                       wan);
}

} // namespace ns3::vnlab
