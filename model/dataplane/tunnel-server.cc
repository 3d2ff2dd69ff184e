// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/tunnel-server.h"

#include "model/dataplane/bridge-rules.h"
#include "model/dataplane/encapsulation/tunnel-ecn.h"
#include "model/ip/ipv4-fragments.h"
#include "model/ip/l4-check.h"
#include "model/ip/packet-fields.h"
#include "model/wire/header-sizes.h"

#include "ns3/simulator.h"

#include <utility>
#include <vector>

namespace ns3::vnlab
{

TunnelServer::TunnelServer(Server& server,
                           const Encapsulation& format,
                           uint32_t mtu,
                           DropLog& drops)
    : m_format(format),
      m_server(server),
      m_mtu(mtu),
      m_drops(drops),
      m_reassembler(drops)
{
    server.OnRest([this](FabricFrame frame, const FrameFields& fields)
                  { Take(std::move(frame), fields); });
}

Server&
TunnelServer::At() const
{
    return m_server;
}

const GatewayWork&
TunnelServer::Work(Population population) const
{
    return m_work[static_cast<size_t>(population)];
}

GatewayWork&
TunnelServer::WorkFor(Population population)
{
    return m_work[static_cast<size_t>(population)];
}

void
TunnelServer::SetPace(Time perPacket, uint64_t queue)
{
    m_perPacket = perPacket;
    m_queue = queue;
}

Time
TunnelServer::PriceOf(const Ptr<const Packet>&, const FrameFields&) const
{
    return m_perPacket;
}

void
TunnelServer::AfterWork(Time work, Population population, std::function<void()> then)
{
    if (population == Population::kProbe)
    {
        Simulator::Schedule(m_server.Cpu().Work(Time(0)) + work, std::move(then));
        return;
    }
    ++m_waiting;
    WorkFor(population).cpu += work;
    Simulator::Schedule(m_server.Cpu().Work(work),
                        [this, then = std::move(then)]
                        {
                            --m_waiting;
                            then();
                        });
}

bool
TunnelServer::Takes(const FrameFields& outer) const
{
    return m_format.Matches(outer);
}

void
TunnelServer::Take(FabricFrame frame, FrameFields fields)
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
    if (!Takes(fields) || fields.destination != m_server.Address())
    {
        Drop(VNLAB_DROP_NO_PORT, frame.packet);
        return;
    }
    if (m_waiting >= m_queue)
    {
        ++WorkFor(population).dropped;
        Drop(VNLAB_DROP_QUEUE_OVERFLOW, frame.packet);
        return;
    }
    if (population != Population::kProbe)
    {
        ++WorkFor(population).packets;
    }
    AfterWork(PriceOf(frame.packet, fields),
              population,
              [this, packet = frame.packet, fields] { Forward(packet, fields); });
}

std::optional<TunnelServer::Inner>
TunnelServer::Open(const Ptr<Packet>& frame, const FrameFields& outer)
{
    TrimToIpv4(frame, outer);
    const bool isValid = IsValidL4(frame, outer);
    const std::optional<TunnelLabel> label =
        isValid ? m_format.Decapsulate(frame, outer) : std::nullopt;
    std::optional<FrameFields> fields = label ? FieldsOf(frame) : std::nullopt;
    if (!fields || !IsValidSource(fields->sourceMac) || !CombineEcn(outer.tos, frame, *fields))
    {
        Drop(VNLAB_DROP_MALFORMED, frame);
        return std::nullopt;
    }
    return Inner{*label, *fields};
}

void
TunnelServer::ToTunnel(const TunnelLabel& label,
                       uint32_t vtep,
                       Ptr<Packet> frame,
                       const FrameFields& fields)
{
    const uint32_t innerBytes = frame->GetSize();
    const TunnelEnds ends{m_server.Mac(), m_server.NextHopMac(), m_server.Address(), vtep};
    FabricFrame outer =
        m_format.Encapsulate(std::move(frame), fields, ends, label, NextIdentification());
    SendOut(std::move(outer.packet), innerBytes);
}

void
TunnelServer::SendOut(Ptr<Packet> outer, uint32_t innerBytes)
{
    GatewayWork& work = WorkFor(PopulationOf(outer));
    std::vector<Ptr<Packet>> pieces{outer};
    if (outer->GetSize() > headersize::kEthernet + m_mtu)
    {
        pieces = FragmentIpv4(outer, *FieldsOf(outer), m_mtu);
    }
    for (Ptr<Packet>& piece : pieces)
    {
        work.overheadBytes += piece->GetSize();
        m_server.Send(std::move(piece));
    }
    work.overheadBytes -= innerBytes;
}

void
TunnelServer::Drop(DropReason reason, const Ptr<const Packet>& frame)
{
    m_drops.Count(reason, frame);
}

uint16_t
TunnelServer::NextIdentification()
{
    return m_identification++;
}

} // namespace ns3::vnlab
