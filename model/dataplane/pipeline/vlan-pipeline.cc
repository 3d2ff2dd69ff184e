// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/vlan-pipeline.h"

#include "model/plain-bytes.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

bool
Contains(const std::vector<LinkId>& ascending, LinkId link)
{
    return std::ranges::binary_search(ascending, link);
}

} // namespace

VlanPipeline::VlanPipeline(const Topology& topology,
                           const WanGraph& wan,
                           const VlanFabricProfile& profile)
    : m_topology(topology),
      m_routed(topology, wan),
      m_trees(topology, wan, profile.trees, profile.times, [this] { ForgetStations(); })
{
    for (uint32_t bridge = 0; bridge < topology.Switches(); ++bridge)
    {
        m_bridges.push_back({{}, MacTable(profile.capacity, profile.ageing)});
    }
}

void
VlanPipeline::ForgetStations()
{
    for (Bridge& bridge : m_bridges)
    {
        bridge.table.Clear();
        bridge.ports.clear();
    }
}

Forwarding
VlanPipeline::Forward(NodeRef at, std::optional<LinkId> in, FabricFrame& frame)
{
    const std::optional<BridgedFields> fields = BridgedFieldsOf(frame.packet);
    if (fields && !fields->isTagged)
    {
        return m_routed.Forward(at, in, frame);
    }
    if (!fields || !in || IsGroup(fields->source) || fields->source == MacBytes{})
    {
        return VNLAB_DROP_MALFORMED;
    }
    return Switch(m_bridges[m_topology.SwitchIndex(at)], m_topology.Reverse(*in), *fields);
}

/// @param back the port that the frame came on, outwards
Forwarding
VlanPipeline::Switch(Bridge& bridge, LinkId back, const BridgedFields& fields)
{
    const Ports& ports = PortsOf(bridge, fields.vlan);
    if (!Contains(ports.carrying, back))
    {
        return VNLAB_DROP_UNKNOWN_VNI;
    }
    if (!Contains(ports.forwarding, back))
    {
        return VNLAB_DROP_FILTERED;
    }
    const Time now = Simulator::Now();
    bridge.table.Learn(fields.source, back, now, fields.vlan);
    if (!IsGroup(fields.destination))
    {
        const std::optional<LinkId> known = bridge.table.Find(fields.destination, now, fields.vlan);
        if (known == back)
        {
            return VNLAB_DROP_FILTERED;
        }
        if (known && Contains(ports.forwarding, *known))
        {
            return *known;
        }
        m_overflowFloods += bridge.table.IsFull(now) ? 1 : 0;
    }
    if (ports.forwarding.size() == 1)
    {
        return VNLAB_DROP_FILTERED;
    }
    return Flood{ports.forwarding, back};
}

const VlanPipeline::Ports&
VlanPipeline::PortsOf(Bridge& bridge, uint16_t vlan) const
{
    const auto [found, isNew] = bridge.ports.try_emplace(vlan);
    Ports& ports = found->second;
    if (isNew)
    {
        ports.carrying = bridge.trunks.Carrying(vlan);
        const uint32_t tree = m_trees.TreeOf(vlan);
        std::ranges::copy_if(ports.carrying,
                             std::back_inserter(ports.forwarding),
                             [this, tree](LinkId port) { return m_trees.Forwards(tree, port); });
    }
    return ports;
}

Ptr<Packet>
VlanPipeline::AsSeen(const FabricFrame& frame, NodeRef from, NodeRef to) const
{
    return IsTagged(frame.packet) ? frame.packet->Copy() : m_routed.AsSeen(frame, from, to);
}

void
VlanPipeline::LearnFailure(LinkId link, bool failed)
{
    m_routed.LearnFailure(link, failed);
    m_trees.Learn(link, failed);
}

bool
VlanPipeline::Write(NodeRef at,
                    TableId table,
                    std::span<const uint8_t> key,
                    std::span<const uint8_t> value)
{
    const auto entry = ReadAs<TrunkVlanKey>(key);
    if (table != kTrunkVlanTable || !entry || !value.empty())
    {
        return false;
    }
    Bridge& bridge = m_bridges[m_topology.SwitchIndex(at)];
    bridge.trunks.Add(*entry);
    bridge.ports.clear();
    return true;
}

bool
VlanPipeline::Erase(NodeRef at, TableId table, std::span<const uint8_t> key)
{
    const auto entry = ReadAs<TrunkVlanKey>(key);
    Bridge& bridge = m_bridges[m_topology.SwitchIndex(at)];
    if (table != kTrunkVlanTable || !entry || !bridge.trunks.Remove(*entry))
    {
        return false;
    }
    bridge.ports.clear();
    return true;
}

uint64_t
VlanPipeline::OverflowFloods() const
{
    return m_overflowFloods;
}

size_t
VlanPipeline::Stations(NodeRef at)
{
    return m_bridges.at(m_topology.SwitchIndex(at)).table.Size(Simulator::Now());
}

} // namespace ns3::vnlab
