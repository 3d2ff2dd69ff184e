// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/openflow/exported-place.h"

#include "model/control/flow-mod.h"
#include "model/plain-bytes.h"
#include "model/rule/flow-text.h"
#include "model/substrate/address-plan.h"
#include "test/conformance/openflow/openflow-session.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace ns3::vnlab::test
{

namespace
{

constexpr uint16_t kVxlanPort = 4789;
constexpr const char* kUnderlay = "underlay";
const std::string kTunnelTo = "tunneling to ";

bool
IsRealPort(uint32_t port)
{
    return port != flow_port::kDrop && port < flow_port::kInPort;
}

/// @return an action as both write it: in lower case, and a tunnel's number in decimal
std::string
Normal(std::string action)
{
    std::ranges::transform(action, action.begin(), [](unsigned char c) { return std::tolower(c); });
    if (const size_t arrow = action.find("->tun_id"); arrow != std::string::npos)
    {
        const size_t colon = action.find(':');
        action =
            "tun_id=" +
            std::to_string(std::stoul(action.substr(colon + 1, arrow - colon - 1), nullptr, 0));
    }
    return action;
}

std::vector<std::string>
Split(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);)
    {
        parts.push_back(part);
    }
    return parts;
}

/// @return a packet as ofproto/trace reads it
std::string
PacketText(const FlowFields& packet, uint32_t inPort)
{
    const FlowKey exact{.value = packet,
                        .mask = {.ipv4Source = packet.etherType == 0x0800 ? UINT32_MAX : 0,
                                 .ipv4Destination = packet.etherType == 0x0800 ? UINT32_MAX : 0,
                                 .etherType = UINT16_MAX,
                                 .etherSource = kBroadcastMac,
                                 .etherDestination = kBroadcastMac,
                                 .protocol = packet.protocol ? uint8_t{UINT8_MAX} : uint8_t{0}}};
    const std::string tunnel = packet.tunnelId == 0 ? ""
                                                    : ",tun_id=" + std::to_string(packet.tunnelId) +
                                                          ",tun_src=100.64.0.1,tun_dst=100.64.0.2";
    return "in_port=" + std::to_string(inPort) + tunnel + "," + MatchText(exact) +
           (packet.etherType == 0x0800 ? ",nw_ttl=64" : "");
}

} // namespace

std::string
ToString(const Judgement& judgement)
{
    std::string text = "flow " + std::to_string(judgement.flow) + ":";
    for (const std::string& action : judgement.actions)
    {
        text += ' ' + action;
    }
    return text;
}

void
AddUnderlay(const OpenVswitch& ovs)
{
    ovs.Vsctl({"add-br", kUnderlay, "--", "set", "bridge", kUnderlay, "datapath_type=dummy"});
    ovs.Appctl({"netdev-dummy/ip4addr", kUnderlay, "100.64.0.2/10"});
    ovs.Appctl({"ovs/route/add", "100.64.0.0/10", kUnderlay});
    ovs.Appctl({"netdev-dummy/ip4addr", kUnderlay, "198.19.255.254/21"}); // among the servers
    ovs.Appctl({"ovs/route/add", "198.19.248.0/21", kUnderlay});
}

ExportedPlace::ExportedPlace(const OpenVswitch& ovs,
                             const std::vector<Rule>& rules,
                             uint32_t number)
    : m_number(number),
      m_bridge("br" + std::to_string(number))
{
    ReadRules(rules);
    ovs.Vsctl(BridgeWords());
    std::vector<openflow::FlowMod> flows;
    for (auto [key, actions] : m_flows)
    {
        key.value.inPort = key.mask.inPort == 0 ? 0 : Number(key.value.inPort);
        actions.output = IsRealPort(actions.output) ? Number(actions.output) : actions.output;
        flows.push_back(FlowModOf(key, &actions));
        flows.back().cookie = flows.size();
    }
    OpenFlowSession(ovs / (m_bridge + ".mgmt")).Modify(flows);
}

