// SPDX-License-Identifier: GPL-2.0-only
#include "model/guest/full-guest.h"

#include "model/ip/icmp-error.h"
#include "model/ip/l4-check.h"
#include "model/ip/packet-fields.h"
#include "model/wire/header-sizes.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/arp-cache.h"
#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ip-l4-protocol.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/udp-socket-factory.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kLongestUdpPayload = 65507;

Ptr<Node>
MakeNode()
{
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    auto node = CreateObject<Node>();
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.SetIpv4ArpJitter(false);
    stack.SetRoutingHelper(Ipv4StaticRoutingHelper());
    stack.Install(node);
    node->GetObject<Ipv4>()->SetAttribute("IpForward", BooleanValue(false));
    return node;
}

DropReason
ReasonOf(Ipv4L3Protocol::DropReason reason)
{
    switch (reason)
    {
    case Ipv4L3Protocol::DROP_TTL_EXPIRED:
        return VNLAB_DROP_TTL_EXPIRED;
    case Ipv4L3Protocol::DROP_NO_ROUTE:
        return VNLAB_DROP_NO_ROUTE;
    case Ipv4L3Protocol::DROP_FRAGMENT_TIMEOUT:
        return VNLAB_DROP_REASSEMBLY;
    case Ipv4L3Protocol::DROP_INTERFACE_DOWN:
        return VNLAB_DROP_DETACHED;
    case Ipv4L3Protocol::DROP_ROUTE_ERROR: // not ours, and a VM does not forward
        return VNLAB_DROP_NOT_FOR_GUEST;
    case Ipv4L3Protocol::DROP_BAD_CHECKSUM:
    case Ipv4L3Protocol::DROP_DUPLICATE:
        break;
    }
    return VNLAB_DROP_MALFORMED;
}

} // namespace

FullGuest::FullGuest(VmId vm, DropLog& drops)
    : Guest(vm),
      m_drops(drops),
      m_node(MakeNode()),
      m_ipv4(m_node->GetObject<Ipv4L3Protocol>()),
      m_arp(m_node->GetObject<ArpL3Protocol>()),
      m_tcp(m_node, *this)
{
    m_ipv4->TraceConnectWithoutContext("Drop", MakeCallback(&FullGuest::CountIpv4Drop, this));
    m_ipv4->TraceConnectWithoutContext("LocalDeliver",
                                       MakeCallback(&FullGuest::NoteDelivery, this));
    m_ipv4->TraceConnectWithoutContext("SendOutgoing",
                                       MakeCallback(&FullGuest::NoteOutgoing, this));
    m_arp->TraceConnectWithoutContext("Drop", MakeCallback(&FullGuest::CountArpDrop, this));
    for (const uint16_t port : kOpenPorts)
    {
        FullGuest::Listen(ipproto::kUdp, port);
    }
}

FullGuest::~FullGuest()
{
    m_ipv4->TraceDisconnectWithoutContext("Drop", MakeCallback(&FullGuest::CountIpv4Drop, this));
    m_ipv4->TraceDisconnectWithoutContext("LocalDeliver",
                                          MakeCallback(&FullGuest::NoteDelivery, this));
    m_ipv4->TraceDisconnectWithoutContext("SendOutgoing",
                                          MakeCallback(&FullGuest::NoteOutgoing, this));
    m_arp->TraceDisconnectWithoutContext("Drop", MakeCallback(&FullGuest::CountArpDrop, this));
    for (const auto& [port, socket] : m_sockets)
    {
        socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    }
    for (const Vnic& vnic : m_vnics)
    {
        vnic.neighbors->TraceDisconnectWithoutContext("Drop",
                                                      MakeCallback(&FullGuest::CountArpDrop, this));
        vnic.device->SetSink(nullptr);
    }
}

Ptr<Node>
FullGuest::GetNode() const
{
    return m_node;
}

Ptr<Socket>
FullGuest::OpenSocket(uint16_t port)
{
    Ptr<Socket>& socket = m_sockets[port];
    if (!socket)
    {
        socket = Socket::CreateSocket(m_node, UdpSocketFactory::GetTypeId());
        socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), port));
    }
    return socket;
}

