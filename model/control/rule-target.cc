// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/rule-target.h"

#include <linux/bpf.h>
#include <vector>

namespace ns3::vnlab
{

namespace
{

const vnlab_map*
MapOf(TableId table)
{
    switch (table)
    {
    case TableId::kEncap:
        return &encap_map;
    case TableId::kDecap:
        return &decap_map;
    case TableId::kWhitelist:
        return &whitelist_map;
    default:
        return nullptr;
    }
}

template <class Entry>
bool
ReadEntry(const RuleBytes& bytes, Entry& entry)
{
    if (bytes.Size() != sizeof(Entry))
    {
        return false;
    }
    std::memcpy(&entry, bytes.Bytes().data(), sizeof(Entry));
    return true;
}

} // namespace

void
RuleTarget::Clear()
{
}

HookTarget::HookTarget(VnicHooks& hooks)
    : m_hooks(hooks)
{
}

bool
HookTarget::Write(const Rule& rule)
{
    const vnlab_map* map = MapOf(rule.where.table);
    return map &&
           m_hooks.Map(*map).Update(rule.where.key.Bytes(), rule.value.Bytes(), BPF_ANY) == 0;
}

bool
HookTarget::Erase(const RuleKey& key)
{
    const vnlab_map* map = MapOf(key.table);
    return map && m_hooks.FindMap(*map) && m_hooks.Map(*map).Delete(key.key.Bytes()) == 0;
}

void
HookTarget::Clear()
{
    for (const vnlab_map* descriptor : {&encap_map, &decap_map, &whitelist_map})
    {
        if (!m_hooks.FindMap(*descriptor))
        {
            continue;
        }
        BpfMap& map = m_hooks.Map(*descriptor);
        std::vector<RuleBytes> keys;
        map.ForEach([&keys](std::span<const uint8_t> key, std::span<const uint8_t>)
                    { keys.push_back(RuleBytes::Copy(key)); });
        for (const RuleBytes& key : keys)
        {
            map.Delete(key.Bytes());
        }
    }
}

HostSwitchTarget::HostSwitchTarget(HostSwitch& hostSwitch)
    : m_switch(hostSwitch)
{
}

bool
HostSwitchTarget::Write(const Rule& rule)
{
    return m_switch.Write(rule.where.table, rule.where.key.Bytes(), rule.value.Bytes());
}

bool
HostSwitchTarget::Erase(const RuleKey& key)
{
    return m_switch.Erase(key.table, key.key.Bytes());
}

FabricSwitchTarget::FabricSwitchTarget(HostRouteTable& routes)
    : m_routes(routes)
{
}

bool
FabricSwitchTarget::Write(const Rule& rule)
{
    HostRouteKey key;
    HostRouteValue value;
    if (rule.where.table != TableId::kHostRoute || !ReadEntry(rule.where.key, key) ||
        !ReadEntry(rule.value, value))
    {
        return false;
    }
    m_routes.Set(key.address, value.host);
    return true;
}

bool
FabricSwitchTarget::Erase(const RuleKey& where)
{
    HostRouteKey key;
    if (where.table != TableId::kHostRoute || !ReadEntry(where.key, key) ||
        !m_routes.Find(key.address))
    {
        return false;
    }
    m_routes.Erase(key.address);
    return true;
}

} // namespace ns3::vnlab
