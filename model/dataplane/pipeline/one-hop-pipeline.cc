// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/one-hop-pipeline.h"

#include "model/substrate/address-plan.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kGroups = 0xe0000000; ///< of frames that are copied, by the host they came from

std::optional<HostId>
SourceOf(uint32_t group)
{
    return group >= kGroups ? std::optional(HostId{group - kGroups}) : std::nullopt;
}

} // namespace

OneHopPipeline::OneHopPipeline(const Fabric& fabric,
                               const WanGraph& wan,
                               size_t capacity,
                               Time ageing)
    : BridgedPipeline(fabric.GetTopology(), wan),
      m_fabric(fabric),
      m_table(capacity, ageing)
{
}

Forwarding
OneHopPipeline::Bridge(
    NodeRef at, LinkId in, const BridgedFields& fields, FabricFrame& frame, Bridging bridging)
{
    if (!m_topology.JoinsSwitches(in))
    {
        if (const auto dropped = Enter(m_fabric.Link(in).From(), fields, frame, bridging))
        {
            return *dropped;
        }
    }
    const std::optional<HostId> source = SourceOf(frame.destination);
    if (!source)
    {
        return Route(at, in, frame.destination, frame.flowHash);
    }
    const CopyTree& tree = TreeOf(*source, fields.vlan, frame.flowHash);
    const auto copies = tree.links.find(at);
    if (copies == tree.links.end())
    {
        return VNLAB_DROP_FILTERED;
    }
    return Flood{copies->second, {}};
}

/// Decides for all switches where a frame goes. @return why it goes nowhere
std::optional<DropReason>
OneHopPipeline::Enter(NodeRef from,
                      const BridgedFields& fields,
                      FabricFrame& frame,
                      Bridging bridging)
{
    const HostId host{from.index};
    const std::vector<HostId>& ports = PortsOf(fields.vlan);
    if (from.kind != NodeKind::kHost || !std::ranges::binary_search(ports, host))
    {
        return VNLAB_DROP_UNKNOWN_VNI;
    }
    const Time now = Simulator::Now();
    if (bridging == Bridging::kReal)
    {
        m_table.Learn(fields.source, host, now, fields.vlan);
    }
    frame.destination = kGroups + host.value;
    if (IsGroup(fields.destination))
    {
        return std::nullopt;
    }
    const std::optional<HostId> known =
        m_table.FindAfter(fields.source, host, fields.destination, now, fields.vlan);
    if (known == host)
    {
        return VNLAB_DROP_FILTERED;
    }
    if (known && std::ranges::binary_search(ports, *known))
    {
        frame.destination = address_plan::HostAddress(*known);
    }
    else if (bridging == Bridging::kReal && m_table.IsFull(now))
    {
        CountOverflow();
    }
    return std::nullopt;
}

Forwarding
OneHopPipeline::Route(NodeRef at, LinkId in, uint32_t destination, uint32_t flowHash)
{
    FabricFrame routed;
    routed.destination = destination;
    routed.flowHash = flowHash;
    return m_routed.Forward(at, in, routed);
}

const std::vector<HostId>&
OneHopPipeline::PortsOf(uint16_t vlan)
{
    const auto [found, isNew] = m_ports.try_emplace(vlan);
    for (uint32_t leaf = 0; isNew && leaf < m_topology.Leaves(); ++leaf)
    {
        for (const LinkId port : Trunks({NodeKind::kLeaf, leaf}).Carrying(vlan))
        {
            if (const NodeRef end = m_fabric.Link(port).To(); end.kind == NodeKind::kHost)
            {
                found->second.push_back({end.index});
            }
        }
    }
    return found->second;
}

const OneHopPipeline::CopyTree&
OneHopPipeline::TreeOf(HostId from, uint16_t vlan, uint32_t flowHash)
{
    if (!m_tree || m_tree->from != from || m_tree->vlan != vlan || m_tree->flowHash != flowHash)
    {
        m_tree = CopyTree{.from = from, .vlan = vlan, .flowHash = flowHash};
        m_tree->reached.insert({NodeKind::kLeaf, m_topology.LeafOf(from).value});
        for (const HostId to : PortsOf(vlan))
        {
            if (to != from)
            {
                AddWay(*m_tree, to);
            }
        }
    }
    return *m_tree;
}

/// Where a way meets another one's, copies take only one of them: the links behind the last switch that the
/// tree has come to are added.
void
OneHopPipeline::AddWay(CopyTree& tree, HostId to)
{
    std::vector<LinkId> behind;
    LinkId last = m_topology.HostUp(tree.from);
    while (last != m_topology.HostDown(to))
    {
        const NodeRef at = m_fabric.Link(last).To();
        const Forwarding next = Route(at, last, address_plan::HostAddress(to), tree.flowHash);
        const auto* link = std::get_if<LinkId>(&next);
        if (!link)
        {
            return; // no way is left
        }
        if (tree.reached.contains(at))
        {
            behind.clear();
        }
        behind.push_back(*link);
        last = *link;
    }
    for (const LinkId link : behind)
    {
        tree.links[m_fabric.Link(link).From()].push_back(link);
        tree.reached.insert(m_fabric.Link(link).To());
    }
}

void
OneHopPipeline::PortsChanged(NodeRef)
{
    m_ports.clear();
    m_tree.reset();
}

void
OneHopPipeline::LearnFailure(LinkId link, bool failed)
{
    BridgedPipeline::LearnFailure(link, failed);
    m_tree.reset();
}

size_t
OneHopPipeline::Stations(NodeRef)
{
    return m_table.Size(Simulator::Now());
}

} // namespace ns3::vnlab
