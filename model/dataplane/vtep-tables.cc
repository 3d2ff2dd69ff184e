// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/vtep-tables.h"

#include "model/plain-bytes.h"

namespace ns3::vnlab
{

namespace
{

/// Has a list hold an element, or no more; entries of it are keys alone.
bool
Insert(SegmentLists<uint32_t>& list, const std::optional<FloodKey>& entry)
{
    if (entry)
    {
        list.Insert(entry->vni, entry->vtep);
    }
    return entry.has_value();
}

bool
EraseFrom(SegmentLists<uint32_t>& list, const std::optional<FloodKey>& entry)
{
    return entry && list.Erase(entry->vni, entry->vtep);
}

/// @return the key of either list
std::optional<FloodKey>
ListKey(TableId table, std::span<const uint8_t> key)
{
    if (table == TableId::kFlood)
    {
        return ReadAs<FloodKey>(key);
    }
    const auto gateway = ReadAs<GatewayKey>(key);
    return gateway ? std::optional(FloodKey{gateway->vni, gateway->gateway}) : std::nullopt;
}

} // namespace

bool
VtepTables::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    if (table == TableId::kFdb)
    {
        return m_fdb.Write(key, value);
    }
    if (table == TableId::kArp)
    {
        return m_arp.Write(key, value);
    }
    if (table == TableId::kNextHop)
    {
        return m_nextHops.Write(key, value);
    }
    if (table == TableId::kFlood || table == TableId::kGateway)
    {
        return value.empty() &&
               Insert(table == TableId::kFlood ? m_flood : m_gateways, ListKey(table, key));
    }
    return false;
}

bool
VtepTables::Erase(TableId table, std::span<const uint8_t> key)
{
    if (table == TableId::kFdb)
    {
        return m_fdb.Erase(key);
    }
    if (table == TableId::kArp)
    {
        return m_arp.Erase(key);
    }
    if (table == TableId::kNextHop)
    {
        return m_nextHops.Erase(key);
    }
    if (table == TableId::kFlood || table == TableId::kGateway)
    {
        return EraseFrom(table == TableId::kFlood ? m_flood : m_gateways, ListKey(table, key));
    }
    return false;
}

void
VtepTables::Clear()
{
    m_fdb = {};
    m_arp = {};
    m_flood = {};
    m_gateways = {};
    m_nextHops.Clear();
}

std::optional<uint32_t>
VtepTables::VtepOf(Vni vni, const MacBytes& mac) const
{
    const FdbValue* const entry = m_fdb.Find({vni, mac});
    return entry ? std::optional(entry->vtep) : std::nullopt;
}

std::optional<MacBytes>
VtepTables::MacOf(Vni vni, uint32_t address) const
{
    const ArpValue* const entry = m_arp.Find({vni, address});
    return entry ? std::optional(entry->mac) : std::nullopt;
}

const std::vector<uint32_t>&
VtepTables::Flood(Vni vni) const
{
    return m_flood.Of(vni);
}

std::optional<uint32_t>
VtepTables::GatewayFor(Vni vni, const FrameFields& fields) const
{
    const std::vector<uint32_t>& gateways = m_gateways.Of(vni);
    return gateways.empty() ? std::nullopt
                            : std::optional(gateways[FlowHash(fields) % gateways.size()]);
}

const NextHops&
VtepTables::Hops() const
{
    return m_nextHops;
}

} // namespace ns3::vnlab
