// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/fabric.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

/// The arrival of a frame at the far end of a link.
class HopEvent : public EventImpl
{
  public:
    HopEvent(Fabric& fabric, LinkId link, FabricFrame&& frame)
        : m_fabric(fabric),
          m_frame(std::move(frame)),
          m_link(link),
          m_failures(fabric.m_links[link.value].Failures())
    {
    }

  private:
    void Notify() override
    {
        if (m_fabric.m_links[m_link.value].Failures() != m_failures)
        {
            m_fabric.m_drops.Count(VNLAB_DROP_LINK_DOWN, m_frame.packet);
            return;
        }
        m_fabric.Arrive(m_link, m_frame);
    }

    Fabric& m_fabric;
    FabricFrame m_frame;
    LinkId m_link;
    uint32_t m_failures; ///< of the link, when the frame was sent
};

Fabric::Fabric(const Topology& topology,
               const LinkProfile& edge,
               const LinkProfile& wanEdge,
               const WanGraph& wan,
               DropLog& drops,
               std::span<const LinkProfile> serverEdges)
    : m_topology(topology),
      m_drops(drops),
      m_routed(topology, wan),
      m_hostEdges(topology.Hosts(), nullptr),
      m_serverEdges(topology.servers.size(), nullptr)
{
    NS_ABORT_MSG_IF(serverEdges.size() != topology.servers.size(),
                    "each server has a link, and each of these a server");
    AddLinks(edge, wanEdge, wan);
    AddServerLinks(serverEdges);
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
}

