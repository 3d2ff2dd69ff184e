// SPDX-License-Identifier: GPL-2.0-only
#include "test/benchmark/stock-cloud.h"

#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/ipv4-static-routing.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"

#include <numeric>

namespace ns3::vnlab::benchmark
{

namespace
{

const Ipv4Mask kLinkMask("255.255.255.0");

/// @return 10.rack.host.0, the network of a host's link
Ipv4Address
HostNetwork(uint32_t rack, uint32_t host)
{
    return Ipv4Address(10U << 24 | rack << 16 | host << 8);
}

/// @return 11.leaf.spine.0, the network of a link between switches
Ipv4Address
SwitchNetwork(uint32_t leaf, uint32_t spine)
{
    return Ipv4Address(11U << 24 | leaf << 16 | spine << 8);
}

Ipv4Address
End(Ipv4Address network, uint32_t number)
{
    return Ipv4Address(network.Get() + number);
}

Ptr<Ipv4StaticRouting>
RoutesOf(Ptr<Node> node)
{
    return Ipv4StaticRoutingHelper().GetStaticRouting(node->GetObject<Ipv4>());
}

/// @return the interface of a node on a link's network
uint32_t
InterfaceOn(Ptr<Node> node, Ipv4Address network)
{
    return static_cast<uint32_t>(
        node->GetObject<Ipv4>()->GetInterfaceForPrefix(network, kLinkMask));
}

} // namespace

void
InstallStack(const NodeContainer& nodes, StockStack stack)
{
    InternetStackHelper helper;
    helper.SetIpv6StackInstall(stack == StockStack::kDefault);
    helper.Install(nodes);
}

StockCloud::StockCloud(const Topology& topology, StockStack stack)
    : m_topology(topology),
      m_stack(stack),
      m_hosts(topology.Hosts()),
      m_leaves(topology.Leaves()),
      m_spines(topology.Spines())
{
    m_links.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    m_links.SetChannelAttribute("Delay", StringValue("1us"));
    InstallStack(NodeContainer(m_hosts, m_leaves, m_spines), stack);
    LinkHosts();
    LinkSwitches();
    AddRoutes();
    AddGuests();
}

void
StockCloud::LinkHosts()
{
    for (uint32_t host = 0; host < m_topology.Hosts(); ++host)
    {
        const uint32_t rack = m_topology.LeafOf(HostId{host}).value;
        Link(m_hosts.Get(host),
             m_leaves.Get(rack),
             HostNetwork(rack, host % m_topology.hostsPerRack));
    }
}

void
StockCloud::LinkSwitches()
{
    for (uint32_t leaf = 0; leaf < m_topology.Leaves(); ++leaf)
    {
        for (uint32_t spine = 0; spine < m_topology.Spines(); ++spine)
        {
            Link(m_leaves.Get(leaf), m_spines.Get(spine), SwitchNetwork(leaf, spine));
        }
    }
}

void
StockCloud::Link(Ptr<Node> lower, Ptr<Node> upper, Ipv4Address network)
{
    const NetDeviceContainer devices = m_links.Install(lower, upper);
    Ipv4AddressHelper(network, kLinkMask).Assign(devices);
    if (m_stack == StockStack::kLean)
    {
        TrafficControlHelper().Uninstall(devices);
    }
}

void
StockCloud::AddRoutes()
{
    const Ipv4Mask rackMask("255.255.0.0");
    for (uint32_t host = 0; host < m_topology.Hosts(); ++host)
    {
        const uint32_t rack = m_topology.LeafOf(HostId{host}).value;
        const Ipv4Address link = HostNetwork(rack, host % m_topology.hostsPerRack);
        RoutesOf(m_hosts.Get(host))
            ->SetDefaultRoute(End(link, 2), InterfaceOn(m_hosts.Get(host), link));
    }
    for (uint32_t leaf = 0; leaf < m_topology.Leaves(); ++leaf)
    {
        for (uint32_t rack = 0; rack < m_topology.Leaves(); ++rack)
        {
            const Ipv4Address up = SwitchNetwork(leaf, rack % m_topology.Spines());
            if (rack != leaf)
            {
                RoutesOf(m_leaves.Get(leaf))
                    ->AddNetworkRouteTo(HostNetwork(rack, 0),
                                        rackMask,
                                        End(up, 2),
                                        InterfaceOn(m_leaves.Get(leaf), up));
            }
        }
        for (uint32_t spine = 0; spine < m_topology.Spines(); ++spine)
        {
            const Ipv4Address down = SwitchNetwork(leaf, spine);
            RoutesOf(m_spines.Get(spine))
                ->AddNetworkRouteTo(HostNetwork(leaf, 0),
                                    rackMask,
                                    End(down, 1),
                                    InterfaceOn(m_spines.Get(spine), down));
        }
    }
}

void
StockCloud::AddGuests()
{
    for (uint32_t host = 0; host < m_topology.Hosts(); ++host)
    {
        const uint32_t rack = m_topology.LeafOf(HostId{host}).value;
        m_tunnels[GuestAddress(host)] = End(HostNetwork(rack, host % m_topology.hostsPerRack), 1);
    }
    for (uint32_t host = 0; host < m_topology.Hosts(); ++host)
    {
        m_guests.push_back(
            std::make_unique<StockHost>(m_hosts.Get(host), GuestAddress(host), m_tunnels));
    }
}

Ipv4Address
StockCloud::GuestAddress(uint32_t host)
{
    return Ipv4Address((12U << 24) + 1 + host);
}

void
StockCloud::Send(uint32_t from, uint32_t to, uint32_t bytes)
{
    m_guests[from]->Send(GuestAddress(to), bytes);
}

uint64_t
StockCloud::Received() const
{
    return std::accumulate(m_guests.begin(),
                           m_guests.end(),
                           uint64_t{0},
                           [](uint64_t sum, const auto& guest) { return sum + guest->Received(); });
}

} // namespace ns3::vnlab::benchmark
