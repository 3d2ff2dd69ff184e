// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/scenario-cloud.h"

#include "helper/identity-guard.h"
#include "helper/tenant-helper.h"
#include "model/guest/full-guest.h"
#include "model/guest/light-guest.h"

namespace ns3::vnlab
{

namespace
{

LinkProfile
ProfileOf(uint64_t rate_bps, uint64_t delay_ns, uint64_t queue_bytes)
{
    return {.rate_bps = rate_bps,
            .delay_ns = static_cast<int64_t>(delay_ns),
            .queue_bytes = queue_bytes};
}

SubstrateHelper
HelperFor(const Scenario::Substrate& substrate)
{
    SubstrateHelper helper;
    Topology topology{.datacenters = substrate.datacenters,
                      .racks = substrate.racks,
                      .hostsPerRack = substrate.hosts_per_rack,
                      .spines = substrate.spines};
    const Scenario::Wan& wan = substrate.wan;
    const bool fromFile = wan.topology == "file";
    const WanGraph graph =
        fromFile ? ReadWan(wan.fileText, wan.file)
                 : GenerateWan(wan.topology, substrate.datacenters, wan.delay_ns);
    if (fromFile)
    {
        topology.datacenters = static_cast<uint32_t>(graph.names.size());
    }
    helper.SetTopology(topology);
    helper.SetLink(ProfileOf(substrate.link.rate_bps,
                             substrate.link.delay_ns,
                             substrate.link.queue_bytes));
    helper.SetWan(graph, ProfileOf(wan.rate_bps, wan.delay_ns, wan.queue_bytes));
    helper.SetMtu(static_cast<uint16_t>(substrate.mtu));
    return helper;
}

CloudPlan
PlanFor(const Timeline& timeline, const Topology& topology, uint32_t run)
{
    const Scenario& scenario = timeline.GetScenario();
    TenantHelper helper;
    for (const TenantTimeline& tenant : timeline.Tenants())
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
                       {.policy = *ParsePlacementPolicy(scenario.substrate.placement),
                        .slotsPerHost = scenario.substrate.vms_per_host,
                        .seed = scenario.run.seed + run});
}

} // namespace

ScenarioCloud
BuildCloud(const Timeline& timeline, const Design& design, uint32_t run)
{
    const Scenario& scenario = timeline.GetScenario();
    const SubstrateHelper helper = HelperFor(scenario.substrate);
    ScenarioCloud cloud;
    cloud.substrate = helper.Build();
    cloud.plan =
        std::make_unique<CloudPlan>(PlanFor(timeline, cloud.substrate->fabric->GetTopology(), run));

    const CloudPlan& plan = *cloud.plan;
    const auto makeGuest = [&plan, &timeline](VmId vm, DropLog& drops) -> std::unique_ptr<Guest> {
        if (timeline.Tenants()[plan.At(vm).tenant.value].group->fullGuests)
        {
            return std::make_unique<FullGuest>(vm, drops);
        }
        return std::make_unique<LightGuest>(vm, drops);
    };
    std::unique_ptr<AttachGuard> guard;
    if (design.VerifiesIdentity())
    {
        guard = std::make_unique<IdentityGuard>(plan, scenario.run.seed);
    }
    cloud.deployment = std::make_unique<Deployment>(design,
                                                    *cloud.substrate,
                                                    plan,
                                                    MakeCostTable(scenario.costs),
                                                    makeGuest,
                                                    std::move(guard));
    return cloud;
}

} // namespace ns3::vnlab