void
Fabric::AddServerLinks(std::span<const LinkProfile> profiles)
{
    for (uint32_t server = 0; server < profiles.size(); ++server)
    {
        const NodeRef box{NodeKind::kServer, server};
        // What a server's own programs send waits in its memory: sockets block, and nothing is lost.
        LinkProfile up = profiles[server];
        up.queue_bytes = UINT64_MAX;
        m_links.emplace_back(box, m_topology.servers[server], up);
        m_links.emplace_back(m_topology.servers[server], box, profiles[server]);
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
Fabric::SetServerEdge(ServerId server, FabricEdge* edge)
{
    m_serverEdges.at(server.value) = edge;
}

void
Fabric::SetSwitchEdge(FabricEdge* edge)
{
    m_switchEdge = edge;
}

void
Fabric::SetPipeline(std::unique_ptr<FabricPipeline> pipeline)
{
    m_replacement = std::move(pipeline);
    m_pipeline = m_replacement.get();
}

const FabricPipeline&
Fabric::GetPipeline() const
{
    return *m_pipeline;
}

HostRouteTable&
Fabric::Routes(NodeRef node)
{
    return m_routed.Routes(node);
}

void
Fabric::SetRackPrefixes(const RackPrefixes& prefixes)
{
    m_routed.SetRackPrefixes(prefixes);
}

void
Fabric::HashGreKeys()
{
    m_hashesGreKeys = true;
}

void
Fabric::SetQueue(LinkId link, std::unique_ptr<LinkQueue> queue)
{
    m_transmitters.erase(link);
    m_transmitters.try_emplace(link,
                               m_links.at(link.value),
                               std::move(queue),
                               m_drops,
                               [this, link](FabricFrame frame, int64_t flight_ns)
                               { Depart(link, std::move(frame), flight_ns); });
}

void
Fabric::SetUp(LinkId link, bool up)
{
    m_links.at(link.value).SetUp(up);
    if (const auto transmitter = m_transmitters.find(link);
        !up && transmitter != m_transmitters.end())
    {
        transmitter->second.DropWaiting();
    }
}

bool
Fabric::IsUp(LinkId link) const
{
    return Link(link).IsUp();
}

void
Fabric::LearnFailure(LinkId link, bool failed)
{
    m_pipeline->LearnFailure(link, failed);
}

void
Fabric::AddTap(LinkId link, Tap tap)
{
    m_taps[link].push_back(std::move(tap));
}

void
Fabric::WatchHosts(HostWatch watch)
{
    m_hostWatches.push_back(std::move(watch));
}

std::vector<LinkId>
Fabric::WayOf(HostId host, FabricFrame frame)
{
    if (m_hashesGreKeys)
    {
        HashGreKey(frame);
    }
    std::vector<LinkId> way{m_topology.HostUp(host)};
    std::vector<FabricFrame> copies{std::move(frame)}; // by link of the way
    for (size_t hop = 0; hop < way.size(); ++hop)
    {
        const NodeRef at = m_links[way[hop].value].To();
        if (at.kind == NodeKind::kHost || at.kind == NodeKind::kServer)
        {
            continue;
        }
        FabricFrame copy = copies[hop];
        const std::optional<Forwarding> next = m_pipeline->Foretell(at, way[hop], copy);
        if (const auto* link = next ? std::get_if<LinkId>(&*next) : nullptr)
        {
            way.push_back(*link);
        }
        else if (const auto* flood = next ? std::get_if<Flood>(&*next) : nullptr)
        {
            std::ranges::copy_if(flood->links,
                                 std::back_inserter(way),
                                 [flood](LinkId each) { return each != flood->except; });
        }
        copies.resize(way.size(), copy);
    }
    return way;
}

const FabricLink&
Fabric::Link(LinkId link) const
{
    return m_links.at(link.value);
}

void
Fabric::SendFromHost(HostId host, FabricFrame frame)
{
    const LinkId uplink = m_topology.HostUp(host);
    if (!m_hostWatches.empty() && IsUp(uplink))
    {
        for (const HostWatch& watch : m_hostWatches)
        {
            watch(host, frame);
        }
    }
    Enter(uplink, std::move(frame));
}

void
Fabric::SendFromServer(ServerId server, FabricFrame frame)
{
    Enter(m_topology.ServerUp(server), std::move(frame));
}

void
Fabric::SendFromSwitch(NodeRef node, FabricFrame frame)
{
    Forward(node, std::nullopt, frame);
}

/// Reads once what switches look at in each hop, if it is more than the frame's sender has read.
void
Fabric::Enter(LinkId link, FabricFrame&& frame)
{
    if (m_hashesGreKeys)
    {
        HashGreKey(frame);
    }
    Transmit(link, std::move(frame));
}

void
Fabric::Transmit(LinkId link, FabricFrame&& frame)
{
    FabricLink& wire = m_links[link.value];
    if (!wire.IsUp())
    {
        m_drops.Count(VNLAB_DROP_LINK_DOWN, frame.packet);
        return;
    }
    if (!m_transmitters.empty())
    {
        if (const auto transmitter = m_transmitters.find(link); transmitter != m_transmitters.end())
        {
            SendWhenReady(transmitter->second, std::move(frame));
            return;
        }
    }
    const int64_t now_ns = Simulator::Now().GetNanoSeconds();
    const int64_t from_ns = std::max(now_ns, frame.ready_ns);
    const std::optional<int64_t> arrival_ns = frame.IsWeightless()
                                                ? wire.EnqueueWeightless(from_ns, frame.bytes)
                                                : wire.Enqueue(from_ns, frame.bytes, frame.packets);
    if (!arrival_ns)
    {
        m_drops.Count(VNLAB_DROP_QUEUE_OVERFLOW, frame.packet);
        return;
    }
    Depart(link, std::move(frame), *arrival_ns - now_ns);
}

/// A queue decides when a frame comes, so one that comes later takes an event.
void
Fabric::SendWhenReady(LinkTransmitter& transmitter, FabricFrame&& frame)
{
    const Time wait = NanoSeconds(frame.ready_ns) - Simulator::Now();
    if (!wait.IsStrictlyPositive())
    {
        transmitter.Send(std::move(frame));
        return;
    }
    Simulator::Schedule(wait,
                        [&transmitter, frame = std::move(frame)] { transmitter.Send(frame); });
}

void
Fabric::Depart(LinkId link, FabricFrame&& frame, int64_t flight_ns)
{
    Simulator::Schedule(NanoSeconds(flight_ns),
                        Ptr<EventImpl>(new HopEvent(*this, link, std::move(frame)), false));
}

void
Fabric::Arrive(LinkId link, FabricFrame& frame)
{
    if (!m_taps.empty())
    {
        ShowToTaps(link, frame);
    }
    const NodeRef to = m_links[link.value].To();
    if (to.kind == NodeKind::kHost)
    {
        Deliver(m_hostEdges[to.index], to, frame);
        return;
    }
    if (to.kind == NodeKind::kServer)
    {
        Deliver(m_serverEdges[to.index], to, frame);
        return;
    }
    Forward(to, link, frame);
}

void
Fabric::ShowToTaps(LinkId link, const FabricFrame& frame)
{
    if (const auto taps = m_taps.find(link); taps != m_taps.end())
    {
        const FabricLink& wire = m_links[link.value];
        const auto seen = m_pipeline->AsSeen(frame, wire.From(), wire.To());
        for (const Tap& tap : taps->second)
        {
            tap(seen);
        }
    }
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
Fabric::Forward(NodeRef node, std::optional<LinkId> in, FabricFrame& frame)
{
    const Forwarding next = m_pipeline->Forward(node, in, frame);
    if (const auto* link = std::get_if<LinkId>(&next))
    {
        Transmit(*link, std::move(frame));
    }
    else if (const auto* flood = std::get_if<Flood>(&next))
    {
        SendCopies(*flood, frame);
    }
    else if (const auto* reason = std::get_if<DropReason>(&next))
    {
        m_drops.Count(*reason, frame.packet);
    }
    else
    {
        Deliver(m_switchEdge, node, frame);
    }
}

void
Fabric::SendCopies(const Flood& flood, const FabricFrame& frame)
{
    for (const LinkId link : flood.links)
    {
        if (link != flood.except)
        {
            FabricFrame copy = frame;
            copy.packet = frame.packet->Copy();
            Transmit(link, std::move(copy));
        }
    }
}

} // namespace ns3::vnlab
