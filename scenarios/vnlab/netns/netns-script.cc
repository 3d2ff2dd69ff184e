// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/netns/netns-script.h"

#include <sstream>
#include <utility>

namespace ns3::vnlab
{

namespace
{

std::string
Text(const MacBytes& mac)
{
    std::ostringstream text;
    text << ToMac48(mac);
    return text.str();
}

std::string
Settings(const NetnsEnd& end)
{
    return " address " + Text(end.mac) + " mtu " + std::to_string(NetnsScript::kMtu);
}

} // namespace

void
NetnsScript::Add(std::string_view words, const std::vector<std::string>& more)
{
    m_commands.push_back(MakeShellCommand(words, more));
}

void
NetnsScript::AddNamespace(const std::string& name)
{
    Add("ip netns add " + name);
    Add("ip netns exec " + name +
        " sysctl -e -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1");
    Add("ip -n " + name + " link set dev lo up");
}

void
NetnsScript::AddRouter(const std::string& name, const std::string& address)
{
    AddNamespace(name);
    Add("ip netns exec " + name +
        " sysctl -q -w net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0"
        " net.ipv4.conf.default.rp_filter=0");
    Add("ip -n " + name + " addr add " + address + "/32 dev lo");
}

void
NetnsScript::AddPair(const NetnsEnd& a, const NetnsEnd& b)
{
    Add("ip link add " + a.device + " netns " + a.space + Settings(a) + " type veth peer name " +
        b.device + " netns " + b.space + Settings(b));
    for (const NetnsEnd& end : {a, b})
    {
        Add("ip -n " + end.space + " link set dev " + end.device + " up");
    }
}

void
NetnsScript::AddNeighbour(const std::string& space,
                          const std::string& device,
                          const std::string& address,
                          const MacBytes& mac)
{
    Add("ip -n " + space + " neigh replace " + address + " lladdr " + Text(mac) + " dev " + device +
        " nud permanent");
}

std::vector<ShellCommand>
NetnsScript::Take()
{
    return std::exchange(m_commands, {});
}

} // namespace ns3::vnlab
