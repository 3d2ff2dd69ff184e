// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/vlan/ovs-bridge.h"

#include "ns3/mac48-address.h"

#include <iterator>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kFirstBridgePort = 100; ///< of the datapath: the bridges' own

std::string
TextOfMac(const MacBytes& mac)
{
    std::ostringstream text;
    text << ToMac48(mac);
    return text.str();
}

/// @return the tag control information as Open vSwitch writes it, with its bit for "there is a tag"
std::string
ControlOf(const VlanTag& tag)
{
    std::ostringstream text;
    text << "0x" << std::hex << (0x1000 | tag.priority << 13 | tag.vlan);
    return text.str();
}

std::vector<std::string>
WordsFor(const std::string& bridge, const VlanPort& port)
{
    const std::string name = "p" + std::to_string(port.number);
    std::vector<std::string> words{"--",
                                   "add-port",
                                   bridge,
                                   name,
                                   "--",
                                   "set",
                                   "interface",
                                   name,
                                   "type=dummy",
                                   "ofport_request=" + std::to_string(port.number),
                                   "--",
                                   "set",
                                   "port",
                                   name};
    if (port.access)
    {
        words.push_back("vlan_mode=access");
        words.push_back("tag=" + std::to_string(*port.access));
        return words;
    }
    words.push_back("vlan_mode=trunk");
    std::string list;
    for (const uint16_t vlan : port.trunks)
    {
        list += (list.empty() ? "" : ",") + std::to_string(vlan);
    }
    if (!list.empty())
    {
        words.push_back("trunks=" + list);
    }
    return words;
}

/// @return what "push_vlan(vid=7,pcp=0),4,pop_vlan,2" sends of a frame
VlanOutputs
OutputsOf(const std::string& actions, std::optional<VlanTag> tag)
{
    static const std::regex action(R"(push_vlan\(vid=(\d+),pcp=(\d+)\)|(pop_vlan)|(\d+)|drop)");
    VlanOutputs outputs;
    std::string rest = actions;
    for (std::smatch match; std::regex_search(rest, match, action); rest = match.suffix())
    {
        const std::string before = match.prefix();
        if (before != "" && before != ",")
        {
            throw std::runtime_error("unknown datapath actions: " + actions);
        }
        if (match[1].matched)
        {
            tag = {static_cast<uint16_t>(std::stoul(match[1])),
                   static_cast<uint8_t>(std::stoul(match[2]))};
        }
        else if (match[3].matched)
        {
            tag.reset();
        }
        else if (match[4].matched && std::stoul(match[4]) < kFirstBridgePort)
        {
            outputs.insert({static_cast<uint32_t>(std::stoul(match[4])), tag});
        }
    }
    return outputs;
}

} // namespace

OvsBridge::OvsBridge(const OpenVswitch& ovs, std::string name, const std::vector<VlanPort>& ports)
    : m_ovs(ovs),
      m_name(std::move(name))
{
    std::vector<std::string> words{"add-br",
                                   m_name,
                                   "--",
                                   "set",
                                   "bridge",
                                   m_name,
                                   "datapath_type=dummy",
                                   "fail-mode=standalone"};
    for (const VlanPort& port : ports)
    {
        std::vector<std::string> more = WordsFor(m_name, port);
        std::move(more.begin(), more.end(), std::back_inserter(words));
    }
    m_ovs.Vsctl(words);
}

VlanOutputs
OvsBridge::Take(const VlanFrame& frame)
{
    std::string flow = "in_port=" + std::to_string(frame.port) +
                       ",dl_src=" + TextOfMac(frame.source) +
                       ",dl_dst=" + TextOfMac(frame.destination);
    if (frame.tag)
    {
        flow += ",vlan_tci=" + ControlOf(*frame.tag);
    }
    const std::string trace = m_ovs.Appctl({"ofproto/trace", m_name, flow, "-generate"});
    static const std::string heading = "Datapath actions: ";
    const size_t at = trace.find(heading);
    if (at == std::string::npos)
    {
        throw std::runtime_error("no datapath actions: " + trace);
    }
    const size_t begin = at + heading.size();
    return OutputsOf(trace.substr(begin, trace.find_first_of("\r\n", begin) - begin), frame.tag);
}

} // namespace ns3::vnlab::test
