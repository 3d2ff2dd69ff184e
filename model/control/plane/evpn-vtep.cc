// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/evpn-vtep.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

EvpnVtep::EvpnVtep(const EvpnVtepSetting& setting,
                   const BgpNodeSetting& node,
                   BgpChanges& changes,
                   WriteRules write)
    : m_setting(setting),
      m_write(std::move(write)),
      m_node(node, changes, [this](const bgp::EvpnRib::Changes& now) { Import(now); })
{
}

BgpNode&
EvpnVtep::Node()
{
    return m_node;
}

const BgpNode&
EvpnVtep::Node() const
{
    return m_node;
}

void
EvpnVtep::Attach(VnicId vnic, Vni vni)
{
    Detach(vnic);
    bgp::EvpnDelta delta;
    if (!m_segments.contains(vni))
    {
        delta.originate.push_back(SegmentOf(vni).instance.MulticastRoute());
        bgp::EvpnRib::Changes known;
        for (bgp::EvpnPath& path : m_node.Speaker().Rib().AllBest())
        {
            if (VniOf(path) == vni)
            {
                known.push_back({.key = path.route.key, .after = std::move(path)});
            }
        }
        ImportInto(vni, known);
    }
    Segment& segment = m_segments.at(vni);
    m_ports[vnic] = vni;
    segment.ports[m_setting.plan.At(vnic).mac] = vnic;
    const bgp::EvpnDelta learned = LearnPort(segment, vnic);
    std::ranges::copy(learned.originate, std::back_inserter(delta.originate));
    delta.fdb = learned.fdb;
    Follow(vni, delta);
}

void
EvpnVtep::Detach(VnicId vnic)
{
    const auto port = m_ports.find(vnic);
    if (port == m_ports.end())
    {
        return;
    }
    const Vni vni = port->second;
    m_ports.erase(port);
    Segment& segment = m_segments.at(vni);
    const MacBytes& mac = m_setting.plan.At(vnic).mac;
    segment.ports.erase(mac);
    bgp::EvpnDelta delta = segment.instance.Unlearn(mac);
    if (!segment.ports.empty())
    {
        Follow(vni, delta);
        return;
    }
    delta.retract.push_back(segment.instance.MulticastRoute().route.key);
    delta.fdb.clear();
    RuleDelta rules;
    for (const auto& [other, address] : segment.entries)
    {
        EraseEntry(vni, other, address, rules);
    }
    m_segments.erase(vni);
    m_withdrawals += delta.retract.size();
    m_node.Speaker().Retract(delta.retract);
    if (!rules.Empty())
    {
        m_write(std::move(rules));
    }
}

void
EvpnVtep::Reset()
{
    std::vector<bgp::EvpnKey> own;
    for (const bgp::EvpnPath& path : m_node.Speaker().Rib().AllBest())
    {
        if (!path.from)
        {
            own.push_back(path.route.key);
        }
    }
    m_segments.clear();
    m_ports.clear();
    m_node.Speaker().Retract(own);
}

size_t
EvpnVtep::Entries() const
{
    size_t macs = 0;
    for (const auto& [vni, segment] : m_segments)
    {
        macs += segment.entries.size();
    }
    return 2 * macs; // FDB and ARP
}

uint64_t
EvpnVtep::Withdrawals() const
{
    return m_withdrawals;
}

EvpnVtep::Segment&
EvpnVtep::SegmentOf(Vni vni)
{
    const auto number =
        m_instances.try_emplace(vni, static_cast<uint16_t>(m_instances.size() + 1)).first->second;
    const bgp::EvpnInstanceConfig config{
        .vni = vni.value,
        .vtep = m_setting.address,
        .rd = bgp::RouteDistinguisher::OfAddress(m_setting.address, number),
        .target = bgp::RouteTarget(m_setting.as, vni.value)};
    return m_segments.try_emplace(vni, Segment{.instance = bgp::EvpnInstance(config)})
        .first->second;
}

