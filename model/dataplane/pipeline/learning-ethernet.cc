// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/learning-ethernet.h"

#include "model/dataplane/pipeline/spanning-tree.h"
#include "model/substrate/address-plan.h"
#include "model/wire/header-sizes.h"
#include "model/wire/packet-bytes.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// The addresses of an Ethernet frame.
struct EthernetEnds
{
    MacBytes destination;
    MacBytes source;
};

/// @return nothing where there is no whole header, or the source is none that a station can have
std::optional<EthernetEnds>
EndsOf(const Ptr<Packet>& frame)
{
    std::array<uint8_t, headersize::kEthernet> head;
    if (CopyHead(frame, head) < head.size())
    {
        return std::nullopt;
    }
    EthernetEnds ends;
    std::copy_n(head.begin(), 6, ends.destination.begin());
    std::copy_n(head.begin() + 6, 6, ends.source.begin());
    const bool isStation = !IsGroup(ends.source) && ends.source != MacBytes{};
    return isStation ? std::optional(ends) : std::nullopt;
}

} // namespace

LearningEthernet::LearningEthernet(const Topology& topology,
                                   const WanGraph& wan,
                                   const MacTableProfile& profile)
    : m_topology(topology),
      m_whenFull(profile.whenFull)
{
    for (std::vector<LinkId>& links : SpanningTree(topology, wan))
    {
        m_bridges.push_back({std::move(links), MacTable(profile.capacity, profile.ageing)});
    }
}

Forwarding
LearningEthernet::Forward(NodeRef at, std::optional<LinkId> in, FabricFrame& frame)
{
    const std::optional<EthernetEnds> ends = EndsOf(frame.packet);
    if (!ends)
    {
        return VNLAB_DROP_MALFORMED;
    }
    Bridge& bridge = m_bridges[m_topology.SwitchIndex(at)];
    const Time now = Simulator::Now();
    std::optional<LinkId> back;
    if (in)
    {
        back = m_topology.Reverse(*in);
        bridge.table.Learn(ends->source, *back, now);
    }
    if (ends->destination == address_plan::NodeMac(at))
    {
        return ToProcessor{};
    }
    if (!IsGroup(ends->destination))
    {
        if (const std::optional<LinkId> known = bridge.table.Find(ends->destination, now))
        {
            return known == back ? Forwarding(VNLAB_DROP_FILTERED) : Forwarding(*known);
        }
        if (m_whenFull == FullTable::kDrop && bridge.table.IsFull(now))
        {
            return VNLAB_DROP_UNKNOWN_MAC;
        }
    }
    if (std::ranges::all_of(bridge.links, [&back](LinkId link) { return link == back; }))
    {
        return VNLAB_DROP_FILTERED;
    }
    return Flood{bridge.links, back};
}

Ptr<Packet>
LearningEthernet::AsSeen(const FabricFrame& frame, NodeRef, NodeRef) const
{
    return frame.packet->Copy();
}

MacTable&
LearningEthernet::Table(NodeRef node)
{
    return m_bridges.at(m_topology.SwitchIndex(node)).table;
}

} // namespace ns3::vnlab
