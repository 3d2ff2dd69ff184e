// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/evpn/frr-cloud.h"

#include "test/support/reader-program.h"

#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

namespace ns3::vnlab::test
{
namespace
{

using nlohmann::json;

constexpr const char* kDaemons[] = {"zebra", "bgpd"};

std::string
AddressOf(size_t node)
{
    return "192.0.2." + std::to_string(node == 0 ? 254 : node);
}

std::string
ConfigurationOf(size_t node, size_t vteps)
{
    std::string neighbours;
    std::string activated;
    for (size_t other = node == 0 ? 1 : 0; other <= (node == 0 ? vteps : 0); ++other)
    {
        neighbours += " neighbor " + AddressOf(other) + " remote-as 65000\n";
        activated += "  neighbor " + AddressOf(other) + " activate\n";
        activated +=
            node == 0 ? "  neighbor " + AddressOf(other) + " route-reflector-client\n" : "";
    }
    return "router bgp 65000\n bgp router-id " + AddressOf(node) +
           "\n no bgp default ipv4-unicast\n coalesce-time 0\n" + neighbours +
           " address-family l2vpn evpn\n" + activated + (node == 0 ? "" : "  advertise-all-vni\n") +
           " exit-address-family\n";
}

/// Runs a program in a namespace. @throw std::runtime_error where it fails. @return what it printed
std::string
OutputIn(const NetworkNamespace& space, const std::vector<std::string>& words)
{
    ReaderResult result;
    space.Visit([&] { result = RunReader(words); });
    if (result.status != 0)
    {
        throw std::runtime_error(words.front() + " failed: " + result.output);
    }
    return result.output;
}

/// @return the mobility sequence in "RT:65000:10 ET:8 MM:1"
uint32_t
SequenceIn(const std::string& communities)
{
    const size_t at = communities.find("MM:");
    return at == std::string::npos ? 0 : std::stoul(communities.substr(at + 3));
}

void
ReadRoutesOf(const json& table, EvpnState& state)
{
    for (const auto& [rd, routes] : table.items())
    {
        if (!routes.is_object())
        {
            continue;
        }
        for (const auto& [text, route] : routes.items())
        {
            if (route.is_object() && route.contains("paths"))
            {
                const json& path = route.at("paths").at(0).at(0);
                const std::string communities =
                    path.value("/extendedCommunity/string"_json_pointer, "");
                const std::string vtep = path.at("nexthops").at(0).at("ip");
                state.routes[{vtep, text}] = SequenceIn(communities);
            }
        }
    }
}

/// What a bridge forwards to its vxlan device goes where that device's own entry says. That one outlives
/// the bridge's when a MAC becomes local, and then means nothing.
void
ReadFdb(const json& entries, EvpnState& state)
{
    std::map<std::string, std::string> ofDevice;
    std::set<std::string> ofBridge;
    for (const json& entry : entries)
    {
        const std::string mac = entry.at("mac");
        if (mac == "00:00:00:00:00:00")
        {
            state.flood.insert(entry.at("dst").get<std::string>());
        }
        else if (entry.contains("dst"))
        {
            ofDevice[mac] = entry.at("dst");
        }
        else if (entry.contains("master") && entry.value("state", "") != "permanent")
        {
            ofBridge.insert(mac);
        }
    }
    for (const std::string& mac : ofBridge)
    {
        state.fdb[mac] = ofDevice[mac];
    }
}

} // namespace

bool
FrrIsInstalled()
{
    return std::filesystem::exists("/usr/lib/frr/bgpd") &&
           std::filesystem::exists("/usr/bin/vtysh");
}

FrrCloud::FrrCloud(size_t vteps)
{
    std::filesystem::permissions(m_folder.path, std::filesystem::perms(0755)); // for user frr
    m_fabric.Run("ip link add fabric type bridge");
    m_fabric.Run("ip link set fabric up");
    for (size_t node = 0; node <= vteps; ++node)
    {
        m_nodes.emplace_back();
        Wire(node);
        std::filesystem::create_directory(FolderOf(node));
        std::ofstream(FolderOf(node) + "/frr.conf") << ConfigurationOf(node, vteps);
        OutputIn(m_fabric, {"chown", "-R", "frr:frr", FolderOf(node)});
    }
    for (size_t node = 0; node <= vteps; ++node)
    {
        StartDaemons(node);
    }
}

FrrCloud::~FrrCloud()
{
    for (size_t node = 0; node < m_nodes.size(); ++node)
    {
        for (const char* daemon : kDaemons)
        {
            pid_t pid = 0;
            if (std::ifstream(FolderOf(node) + "/" + daemon + ".pid") >> pid && pid > 0)
            {
                ::kill(pid, SIGTERM);
            }
        }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(500)); // they still write into the folder
}

std::string
FrrCloud::FolderOf(size_t node) const
{
    return m_folder / ("node-" + std::to_string(node));
}

void
FrrCloud::Wire(size_t node)
{
    const NetworkNamespace& space = m_nodes[node];
    const std::string port = "port" + std::to_string(node);
    m_fabric.Run("ip link add " + port + " type veth peer name uplink netns " + space.Path());
    m_fabric.Run("ip link set " + port + " master fabric up");
    space.Set("ipv6/conf/all/disable_ipv6", "1");
    space.Run("ip link set lo up");
    space.Run("ip addr add " + AddressOf(node) + "/24 dev uplink");
    space.Run("ip link set uplink up");
    if (node > 0)
    {
        MakeDevices(node);
    }
}

void
FrrCloud::MakeDevices(size_t vtep)
{
    const NetworkNamespace& space = m_nodes[vtep];
    space.Run("ip link add br0 type bridge");
    space.Run("ip link set br0 up");
    space.Run("ip link add vx10 type vxlan id 10 local " + AddressOf(vtep) +
              " dstport 4789 nolearning");
    space.Run("ip link set vx10 master br0 up");
    space.Run("ip link add vm0 type veth peer name vm1");
    space.Run("ip link set vm0 master br0 up");
    space.Run("ip link set vm1 up");
}

void
FrrCloud::StartDaemons(size_t node)
{
    const std::string folder = FolderOf(node);
    for (const char* daemon : kDaemons)
    {
        const std::string file = folder + "/" + daemon;
        OutputIn(m_nodes[node],
                 {std::string("/usr/lib/frr/") + daemon,
                  "-d",
                  "-u",
                  "frr",
                  "-g",
                  "frr",
                  "--vty_socket",
                  folder,
                  "-i",
                  file + ".pid",
                  "-z",
                  folder + "/zserv.api",
                  "-f",
                  folder + "/frr.conf",
                  "--log",
                  "file:" + file + ".log"});
    }
}

void
FrrCloud::Learn(size_t vtep, const std::string& mac)
{
    m_nodes[vtep].Run("bridge fdb replace " + mac + " dev vm0 master dynamic");
}

void
FrrCloud::Unlearn(size_t vtep, const std::string& mac)
{
    m_nodes[vtep].Run("bridge fdb del " + mac + " dev vm0 master");
}

EvpnState
FrrCloud::StateOf(size_t vtep) const
{
    EvpnState state;
    const NetworkNamespace& space = m_nodes[vtep];
    ReadRoutesOf(
        json::parse(OutputIn(
            space,
            {"vtysh", "--vty_socket", FolderOf(vtep), "-c", "show bgp l2vpn evpn route json"})),
        state);
    ReadFdb(json::parse(OutputIn(space, {"bridge", "-j", "fdb", "show", "dev", "vx10"})), state);
    return state;
}

BgpTraffic
FrrCloud::TrafficAt(size_t node) const
{
    const json neighbours = json::parse(OutputIn(
        m_nodes[node], {"vtysh", "--vty_socket", FolderOf(node), "-c", "show bgp neighbors json"}));
    BgpTraffic traffic;
    for (const auto& [address, neighbour] : neighbours.items())
    {
        traffic.updates += neighbour.at("/messageStats/updatesRecv"_json_pointer).get<uint64_t>();
        traffic.routes += neighbour.value(
            "/addressFamilyInfo/l2VpnEvpn/acceptedPrefixCounter"_json_pointer, uint64_t{0});
    }
    return traffic;
}

} // namespace ns3::vnlab::test
