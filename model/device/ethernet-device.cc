// SPDX-License-Identifier: GPL-2.0-only
#include "model/device/ethernet-device.h"

#include "ns3/channel.h"
#include "ns3/ethernet-header.h"
#include "ns3/log.h"
#include "ns3/mac48-address.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

namespace ns3::vnlab
{

NS_LOG_COMPONENT_DEFINE("VnlabEthernetDevice");
NS_OBJECT_ENSURE_REGISTERED(EthernetDevice);

TypeId
EthernetDevice::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::vnlab::EthernetDevice")
            .SetParent<NetDevice>()
            .SetGroupName("Vnlab")
            .AddAttribute("Mtu",
                          "Largest IP packet in bytes",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&EthernetDevice::SetMtu, &EthernetDevice::GetMtu),
                          MakeUintegerChecker<uint16_t>(68))
            .AddAttribute("Address", // not at construction, which would take a third of its time
                          "Ethernet address",
                          TypeId::ATTR_GET | TypeId::ATTR_SET,
                          Mac48AddressValue(Mac48Address()),
                          MakeMac48AddressAccessor(&EthernetDevice::m_mac),
                          MakeMac48AddressChecker())
            .AddTraceSource("PromiscSniffer",
                            "A whole Ethernet frame was sent or received",
                            MakeTraceSourceAccessor(&EthernetDevice::m_sniffer),
                            "ns3::Packet::TracedCallback");
    return tid;
}

EthernetDevice::EthernetDevice() = default;
EthernetDevice::~EthernetDevice() = default;

void
EthernetDevice::DoDispose()
{
    m_sink = nullptr;
    m_node = nullptr;
    m_receive = ReceiveCallback();
    m_promiscReceive = PromiscReceiveCallback();
    NetDevice::DoDispose();
}

void
EthernetDevice::SetSink(FrameSink* sink)
{
    m_sink = sink;
}

void
EthernetDevice::SendFrame(Ptr<Packet> frame)
{
    NS_LOG_FUNCTION(this << frame->GetSize());
    Transmit(std::move(frame));
}

void
EthernetDevice::Deliver(Ptr<Packet> frame)
{
    NS_LOG_FUNCTION(this << frame->GetSize());
    if (m_sink)
    {
        m_sink->ReceiveFrame(*this, std::move(frame));
    }
    else if (m_node)
    {
        DeliverToStack(std::move(frame));
    }
}

void
EthernetDevice::Sniff(const Ptr<const Packet>& frame) const
{
    m_sniffer(frame);
}

bool
EthernetDevice::HasSniffer() const
{
    return !m_sniffer.IsEmpty();
}

void
EthernetDevice::DeliverToStack(Ptr<Packet> frame)
{
    const uint32_t context = m_node->GetId();
    if (Simulator::GetContext() == context)
    {
        ReceiveInContext(std::move(frame));
        return;
    }
    Simulator::ScheduleWithContext(context,
                                   Time(0),
                                   &EthernetDevice::ReceiveInContext,
                                   Ptr<EthernetDevice>(this),
                                   std::move(frame));
}

void
EthernetDevice::ReceiveInContext(Ptr<Packet> frame)
{
    EthernetHeader header(false);
    frame->RemoveHeader(header);
    const Mac48Address destination = header.GetDestination();
    const uint16_t protocol = header.GetLengthType();

    PacketType type = PACKET_OTHERHOST;
    if (destination.IsBroadcast())
    {
        type = PACKET_BROADCAST;
    }
    else if (destination.IsGroup())
    {
        type = PACKET_MULTICAST;
    }
    else if (destination == m_mac)
    {
        type = PACKET_HOST;
    }
    if (!m_promiscReceive.IsNull())
    {
        m_promiscReceive(this, frame, protocol, header.GetSource(), destination, type);
    }
    if (type != PACKET_OTHERHOST && !m_receive.IsNull())
    {
        m_receive(this, frame, protocol, header.GetSource());
    }
}

bool
EthernetDevice::Send(Ptr<Packet> packet, const Address& dest, uint16_t protocolNumber)
{
    return SendFrom(packet, m_mac, dest, protocolNumber);
}

bool
EthernetDevice::SendFrom(Ptr<Packet> packet,
                         const Address& source,
                         const Address& dest,
                         uint16_t protocolNumber)
{
    EthernetHeader header(false);
    header.SetSource(Mac48Address::ConvertFrom(source));
    header.SetDestination(Mac48Address::ConvertFrom(dest));
    header.SetLengthType(protocolNumber);
    packet->AddHeader(header);
    SendFrame(packet);
    return true;
}

void
EthernetDevice::SetIfIndex(const uint32_t index)
{
    m_ifIndex = index;
}

uint32_t
EthernetDevice::GetIfIndex() const
{
    return m_ifIndex;
}

Ptr<Channel>
EthernetDevice::GetChannel() const
{
    return nullptr;
}

void
EthernetDevice::SetAddress(Address address)
{
    m_mac = Mac48Address::ConvertFrom(address);
}

Address
EthernetDevice::GetAddress() const
{
    return m_mac;
}

Mac48Address
EthernetDevice::GetMac() const
{
    return m_mac;
}

bool
EthernetDevice::SetMtu(const uint16_t mtu)
{
    m_mtu = mtu;
    return true;
}

uint16_t
EthernetDevice::GetMtu() const
{
    return m_mtu;
}

bool
EthernetDevice::IsLinkUp() const
{
    return true;
}

void
EthernetDevice::AddLinkChangeCallback(Callback<void>)
{
    // The link of a device is always up: nothing to call back for.
}

bool
EthernetDevice::IsBroadcast() const
{
    return true;
}

Address
EthernetDevice::GetBroadcast() const
{
    return Mac48Address::GetBroadcast();
}

bool
EthernetDevice::IsMulticast() const
{
    return true;
}

Address
EthernetDevice::GetMulticast(Ipv4Address group) const
{
    return Mac48Address::GetMulticast(group);
}

Address
EthernetDevice::GetMulticast(Ipv6Address group) const
{
    return Mac48Address::GetMulticast(group);
}

bool
EthernetDevice::IsBridge() const
{
    return false;
}

bool
EthernetDevice::IsPointToPoint() const
{
    return false;
}

Ptr<Node>
EthernetDevice::GetNode() const
{
    return m_node;
}

void
EthernetDevice::SetNode(Ptr<Node> node)
{
    m_node = node;
}

bool
EthernetDevice::NeedsArp() const
{
    return true;
}

void
EthernetDevice::SetReceiveCallback(ReceiveCallback callback)
{
    m_receive = callback;
}

void
EthernetDevice::SetPromiscReceiveCallback(PromiscReceiveCallback callback)
{
    m_promiscReceive = callback;
}

bool
EthernetDevice::SupportsSendFrom() const
{
    return true;
}

} // namespace ns3::vnlab
