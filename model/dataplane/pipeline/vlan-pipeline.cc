// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/vlan-pipeline.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>

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
    : BridgedPipeline(topology, wan),
      m_trees(topology, wan, profile.trees, profile.times, [this] { ForgetStations(); }),
      m_switches(topology.Switches(), {MacTable(profile.capacity, profile.ageing)})
{
}

void
VlanPipeline::ForgetStations()
{
    for (Switch& each : m_switches)
    {
        each.table.Clear();
        each.ports.clear();
    }
}

Forwarding
VlanPipeline::Bridge(
    NodeRef at, LinkId in, const BridgedFields& fields, FabricFrame&, Bridging bridging)
{
    const Ports& ports = PortsOf(at, fields.vlan);
    const LinkId back = m_topology.Reverse(in);
    if (!Contains(ports.carrying, back))
    {
        return VNLAB_DROP_UNKNOWN_VNI;
    }
    if (!Contains(ports.forwarding, back))
    {
        return VNLAB_DROP_FILTERED;
    }
    MacTable& table = m_switches[m_topology.SwitchIndex(at)].table;
    const Time now = Simulator::Now();
    if (bridging == Bridging::kReal)
    {
        table.Learn(fields.source, back, now, fields.vlan);
    }
    if (!IsGroup(fields.destination))
    {
        const std::optional<LinkId> known =
            table.FindAfter(fields.source, back, fields.destination, now, fields.vlan);
        if (known == back)
        {
            return VNLAB_DROP_FILTERED;
        }
        if (known && Contains(ports.forwarding, *known))
        {
            return *known;
        }
        if (bridging == Bridging::kReal && table.IsFull(now))
        {
            CountOverflow();
        }
    }
    if (ports.forwarding.size() == 1)
    {
        return VNLAB_DROP_FILTERED;
    }
    return Flood{ports.forwarding, back};
}

const VlanPipeline::Ports&
VlanPipeline::PortsOf(NodeRef at, uint16_t vlan)
{
    const auto [found, isNew] = m_switches[m_topology.SwitchIndex(at)].ports.try_emplace(vlan);
    Ports& ports = found->second;
    if (isNew)
    {
        ports.carrying = Trunks(at).Carrying(vlan);
        const uint32_t tree = m_trees.TreeOf(vlan);
        std::ranges::copy_if(ports.carrying,
                             std::back_inserter(ports.forwarding),
                             [this, tree](LinkId port) { return m_trees.Forwards(tree, port); });
    }
    return ports;
}

void
VlanPipeline::PortsChanged(NodeRef at)
{
    m_switches[m_topology.SwitchIndex(at)].ports.clear();
}

void
VlanPipeline::LearnFailure(LinkId link, bool failed)
{
    BridgedPipeline::LearnFailure(link, failed);
    m_trees.Learn(link, failed);
}

size_t
VlanPipeline::Stations(NodeRef at)
{
    return m_switches.at(m_topology.SwitchIndex(at)).table.Size(Simulator::Now());
}

} // namespace ns3::vnlab
