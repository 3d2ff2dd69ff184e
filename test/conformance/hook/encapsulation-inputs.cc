// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/encapsulation-inputs.h"

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kProtocols = VNLAB_TUNNEL_IPIP + 1;

} // namespace

EncapsulationInputs::Rule
EncapsulationInputs::DrawRule(uint8_t protocol)
{
    Rule rule{{Field<__be32>(m_draw.Address())}, {}};
    rule.second.local = Field<__be32>(m_draw.Address());
    rule.second.remote = Field<__be32>(m_draw.Address());
    rule.second.tunnel_id = m_draw.OneIn(16) ? m_draw.Word() : m_draw.Below(1 << 24);
    rule.second.protocol = protocol;
    std::ranges::copy(m_draw.Station(), rule.second.gateway_mac);
    std::ranges::copy(m_draw.Station(), rule.second.peer_mac);
    return rule;
}

Ip
EncapsulationInputs::Destination(const Rule& rule) const
{
    return Field<Ip>(rule.first.destination);
}

MapContents
EncapsulationInputs::DrawRules()
{
    m_rules.clear();
    const uint32_t count = m_draw.Between(kProtocols, 12);
    for (uint32_t i = 0; i < count; ++i)
    {
        m_rules.push_back(DrawRule(i < kProtocols ? i : m_draw.Below(kProtocols)));
    }
    m_unknown = DrawRule(m_draw.Between(kProtocols, 255));
    std::vector<Rule> all = m_rules;
    all.push_back(m_unknown);
    return Contents(all);
}

MapContents
EncapsulationInputs::DrawAllRules()
{
    m_rules.clear();
    const Ip first{10, uint8_t(m_draw.Word()), 0, 0};
    Rule rule = DrawRule(VNLAB_TUNNEL_NONE);
    for (uint32_t i = 0; i < encap_map.max_entries; ++i)
    {
        rule.first.destination = Field<__be32>(NumberedAfter(first, i));
        rule.second.protocol = i / (encap_map.max_entries / kProtocols);
        rule.second.tunnel_id = i;
        m_rules.push_back(rule);
    }
    return Contents(m_rules);
}

/// For some of the rules packets with other ends, and ends whose next one has no tunnel.
MapContents
EncapsulationInputs::DrawBeside(const vnlab_map&)
{
    constexpr size_t most = 16;
    m_steering.clear();
    for (size_t i = 0; i <= std::min(m_rules.size(), most); ++i)
    {
        const bool isLast = i == std::min(m_rules.size(), most);
        const __be32 next = isLast ? Field<__be32>(m_draw.Address()) : m_rules[i].first.destination;
        m_steering.push_back(
            {{Field<__be32>(m_draw.Address()), Field<__be32>(m_draw.Address())}, {next}});
    }
    return Contents(m_steering);
}

/// Gives a packet ends that are led to a rule's destination, where there are such.
void
EncapsulationInputs::Lead(Ends& ends, size_t rule) const
{
    if (rule + 1 < m_steering.size())
    {
        ends.from = Field<Ip>(m_steering[rule].first.source);
        ends.to = Field<Ip>(m_steering[rule].first.destination);
    }
}

size_t
EncapsulationInputs::RuleCount() const
{
    return m_rules.size();
}

Bytes
EncapsulationInputs::Hit(size_t rule, const TunnelWish& wish)
{
    Ends ends = DrawEnds(m_draw);
    ends.to = Destination(m_rules.at(rule));
    if (m_draw.OneIn(4))
    {
        Lead(ends, rule);
    }
    return IpFrame(m_draw, ends, wish.inner);
}

Bytes
EncapsulationInputs::Miss(const TunnelWish& wish)
{
    Ends ends = DrawEnds(m_draw);
    ends.to = {224, uint8_t(m_draw.Word()), 0, 1};
    if (m_draw.OneIn(4))
    {
        ends.from = Field<Ip>(m_steering.back().first.source);
        ends.to = Field<Ip>(m_steering.back().first.destination);
    }
    return m_draw.OneIn(3) ? ArpRequest(ends) : IpFrame(m_draw, ends, wish.inner);
}

Bytes
EncapsulationInputs::WrongTunnel(const TunnelWish& wish)
{
    Ends ends = DrawEnds(m_draw);
    ends.to = Destination(m_unknown);
    return m_draw.OneIn(3) ? ArpRequest(ends) : IpFrame(m_draw, ends, wish.inner);
}

Bytes
EncapsulationInputs::Ipv6()
{
    return Ipv6Frame(m_draw, DrawEnds(m_draw));
}

Bytes
EncapsulationInputs::ArpFrame()
{
    Ends ends = DrawEnds(m_draw);
    const size_t rule = AnyRule();
    ends.to = Destination(m_rules[rule]);
    if (m_draw.OneIn(4))
    {
        Lead(ends, rule);
    }
    if (m_draw.OneIn(2))
    {
        ends.destination.fill(0xff);
    }
    return AnyArpFrame(m_draw, ends);
}

} // namespace ns3::vnlab
