// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/header-sizes.h"
#include "model/wire/protocol-numbers.h"
#include "test/benchmark/stock-cloud.h"

#include "ns3/header.h"
#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4.h"
#include "ns3/udp-socket-factory.h"

namespace ns3::vnlab::benchmark
{

namespace
{

constexpr uint16_t kPort = 5001;

/// VXLAN and the inner Ethernet header, as far as a simulated tunnel needs them.
class TunnelHeader : public Header
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::vnlab::benchmark::TunnelHeader")
                                .SetParent<Header>()
                                .AddConstructor<TunnelHeader>();
        return tid;
    }

    TypeId GetInstanceTypeId() const override
    {
        return GetTypeId();
    }

    void Print(std::ostream&) const override
    {
    }

    uint32_t GetSerializedSize() const override
    {
        return 8 + static_cast<uint32_t>(headersize::kEthernet);
    }

    void Serialize(Buffer::Iterator start) const override
    {
        start.WriteHtonU32(0x08000000);
        start.WriteHtonU32(m_vni << 8);
        start.WriteU8(0, 12);
        start.WriteHtonU16(0x0800);
    }

    uint32_t Deserialize(Buffer::Iterator start) override
    {
        start.ReadNtohU32();
        m_vni = start.ReadNtohU32() >> 8;
        return GetSerializedSize();
    }

  private:
    uint32_t m_vni{1};
};

Ptr<Socket>
OpenSocket(Ptr<Node> node, uint16_t port)
{
    Ptr<Socket> socket = Socket::CreateSocket(node, UdpSocketFactory::GetTypeId());
    socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), port));
    return socket;
}

} // namespace

StockHost::StockHost(Ptr<Node> node,
                     Ipv4Address address,
                     const std::map<Ipv4Address, Ipv4Address>& tunnels)
    : m_tunnels(tunnels),
      m_device(CreateObject<VirtualNetDevice>()),
      m_tunnelSocket(OpenSocket(node, udpport::kVxlan)),
      m_socket(OpenSocket(node, kPort))
{
    m_device->SetAddress(Mac48Address::Allocate());
    m_device->SetSendCallback(MakeCallback(&StockHost::Encapsulate, this));
    node->AddDevice(m_device);
    Ptr<Ipv4> ipv4 = node->GetObject<Ipv4>();
    const uint32_t interface = ipv4->AddInterface(m_device);
    ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, Ipv4Mask("255.0.0.0")));
    ipv4->SetUp(interface);
    m_tunnelSocket->SetRecvCallback(MakeCallback(&StockHost::Decapsulate, this));
    m_socket->SetRecvCallback(MakeCallback(&StockHost::Receive, this));
}

void
StockHost::Send(Ipv4Address to, uint32_t bytes)
{
    m_socket->SendTo(Create<Packet>(bytes), 0, InetSocketAddress(to, kPort));
}

uint64_t
StockHost::Received() const
{
    return m_received;
}

bool
StockHost::Encapsulate(Ptr<Packet> packet, const Address&, const Address&, uint16_t)
{
    Ipv4Header ip;
    packet->PeekHeader(ip);
    packet->AddHeader(TunnelHeader());
    const Ipv4Address remote = m_tunnels.at(ip.GetDestination());
    m_tunnelSocket->SendTo(packet, 0, InetSocketAddress(remote, udpport::kVxlan));
    return true;
}

void
StockHost::Decapsulate(Ptr<Socket> socket)
{
    while (Ptr<Packet> packet = socket->Recv())
    {
        TunnelHeader header;
        packet->RemoveHeader(header);
        m_device->Receive(
            packet, 0x0800, m_device->GetAddress(), m_device->GetAddress(), NetDevice::PACKET_HOST);
    }
}

void
StockHost::Receive(Ptr<Socket> socket)
{
    while (socket->Recv())
    {
        ++m_received;
    }
}

} // namespace ns3::vnlab::benchmark
