// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/routed-pipeline.h"

#include "model/substrate/address-plan.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// The leaf's choice takes the low bits; other bits keep that of a WAN router independent of it.
uint32_t
HashOf(NodeRef at, uint32_t flowHash)
{
    return at.kind == NodeKind::kWanRouter ? flowHash >> 16 : flowHash;
}

} // namespace

RoutedPipeline::RoutedPipeline(const Topology& topology, const WanGraph& wan)
    : m_topology(topology),
      m_routes(topology.Switches()),
      m_wanNext(topology.datacenters, std::vector<LinkId>(topology.datacenters)),
      m_detours(topology, wan)
{
    for (uint32_t from = 0; from < topology.datacenters; ++from)
    {
        for (uint32_t to = 0; to < topology.datacenters; ++to)
        {
            if (from != to)
            {
                const uint32_t link = wan.nextHop[from][to];
                m_wanNext[from][to] = topology.Wan(link, wan.links[link].b == from);
            }
        }
    }
}

Forwarding
RoutedPipeline::Forward(NodeRef at, std::optional<LinkId>, FabricFrame& frame)
{
    const std::optional<NodeRef> target = Resolve(at, frame.destination);
    if (target == at)
    {
        return ToProcessor{};
    }
    const std::optional<LinkId> next =
        target ? NextLink(at, *target, frame.flowHash) : std::nullopt;
    if (!next)
    {
        return VNLAB_DROP_NO_ROUTE;
    }
    if (frame.hops + 1 >= frame.ttl)
    {
        return VNLAB_DROP_TTL_EXPIRED;
    }
    ++frame.hops;
    return *next;
}

std::optional<Forwarding>
RoutedPipeline::Foretell(NodeRef at, std::optional<LinkId> in, FabricFrame& frame)
{
    return Forward(at, in, frame);
}

Ptr<Packet>
RoutedPipeline::AsSeen(const FabricFrame& frame, NodeRef from, NodeRef to) const
{
    return vnlab::AsSeen(frame, address_plan::NodeMac(from), address_plan::NodeMac(to));
}

void
RoutedPipeline::LearnFailure(LinkId link, bool failed)
{
    m_detours.SetFailed(link, failed);
}

HostRouteTable&
RoutedPipeline::Routes(NodeRef node)
{
    return m_routes.at(m_topology.SwitchIndex(node));
}

void
RoutedPipeline::SetRackPrefixes(const RackPrefixes& prefixes)
{
    m_rackPrefixes = prefixes;
}

std::optional<NodeRef>
RoutedPipeline::Resolve(NodeRef at, uint32_t address) const
{
    using namespace address_plan;
    if (const std::optional<HostId> host = HostOf(address))
    {
        return host->value < m_topology.Hosts()
                 ? std::optional(NodeRef{NodeKind::kHost, host->value})
                 : std::nullopt;
    }
    if (const std::optional<NodeRef> node = NodeOf(address))
    {
        return node->index < m_topology.Count(node->kind) ? node : std::nullopt;
    }
    return ResolveTenants(at, address);
}

/// The longest prefix wins: a host route, or else a rack's. A leaf knows its own rack by host routes alone.
std::optional<NodeRef>
RoutedPipeline::ResolveTenants(NodeRef at, uint32_t address) const
{
    if (const std::optional<HostId> host = m_routes[m_topology.SwitchIndex(at)].Find(address))
    {
        return NodeRef{NodeKind::kHost, host->value};
    }
    const std::optional<LeafId> rack =
        m_rackPrefixes ? m_rackPrefixes->RackOf(address) : std::nullopt;
    if (!rack || at == NodeRef{NodeKind::kLeaf, rack->value})
    {
        return std::nullopt;
    }
    return NodeRef{NodeKind::kLeaf, rack->value};
}

/// Where a frame to the target leaves the fabric: the target itself, or the switch of an edge.
NodeRef
RoutedPipeline::LastSwitch(NodeRef target) const
{
    const bool isEdge = target.kind == NodeKind::kHost || target.kind == NodeKind::kServer;
    return isEdge ? m_topology.SwitchAt(target) : target;
}

std::optional<LinkId>
RoutedPipeline::NextLink(NodeRef at, NodeRef target, uint32_t flowHash)
{
    const NodeRef last = LastSwitch(target);
    if (last == at)
    {
        return m_topology.EdgeDown(target);
    }
    return m_detours.AreNeeded() ? Detour(at, last, flowHash) : UsualLink(at, last, flowHash);
}

std::optional<LinkId>
RoutedPipeline::Detour(NodeRef at, NodeRef last, uint32_t flowHash)
{
    const std::vector<LinkId>& best = m_detours.Next(at, last);
    const std::optional<LinkId> usual = UsualLink(at, last, flowHash);
    if (best.empty() || (usual && std::ranges::binary_search(best, *usual)))
    {
        return best.empty() ? std::nullopt : usual;
    }
    return best[HashOf(at, flowHash) % best.size()];
}

std::optional<LinkId>
RoutedPipeline::UsualLink(NodeRef at, NodeRef last, uint32_t flowHash) const
{
    switch (at.kind)
    {
    case NodeKind::kLeaf:
        return NextFromLeaf(LeafId{at.index}, last, flowHash);
    case NodeKind::kSpine:
        return NextFromSpine(SpineId{at.index}, last);
    case NodeKind::kWanRouter:
        return NextFromWan(DatacenterId{at.index}, last, flowHash);
    case NodeKind::kHost:
    case NodeKind::kServer:
        break;
    }
    return std::nullopt;
}

LinkId
RoutedPipeline::NextFromLeaf(LeafId at, NodeRef last, uint32_t flowHash) const
{
    if (last.kind == NodeKind::kSpine &&
        m_topology.DatacenterOf(last) == m_topology.DatacenterOf(at))
    {
        return m_topology.LeafUp(at, last.index % m_topology.spines);
    }
    return m_topology.LeafUp(at, flowHash % m_topology.spines);
}

std::optional<LinkId>
RoutedPipeline::NextFromSpine(SpineId at, NodeRef last) const
{
    if (last.kind == NodeKind::kWanRouter ||
        m_topology.DatacenterOf(last) != m_topology.DatacenterOf(at))
    {
        return m_topology.SpineToWan(at);
    }
    if (last.kind == NodeKind::kSpine) // spines of a data center are not joined
    {
        return std::nullopt;
    }
    return m_topology.LeafDown(LeafId{last.index}, at.value % m_topology.spines);
}

LinkId
RoutedPipeline::NextFromWan(DatacenterId at, NodeRef last, uint32_t flowHash) const
{
    const DatacenterId dc = m_topology.DatacenterOf(last);
    if (dc != at)
    {
        return m_wanNext[at.value][dc.value];
    }
    if (last.kind == NodeKind::kSpine)
    {
        return m_topology.WanToSpine(SpineId{last.index});
    }
    const uint32_t hash = HashOf({NodeKind::kWanRouter, at.value}, flowHash);
    return m_topology.WanToSpine(SpineId{at.value * m_topology.spines + hash % m_topology.spines});
}

} // namespace ns3::vnlab
