// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BENCHMARK_STOCK_CLOUD_H
#define VNLAB_BENCHMARK_STOCK_CLOUD_H

#include "model/substrate/topology.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-address.h"
#include "ns3/node-container.h"
#include "ns3/packet.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/socket.h"
#include "ns3/virtual-net-device.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace ns3::vnlab::benchmark
{

/// How ns-3's helpers set up a node.
enum class StockStack : uint8_t
{
    kDefault, ///< as they do unasked: IPv6 too, and an FqCoDel queue disc at each device
    kLean,    ///< without these two, which nothing here uses
};

/**
 * @brief One host of a StockCloud as ns-3's `virtual-net-device` example builds it: the tenant's
 * address is on a VirtualNetDevice, and what is sent to it goes through a UDP socket.
 *
 * A packet gets a VXLAN and an inner Ethernet header in one piece of 22 bytes. Checksums stay off,
 * which is ns-3's default.
 */
class StockHost
{
  public:
    /// @param tunnels the underlay's address of each tenant address; outlives this object
    StockHost(Ptr<Node> node,
              Ipv4Address address,
              const std::map<Ipv4Address, Ipv4Address>& tunnels);
    StockHost(const StockHost&) = delete;
    StockHost& operator=(const StockHost&) = delete;

    /// Sends a datagram of zeros to a tenant address.
    void Send(Ipv4Address to, uint32_t bytes);

    uint64_t Received() const;

  private:
    bool Encapsulate(Ptr<Packet> packet, const Address&, const Address&, uint16_t protocol);
    void Decapsulate(Ptr<Socket> socket);
    void Receive(Ptr<Socket> socket);

    const std::map<Ipv4Address, Ipv4Address>& m_tunnels;
    Ptr<VirtualNetDevice> m_device;
    Ptr<Socket> m_tunnelSocket;
    Ptr<Socket> m_socket;
    uint64_t m_received{0};
};

/// A leaf-spine of stock ns-3 nodes: PointToPoint links of 10 Gb/s with 1 µs delay and static
/// routes, which are faster than those of Ipv4GlobalRouting. One VM per host.
class StockCloud
{
  public:
    StockCloud(const Topology& topology, StockStack stack);

    void Send(uint32_t from, uint32_t to, uint32_t bytes);

    /// @return datagrams that arrived at applications
    uint64_t Received() const;

  private:
    void LinkHosts();
    void LinkSwitches();
    void Link(Ptr<Node> lower, Ptr<Node> upper, Ipv4Address network);
    void AddRoutes();
    void AddGuests();

    static Ipv4Address GuestAddress(uint32_t host);

    Topology m_topology;
    StockStack m_stack;
    NodeContainer m_hosts;
    NodeContainer m_leaves;
    NodeContainer m_spines;
    PointToPointHelper m_links;
    std::map<Ipv4Address, Ipv4Address> m_tunnels;
    std::vector<std::unique_ptr<StockHost>> m_guests;
};

/// Installs ns-3's stack on nodes.
void InstallStack(const NodeContainer& nodes, StockStack stack);

} // namespace ns3::vnlab::benchmark

#endif // VNLAB_BENCHMARK_STOCK_CLOUD_H
