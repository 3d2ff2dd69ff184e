// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/push-domains.h"

#include "model/substrate/address-plan.h"

namespace ns3::vnlab
{

namespace
{

/// @return the node that a place is, or that a VM is on
NodeRef
NodeUnder(EnforcementPoint at, uint32_t address)
{
    return at.kind == PlaceKind::kVmHook
             ? NodeRef{NodeKind::kHost, address_plan::HostOf(address).value().value}
             : at.Node();
}

uint32_t
RackOf(const Topology& topology, NodeRef node)
{
    if (node.kind == NodeKind::kHost)
    {
        return topology.LeafOf(HostId{node.index}).value;
    }
    return node.kind == NodeKind::kLeaf ? node.index
                                        : topology.DatacenterOf(node).value * topology.racks;
}

} // namespace

DomainOf
DomainsBy(PushShare share, const CloudPlan& plan, const Topology& topology)
{
    return [share, &plan, &topology](EnforcementPoint at, uint32_t address)
    {
        if (share == PushShare::kTenant && at.kind == PlaceKind::kVmHook)
        {
            return plan.At(plan.At(VnicId{at.index}).vm).tenant.value;
        }
        const NodeRef node = NodeUnder(at, address);
        return share == PushShare::kDatacenter ? topology.DatacenterOf(node).value
                                               : RackOf(topology, node);
    };
}

} // namespace ns3::vnlab
