// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/scenario-cloud.h"

#include "helper/design-helper.h"
#include "model/service/server-kind.h"
#include "scenarios/vnlab/scenario/scenario-plan.h"
#include "scenarios/vnlab/scenario/scenario-sites.h"

#include <algorithm>
#include <utility>

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

LinkProfile
ProfileOf(const Scenario::Link& link)
{
    return ProfileOf(link.rate_bps, link.delay_ns, link.queue_bytes);
}

ServerProfile
ProfileOf(const Scenario::Server& server)
{
    const bool isAtLeaf = server.at == Scenario::ServerPlace::kLeaf;
    return {.name = server.name,
            .at = {isAtLeaf ? NodeKind::kLeaf : NodeKind::kWanRouter, server.index},
            .isOutside = server.at == Scenario::ServerPlace::kOutside,
            .link = ProfileOf(server.link),
            .cores = server.cores,
            .isGateway = FindServerKind(server.kind)->IsGateway(),
            .isConcentrator = FindServerKind(server.kind)->IsConcentrator()};
}

SubstrateHelper
HelperFor(const Scenario::Substrate& substrate)
{
    SubstrateHelper helper;
    const Topology topology = TopologyOf(substrate);
    const Scenario::Wan& wan = substrate.wan;
    const WanGraph graph = wan.topology == "file"
                             ? ReadWan(wan.fileText, wan.file, wan.delay_ns)
                             : GenerateWan(wan.topology, substrate.datacenters, wan.delay_ns);
    helper.SetTopology(topology);
    helper.SetLink(ProfileOf(substrate.link));
    helper.SetWan(graph, ProfileOf(wan.rate_bps, wan.delay_ns, wan.queue_bytes));
    helper.SetMtu(static_cast<uint16_t>(substrate.mtu));
    helper.SetSwitchingCores(substrate.switching_cores);
    helper.SetDetection(NanoSeconds(static_cast<int64_t>(substrate.detection_ns)));
    if (substrate.hashesGreKeys)
    {
        helper.HashGreKeys();
    }
    if (substrate.outOfBand)
    {
        helper.SetControlNetwork(
            {.rate = DataRate(substrate.control_link.rate_bps),
             .delay = NanoSeconds(static_cast<int64_t>(substrate.control_link.delay_ns))});
    }
    bool isFirst = true;
    for (const Scenario::Server& server : substrate.servers)
    {
        const bool isController = FindServerKind(server.kind)->IsController();
        const auto add = !isController                 ? &SubstrateHelper::AddServer
                       : std::exchange(isFirst, false) ? &SubstrateHelper::SetController
                                                       : &SubstrateHelper::AddController;
        (helper.*add)(ProfileOf(server));
    }
    return helper;
}

} // namespace

DesignChoice
ChooseDesign(const Scenario& scenario, const std::string& name)
{
    const auto variant = std::ranges::find(scenario.variants, name, &DesignVariant::name);
    DesignChoice choice = variant == scenario.variants.end()
                            ? DesignChoice(Registry<Design>::Get().Expect("design", name))
                            : DesignChoice(*variant);
    choice.SetRecompute(scenario.run.incremental ? Recompute::kAffected : Recompute::kEverything);
    return choice;
}

CloudPlan
PlanCloud(const Timeline& timeline, uint32_t run)
{
    const Scenario& scenario = timeline.GetScenario();
    const SubstrateHelper helper = HelperFor(scenario.substrate);
    CloudPlan plan =
        PlanTenants(scenario, timeline.Tenants(), helper.GetTopology(), helper.GetWan(), run);
    plan.sites = PlanSites(scenario, helper, plan);
    return plan;
}

std::vector<TenantView>
FirstViews(const Timeline& timeline, const CloudPlan& plan)
{
    std::vector<TenantView> views;
    for (uint32_t tenant = 0; tenant < timeline.Tenants().size(); ++tenant)
    {
        views.emplace_back(plan,
                           plan.start,
                           TenantId{tenant},
                           *timeline.Tenants()[tenant].versions.front().specification);
    }
    return views;
}

ScenarioCloud
BuildCloud(const Timeline& timeline, const DesignChoice& design, uint32_t run, uint32_t threads)
{
    const Scenario& scenario = timeline.GetScenario();
    ScenarioCloud cloud;
    cloud.substrate = HelperFor(scenario.substrate).Build();
    cloud.plan = std::make_unique<CloudPlan>(PlanCloud(timeline, run));

    DesignHelper helper(design);
    helper.SetCosts(CostTableOf(scenario));
    helper.SetSeed(scenario.run.seed);
    helper.SetIdentityEffort({.verify = scenario.identity.verify, .threads = threads});
    for (uint32_t tenant = 0; tenant < timeline.Tenants().size(); ++tenant)
    {
        if (timeline.Tenants()[tenant].group->fullGuests)
        {
            helper.SetGuests(TenantId{tenant}, GuestKind::kFull);
        }
    }
    cloud.deployment = helper.Install(*cloud.substrate, *cloud.plan);
    return cloud;
}

} // namespace ns3::vnlab