void
ExportedPlace::ReadRules(const std::vector<Rule>& rules)
{
    const auto know = [this](uint32_t port)
    {
        if (IsRealPort(port))
        {
            m_numbers.try_emplace(port, static_cast<uint32_t>(m_numbers.size()) + 1);
        }
    };
    bool hasTunnels = false;
    for (const Rule& rule : rules)
    {
        if (rule.where.table == kFlowTable)
        {
            const auto& [key, actions] =
                m_flows.emplace_back(rule.where.key.As<FlowKey>(), rule.value.As<FlowActions>());
            m_table.Write(rule.where.key.Bytes(), rule.value.Bytes());
            hasTunnels = hasTunnels || key.mask.tunnelId != 0 || actions.setsTunnel;
            know(key.value.inPort);
            know(actions.output);
        }
        else if (rule.where.table == kTunnelPortTable)
        {
            m_remotes.emplace(rule.where.key.As<TunnelPortKey>().port,
                              rule.value.As<TunnelPortValue>().remote);
        }
    }
    if (hasTunnels && m_remotes.empty())
    {
        m_remotes.emplace(flow_port::kTunnel, 0);
    }
    for (const auto& [port, remote] : m_remotes)
    {
        know(port);
    }
}

std::vector<std::string>
ExportedPlace::BridgeWords() const
{
    std::vector<std::string> words{"add-br",
                                   m_bridge,
                                   "--",
                                   "set",
                                   "bridge",
                                   m_bridge,
                                   "datapath_type=dummy",
                                   "fail-mode=secure",
                                   "protocols=OpenFlow13"};
    for (const auto& [port, ofport] : m_numbers)
    {
        const auto tunnel = m_remotes.find(port);
        const bool isTunnel = tunnel != m_remotes.end();
        const std::string name = "p" + std::to_string(m_number) + "-" + std::to_string(ofport);
        words.insert(words.end(),
                     {"--",
                      "add-port",
                      m_bridge,
                      name,
                      "--",
                      "set",
                      "interface",
                      name,
                      "ofport_request=" + std::to_string(ofport),
                      isTunnel ? "type=vxlan" : "type=dummy"});
        if (isTunnel)
        {
            const std::string remote = tunnel->second == 0 ? "flow" : FormatIpv4(tunnel->second);
            words.insert(words.end(),
                         {"options:remote_ip=" + remote,
                          "options:key=flow",
                          "options:dst_port=" + std::to_string(kVxlanPort + m_number)});
        }
    }
    return words;
}

uint32_t
ExportedPlace::Number(uint32_t port) const
{
    return m_numbers.at(port);
}

std::vector<uint32_t>
ExportedPlace::Ports() const
{
    std::vector<uint32_t> ports;
    for (const auto& [port, number] : m_numbers)
    {
        ports.push_back(port);
    }
    return ports;
}

std::vector<uint32_t>
ExportedPlace::TunnelPorts() const
{
    std::vector<uint32_t> ports;
    for (const auto& [port, remote] : m_remotes)
    {
        ports.push_back(port);
    }
    return ports;
}

size_t
ExportedPlace::TunnelInterfaces(const OpenVswitch& ovs) const
{
    const std::string tunnels =
        ovs.Vsctl({"--bare", "--columns=name", "find", "interface", "type=vxlan"});
    return static_cast<size_t>(std::ranges::count_if(
        Split(tunnels, '\n'),
        [start = "p" + std::to_string(m_number) + "-"](const std::string& name)
        { return name.starts_with(start); }));
}

const std::vector<std::pair<FlowKey, FlowActions>>&
ExportedPlace::Flows() const
{
    return m_flows;
}

