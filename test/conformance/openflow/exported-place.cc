// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/openflow/exported-place.h"

#include "model/plain-bytes.h"
#include "model/rule/flow-text.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace ns3::vnlab::test
{

namespace
{

constexpr uint16_t kVxlanPort = 4789;

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

ExportedPlace::ExportedPlace(const OpenVswitch& ovs,
                             const std::vector<Rule>& rules,
                             uint32_t number)
    : m_bridge("br" + std::to_string(number))
{
    const auto know = [this](uint32_t port)
    {
        if (IsRealPort(port))
        {
            m_numbers.try_emplace(port, static_cast<uint32_t>(m_numbers.size()) + 1);
        }
    };
    for (const Rule& rule : rules)
    {
        if (rule.where.table == kFlowTable)
        {
            m_flows.emplace_back(rule.where.key.As<FlowKey>(), rule.value.As<FlowActions>());
            m_table.Write(rule.where.key.Bytes(), rule.value.Bytes());
            know(m_flows.back().first.value.inPort);
            know(m_flows.back().second.output);
        }
    }
    know(flow_port::kTunnel);
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
        const std::string name = "p" + std::to_string(number) + "-" + std::to_string(ofport);
        for (const std::string& word :
             {std::string("--"),
              std::string("add-port"),
              m_bridge,
              name,
              std::string("--"),
              std::string("set"),
              std::string("interface"),
              name,
              "ofport_request=" + std::to_string(ofport),
              std::string(port == flow_port::kTunnel ? "type=vxlan" : "type=dummy")})
        {
            words.push_back(word);
        }
        if (port == flow_port::kTunnel)
        {
            words.insert(words.end(),
                         {"options:remote_ip=flow",
                          "options:key=flow",
                          "options:dst_port=" + std::to_string(kVxlanPort + number)});
        }
    }
    ovs.Vsctl(words);
    const std::string path = ovs / m_bridge;
    {
        std::ofstream file(path);
        for (size_t flow = 0; flow < m_flows.size(); ++flow)
        {
            file << "cookie=" << flow + 1 << ','
                 << FlowText(m_flows[flow].first,
                             m_flows[flow].second,
                             [this](uint32_t port) { return Number(port); })
                 << '\n';
        }
    }
    ovs.Ofctl({"-O", "OpenFlow13"}, "add-flows", m_bridge, {path});
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
    return judgement;
}

/// The lines behind "bridge(…)": the flow that decides, with its cookie, and, further in, its actions.
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
    }
    return judgement;
}

void
ExportedPlace::Spoil(size_t flow, const FlowActions& actions)
{
    m_table.Write(PlainBytes(m_flows.at(flow).first), PlainBytes(actions));
}

} // namespace ns3::vnlab::test
