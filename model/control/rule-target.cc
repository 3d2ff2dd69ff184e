// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/rule-target.h"

#include "model/rule/table.h"

#include <linux/bpf.h>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

void
RuleTarget::GiveUp(const RuleKey&)
{
}

void
RuleTarget::Clear()
{
}

WatchedTarget::WatchedTarget(std::unique_ptr<RuleTarget> target, Watcher watcher)
    : m_target(std::move(target)),
      m_watcher(std::move(watcher))
{
}

bool
WatchedTarget::Write(const Rule& rule)
{
    const bool isTaken = m_target->Write(rule);
    if (isTaken)
    {
        m_watcher(rule.where, &rule.value);
    }
    return isTaken;
}

bool
WatchedTarget::Erase(const RuleKey& key)
{
    const bool isErased = m_target->Erase(key);
    if (isErased)
    {
        m_watcher(key, nullptr);
    }
    return isErased;
}

void
WatchedTarget::GiveUp(const RuleKey& key)
{
    m_target->GiveUp(key);
}

void
WatchedTarget::Clear()
{
    m_target->Clear();
}

namespace
{

/// @return the map that hooks hold a table's entries in; nullptr: there is none
const vnlab_map*
MapOf(TableId id)
{
    const Table* table = FindTable(id);
    return table ? table->Map() : nullptr;
}

} // namespace

HookTarget::HookTarget(VnicHooks& hooks, IpsecStack* ipsec)
    : m_hooks(hooks),
      m_ipsec(ipsec)
{
}

bool
HookTarget::Write(const Rule& rule)
{
    const vnlab_map* map = MapOf(rule.where.table);
    if (map)
    {
        return m_hooks.Map(*map).Update(rule.where.key.Bytes(), rule.value.Bytes(), BPF_ANY) == 0;
    }
    return m_ipsec && m_ipsec->Write(rule.where.table, rule.where.key.Bytes(), rule.value.Bytes());
}

bool
HookTarget::Erase(const RuleKey& key)
{
    const vnlab_map* map = MapOf(key.table);
    if (map)
    {
        return m_hooks.FindMap(*map) && m_hooks.Map(*map).Delete(key.key.Bytes()) == 0;
    }
    return m_ipsec && m_ipsec->Erase(key.table, key.key.Bytes());
}

void
HookTarget::Clear()
{
    if (m_ipsec)
    {
        m_ipsec->Clear();
    }
    for (const Table* table : AllTables())
    {
        if (!table->Map() || !m_hooks.FindMap(*table->Map()))
        {
            continue;
        }
        BpfMap& map = m_hooks.Map(*table->Map());
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
    const RuleKey& where = rule.where;
    const bool taken = m_switch.Write(where.table, where.key.Bytes(), rule.value.Bytes());
    if (taken)
    {
        m_switch.Release(where.table, where.key.Bytes());
    }
    return taken;
}

void
HostSwitchTarget::GiveUp(const RuleKey& key)
{
    m_switch.GiveUp(key.table, key.key.Bytes());
}

bool
HostSwitchTarget::Erase(const RuleKey& key)
{
    return m_switch.Erase(key.table, key.key.Bytes());
}

void
HostSwitchTarget::Clear()
{
    m_switch.Clear();
}

TunnelServerTarget::TunnelServerTarget(TunnelServer& server)
    : m_server(server)
{
}

bool
TunnelServerTarget::Write(const Rule& rule)
{
    return m_server.Write(rule.where.table, rule.where.key.Bytes(), rule.value.Bytes());
}

bool
TunnelServerTarget::Erase(const RuleKey& key)
{
    return m_server.Erase(key.table, key.key.Bytes());
}

void
TunnelServerTarget::Clear()
{
    m_server.Clear();
}

RouteTarget::RouteTarget(HostRouteTable& routes)
    : m_routes(routes)
{
}

bool
RouteTarget::Write(const Rule& rule)
{
    const auto key = ReadAs<HostRouteKey>(rule.where.key.Bytes());
    const auto value = ReadAs<HostRouteValue>(rule.value.Bytes());
    if (rule.where.table != TableId::kHostRoute || !key || !value)
    {
        return false;
    }
    m_routes.Set(key->address, value->host);
    return true;
}

bool
RouteTarget::Erase(const RuleKey& where)
{
    const auto key = ReadAs<HostRouteKey>(where.key.Bytes());
    if (where.table != TableId::kHostRoute || !key || !m_routes.Find(key->address))
    {
        return false;
    }
    m_routes.Erase(key->address);
    return true;
}

PipelineTarget::PipelineTarget(RulePipeline& pipeline, NodeRef at)
    : m_pipeline(pipeline),
      m_at(at)
{
}

bool
PipelineTarget::Write(const Rule& rule)
{
    const RuleKey& where = rule.where;
    const bool taken = m_pipeline.Write(m_at, where.table, where.key.Bytes(), rule.value.Bytes());
    if (taken)
    {
        m_pipeline.Release(m_at, where.table, where.key.Bytes());
    }
    return taken;
}

bool
PipelineTarget::Erase(const RuleKey& key)
{
    return m_pipeline.Erase(m_at, key.table, key.key.Bytes());
}

void
PipelineTarget::GiveUp(const RuleKey& key)
{
    m_pipeline.GiveUp(m_at, key.table, key.key.Bytes());
}

} // namespace ns3::vnlab