Judgement
ExportedPlace::Ours(const FlowFields& packet) const
{
    const auto found = m_table.Find(packet);
    if (!found)
    {
        return {0, {"drop"}};
    }
    const auto flow =
        std::ranges::find(m_flows, found->key, &std::pair<FlowKey, FlowActions>::first);
    Judgement judgement{static_cast<uint64_t>(flow - m_flows.begin()) + 1, {}};
    for (const std::string& action :
         Split(ActionsText(found->actions, [this](uint32_t port) { return Number(port); }), ','))
    {
        judgement.actions.push_back(Normal(action));
    }
    if (const auto tunnel = TunnelOf(found->actions))
    {
        judgement.actions.push_back(*tunnel);
    }
    return judgement;
}

std::optional<std::string>
ExportedPlace::TunnelOf(const FlowActions& actions) const
{
    const auto port = m_remotes.find(actions.output);
    if (port == m_remotes.end())
    {
        return std::nullopt;
    }
    return kTunnelTo + FormatIpv4(port->second == 0 ? actions.tunnelDestination : port->second);
}

/// The lines behind "bridge(…)": the flow that decides, with its cookie, and, further in, its actions and what
/// comes of them. The underlay's bridge follows.
Judgement
ExportedPlace::Theirs(ControlSocket& control, const FlowFields& packet) const
{
    const std::string text =
        control.Ask("ofproto/trace", {m_bridge, PacketText(packet, Number(packet.inPort))});
    Judgement judgement;
    for (const std::string& line : Split(text, '\n'))
    {
        if (const size_t cookie = line.find("cookie 0x");
            line.starts_with(" 0. ") && cookie != std::string::npos)
        {
            judgement.flow = std::stoul(line.substr(cookie + 7), nullptr, 16);
        }
        else if (line.starts_with("    ") && line[4] != ' ')
        {
            judgement.actions.push_back(Normal(line.substr(4)));
        }
        else if (const size_t tunnel = line.find(kTunnelTo); tunnel != std::string::npos)
        {
            judgement.actions.push_back(line.substr(tunnel, line.find(" via ") - tunnel));
        }
        else if (line.starts_with("bridge(\"" + std::string(kUnderlay)))
        {
            break;
        }
    }
    return judgement;
}

std::optional<uint32_t>
ExportedPlace::OurInPort(uint32_t sender) const
{
    if (m_remotes.contains(flow_port::kTunnel))
    {
        return Number(flow_port::kTunnel);
    }
    const auto port =
        std::ranges::find(m_remotes, sender, &std::pair<const uint32_t, uint32_t>::second);
    return port == m_remotes.end() ? std::nullopt : std::optional(Number(port->first));
}

/// As it asks for what has come to the datapath, where the tunnels of a bridge share a port.
std::optional<uint32_t>
ExportedPlace::TheirInPort(ControlSocket& control, uint32_t sender) const
{
    const std::string packet =
        "tunnel(tun_id=0x1,src=" + FormatIpv4(sender) +
        ",dst=100.64.0.2,ttl=64,flags(key)),in_port(" + std::to_string(kVxlanPort + m_number) +
        "),eth(src=06:00:00:00:00:01,dst=06:00:00:00:00:02),eth_type(0x0800),"
        "ipv4(src=10.0.0.1,dst=10.0.0.2,proto=17,tos=0,ttl=64,frag=no),udp(src=1,dst=2)";
    try
    {
        const std::string text = control.Ask("ofproto/trace", {"ovs-dummy", packet});
        return static_cast<uint32_t>(std::stoul(text.substr(text.find("in_port=") + 8)));
    }
    catch (const std::runtime_error& refusal)
    {
        if (std::string_view(refusal.what()).find("no OpenFlow tunnel port") == std::string::npos)
        {
            throw;
        }
        return std::nullopt;
    }
}

void
ExportedPlace::Spoil(size_t flow, const FlowActions& actions)
{
    m_table.Write(PlainBytes(m_flows.at(flow).first), PlainBytes(actions));
}

uint32_t
ExportedPlace::SpoilTunnel(uint32_t port, uint32_t remote)
{
    return std::exchange(m_remotes.at(port), remote);
}

} // namespace ns3::vnlab::test
