// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/fabric.h"

#include "model/substrate/address-plan.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

/// The arrival of a frame at the far end of a link.
class HopEvent : public EventImpl
{
  public:
    HopEvent(Fabric& fabric, LinkId link, FabricFrame frame)
        : m_fabric(fabric),
          m_frame(std::move(frame)),
          m_link(link)
    {
    }

  private:
    void Notify() override
    {
        m_fabric.Arrive(m_link, m_frame);
    }

    Fabric& m_fabric;
    FabricFrame m_frame;
    LinkId m_link;
};

Fabric::Fabric(const Topology& topology,
               const LinkProfile& edge,
               const LinkProfile& wanEdge,
               const WanGraph& wan,
               DropLog& drops)
    : m_topology(topology),
      m_drops(drops),
      m_hostEdges(topology.Hosts(), nullptr),
      m_routes(topology.Leaves() + topology.Spines() + topology.datacenters)
{
    AddLinks(edge, wanEdge, wan);
}

void
Fabric::AddLinks(const LinkProfile& edge, const LinkProfile& wanEdge, const WanGraph& wan)
{
    const Topology& t = m_topology;
    m_links.reserve(t.Links());
    const auto both = [this, &edge](uint32_t count, auto lower, auto upper)
    {
        for (uint32_t i = 0; i < count; ++i)
        {
            m_links.emplace_back(lower(i), upper(i), edge);
        }
        for (uint32_t i = 0; i < count; ++i)
        {
            m_links.emplace_back(upper(i), lower(i), edge);
        }
    };
    both(
        t.Hosts(),
        [](uint32_t i) {
            return NodeRef{NodeKind::kHost, i};
        },
        [&t](uint32_t i) {
            return NodeRef{NodeKind::kLeaf, t.LeafOf(HostId{i}).value};
        });
    both(
        t.Leaves() * t.spines,
        [&t](uint32_t i) {
            return NodeRef{NodeKind::kLeaf, i / t.spines};
        },
        [&t](uint32_t i)
        {
            const DatacenterId dc = t.DatacenterOf(LeafId{i / t.spines});
            return NodeRef{NodeKind::kSpine, dc.value * t.spines + i % t.spines};
        });
    both(
        t.Spines(),
        [](uint32_t i) {
            return NodeRef{NodeKind::kSpine, i};
        },
        [&t](uint32_t i) {
            return NodeRef{NodeKind::kWanRouter, t.DatacenterOf(SpineId{i}).value};
        });
    for (const WanLink& link : wan.links)
    {
        LinkProfile profile = wanEdge;
        profile.delay_ns = static_cast<int64_t>(link.delay_ns);
        const NodeRef a{NodeKind::kWanRouter, link.a};
        const NodeRef b{NodeKind::kWanRouter, link.b};
        m_links.emplace_back(a, b, profile);
        m_links.emplace_back(b, a, profile);
    }

    m_wanNext.assign(t.datacenters, std::vector<LinkId>(t.datacenters));
    for (uint32_t from = 0; from < t.datacenters; ++from)
    {
        for (uint32_t to = 0; to < t.datacenters; ++to)
        {
            if (from != to)
            {
                const uint32_t link = wan.nextHop[from][to];
                m_wanNext[from][to] = t.Wan(link, wan.links[link].b == from);
            }
        }
    }
}

const Topology&
Fabric::GetTopology() const
{
    return m_topology;
}

void
Fabric::SetHostEdge(HostId host, FabricEdge* edge)
{
    m_hostEdges.at(host.value) = edge;
}

void
Fabric::SetSwitchEdge(FabricEdge* edge)
{
    m_switchEdge = edge;
}

HostRouteTable&
Fabric::Routes(NodeRef node)
{
    return m_routes.at(SwitchIndex(node));
}

void
Fabric::AddTap(LinkId link, Tap tap)
{
    m_taps[link].push_back(std::move(tap));
}

const FabricLink&
Fabric::Link(LinkId link) const
{
    return m_links.at(link.value);
}

void
Fabric::SendFromHost(HostId host, FabricFrame frame)
{
    Transmit(m_topology.HostUp(host), std::move(frame));
}

void
Fabric::SendFromSwitch(NodeRef node, FabricFrame frame)
{
    Forward(node, frame);
}

void
Fabric::Transmit(LinkId link, FabricFrame frame)
{
    const int64_t now_ns = Simulator::Now().GetNanoSeconds();
    const std::optional<int64_t> arrival_ns = m_links[link.value].Enqueue(now_ns, frame.bytes);
    if (!arrival_ns)
    {
        m_drops.Count(VNLAB_DROP_QUEUE_OVERFLOW, frame.packet);
        return;
    }
    Simulator::Schedule(NanoSeconds(*arrival_ns - now_ns),
                        Ptr<EventImpl>(new HopEvent(*this, link, std::move(frame)), false));
}

void
Fabric::Arrive(LinkId link, FabricFrame& frame)
{
    const NodeRef from = m_links[link.value].From();
    const NodeRef to = m_links[link.value].To();
    if (!m_taps.empty())
    {
        if (const auto taps = m_taps.find(link); taps != m_taps.end())
        {
            const auto seen = AsSeen(frame, address_plan::NodeMac(from), address_plan::NodeMac(to));
            for (const Tap& tap : taps->second)
            {
                tap(seen);
            }
        }
    }
    if (to.kind == NodeKind::kHost)
    {
        Deliver(m_hostEdges[to.index], to, frame);
        return;
    }
    Forward(to, frame);
}

