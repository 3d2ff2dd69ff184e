// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/decapsulation-inputs.h"

#include <linux/if_ether.h>
#include <linux/in.h>

namespace ns3::vnlab
{

namespace
{

void
Append32(Bytes& bytes, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
    {
        bytes.push_back(static_cast<uint8_t>(value >> shift));
    }
}

} // namespace

DecapsulationInputs::Rule
DecapsulationInputs::DrawRule(uint8_t protocol, Ip remote)
{
    Rule rule{};
    rule.first.remote = Field<__be32>(remote);
    rule.first.tunnel_id = protocol == VNLAB_TUNNEL_IPIP ? 0 : m_draw.Below(1 << 24);
    rule.first.protocol = protocol;
    std::ranges::copy(m_draw.Station(), rule.second.peer_mac);
    return rule;
}

MapContents
DecapsulationInputs::DrawRules()
{
    m_rules.clear();
    const Ip hosts[]{m_draw.Address(), m_draw.Address(), m_draw.Address()};
    const uint32_t count = m_draw.Between(3, 12);
    for (uint32_t i = 0; i < count; ++i)
    {
        const uint32_t protocol = i < 3 ? i : m_draw.Below(3);
        m_rules.push_back(DrawRule(VNLAB_TUNNEL_VXLAN + protocol, m_draw.Of(hosts)));
    }
    return Contents(m_rules);
}

MapContents
DecapsulationInputs::DrawAllRules()
{
    m_rules.clear();
    const Ip first{100, 64, 0, 0};
    Rule rule = DrawRule(VNLAB_TUNNEL_VXLAN, first);
    for (uint32_t i = 0; i < decap_map.max_entries; ++i)
    {
        rule.first.remote = Field<__be32>(NumberedAfter(first, i));
        rule.first.protocol = VNLAB_TUNNEL_VXLAN + i / (decap_map.max_entries / 3 + 1);
        rule.first.tunnel_id = rule.first.protocol == VNLAB_TUNNEL_IPIP ? 0 : i;
        m_rules.push_back(rule);
    }
    return Contents(m_rules);
}

size_t
DecapsulationInputs::RuleCount() const
{
    return m_rules.size();
}

/// What the tunnel carries: a frame, or a packet where it is IP-in-IP.
Bytes
DecapsulationInputs::Carried(const vnlab_decap_key& key, const FrameWish& inner)
{
    Bytes frame = IpFrame(m_draw, DrawEnds(m_draw), inner);
    if (key.protocol == VNLAB_TUNNEL_IPIP)
    {
        frame.erase(frame.begin(), frame.begin() + ETH_HLEN + inner.tag.size());
    }
    return frame;
}

DecapsulationInputs::Tunnel
DecapsulationInputs::TunnelOf(const vnlab_decap_key& key, size_t carried)
{
    Tunnel tunnel{Field<Ip>(key.remote), IPPROTO_IPIP, {}};
    const uint32_t anyReserved = m_draw.OneIn(2) ? 0 : m_draw.Word();
    if (key.protocol == VNLAB_TUNNEL_VXLAN)
    {
        tunnel.protocol = IPPROTO_UDP;
        Append32(tunnel.header, m_draw.Word() << 16 | 4789);
        const uint32_t anyChecksum = m_draw.OneIn(2) ? 0 : m_draw.Below(1 << 16);
        Append32(tunnel.header, static_cast<uint32_t>(carried + 16) << 16 | anyChecksum);
        Append32(tunnel.header, 0x08000000 | anyReserved);
        Append32(tunnel.header, key.tunnel_id << 8 | (anyReserved & 0xff));
    }
    if (key.protocol == VNLAB_TUNNEL_NVGRE)
    {
        tunnel.protocol = IPPROTO_GRE;
        Append32(tunnel.header, 0x20006558);
        Append32(tunnel.header, key.tunnel_id << 8 | (anyReserved & 0xff));
    }
    return tunnel;
}

Bytes
DecapsulationInputs::Frame(const Tunnel& tunnel, const FrameWish& outer, const Bytes& carried)
{
    Ends ends = DrawEnds(m_draw);
    ends.from = tunnel.remote;
    return Join(EthernetHeader(ends, outer),
                IpPacket(m_draw, ends, tunnel.protocol, outer, Join(tunnel.header, carried)));
}

Bytes
DecapsulationInputs::Hit(size_t rule, const TunnelWish& wish)
{
    const vnlab_decap_key& key = m_rules.at(rule).first;
    const Bytes carried = Carried(key, wish.inner);
    return Frame(TunnelOf(key, carried.size()), wish.outer, carried);
}

Bytes
DecapsulationInputs::Miss(const TunnelWish& wish)
{
    const vnlab_decap_key& key = m_rules[AnyRule()].first;
    const Bytes carried = Carried(key, wish.inner);
    Tunnel tunnel = TunnelOf(key, carried.size());
    tunnel.remote = {224, uint8_t(m_draw.Word()), 0, 1};
    return Frame(tunnel, wish.outer, carried);
}

Bytes
DecapsulationInputs::WrongTunnel(const TunnelWish& wish)
{
    const vnlab_decap_key& key = m_rules[AnyRule()].first;
    const Bytes carried = Carried(key, wish.inner);
    Tunnel tunnel = TunnelOf(key, carried.size());
    if (tunnel.header.empty() || m_draw.OneIn(6))
    {
        tunnel.protocol = m_draw.Of<uint8_t>({IPPROTO_TCP, IPPROTO_UDP, IPPROTO_GRE, IPPROTO_IPIP});
        return Frame(tunnel, wish.outer, carried);
    }
    const size_t vni = tunnel.header.size() - 4;
    const size_t byte = key.protocol == VNLAB_TUNNEL_VXLAN
                          ? m_draw.Of<size_t>({2, 3, 8, vni, vni + 1, vni + 2})
                          : m_draw.Of<size_t>({0, 1, 2, 3, vni, vni + 1, vni + 2});
    tunnel.header[byte] ^= byte == 8 ? 0x08 : 1 << m_draw.Below(8);
    return Frame(tunnel, wish.outer, carried);
}

Bytes
DecapsulationInputs::Ipv6()
{
    Bytes carried = Ipv6Frame(m_draw, DrawEnds(m_draw));
    if (m_draw.OneIn(3))
    {
        return carried;
    }
    const vnlab_decap_key& key = m_rules[AnyRule()].first;
    if (key.protocol == VNLAB_TUNNEL_IPIP)
    {
        carried.erase(carried.begin(), carried.begin() + ETH_HLEN);
    }
    return Frame(TunnelOf(key, carried.size()), {}, carried);
}

Bytes
DecapsulationInputs::ArpFrame()
{
    const Bytes carried = AnyArpFrame(m_draw, DrawEnds(m_draw));
    if (m_draw.OneIn(3))
    {
        return carried;
    }
    const vnlab_decap_key& key = m_rules[AnyRule()].first;
    return Frame(TunnelOf(key, carried.size()), {}, carried);
}

} // namespace ns3::vnlab
