// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/flow-pipeline.h"

#include "model/ip/packet-fields.h"
#include "model/plain-bytes.h"
#include "model/substrate/address-plan.h"

#include <utility>

namespace ns3::vnlab
{

FlowPipeline::FlowPipeline(Fabric& fabric, const WanGraph& wan, size_t capacity)
    : m_fabric(fabric),
      m_topology(fabric.GetTopology()),
      m_routed(m_topology, wan),
      m_tables(m_topology.Switches(), FlowTable(capacity))
{
}

const FlowTable&
FlowPipeline::Table(NodeRef at) const
{
    return m_tables.at(m_topology.SwitchIndex(at));
}

std::optional<FlowPipeline::Lookup>
FlowPipeline::Find(NodeRef at, std::optional<LinkId> in, const FabricFrame& frame) const
{
    const std::optional<FrameFields> fields = FieldsOf(frame.packet);
    if (!fields)
    {
        return std::nullopt;
    }
    const uint32_t inPort = in ? flow_port::Of(m_topology.Reverse(*in)) : flow_port::kController;
    const FlowFields packet = PacketFields(*fields, inPort, 0);
    return Lookup{packet, m_tables[m_topology.SwitchIndex(at)].Find(packet)};
}

/// A frame that goes on after it waited comes from the switch's processor, which says where it came in
/// (the in_port of a PACKET_OUT).
Forwarding
FlowPipeline::Forward(NodeRef at, std::optional<LinkId> in, FabricFrame& frame)
{
    if (address_plan::IsReserved(frame.destination))
    {
        return m_routed.Forward(at, in, frame);
    }
    if (!in)
    {
        in = m_cameIn;
    }
    const std::optional<Lookup> found = Find(at, in, frame);
    if (!found)
    {
        return VNLAB_DROP_MALFORMED;
    }
    if (!found->flow)
    {
        return Miss(at, in, found->packet, frame);
    }
    if (m_misses.sink)
    {
        m_misses.sink->Used(
            {EnforcementPoint::Of(at), kFlowTable, RuleBytes::From(found->flow->key)});
    }
    return Execute(found->flow->actions, in, frame);
}

std::optional<Forwarding>
FlowPipeline::Foretell(NodeRef at, std::optional<LinkId> in, FabricFrame& frame)
{
    if (address_plan::IsReserved(frame.destination))
    {
        return m_routed.Forward(at, in, frame);
    }
    const std::optional<Lookup> found = Find(at, in, frame);
    return found && found->flow ? Execute(found->flow->actions, in, frame)
                                : Forwarding{VNLAB_DROP_NOT_PERMITTED};
}

Forwarding
FlowPipeline::Execute(const FlowActions& actions, std::optional<LinkId> in, FabricFrame& frame)
{
    if (actions.output == flow_port::kDrop || (actions.output == flow_port::kInPort && !in))
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    if (actions.decrementsTtl)
    {
        if (frame.hops + 1 >= frame.ttl)
        {
            return VNLAB_DROP_TTL_EXPIRED;
        }
        ++frame.hops;
    }
    return actions.output == flow_port::kInPort ? m_topology.Reverse(*in)
                                                : LinkId{actions.output - 1};
}

/// The controller knows the packet's vNIC by its Ethernet address, which is part of the match.
Forwarding
FlowPipeline::Miss(NodeRef at,
                   std::optional<LinkId> in,
                   const FlowFields& packet,
                   const FabricFrame& frame)
{
    const std::optional<VnicId> asker = address_plan::VnicOf(packet.etherSource);
    if (!m_misses.sink || !m_asks || !asker)
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    const FlowKey wanted =
        SendKey(packet.inPort, packet.etherSource, packet.ipv4Source, packet.ipv4Destination);
    const RuleKey entry{EnforcementPoint::Of(at), kFlowTable, RuleBytes::From(wanted)};
    if (m_misses.sink->Missed({entry, *asker}) == MissOutcome::kUnknown)
    {
        return VNLAB_DROP_NOT_PERMITTED;
    }
    if (m_misses.held == 0)
    {
        return VNLAB_DROP_UNRESOLVED;
    }
    std::vector<Waiting>& waiting = m_waiting[entry];
    if (waiting.size() == m_misses.held)
    {
        return VNLAB_DROP_UNRESOLVED;
    }
    waiting.push_back({in, frame});
    return Flood{};
}

Ptr<Packet>
FlowPipeline::AsSeen(const FabricFrame& frame, NodeRef from, NodeRef to) const
{
    if (address_plan::IsReserved(frame.destination))
    {
        return m_routed.AsSeen(frame, from, to);
    }
    const std::optional<FrameFields> fields = FieldsOf(frame.packet);
    return vnlab::AsSeen(frame, fields->sourceMac, fields->destinationMac);
}

void
FlowPipeline::LearnFailure(LinkId link, bool failed)
{
    m_routed.LearnFailure(link, failed);
}

bool
FlowPipeline::Write(NodeRef at,
                    TableId table,
                    std::span<const uint8_t> key,
                    std::span<const uint8_t> value)
{
    return table == kFlowTable && m_tables[m_topology.SwitchIndex(at)].Write(key, value);
}

bool
FlowPipeline::Erase(NodeRef at, TableId table, std::span<const uint8_t> key)
{
    return table == kFlowTable && m_tables[m_topology.SwitchIndex(at)].Erase(key);
}

void
FlowPipeline::SetMisses(const MissHandling& misses)
{
    m_misses = misses;
}

void
FlowPipeline::Release(NodeRef at, TableId table, std::span<const uint8_t> key)
{
    GoOn(at, {EnforcementPoint::Of(at), table, RuleBytes::Copy(key)});
}

void
FlowPipeline::GiveUp(NodeRef at, TableId table, std::span<const uint8_t> key)
{
    m_asks = false;
    GoOn(at, {EnforcementPoint::Of(at), table, RuleBytes::Copy(key)});
    m_asks = true;
}

void
FlowPipeline::GoOn(NodeRef at, const RuleKey& entry)
{
    const auto waiting = m_waiting.extract(entry);
    if (!waiting)
    {
        return;
    }
    for (Waiting& frame : waiting.mapped())
    {
        m_cameIn = frame.in;
        m_fabric.SendFromSwitch(at, std::move(frame.frame));
    }
    m_cameIn.reset();
}

} // namespace ns3::vnlab