void
FullGuest::AddVnic(Ptr<VnicDevice> device, uint32_t address, uint8_t prefixLength)
{
    const Ipv4Mask mask(static_cast<uint32_t>(~uint64_t{0} << (32 - prefixLength)));
    device->SetSink(this);
    m_node->AddDevice(device);
    const uint32_t interface = m_ipv4->AddInterface(device);
    m_ipv4->AddAddress(interface, Ipv4InterfaceAddress(Ipv4Address(address), mask));
    m_ipv4->SetUp(interface);
    if (m_vnics.empty())
    {
        Ipv4StaticRoutingHelper().GetStaticRouting(m_ipv4)->AddNetworkRouteTo(
            Ipv4Address::GetZero(), Ipv4Mask::GetZero(), interface);
    }
    const Ptr<ArpCache> neighbors = m_ipv4->GetInterface(interface)->GetArpCache();
    neighbors->TraceConnectWithoutContext("Drop", MakeCallback(&FullGuest::CountArpDrop, this));
    m_vnics.push_back({std::move(device), neighbors, interface});
}

void
FullGuest::SendUdp(uint32_t destination,
                   uint16_t sourcePort,
                   uint16_t destinationPort,
                   Ptr<Packet> payload)
{
    const Ipv4Address to(destination);
    if (payload->GetSize() > kLongestUdpPayload)
    {
        m_drops.Count(VNLAB_DROP_MTU_EXCEEDED, payload);
        return;
    }
    const bool isNew = !m_sockets.contains(sourcePort);
    const Ptr<Socket> socket = OpenSocket(sourcePort);
    if (isNew)
    {
        socket->ShutdownRecv(); // only kOpenPorts are open
    }
    const bool toGroup = to.IsBroadcast() || to.IsMulticast();
    if (!toGroup && socket->SendTo(payload, 0, InetSocketAddress(to, destinationPort)) >= 0)
    {
        return;
    }
    m_drops.Count(!toGroup && m_vnics.empty() ? VNLAB_DROP_NO_ROUTE : VNLAB_DROP_UNSUPPORTED,
                  payload);
}

void
FullGuest::Listen(uint8_t ipProtocol, uint16_t port)
{
    if (ipProtocol == ipproto::kTcp)
    {
        m_tcp.Listen(port);
        return;
    }
    if (!m_open.insert(port).second)
    {
        return;
    }
    if (const auto sender = m_sockets.find(port); sender != m_sockets.end())
    {
        sender->second->Close(); // it was made to send, and hears nothing
        m_sockets.erase(sender);
    }
    OpenSocket(port)->SetRecvCallback(MakeCallback(&FullGuest::ReceiveFromSocket, this));
}

TcpConnection
FullGuest::Connect(uint32_t destination, uint16_t destinationPort, uint16_t sourcePort, Population)
{
    return m_tcp.Connect(destination, destinationPort, sourcePort);
}

bool
FullGuest::Send(const TcpConnection& connection, Ptr<Packet> payload)
{
    return m_tcp.Send(connection, payload);
}

void
FullGuest::Close(const TcpConnection& connection)
{
    m_tcp.Close(connection);
}

void
FullGuest::Opened(const TcpConnection& connection)
{
    if (m_listener)
    {
        m_listener->TcpOpened(*this, connection);
    }
}

void
FullGuest::Received(const TcpConnection& connection, Ptr<Packet> payload)
{
    if (m_listener)
    {
        m_listener->ReceiveTcp(*this, connection, payload);
    }
}

void
FullGuest::Closed(const TcpConnection& connection)
{
    if (m_listener)
    {
        m_listener->TcpClosed(*this, connection);
    }
}

uint32_t
FullGuest::InterfaceFor(uint32_t destination) const
{
    Ipv4Header header;
    header.SetDestination(Ipv4Address(destination));
    Socket::SocketErrno error;
    const Ptr<Ipv4Route> route =
        m_ipv4->GetRoutingProtocol()->RouteOutput(nullptr, header, nullptr, error);
    return m_ipv4->GetInterfaceForDevice(route->GetOutputDevice());
}

void
FullGuest::SetNeighbor(uint32_t address, const MacBytes& mac)
{
    const Ipv4Address to(address);
    const Ptr<Ipv4Interface> interface = m_ipv4->GetInterface(InterfaceFor(address));
    const Ptr<ArpCache> cache = interface->GetArpCache();
    ArpCache::Entry* entry = cache->Lookup(to);
    if (!entry)
    {
        entry = cache->Add(to);
    }
    entry->SetMacAddress(ToMac48(mac));
    entry->MarkPermanent();
    for (auto waiting = entry->DequeuePending(); waiting.first; waiting = entry->DequeuePending())
    {
        interface->Send(waiting.first, waiting.second, to);
    }
}

