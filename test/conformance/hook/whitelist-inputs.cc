// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/whitelist-inputs.h"

#include <linux/if_ether.h>

namespace ns3::vnlab
{

void
WhitelistInputs::AddRule(Member member, uint32_t origin)
{
    Rule rule{};
    std::ranges::copy(member.mac, rule.first.source_mac);
    rule.first.source = Field<__be32>(member.address);
    rule.second.origin = origin;
    m_rules.push_back(rule);
}

WhitelistInputs::Member
WhitelistInputs::MemberOf(size_t rule) const
{
    const vnlab_whitelist_key& key = m_rules.at(rule).first;
    Member member;
    std::ranges::copy(key.source_mac, member.mac.begin());
    member.address = Field<Ip>(key.source);
    return member;
}

MapContents
WhitelistInputs::DrawRules()
{
    m_rules.clear();
    const uint32_t count = m_draw.Between(2, 12);
    for (uint32_t i = 0; i < count; ++i)
    {
        const Member member{m_draw.Station(), m_draw.Address()};
        AddRule(member, m_draw.Word());
    }
    return Contents(m_rules);
}

MapContents
WhitelistInputs::DrawAllRules()
{
    m_rules.clear();
    const Mac mac{0x02, 0, 0, uint8_t(m_draw.Word()), 0, 0};
    const Ip address{10, uint8_t(m_draw.Word()), 0, 0};
    for (uint32_t i = 0; i < whitelist_map.max_entries; ++i)
    {
        AddRule({NumberedAfter(mac, i), NumberedAfter(address, i)}, i);
    }
    return Contents(m_rules);
}

size_t
WhitelistInputs::RuleCount() const
{
    return m_rules.size();
}

Ends
WhitelistInputs::EndsFrom(Member member)
{
    Ends ends = DrawEnds(m_draw);
    ends.source = member.mac;
    ends.from = member.address;
    return ends;
}

Bytes
WhitelistInputs::FrameFrom(Member member, const FrameWish& wish)
{
    return IpFrame(m_draw, EndsFrom(member), wish);
}

Bytes
WhitelistInputs::Hit(size_t rule, const TunnelWish& wish)
{
    return FrameFrom(MemberOf(rule), wish.inner);
}

Bytes
WhitelistInputs::Miss(const TunnelWish& wish)
{
    const Member stranger{m_draw.Station(), {224, uint8_t(m_draw.Word()), 0, 1}};
    return m_draw.OneIn(3) ? ArpRequest(EndsFrom(stranger)) : FrameFrom(stranger, wish.inner);
}

Bytes
WhitelistInputs::WrongTunnel(const TunnelWish& wish)
{
    const size_t rule = AnyRule();
    Member member = MemberOf(rule);
    const Member other = MemberOf((rule + 1) % m_rules.size());
    if (m_draw.OneIn(3))
    {
        Bytes frame = ArpRequest(EndsFrom({other.mac, member.address}));
        std::ranges::copy(member.mac, frame.begin() + ETH_ALEN); // not whom the packet names
        return frame;
    }
    if (m_draw.OneIn(2))
    {
        member.address = other.address;
    }
    else
    {
        const size_t byte = m_draw.IndexIn(member.mac);
        member.mac[byte] ^= 1 << m_draw.Below(8);
    }
    return FrameFrom(member, wish.inner);
}

Bytes
WhitelistInputs::Ipv6()
{
    return Ipv6Frame(m_draw, EndsFrom(MemberOf(AnyRule())));
}

Bytes
WhitelistInputs::ArpFrame()
{
    return AnyArpFrame(m_draw, EndsFrom(MemberOf(AnyRule())));
}

} // namespace ns3::vnlab
