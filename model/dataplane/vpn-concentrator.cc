// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/vpn-concentrator.h"

#include "model/dataplane/bridge-rules.h"
#include "model/dataplane/esp-packet.h"
#include "model/ip/packet-fields.h"
#include "model/plain-bytes.h"
#include "model/substrate/address-plan.h"
#include "model/wire/arp-frame.h"
#include "model/wire/protocol-numbers.h"

#include <cmath>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

namespace
{

Time
InNs(int64_t work_ps)
{
    return NanoSeconds(CeilToNs(work_ps));
}

} // namespace

VpnConcentrator::VpnConcentrator(Server& server,
                                 const Encapsulation& format,
                                 uint32_t mtu,
                                 DropLog& drops,
                                 const Topology& topology,
                                 const PacketPrices& prices,
                                 uint64_t queue)
    : TunnelServer(server, format, mtu, drops),
      m_topology(topology),
      m_own(topology.DatacenterOf(NodeRef{NodeKind::kServer, server.GetId().value})),
      m_prices(prices)
{
    SetPace(InNs(prices[PacketOperation::kForward] + prices[PacketOperation::kDecapsulate] +
                 prices[PacketOperation::kFilter] + prices[PacketOperation::kEncapsulate]),
            queue);
}

bool
VpnConcentrator::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    const auto permit = ReadAs<StationPermitKey>(key);
    if (table == kStationPermitTable && permit && value.empty())
    {
        m_permits.insert(*permit);
        return true;
    }
    return (table == kStationTable && m_stations.Write(key, value)) ||
           m_ipsec.Write(table, key, value);
}

bool
VpnConcentrator::Erase(TableId table, std::span<const uint8_t> key)
{
    if (table == kStationPermitTable)
    {
        const auto permit = ReadAs<StationPermitKey>(key);
        return permit && m_permits.erase(*permit) > 0;
    }
    return (table == kStationTable && m_stations.Erase(key)) || m_ipsec.Erase(table, key);
}

void
VpnConcentrator::Clear()
{
    m_stations = {};
    m_permits.clear();
    m_ipsec.Clear();
}

std::optional<DatacenterId>
VpnConcentrator::DatacenterOf(uint32_t hostAddress) const
{
    const std::optional<HostId> host = address_plan::HostOf(hostAddress);
    return host && host->value < m_topology.Hosts() ? std::optional(m_topology.DatacenterOf(*host))
                                                    : std::nullopt;
}

Time
VpnConcentrator::SealTime(size_t sealedBytes) const
{
    return InNs(m_prices[PacketOperation::kSeal] +
                std::llround(m_prices.sealedByte_ps * static_cast<double>(sealedBytes)));
}

bool
VpnConcentrator::Takes(const FrameFields& outer) const
{
    return TunnelServer::Takes(outer) || outer.protocol == ipproto::kEsp;
}

Time
VpnConcentrator::PriceOf(const Ptr<const Packet>& frame, const FrameFields& outer) const
{
    const Time price = TunnelServer::PriceOf(frame, outer);
    const size_t clear = outer.l4Offset - outer.l3Offset + kEspClear + overhead::kEspGcmIcv;
    return outer.protocol == ipproto::kEsp && outer.totalLength > clear
             ? price + SealTime(outer.totalLength - clear)
             : price;
}

void
VpnConcentrator::Forward(const Ptr<Packet>& frame, const FrameFields& outer)
{
    if (outer.protocol != ipproto::kEsp)
    {
        DatacenterOf(outer.source) == m_own ? FromTunnel(frame, outer)
                                            : Drop(VNLAB_DROP_NOT_PERMITTED, frame);
        return;
    }
    const auto opened = m_ipsec.Open(frame, outer);
    if (const auto* reason = std::get_if<DropReason>(&opened))
    {
        Drop(*reason, frame);
        return;
    }
    const auto& [packet, fields, bytes] = std::get<OpenedFrame>(opened);
    if (IsFragment(fields) || !TunnelServer::Takes(fields) || fields.destination != At().Address())
    {
        Drop(VNLAB_DROP_NO_PORT, frame);
        return;
    }
    FromTunnel(packet, fields);
}

void
VpnConcentrator::FromTunnel(const Ptr<Packet>& frame, const FrameFields& outer)
{
    const std::optional<DatacenterId> from = DatacenterOf(outer.source);
    const std::optional<Inner> inner = Open(frame, outer);
    if (!inner)
    {
        return;
    }
    if (IsQuestionToAll(inner->fields) && Answer(*inner, outer.source, PopulationOf(frame)))
    {
        return;
    }
    Route(*inner, *from, frame);
}

/// Answers a question where it came from. @return whether it has an answer
bool
VpnConcentrator::Answer(const Inner& question, uint32_t host, Population population)
{
    const StationValue* const station = m_stations.Find({question.fields.targetIp});
    if (!station)
    {
        return false;
    }
    Ptr<Packet> reply = MakeArpReply(question.fields, station->mac);
    Mark(reply, population);
    const std::optional<FrameFields> fields = FieldsOf(reply);
    ToTunnel(question.label, host, std::move(reply), *fields);
    return true;
}

void
VpnConcentrator::Route(const Inner& inner, DatacenterId from, const Ptr<Packet>& frame)
{
    const FrameFields& fields = inner.fields;
    const StationValue* const station = fields.isIpv4 && fields.l3Offset == headersize::kEthernet
                                          ? m_stations.Find({fields.destination})
                                          : nullptr;
    const std::optional<DatacenterId> to = station ? DatacenterOf(station->host) : std::nullopt;
    const auto end = [](uint32_t address, const MacBytes& mac, DatacenterId side) {
        return StationEnd{address, mac, static_cast<uint16_t>(side.value)};
    };
    if (!to || !Permits({.source = end(fields.source, fields.sourceMac, from),
                         .destination = end(fields.destination, fields.destinationMac, *to)},
                        fields))
    {
        Drop(VNLAB_DROP_NOT_PERMITTED, frame);
        return;
    }
    ToTunnel(inner.label, station->host, frame, fields);
}

bool
VpnConcentrator::Permits(StationPermitKey ends, const FrameFields& fields) const
{
    const auto has = [&](uint8_t protocol, uint16_t port, PortOf portOf)
    {
        ends.protocol = protocol;
        ends.port = port;
        ends.portOf = portOf;
        return m_permits.contains(ends);
    };
    return has(0, 0, PortOf::kNone) || has(fields.protocol, 0, PortOf::kNone) ||
           (fields.destinationPort != 0 &&
            has(fields.protocol, fields.destinationPort, PortOf::kDestination)) ||
           (fields.sourcePort != 0 && has(fields.protocol, fields.sourcePort, PortOf::kSource));
}

void
VpnConcentrator::SendOut(Ptr<Packet> outer, uint32_t innerBytes)
{
    const FrameFields fields = *FieldsOf(outer);
    if (DatacenterOf(fields.destination) == m_own)
    {
        TunnelServer::SendOut(std::move(outer), innerBytes);
        return;
    }
    const auto sealed =
        m_ipsec.Seal(outer, fields, {At().Mac(), At().NextHopMac(), At().Address()});
    if (const auto* reason = std::get_if<DropReason>(&sealed))
    {
        Drop(*reason, outer);
        return;
    }
    AfterWork(SealTime(EspSize(fields.totalLength) - kEspClear - overhead::kEspGcmIcv),
              PopulationOf(outer),
              [this, frame = std::get<Ptr<Packet>>(sealed), innerBytes]
              { TunnelServer::SendOut(frame, innerBytes); });
}

} // namespace ns3::vnlab
