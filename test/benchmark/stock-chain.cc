// SPDX-License-Identifier: GPL-2.0-only
#include "test/benchmark/stock-chain.h"

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/udp-socket-factory.h"

#include <stdexcept>

namespace ns3::vnlab::benchmark
{

namespace
{

constexpr uint16_t kPort = 5001;
constexpr uint32_t kInFlight = 16;

/// @return 10.0.link.end, as each link is a network
Ipv4Address
EndOf(uint32_t link, uint32_t end)
{
    return Ipv4Address(10U << 24 | link << 8 | end);
}

} // namespace

StockChain::StockChain(uint32_t links, StockStack stack)
    : m_nodes(links + 1)
{
    InstallStack(m_nodes, stack);
    PointToPointHelper helper;
    helper.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    helper.SetChannelAttribute("Delay", StringValue("1us"));
    for (uint32_t link = 0; link < links; ++link)
    {
        const NetDeviceContainer devices = helper.Install(m_nodes.Get(link), m_nodes.Get(link + 1));
        Ipv4AddressHelper(EndOf(link, 0), "255.255.255.0").Assign(devices);
        if (stack == StockStack::kLean)
        {
            TrafficControlHelper().Uninstall(devices);
        }
    }
    AddRoutes();
    m_first = OpenSocket(m_nodes.Get(0));
    m_last = OpenSocket(m_nodes.Get(links));
}

void
StockChain::AddRoutes()
{
    const uint32_t links = m_nodes.GetN() - 1;
    for (uint32_t node = 0; node <= links; ++node)
    {
        const auto routes =
            Ipv4StaticRoutingHelper().GetStaticRouting(m_nodes.Get(node)->GetObject<Ipv4>());
        const uint32_t left = 1; // interface 0 is the loopback
        const uint32_t right = node == 0 ? 1 : 2;
        if (node > 1)
        {
            routes->AddHostRouteTo(EndOf(0, 1), EndOf(node - 1, 1), left);
        }
        if (node + 1 < links)
        {
            routes->AddHostRouteTo(EndOf(links - 1, 2), EndOf(node, 2), right);
        }
    }
}

Ptr<Socket>
StockChain::OpenSocket(Ptr<Node> node)
{
    Ptr<Socket> socket = Socket::CreateSocket(node, UdpSocketFactory::GetTypeId());
    socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), kPort));
    socket->SetRecvCallback(MakeCallback(&StockChain::SendBack, this));
    return socket;
}

void
StockChain::SendBack(Ptr<Socket> socket)
{
    Address sender;
    while (Ptr<Packet> packet = socket->RecvFrom(sender))
    {
        if (m_left > 0)
        {
            --m_left;
            socket->SendTo(packet, 0, sender);
        }
    }
}

void
StockChain::Run(uint32_t trips, uint32_t bytes)
{
    m_left = trips - kInFlight;
    const InetSocketAddress last(EndOf(m_nodes.GetN() - 2, 2), kPort);
    for (uint32_t i = 0; i < kInFlight; ++i)
    {
        // Not at once: queue discs start with the simulation.
        Simulator::ScheduleNow([this, last, bytes]
                               { m_first->SendTo(Create<Packet>(bytes), 0, last); });
    }
    Simulator::Run();
    if (m_left > 0)
    {
        throw std::runtime_error("datagrams were lost");
    }
}

} // namespace ns3::vnlab::benchmark
