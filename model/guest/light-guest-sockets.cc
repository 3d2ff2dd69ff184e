// SPDX-License-Identifier: GPL-2.0-only
//
// What programs in a light guest use: ports and TCP connections.

#include "model/guest/light-guest.h"
#include "model/ip/packet-fields.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// The ports for who asks for none in particular (RFC 6335 §6).
constexpr uint16_t kFirstFreePort = 49152;
constexpr uint16_t kFreePorts = 16384;

} // namespace

LightGuest::Sockets::Sockets(LightGuest& guest)
    : tcp(guest.GetVm(), guest)
{
}

LightGuest::Sockets&
LightGuest::UseSockets()
{
    if (!m_sockets)
    {
        m_sockets = std::make_unique<Sockets>(*this);
    }
    return *m_sockets;
}

bool
LightGuest::IsOpen(uint8_t ipProtocol, uint16_t port) const
{
    const bool always =
        ipProtocol == ipproto::kUdp && std::ranges::find(kOpenPorts, port) != std::end(kOpenPorts);
    return always || (m_sockets && m_sockets->open.contains({ipProtocol, port}));
}

void
LightGuest::Listen(uint8_t ipProtocol, uint16_t port)
{
    if (!IsOpen(ipProtocol, port))
    {
        UseSockets().open.emplace(ipProtocol, port);
    }
}

TcpConnection
LightGuest::Connect(uint32_t destination,
                    uint16_t destinationPort,
                    uint16_t sourcePort,
                    Population population)
{
    if (m_vnics.empty() || IsBroadcast(destination))
    {
        m_drops.Count(m_vnics.empty() ? VNLAB_DROP_NO_ROUTE : VNLAB_DROP_UNSUPPORTED,
                      Create<Packet>());
        return {};
    }
    Sockets& sockets = UseSockets();
    const auto free = static_cast<uint16_t>(kFirstFreePort + sockets.connects % kFreePorts);
    sockets.connects += sourcePort == 0 ? 1 : 0;
    const TcpConnection connection{.address = VnicFor(destination).arp->Address(),
                                   .port = sourcePort == 0 ? free : sourcePort,
                                   .peer = destination,
                                   .peerPort = destinationPort};
    sockets.population = population;
    sockets.tcp.Connect(connection);
    return connection;
}

bool
LightGuest::Send(const TcpConnection& connection, Ptr<Packet> payload)
{
    if (!m_sockets)
    {
        return false;
    }
    m_sockets->population = PopulationOf(payload);
    return m_sockets->tcp.Send(connection, payload);
}

void
LightGuest::Close(const TcpConnection& connection)
{
    if (m_sockets)
    {
        m_sockets->tcp.Close(connection);
    }
}

void
LightGuest::ReceiveTcp(const Ptr<Packet>& frame, const FrameFields& fields)
{
    constexpr size_t longestHeader = 60;
    const Ptr<Packet> payload = frame->Copy();
    payload->RemoveAtStart(fields.l4Offset);
    std::array<uint8_t, longestHeader> bytes;
    size_t size = 0;
    const auto segment = ParseTcp(std::span(bytes.data(), CopyHead(payload, bytes)), size);
    const bool toMany = !IsMine(fields.destination) || IsBroadcast(fields.source);
    if (!segment || toMany) // RFC 9293 §3.9.2.3: what is not from one to one is discarded
    {
        m_drops.Count(VNLAB_DROP_NO_LISTENER, frame);
        return;
    }
    payload->RemoveAtStart(static_cast<uint32_t>(size));
    const TcpConnection connection{.address = fields.destination,
                                   .port = segment->destinationPort,
                                   .peer = fields.source,
                                   .peerPort = segment->sourcePort};
    Sockets& sockets = UseSockets();
    sockets.population = PopulationOf(frame);
    if (!sockets.tcp.Receive(connection, *segment, payload))
    {
        m_drops.Count(VNLAB_DROP_NO_LISTENER, frame);
    }
}

void
LightGuest::SendSegment(const TcpConnection& connection,
                        const TcpFields& fields,
                        Ptr<Packet> payload)
{
    TcpFields segment = fields;
    segment.sourcePort = connection.port;
    segment.destinationPort = connection.peerPort;
    OuterIpv4 ip;
    ip.source = connection.address;
    ip.destination = connection.peer;
    ip.protocol = ipproto::kTcp;
    ip.l4Length = headersize::kTcp + payload->GetSize();
    std::array<uint8_t, headersize::kTcp> header;
    if (WriteTcp(header, ip, segment, SumOf(payload)) == 0)
    {
        m_drops.Count(VNLAB_DROP_MTU_EXCEEDED, payload);
        return;
    }
    Mark(payload, m_sockets->population);
    SendIpv4(VnicFor(ip.destination), ip, header, std::move(payload));
}

bool
LightGuest::Accepts(uint16_t port) const
{
    return m_listener && IsOpen(ipproto::kTcp, port);
}

void
LightGuest::Opened(const TcpConnection& connection)
{
    if (m_listener)
    {
        m_listener->TcpOpened(*this, connection);
    }
}

void
LightGuest::Received(const TcpConnection& connection, Ptr<Packet> payload)
{
    if (m_listener)
    {
        m_listener->ReceiveTcp(*this, connection, payload);
    }
}

void
LightGuest::Closed(const TcpConnection& connection)
{
    if (m_listener)
    {
        m_listener->TcpClosed(*this, connection);
    }
}

} // namespace ns3::vnlab
