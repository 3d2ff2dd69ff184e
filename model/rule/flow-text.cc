// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/flow-text.h"

#include "model/rule/rule-names.h"
#include "model/spec/ipv4-prefix.h"
#include "model/wire/protocol-numbers.h"

#include <string_view>

namespace ns3::vnlab
{

namespace
{

class Words
{
  public:
    void Add(const std::string& word)
    {
        m_text += (m_text.empty() ? "" : ",") + word;
    }

    /// A field that is a number, with its mask where that is not whole.
    template <class Number>
    void AddNumber(std::string_view name, Number value, Number mask)
    {
        if (mask != 0)
        {
            const std::string rest =
                mask == static_cast<Number>(-1) ? "" : "/" + std::to_string(mask);
            Add(std::string(name) + '=' + std::to_string(value) + rest);
        }
    }

    void AddAddress(std::string_view name, uint32_t value, uint32_t mask)
    {
        if (mask != 0)
        {
            Add(std::string(name) + '=' + FormatIpv4(value) +
                (mask == UINT32_MAX ? "" : '/' + FormatIpv4(mask)));
        }
    }

    void AddMac(std::string_view name, const MacBytes& value, const MacBytes& mask)
    {
        if (mask != MacBytes{})
        {
            Add(std::string(name) + '=' + MacText(value) +
                (mask == kBroadcastMac ? "" : '/' + MacText(mask)));
        }
    }

    const std::string& Text() const
    {
        return m_text;
    }

  private:
    std::string m_text;
};

uint32_t
Numbered(uint32_t port, const PortNumber& numbers)
{
    return numbers ? numbers(port) : port;
}

} // namespace

std::string
MatchText(const FlowKey& key, const PortNumber& numbers)
{
    const FlowFields& value = key.value;
    const FlowFields& mask = key.mask;
    Words words;
    if (mask.inPort != 0)
    {
        words.Add("in_port=" + std::to_string(Numbered(value.inPort, numbers)));
    }
    words.AddNumber("tun_id", value.tunnelId, mask.tunnelId);
    words.AddMac("dl_src", value.etherSource, mask.etherSource);
    words.AddMac("dl_dst", value.etherDestination, mask.etherDestination);
    words.AddNumber("dl_vlan", value.vlanId, mask.vlanId);
    if (value.etherType == ethertype::kIpv4 && mask.etherType == UINT16_MAX)
    {
        words.Add("ip");
    }
    else
    {
        words.AddNumber("dl_type", value.etherType, mask.etherType);
    }
    words.AddAddress("nw_src", value.ipv4Source, mask.ipv4Source);
    words.AddAddress("nw_dst", value.ipv4Destination, mask.ipv4Destination);
    words.AddNumber("nw_proto", value.protocol, mask.protocol);
    words.AddNumber("tp_src", value.sourcePort, mask.sourcePort);
    words.AddNumber("tp_dst", value.destinationPort, mask.destinationPort);
    return words.Text();
}

std::string
ActionsText(const FlowActions& actions, const PortNumber& numbers)
{
    Words words;
    if (actions.decrementsTtl)
    {
        words.Add("dec_ttl");
    }
    if (actions.setsEther)
    {
        words.Add("set_field:" + MacText(actions.etherDestination) + "->eth_dst");
    }
    if (actions.setsTunnel)
    {
        words.Add("set_field:" + std::to_string(actions.tunnelId) + "->tun_id");
        if (actions.tunnelDestination != 0)
        {
            words.Add("set_field:" + FormatIpv4(actions.tunnelDestination) + "->tun_dst");
        }
    }
    switch (actions.output)
    {
    case flow_port::kDrop:
        words.Add("drop");
        break;
    case flow_port::kInPort:
        words.Add("in_port");
        break;
    case flow_port::kController:
        words.Add("controller");
        break;
    default:
        words.Add("output:" + std::to_string(Numbered(actions.output, numbers)));
    }
    return words.Text();
}

std::string
FlowText(const FlowKey& key, const FlowActions& actions, const PortNumber& numbers)
{
    const std::string match = MatchText(key, numbers);
    return "priority=" + std::to_string(key.priority) + (match.empty() ? "" : ",") + match +
           " actions=" + ActionsText(actions, numbers);
}

} // namespace ns3::vnlab
