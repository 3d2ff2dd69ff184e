// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/rack-routes.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace ns3::vnlab
{

namespace
{

/// @return whether a switch sends to the two racks in different ways
bool
TellsApart(const Topology& topology, NodeRef node, LeafId one, LeafId other)
{
    const DatacenterId dc = topology.DatacenterOf(node);
    const DatacenterId oneDc = topology.DatacenterOf(one);
    const DatacenterId otherDc = topology.DatacenterOf(other);
    switch (node.kind)
    {
    case NodeKind::kLeaf:
        return node.index == one.value || node.index == other.value;
    case NodeKind::kSpine:
        return dc == oneDc || dc == otherDc;
    case NodeKind::kWanRouter:
        return oneDc != otherDc;
    case NodeKind::kHost:
    case NodeKind::kServer:
        break;
    }
    return false;
}

} // namespace

std::vector<NodeRef>
SwitchesOffPrefix(const CloudPlan& plan, uint32_t address, HostId host)
{
    const std::optional<LeafId> home =
        plan.byRack ? plan.byRack->Prefixes().RackOf(address) : std::nullopt;
    if (!home)
    {
        return plan.fabricSwitches;
    }
    const Topology& topology = plan.byRack->GetTopology();
    const LeafId rack = topology.LeafOf(host);
    if (rack == *home)
    {
        return {{NodeKind::kLeaf, rack.value}};
    }
    std::vector<NodeRef> switches;
    std::ranges::copy_if(plan.fabricSwitches,
                         std::back_inserter(switches),
                         [&](NodeRef node) { return TellsApart(topology, node, rack, *home); });
    return switches;
}

} // namespace ns3::vnlab
