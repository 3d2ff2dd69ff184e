// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/evpn-instance.h"

namespace ns3::vnlab::bgp
{
namespace
{

/// @return the VTEP that a path leads to; nothing where it is no IPv4 address
std::optional<uint32_t>
VtepOfPath(const std::optional<EvpnPath>& path)
{
    return path ? path->attributes->nextHop.AsIpv4() : std::nullopt;
}

/// @return the VTEP that wants what is flooded; nothing where it does not take copies of its own
/// @see RFC 7432 §11.2, RFC 8365 §9
std::optional<uint32_t>
ReplicationTarget(const std::optional<EvpnPath>& path)
{
    if (!path || !path->attributes->pmsi)
    {
        return std::nullopt;
    }
    const PmsiTunnel& tunnel = *path->attributes->pmsi;
    const bool isIpv4 = tunnel.endpoint.size() == 4;
    return tunnel.type == PmsiTunnel::kIngressReplication && isIpv4
             ? std::optional(ByteReader(tunnel.endpoint).U32())
             : std::nullopt;
}

} // namespace

bool
EvpnInstance::Claim::Beats(const Claim& other) const
{
    return mobility != other.mobility ? mobility > other.mobility : vtep < other.vtep;
}

EvpnInstance::EvpnInstance(const EvpnInstanceConfig& config)
    : m_config(config)
{
}

OwnRoute
EvpnInstance::MulticastRoute() const
{
    OwnRoute own;
    const Address vtep = Address::Ipv4(m_config.vtep);
    own.route.key = {.type = EvpnType::kMulticast, .rd = m_config.rd, .ip = vtep};
    own.attributes.nextHop = vtep;
    own.attributes.localPreference = m_config.localPreference;
    own.attributes.communities = {m_config.target, kVxlanEncapsulation};
    own.attributes.pmsi =
        PmsiTunnel{.label = m_config.vni, .endpoint = {vtep.Used().begin(), vtep.Used().end()}};
    return own;
}

EvpnDelta
EvpnInstance::Learn(const MacBytes& mac, const Address& ip)
{
    EvpnDelta delta;
    const auto [place, isNew] = m_local.try_emplace(mac);
    LocalMac& local = place->second;
    if (isNew)
    {
        const Claim* others = BestOthers(mac);
        const uint32_t sequence = others ? others->mobility.sequence + 1 : 0;
        local.claim = {{.sequence = sequence}, m_config.vtep};
    }
    if (local.ips.insert(ip).second)
    {
        delta.originate.push_back(RouteOf(mac, ip, local.claim.mobility));
    }
    Settle(mac, delta);
    return delta;
}

EvpnDelta
EvpnInstance::Unlearn(const MacBytes& mac)
{
    EvpnDelta delta;
    Lose(mac, delta);
    Settle(mac, delta);
    return delta;
}

EvpnDelta
EvpnInstance::Import(const EvpnRib::Changes& changes)
{
    EvpnDelta delta;
    std::set<MacBytes> touched;
    for (const RouteChange& change : changes)
    {
        if (change.key.type == EvpnType::kMacIp)
        {
            TakeMac(change, touched);
        }
        else
        {
            TakeMulticast(change, delta);
        }
    }
    for (const MacBytes& mac : touched)
    {
        Settle(mac, delta);
    }
    return delta;
}

bool
EvpnInstance::IsLocal(const MacBytes& mac) const
{
    return m_local.contains(mac);
}

std::optional<uint32_t>
EvpnInstance::VtepOf(const MacBytes& mac) const
{
    const auto entry = m_fdb.find(mac);
    return entry == m_fdb.end() ? std::nullopt : std::optional(entry->second);
}

std::set<uint32_t>
EvpnInstance::FloodList() const
{
    std::set<uint32_t> vteps;
    for (const auto& [vtep, routes] : m_flood)
    {
        vteps.insert(vtep);
    }
    return vteps;
}

/// @return whether a path is another VTEP's and of this segment (RFC 7432 §7.10)
bool
EvpnInstance::IsMine(const std::optional<EvpnPath>& path) const
{
    if (!path || !path->from || VtepOfPath(path) == m_config.vtep)
    {
        return false;
    }
    const auto& communities = path->attributes->communities;
    return std::find(communities.begin(), communities.end(), m_config.target) != communities.end();
}

EvpnKey
EvpnInstance::KeyOf(const MacBytes& mac, const Address& ip) const
{
    return {.type = EvpnType::kMacIp, .rd = m_config.rd, .mac = mac, .ip = ip};
}

OwnRoute
EvpnInstance::RouteOf(const MacBytes& mac, const Address& ip, const MacMobility& mobility) const
{
    OwnRoute own;
    own.route = {.key = KeyOf(mac, ip), .label = m_config.vni};
    own.attributes.nextHop = Address::Ipv4(m_config.vtep);
    own.attributes.localPreference = m_config.localPreference;
    own.attributes.communities = {m_config.target, kVxlanEncapsulation};
    if (mobility != MacMobility{})
    {
        own.attributes.communities.push_back(ToCommunity(mobility));
    }
    return own;
}

const EvpnInstance::Claim*
EvpnInstance::BestOthers(const MacBytes& mac) const
{
    const Claim* best = nullptr;
    if (const auto claims = m_others.find(mac); claims != m_others.end())
    {
        for (const auto& [key, claim] : claims->second)
        {
            best = !best || claim.Beats(*best) ? &claim : best;
        }
    }
    return best;
}

void
EvpnInstance::TakeMac(const RouteChange& change, std::set<MacBytes>& touched)
{
    const MacBytes& mac = change.key.mac;
    if (const auto claims = m_others.find(mac); claims != m_others.end())
    {
        if (claims->second.erase(change.key) > 0)
        {
            touched.insert(mac);
        }
        if (claims->second.empty())
        {
            m_others.erase(claims);
        }
    }
    const auto vtep = VtepOfPath(change.after);
    if (vtep && IsMine(change.after))
    {
        const MacMobility mobility = MobilityOf(change.after->attributes->communities);
        m_others[mac][change.key] = {mobility, *vtep};
        touched.insert(mac);
    }
}

void
EvpnInstance::TakeMulticast(const RouteChange& change, EvpnDelta& delta)
{
    const auto before = IsMine(change.before) ? ReplicationTarget(change.before) : std::nullopt;
    const auto after = IsMine(change.after) ? ReplicationTarget(change.after) : std::nullopt;
    if (before == after)
    {
        return;
    }
    if (before && m_flood[*before].erase(change.key) > 0 && m_flood[*before].empty())
    {
        m_flood.erase(*before);
        delta.flood.push_back({*before, false});
    }
    if (after && m_flood[*after].insert(change.key).second && m_flood[*after].size() == 1)
    {
        delta.flood.push_back({*after, true});
    }
}

/// Gives a MAC to who has the best claim to it.
void
EvpnInstance::Settle(const MacBytes& mac, EvpnDelta& delta)
{
    const Claim* others = BestOthers(mac);
    const auto local = m_local.find(mac);
    if (others && local != m_local.end() && others->Beats(local->second.claim))
    {
        Lose(mac, delta);
    }
    const bool remote = others && !IsLocal(mac);
    const auto wanted = remote ? std::optional(others->vtep) : std::nullopt;
    if (VtepOf(mac) == wanted)
    {
        return;
    }
    delta.fdb.push_back({mac, wanted});
    if (wanted)
    {
        m_fdb[mac] = *wanted;
    }
    else
    {
        m_fdb.erase(mac);
    }
}

/// Takes back what this VTEP announces of a MAC, also what it only was about to.
void
EvpnInstance::Lose(const MacBytes& mac, EvpnDelta& delta)
{
    const auto local = m_local.find(mac);
    if (local == m_local.end())
    {
        return;
    }
    for (const Address& ip : local->second.ips)
    {
        const EvpnKey key = KeyOf(mac, ip);
        const auto about = [&key](const OwnRoute& own) { return own.route.key == key; };
        if (std::erase_if(delta.originate, about) == 0)
        {
            delta.retract.push_back(key);
        }
    }
    m_local.erase(local);
}

} // namespace ns3::vnlab::bgp
