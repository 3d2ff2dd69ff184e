// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/gateway.h"

#include "model/dataplane/bridge-rules.h"
#include "model/ip/packet-fields.h"
#include "model/wire/arp-frame.h"

#include "ns3/simulator.h"

#include <optional>
#include <utility>

namespace ns3::vnlab
{

Gateway::Gateway(Server& server, const Encapsulation& format, uint32_t mtu, DropLog& drops)
    : TunnelServer(server, format, mtu, drops),
      m_meter(GatewayLimits{}.threshold, GatewayLimits{}.interval)
{
}

void
Gateway::SetLimits(const GatewayLimits& limits)
{
    SetPace(limits.perPacket, limits.queue);
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

void
Gateway::Forward(const Ptr<Packet>& frame, const FrameFields& outer)
{
    const std::optional<Inner> inner = Open(frame, outer);
    if (!inner)
    {
        return;
    }
    const auto& [label, fields] = *inner;
    const Vni vni = label.vni;
    if (IsQuestionToAll(fields) && Answer(vni, fields, outer.source, PopulationOf(frame)))
    {
        return;
    }
    const FdbValue* const entry = m_fdb.Find({vni, fields.destinationMac});
    if (!entry)
    {
        Drop(VNLAB_DROP_UNKNOWN_MAC, frame);
        return;
    }
    if (PopulationOf(frame) != Population::kProbe)
    {
        Measure(vni, fields, outer.source, frame->GetSize());
    }
    ToTunnel(label, entry->vtep, frame, fields);
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

} // namespace ns3::vnlab