/// @return the segment that a route's target names
std::optional<Vni>
EvpnVtep::VniOf(const std::optional<bgp::EvpnPath>& path) const
{
    if (!path)
    {
        return std::nullopt;
    }
    const auto& communities = path->attributes->communities;
    const auto target = std::ranges::find_if(communities, bgp::IsRouteTarget);
    return target == communities.end() ? std::nullopt
                                       : std::optional(Vni{static_cast<uint32_t>(target->value)});
}

void
EvpnVtep::Import(const bgp::EvpnRib::Changes& changes)
{
    std::map<Vni, bgp::EvpnRib::Changes> bySegment;
    for (const bgp::RouteChange& change : changes)
    {
        const std::optional<Vni> vni = VniOf(change.after ? change.after : change.before);
        if (vni && m_segments.contains(*vni))
        {
            bySegment[*vni].push_back(change);
        }
    }
    for (const auto& [vni, some] : bySegment)
    {
        ImportInto(vni, some);
    }
}

/// The hypervisor knows what it has attached: a MAC that nobody else claims any more is its own again.
void
EvpnVtep::ImportInto(Vni vni, const bgp::EvpnRib::Changes& changes)
{
    Segment& segment = m_segments.at(vni);
    for (const bgp::RouteChange& change : changes)
    {
        if (change.after && change.key.ip.AsIpv4())
        {
            segment.addresses[change.key.mac] = *change.key.ip.AsIpv4();
        }
    }
    const bgp::EvpnDelta delta = segment.instance.Import(changes);
    Follow(vni, delta);
    for (const bgp::FdbChange& change : delta.fdb)
    {
        const auto port = segment.ports.find(change.mac);
        if (!change.vtep && port != segment.ports.end() && !segment.instance.IsLocal(change.mac))
        {
            Follow(vni, LearnPort(segment, port->second));
        }
    }
}

bgp::EvpnDelta
EvpnVtep::LearnPort(Segment& segment, VnicId vnic) const
{
    const VnicPlan& plan = m_setting.plan.At(vnic);
    return segment.instance.Learn(plan.mac, bgp::Address::Ipv4(plan.address));
}

void
EvpnVtep::Follow(Vni vni, const bgp::EvpnDelta& delta)
{
    m_withdrawals += delta.retract.size();
    WriteEntries(vni, delta.fdb);
    m_node.Speaker().Retract(delta.retract);
    m_node.Speaker().Originate(delta.originate);
}

/// Both entries of a MAC come and go together; when it moves between others, only its VTEP changes.
void
EvpnVtep::WriteEntries(Vni vni, const std::vector<bgp::FdbChange>& fdb)
{
    Segment& segment = m_segments.at(vni);
    RuleDelta rules;
    for (const auto& [mac, vtep] : fdb)
    {
        const auto entry = segment.entries.find(mac);
        if (!vtep)
        {
            EraseEntry(vni, mac, entry->second, rules);
            segment.entries.erase(entry);
            continue;
        }
        if (entry == segment.entries.end())
        {
            const uint32_t address = segment.addresses.at(mac);
            segment.entries.emplace(mac, address);
            rules.written.push_back(
                MakeRule({}, m_setting.at, TableId::kArp, ArpKey{vni, address}, ArpValue{mac}));
        }
        rules.written.push_back(
            MakeRule({}, m_setting.at, TableId::kFdb, SegmentMacKey{vni, mac}, FdbValue{*vtep}));
    }
    if (!rules.Empty())
    {
        m_write(std::move(rules));
    }
}

void
EvpnVtep::EraseEntry(Vni vni, const MacBytes& mac, uint32_t address, RuleDelta& rules) const
{
    rules.erased.push_back({m_setting.at, TableId::kFdb, RuleBytes::From(SegmentMacKey{vni, mac})});
    rules.erased.push_back({m_setting.at, TableId::kArp, RuleBytes::From(ArpKey{vni, address})});
}

} // namespace ns3::vnlab
