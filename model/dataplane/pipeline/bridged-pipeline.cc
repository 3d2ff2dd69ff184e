// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/bridged-pipeline.h"

#include "model/key/metric.h"
#include "model/plain-bytes.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

const MetricRows kBridgeMetrics{
    Question::kDataPlane,
    260,
    {{"fabric.stations_max",
      Shape::kScalar,
      MetricUnit::kCount,
      Better::kLower,
      "addresses of VMs that the fullest MAC table of the fabric holds at the end; of designs "
      "whose "
      "switches learn"},
     {"fabric.overflow_floods",
      Shape::kScalar,
      MetricUnit::kCount,
      Better::kLower,
      "times that a switch flooded a frame because its MAC table was full and did not know the "
      "destination; of designs whose switches learn"}}};

} // namespace

BridgedPipeline::BridgedPipeline(const Topology& topology, const WanGraph& wan)
    : m_topology(topology),
      m_routed(topology, wan),
      m_trunks(topology.Switches())
{
}

Forwarding
BridgedPipeline::Forward(NodeRef at, std::optional<LinkId> in, FabricFrame& frame)
{
    return Pass(at, in, frame, Bridging::kReal);
}

std::optional<Forwarding>
BridgedPipeline::Foretell(NodeRef at, std::optional<LinkId> in, FabricFrame& frame)
{
    return Pass(at, in, frame, Bridging::kForetold);
}

Forwarding
BridgedPipeline::Pass(NodeRef at, std::optional<LinkId> in, FabricFrame& frame, Bridging bridging)
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
    if (StaysOnLink(fields->destination))
    {
        return VNLAB_DROP_FILTERED;
    }
    return Bridge(at, *in, *fields, frame, bridging);
}

Ptr<Packet>
BridgedPipeline::AsSeen(const FabricFrame& frame, NodeRef from, NodeRef to) const
{
    return IsTagged(frame.packet) ? frame.packet->Copy() : m_routed.AsSeen(frame, from, to);
}

void
BridgedPipeline::LearnFailure(LinkId link, bool failed)
{
    m_routed.LearnFailure(link, failed);
}

bool
BridgedPipeline::Write(NodeRef at,
                       TableId table,
                       std::span<const uint8_t> key,
                       std::span<const uint8_t> value)
{
    const auto entry = ReadAs<TrunkVlanKey>(key);
    if (table != kTrunkVlanTable || !entry || !value.empty())
    {
        return false;
    }
    m_trunks[m_topology.SwitchIndex(at)].Add(*entry);
    PortsChanged(at);
    return true;
}

bool
BridgedPipeline::Erase(NodeRef at, TableId table, std::span<const uint8_t> key)
{
    const auto entry = ReadAs<TrunkVlanKey>(key);
    if (table != kTrunkVlanTable || !entry || !m_trunks[m_topology.SwitchIndex(at)].Remove(*entry))
    {
        return false;
    }
    PortsChanged(at);
    return true;
}

void
BridgedPipeline::PortsChanged(NodeRef)
{
}

const TrunkPorts&
BridgedPipeline::Trunks(NodeRef at) const
{
    return m_trunks[m_topology.SwitchIndex(at)];
}

void
BridgedPipeline::CountOverflow()
{
    ++m_overflowFloods;
}

uint64_t
BridgedPipeline::OverflowFloods() const
{
    return m_overflowFloods;
}

std::map<std::string, double>
BridgedPipeline::Counts()
{
    size_t most = 0;
    for (const NodeKind kind : {NodeKind::kLeaf, NodeKind::kSpine, NodeKind::kWanRouter})
    {
        for (uint32_t index = 0; index < m_topology.Count(kind); ++index)
        {
            most = std::max(most, Stations({kind, index}));
        }
    }
    return {{"stations_max", static_cast<double>(most)},
            {"overflow_floods", static_cast<double>(m_overflowFloods)}};
}

} // namespace ns3::vnlab
