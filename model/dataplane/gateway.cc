// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/gateway.h"

#include "model/dataplane/bridge-rules.h"
#include "model/dataplane/encapsulation/tunnel-ecn.h"
#include "model/ip/ipv4-fragments.h"
#include "model/ip/l4-check.h"
#include "model/ip/packet-fields.h"
#include "model/wire/arp-frame.h"
#include "model/wire/header-sizes.h"

#include "ns3/simulator.h"

#include <utility>
#include <vector>

namespace ns3::vnlab
{

Gateway::Gateway(Server& server, const Encapsulation& format, uint32_t mtu, DropLog& drops)
    : m_server(server),
      m_format(format),
      m_mtu(mtu),
      m_drops(drops),
      m_reassembler(drops),
      m_meter(m_limits.threshold, m_limits.interval)
{
    server.OnRest([this](FabricFrame frame, const FrameFields& fields)
                  { Take(std::move(frame), fields); });
}

Server&
Gateway::At() const
{
    return m_server;
}

void
Gateway::SetLimits(const GatewayLimits& limits)
{
    m_limits = limits;
    m_meter = PairMeter(limits.threshold, limits.interval);
}

void
Gateway::OnBusy(Busy listener)
{
    m_busy = std::move(listener);
}

bool
Gateway::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    if (table == TableId::kFdb)
    {
        return m_fdb.Write(key, value);
    }
    return table == TableId::kArp && m_arp.Write(key, value);
}

bool
Gateway::Erase(TableId table, std::span<const uint8_t> key)
{
    if (table == TableId::kFdb)
    {
        return m_fdb.Erase(key);
    }
    return table == TableId::kArp && m_arp.Erase(key);
}

void
Gateway::Clear()
{
    m_fdb = {};
    m_arp = {};
}

const GatewayWork&
Gateway::Work(Population population) const
{
    return m_work[static_cast<size_t>(population)];
}

GatewayWork&
Gateway::WorkFor(Population population)
{
    return m_work[static_cast<size_t>(population)];
}

Time
Gateway::CpuTime(Population population) const
{
    return m_limits.perPacket * static_cast<int64_t>(Work(population).packets);
}

void
Gateway::Take(FabricFrame frame, FrameFields fields)
{
    if (IsFragment(fields))
    {
        TrimToIpv4(frame.packet, fields);
        const auto whole = m_reassembler.Add(std::move(frame.packet), fields);
        if (!whole)
        {
            return;
        }
        frame.packet = whole->frame;
        fields = whole->fields;
    }
    const Population population = PopulationOf(frame.packet);
    if (!m_format.Matches(fields) || fields.destination != m_server.Address())
    {
        m_drops.Count(VNLAB_DROP_NO_PORT, frame.packet);
        return;
    }
    if (m_waiting >= m_limits.queue)
    {
        ++WorkFor(population).dropped;
        m_drops.Count(VNLAB_DROP_QUEUE_OVERFLOW, frame.packet);
        return;
    }
    if (population == Population::kProbe)
    {
        Simulator::Schedule(m_server.Cpu().Work(Time(0)) + m_limits.perPacket,
                            [this, packet = frame.packet, fields] { Forward(packet, fields); });
        return;
    }
    ++m_waiting;
    ++WorkFor(population).packets;
    Simulator::Schedule(m_server.Cpu().Work(m_limits.perPacket),
                        [this, packet = frame.packet, fields]
                        {
                            --m_waiting;
                            Forward(packet, fields);
                        });
}

void
Gateway::Forward(const Ptr<Packet>& frame, const FrameFields& outer)
{
    TrimToIpv4(frame, outer);
    const bool isValid = IsValidL4(frame, outer);
    const std::optional<Vni> vni = isValid ? m_format.Decapsulate(frame, outer) : std::nullopt;
    std::optional<FrameFields> inner = vni ? FieldsOf(frame) : std::nullopt;
    if (!inner || !IsValidSource(inner->sourceMac) || !CombineEcn(outer.tos, frame, *inner))
    {
        m_drops.Count(VNLAB_DROP_MALFORMED, frame);
        return;
    }
    if (IsQuestionToAll(*inner) && Answer(*vni, *inner, outer.source, PopulationOf(frame)))
    {
        return;
    }
    const FdbValue* const entry = m_fdb.Find({*vni, inner->destinationMac});
    if (!entry)
    {
        m_drops.Count(VNLAB_DROP_UNKNOWN_MAC, frame);
        return;
    }
    if (PopulationOf(frame) != Population::kProbe)
    {
        Measure(*vni, *inner, outer.source, frame->GetSize());
    }
    ToTunnel(*vni, entry->vtep, frame, *inner);
}

/// Answers a question where it came from. @return whether it has an answer
bool
Gateway::Answer(Vni vni, const FrameFields& question, uint32_t vtep, Population population)
{
    const ArpValue* const answer = m_arp.Find({vni, question.targetIp});
    if (!answer)
    {
        return false;
    }
    Ptr<Packet> reply = MakeArpReply(question, answer->mac);
    Mark(reply, population);
    const std::optional<FrameFields> fields = FieldsOf(reply);
    ToTunnel(vni, vtep, std::move(reply), *fields);
    return true;
}

void
Gateway::Measure(Vni vni, const FrameFields& inner, uint32_t vtep, uint32_t bytes)
{
    const FdbValue* const sender = m_fdb.Find({vni, inner.sourceMac});
    const MacPair pair{vni, inner.sourceMac, inner.destinationMac};
    if (m_busy && sender && sender->vtep == vtep && m_meter.Count(pair, bytes, Simulator::Now()))
    {
        m_busy(pair);
    }
}

void
Gateway::ToTunnel(Vni vni, uint32_t vtep, Ptr<Packet> frame, const FrameFields& fields)
{
    const Population population = PopulationOf(frame);
    const uint32_t innerBytes = frame->GetSize();
    const TunnelEnds ends{m_server.Mac(), m_server.NextHopMac(), m_server.Address(), vtep};
    FabricFrame outer =
        m_format.Encapsulate(std::move(frame), fields, ends, vni, m_identification++);
    std::vector<Ptr<Packet>> pieces{outer.packet};
    if (outer.bytes > headersize::kEthernet + m_mtu)
    {
        pieces = FragmentIpv4(outer.packet, *FieldsOf(outer.packet), m_mtu);
    }
    GatewayWork& work = WorkFor(population);
    for (Ptr<Packet>& piece : pieces)
    {
        work.overheadBytes += piece->GetSize();
        m_server.Send(std::move(piece));
    }
    work.overheadBytes -= innerBytes;
}

} // namespace ns3::vnlab