void
FullGuest::ReceiveFrame(EthernetDevice& device, Ptr<Packet> frame)
{
    const std::optional<FrameFields> fields = CheckedFieldsOf(frame);
    if (fields && fields->isIpv4)
    {
        TrimToIpv4(frame, *fields);
    }
    const bool valid =
        fields && (!fields->isIpv4 || IsFragment(*fields) || IsValidL4(frame, *fields));
    if (!valid)
    {
        m_drops.Count(VNLAB_DROP_MALFORMED, frame);
        return;
    }
    const bool isTagged = fields->l3Offset != headersize::kEthernet;
    if (!IsGroup(fields->destinationMac) && fields->destinationMac != ToBytes(device.GetMac()))
    {
        m_drops.Count(VNLAB_DROP_NOT_FOR_GUEST, frame);
    }
    else if (isTagged || (!fields->isIpv4 && !fields->isArp))
    {
        m_drops.Count(VNLAB_DROP_NO_LISTENER, frame);
    }
    device.DeliverToStack(std::move(frame));
}

/// One vNIC hands on a frame at a time.
Time
FullGuest::LocalTime() const
{
    Time latest = Simulator::Now();
    for (const Vnic& vnic : m_vnics)
    {
        latest = std::max(latest, vnic.device->LocalTime());
    }
    return latest;
}

void
FullGuest::ReceiveFromSocket(Ptr<Socket> socket)
{
    Address local;
    socket->GetSockName(local);
    Address from;
    while (const Ptr<Packet> payload = socket->RecvFrom(from))
    {
        if (!m_listener)
        {
            m_drops.Count(VNLAB_DROP_NO_LISTENER, payload);
            continue;
        }
        const InetSocketAddress sender = InetSocketAddress::ConvertFrom(from);
        m_listener->ReceiveUdp(*this,
                               {sender.GetIpv4().Get(),
                                sender.GetPort(),
                                InetSocketAddress::ConvertFrom(local).GetPort(),
                                payload,
                                LocalTime()});
    }
}

void
FullGuest::NoteDelivery(const Ipv4Header& header, Ptr<const Packet> packet, uint32_t interface)
{
    m_delivered = packet->Copy();
    const L4Envelope envelope{
        header.GetProtocol(), header.GetSource().Get(), header.GetDestination().Get()};
    std::array<uint8_t, 1> icmpType{kIcmpEcho};
    if (header.GetProtocol() == ipproto::kIcmp)
    {
        CopyHead(packet, icmpType);
    }
    const bool knownIcmp = icmpType[0] == kIcmpEcho || icmpType[0] == kIcmpEchoReply ||
                           icmpType[0] == kIcmpUnreachable || icmpType[0] == kIcmpTimeExceeded;
    if (!m_ipv4->GetProtocol(header.GetProtocol(), static_cast<int32_t>(interface)) || !knownIcmp)
    {
        m_drops.Count(VNLAB_DROP_NO_LISTENER, packet);
    }
    else if (!IsValidL4(envelope, packet, 0)) // a reassembled one, which UDP and TCP refuse
    {
        m_drops.Count(VNLAB_DROP_MALFORMED, packet);
    }
}

void
FullGuest::NoteOutgoing(const Ipv4Header& header, Ptr<const Packet> packet, uint32_t)
{
    std::array<uint8_t, 2> icmp{};
    if (header.GetProtocol() == ipproto::kIcmp && CopyHead(packet, icmp) == icmp.size() &&
        icmp[0] == kIcmpUnreachable && icmp[1] == kPortUnreachable)
    {
        // UDP tells of a closed port in no other way, and does so inside its delivery.
        m_drops.Count(VNLAB_DROP_NO_LISTENER, m_delivered);
    }
}

void
FullGuest::CountArpDrop(Ptr<const Packet> packet)
{
    if (packet->GetSize() > 0) // an empty one is the rest of an ARP reply that nobody asked for
    {
        m_drops.Count(VNLAB_DROP_ARP_UNRESOLVED, packet);
    }
}

void
FullGuest::CountIpv4Drop(const Ipv4Header& header,
                         Ptr<const Packet> packet,
                         Ipv4L3Protocol::DropReason reason,
                         Ptr<Ipv4>,
                         uint32_t)
{
    const Ptr<Packet> whole = packet->Copy();
    whole->AddHeader(header);
    m_drops.Count(ReasonOf(reason), whole);
}

} // namespace ns3::vnlab
