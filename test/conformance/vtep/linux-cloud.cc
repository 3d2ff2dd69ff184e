// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/vtep/linux-cloud.h"

#include <chrono>
#include <cstdio>
#include <poll.h>

namespace ns3::vnlab::test
{

namespace
{

using namespace address_plan;

const std::string kLeafGateway = "198.18.0.0";

std::string
Text(const MacBytes& mac)
{
    std::array<char, 18> text;
    std::snprintf(text.data(),
                  text.size(),
                  "%02x:%02x:%02x:%02x:%02x:%02x",
                  mac[0],
                  mac[1],
                  mac[2],
                  mac[3],
                  mac[4],
                  mac[5]);
    return text.data();
}

std::string
Text(uint32_t address)
{
    return std::to_string(address >> 24) + "." + std::to_string(address >> 16 & 255) + "." +
           std::to_string(address >> 8 & 255) + "." + std::to_string(address & 255);
}

std::string
HostText(uint32_t host)
{
    return Text(HostAddress({host}));
}

std::string
HostMac(uint32_t host)
{
    return Text(NodeMac({NodeKind::kHost, host}));
}

const std::string kLeafMac = Text(NodeMac({NodeKind::kLeaf, 0}));

/// An address of a device that VMs do not see: bridges, their ports, vxlan devices.
std::string
InnerMac(uint8_t kind, uint32_t number)
{
    return Text({0x0e, kind, 0, 0, 0, static_cast<uint8_t>(number)});
}

std::string
Port(uint32_t vm)
{
    return "port" + std::to_string(vm);
}

std::string
Guest(uint32_t vm)
{
    return "vm" + std::to_string(vm);
}

std::string
Bridge(uint32_t segment)
{
    return "br" + std::to_string(segment);
}

std::string
Vxlan(uint32_t segment)
{
    return "vx" + std::to_string(segment);
}

/// Before any device is there: no IPv6, no filters that drop or call away what passes.
void
Silence(const NetworkNamespace& where)
{
    for (const std::string device : {"all", "default"})
    {
        where.Set("ipv6/conf/" + device + "/disable_ipv6", "1");
        where.Set("ipv4/conf/" + device + "/rp_filter", "0");
        where.Set("ipv4/conf/" + device + "/send_redirects", "0");
    }
    for (const std::string family : {"arp", "ip", "ip6"})
    {
        where.Set("bridge/bridge-nf-call-" + family + "tables", "0");
    }
    where.Set("ipv4/icmp_ratelimit", "0");
    where.Run("ip link set lo up");
}

void
NoOffloads(const NetworkNamespace& where, const std::string& device)
{
    where.Run("ethtool -K " + device + " tx off gso off tso off gro off");
}

} // namespace

LinuxCloud::LinuxCloud(Mode mode)
{
    Silence(m_leaf);
    Silence(m_guests);
    m_leaf.Set("ipv4/ip_forward", "1");
    for (uint32_t host = 0; host < kHosts; ++host)
    {
        AddHost(host, mode);
    }
    for (uint32_t vm = 0; vm < kVms.size(); ++vm)
    {
        AddVm(vm);
    }
    for (uint32_t host = 0; host < kHosts; ++host)
    {
        const Place place{Place::Kind::kUplink, host};
        m_watches.push_back({place, {m_hosts[host], "uplink", PacketSocket::Sees::kBoth}});
        m_uplinkEntries.emplace_back(m_hosts[host], "uplink", PacketSocket::Sees::kNothing);
    }
    for (uint32_t vm = 0; vm < kVms.size(); ++vm)
    {
        const Place place{Place::Kind::kVm, vm};
        m_watches.push_back({place, {m_guests, Guest(vm), PacketSocket::Sees::kReceived}});
        m_vmEntries.emplace_back(m_guests, Guest(vm), PacketSocket::Sees::kNothing);
    }
}

void
LinuxCloud::AddHost(uint32_t host, Mode mode)
{
    const NetworkNamespace& where = m_hosts[host];
    Silence(where);
    const std::string port = "p" + std::to_string(host);
    where.Run("ip link add name uplink address " + HostMac(host) + " type veth peer name " + port +
              " address " + kLeafMac + " netns " + m_leaf.Path());
    NoOffloads(where, "uplink");
    NoOffloads(m_leaf, port);
    where.Run("ip link set uplink up");
    m_leaf.Run("ip link set " + port + " up");
    m_leaf.Run("ip route add " + HostText(host) + "/32 dev " + port);
    m_leaf.Run("ip neigh add " + HostText(host) + " lladdr " + HostMac(host) + " dev " + port +
               " nud permanent");
    where.Run("ip addr add " + HostText(host) + "/32 dev uplink");
    where.Run("ip route add default via " + kLeafGateway + " dev uplink onlink");
    where.Run("ip neigh add " + kLeafGateway + " lladdr " + kLeafMac + " dev uplink nud permanent");
    for (uint32_t segment = 0; segment < kSegments.size(); ++segment)
    {
        AddSegment(host, segment, mode);
    }
}

void
LinuxCloud::AddSegment(uint32_t host, uint32_t segment, Mode mode)
{
    const NetworkNamespace& where = m_hosts[host];
    const std::string bridge = Bridge(segment);
    const std::string vxlan = Vxlan(segment);
    where.Run("ip link add " + bridge + " address " + InnerMac(1, segment) +
              " type bridge stp_state 0 forward_delay 0 mcast_snooping 0");
    where.Run("ip link add " + vxlan + " address " + InnerMac(2, segment) + " type vxlan id " +
              std::to_string(kSegments[segment].value) + " dstport 4789 local " + HostText(host) +
              " ttl 64 udpcsum " + (mode == Mode::kLearn ? "learning" : "nolearning"));
    where.Run("ip link set " + vxlan + " mtu 1500 master " + bridge);
    where.Run("bridge link set dev " + vxlan + " learning off");
    NoOffloads(where, vxlan);
    where.Run("ip link set " + bridge + " up");
    where.Run("ip link set " + vxlan + " up");
    if (mode == Mode::kStatic)
    {
        FillStatic(host, segment);
        return;
    }
    for (uint32_t other = 0; other < kHosts; ++other)
    {
        if (other != host)
        {
            where.Run("bridge fdb append 00:00:00:00:00:00 dev " + vxlan + " dst " +
                      HostText(other) + " self permanent");
        }
    }
}

/// Where each VM on other hosts is, and its address, so that ARP need not leave the host.
void
LinuxCloud::FillStatic(uint32_t host, uint32_t segment)
{
    const NetworkNamespace& where = m_hosts[host];
    const std::string vxlan = Vxlan(segment);
    where.Run("bridge link set dev " + vxlan + " neigh_suppress on");
    for (const TestVm& vm : kVms)
    {
        if (vm.segment == segment && vm.host != host)
        {
            const std::string entry = "bridge fdb add " + Text(vm.mac) + " dev " + vxlan;
            where.Run(entry + " dst " + HostText(vm.host) + " self permanent");
            where.Run(entry + " master static");
            where.Run("ip neigh add " + Text(vm.address) + " lladdr " + Text(vm.mac) + " dev " +
                      Bridge(segment) + " nud permanent");
        }
    }
}

void
LinuxCloud::AddVm(uint32_t number)
{
    const TestVm& vm = kVms[number];
    const NetworkNamespace& where = m_hosts[vm.host];
    const std::string port = Port(number);
    const std::string guest = Guest(number);
    where.Run("ip link add " + port + " address " + InnerMac(3, number) + " type veth peer name " +
              guest + " address " + Text(vm.mac) + " netns " + m_guests.Path());
    NoOffloads(where, port);
    NoOffloads(m_guests, guest);
    where.Run("ip link set " + port + " master " + Bridge(vm.segment));
    where.Run("bridge link set dev " + port + " learning off flood off");
    where.Run("bridge fdb add " + Text(vm.mac) + " dev " + port + " master static");
    where.Run("ip link set " + port + " up");
    m_guests.Run("ip link set " + guest + " up");
}

const PacketSocket&
LinuxCloud::Entry(const Place& place) const
{
    return (place.kind == Place::Kind::kVm ? m_vmEntries : m_uplinkEntries)[place.index];
}

void
LinuxCloud::Collect(Sightings& seen)
{
    for (Watch& watch : m_watches)
    {
        while (std::optional<Bytes> frame = watch.socket.Receive())
        {
            seen.push_back({watch.place, std::move(*frame)});
        }
    }
}

Sightings
LinuxCloud::Inject(const Input& input, size_t expected)
{
    using namespace std::chrono;
    constexpr auto patience = seconds(1);
    constexpr auto quiet = milliseconds(1);
    for (const Bytes& frame : input.frames)
    {
        Entry(input.at).Send(frame);
    }
    std::vector<pollfd> descriptors;
    for (const Watch& watch : m_watches)
    {
        descriptors.push_back({watch.socket.Descriptor(), POLLIN, 0});
    }
    Sightings seen;
    Collect(seen);
    const auto end = steady_clock::now() + patience;
    for (bool more = true; more;)
    {
        const auto left = duration_cast<milliseconds>(end - steady_clock::now());
        const auto wait = seen.size() < expected ? std::max(left, quiet) : quiet;
        more = poll(descriptors.data(), descriptors.size(), static_cast<int>(wait.count())) > 0;
        Collect(seen);
    }
    return seen;
}

} // namespace ns3::vnlab::test