void
Fabric::Deliver(FabricEdge* edge, NodeRef node, FabricFrame& frame)
{
    if (!edge)
    {
        m_drops.Count(VNLAB_DROP_NO_PORT, frame.packet);
        return;
    }
    edge->ReceiveFromFabric(node, std::move(frame));
}

void
Fabric::Forward(NodeRef node, FabricFrame& frame)
{
    const std::optional<NodeRef> target = Resolve(node, frame.destination);
    if (target == node)
    {
        Deliver(m_switchEdge, node, frame);
        return;
    }
    const std::optional<LinkId> next =
        target ? NextLink(node, *target, frame.flowHash) : std::nullopt;
    if (!next)
    {
        m_drops.Count(VNLAB_DROP_NO_ROUTE, frame.packet);
        return;
    }
    if (frame.hops + 1 >= frame.ttl)
    {
        m_drops.Count(VNLAB_DROP_TTL_EXPIRED, frame.packet);
        return;
    }
    ++frame.hops;
    Transmit(*next, std::move(frame));
}

std::optional<NodeRef>
Fabric::Resolve(NodeRef at, uint32_t address) const
{
    using namespace address_plan;
    if (const std::optional<HostId> host = HostOf(address))
    {
        return host->value < m_topology.Hosts()
                 ? std::optional(NodeRef{NodeKind::kHost, host->value})
                 : std::nullopt;
    }
    if (const std::optional<NodeRef> node = SwitchOf(address))
    {
        return node->index < CountOf(node->kind) ? node : std::nullopt;
    }
    const std::optional<HostId> host = m_routes[SwitchIndex(at)].Find(address);
    return host ? std::optional(NodeRef{NodeKind::kHost, host->value}) : std::nullopt;
}

uint32_t
Fabric::CountOf(NodeKind kind) const
{
    switch (kind)
    {
    case NodeKind::kHost:
        return m_topology.Hosts();
    case NodeKind::kLeaf:
        return m_topology.Leaves();
    case NodeKind::kSpine:
        return m_topology.Spines();
    case NodeKind::kWanRouter:
        return m_topology.datacenters;
    }
    return 0;
}

std::optional<LinkId>
Fabric::NextLink(NodeRef at, NodeRef target, uint32_t flowHash) const
{
    switch (at.kind)
    {
    case NodeKind::kLeaf:
        return NextFromLeaf(LeafId{at.index}, target, flowHash);
    case NodeKind::kSpine:
        return NextFromSpine(SpineId{at.index}, target);
    case NodeKind::kWanRouter:
        return NextFromWan(DatacenterId{at.index}, target, flowHash);
    case NodeKind::kHost:
        break;
    }
    return std::nullopt;
}

std::optional<LinkId>
Fabric::NextFromLeaf(LeafId at, NodeRef target, uint32_t flowHash) const
{
    if (target.kind == NodeKind::kHost && m_topology.LeafOf(HostId{target.index}) == at)
    {
        return m_topology.HostDown(HostId{target.index});
    }
    if (target.kind == NodeKind::kSpine && DatacenterOf(target) == m_topology.DatacenterOf(at))
    {
        return m_topology.LeafUp(at, target.index % m_topology.spines);
    }
    return m_topology.LeafUp(at, flowHash % m_topology.spines);
}

std::optional<LinkId>
Fabric::NextFromSpine(SpineId at, NodeRef target) const
{
    if (DatacenterOf(target) != m_topology.DatacenterOf(at))
    {
        return m_topology.SpineToWan(at);
    }
    const uint32_t spine = at.value % m_topology.spines;
    switch (target.kind)
    {
    case NodeKind::kHost:
        return m_topology.LeafDown(m_topology.LeafOf(HostId{target.index}), spine);
    case NodeKind::kLeaf:
        return m_topology.LeafDown(LeafId{target.index}, spine);
    case NodeKind::kWanRouter:
        return m_topology.SpineToWan(at);
    case NodeKind::kSpine: // spines of a data center are not joined
        break;
    }
    return std::nullopt;
}

std::optional<LinkId>
Fabric::NextFromWan(DatacenterId at, NodeRef target, uint32_t flowHash) const
{
    const DatacenterId dc = DatacenterOf(target);
    if (dc != at)
    {
        return m_wanNext[at.value][dc.value];
    }
    if (target.kind == NodeKind::kSpine)
    {
        return m_topology.WanToSpine(SpineId{target.index});
    }
    // The leaf's choice took the low bits; other bits keep the two choices independent.
    return m_topology.WanToSpine(
        SpineId{at.value * m_topology.spines + (flowHash >> 16) % m_topology.spines});
}

DatacenterId
Fabric::DatacenterOf(NodeRef node) const
{
    switch (node.kind)
    {
    case NodeKind::kHost:
        return m_topology.DatacenterOf(HostId{node.index});
    case NodeKind::kLeaf:
        return m_topology.DatacenterOf(LeafId{node.index});
    case NodeKind::kSpine:
        return m_topology.DatacenterOf(SpineId{node.index});
    case NodeKind::kWanRouter:
        break;
    }
    return DatacenterId{node.index};
}

size_t
Fabric::SwitchIndex(NodeRef node) const
{
    switch (node.kind)
    {
    case NodeKind::kSpine:
        return m_topology.Leaves() + node.index;
    case NodeKind::kWanRouter:
        return m_topology.Leaves() + m_topology.Spines() + node.index;
    case NodeKind::kLeaf:
    case NodeKind::kHost:
        break;
    }
    return node.index;
}

} // namespace ns3::vnlab
