// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/cold-start.h"

#include "model/dataplane/pipeline/rule-pipeline.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return its kind, of which all switches of the fabric are one: a rule may come to any of them
PlaceKind
KindThatRegisters(EnforcementPoint at)
{
    return at.IsFabricSwitch() ? PlaceKind::kLeaf : at.kind;
}

} // namespace

std::set<PlaceKind>
KindsThatAsk(ControlPlane& controlPlane, const Fabric& fabric)
{
    std::set<PlaceKind> kinds;
    if (controlPlane.Misses().sink)
    {
        kinds.insert(PlaceKind::kHostSwitch);
        if (dynamic_cast<const RulePipeline*>(&fabric.GetPipeline()))
        {
            kinds.insert(PlaceKind::kLeaf);
        }
    }
    return kinds;
}

std::vector<EnforcementPoint>
PlacesToRegister(const PendingRules& rules,
                 std::set<PlaceKind> asking,
                 const CloudPlan& plan,
                 uint32_t hosts,
                 std::span<const TenantView> views)
{
    std::set<PlaceKind> kinds = std::move(asking);
    for (const RuleBatches* batches : {&rules.infrastructure, &rules.hooks})
    {
        for (const auto& [at, messages] : *batches)
        {
            kinds.insert(KindThatRegisters(at));
        }
    }
    std::vector<EnforcementPoint> places;
    const auto add = [&](EnforcementPoint at)
    {
        if (kinds.contains(KindThatRegisters(at)))
        {
            places.push_back(at);
        }
    };
    for (HostId host; host.value < hosts; ++host.value)
    {
        add(EnforcementPoint::Of(host));
    }
    for (const NodeRef node : plan.fabricSwitches)
    {
        add(EnforcementPoint::Of(node));
    }
    for (const auto& [at, messages] : rules.infrastructure)
    {
        if (at.kind == PlaceKind::kGateway)
        {
            places.push_back(at);
        }
    }
    for (const TenantView& view : views)
    {
        for (const VnicId vnic : view.Vnics())
        {
            add(EnforcementPoint::Of(vnic));
        }
    }
    return places;
}

} // namespace ns3::vnlab
