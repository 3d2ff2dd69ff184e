// SPDX-License-Identifier: GPL-2.0-only
#include "test/design/auditor.h"

#include "model/deployment/compiled-cloud.h"
#include "model/rule/hook-entries.h"
#include "model/rule/table.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <span>

namespace ns3::vnlab::test
{

namespace
{

using Entries = std::map<std::vector<uint8_t>, std::vector<uint8_t>>;

std::vector<uint8_t>
ToVector(std::span<const uint8_t> bytes)
{
    return {bytes.begin(), bytes.end()};
}

/// The rules of a table at a place, as its entries should be.
Entries
EntriesOf(const std::vector<Rule>& rules, EnforcementPoint at, TableId table)
{
    Entries entries;
    for (const Rule& rule : rules)
    {
        if (rule.where.at == at && rule.where.table == table)
        {
            entries[ToVector(rule.where.key.Bytes())] = ToVector(rule.value.Bytes());
        }
    }
    return entries;
}

} // namespace

Auditor::Auditor(const DesignChoice& choice, const CloudScenario& scenario)
    : cloud(choice, scenario),
      m_choice(choice)
{
    cloud.Start();
    Remember();
}

void
Auditor::Change(TenantId tenant, size_t version)
{
    cloud.Change(tenant, version);
    Remember();
}

bool
Auditor::WantsWhatAFreshCompileGives()
{
    const std::span<const TenantView> views = cloud.Cloud().Views();
    CompiledCloud fresh(m_choice.GetDesign(), cloud.Cloud().GetSupply());
    fresh.Begin({views.begin(), views.end()}, [](const RuleDelta&) {});
    return fresh.Store().Rules() == cloud.Cloud().Store().Rules();
}

std::vector<std::string>
Auditor::Audit()
{
    AuditHooks();
    for (const RuleKey& key : m_everWanted)
    {
        const bool wanted = m_wanted.contains(key);
        if (key.at.kind == PlaceKind::kHostSwitch)
        {
            const bool holds =
                cloud.Cloud().SwitchOf(HostId{key.at.index}).Erase(key.table, key.key.Bytes());
            Expect(holds == wanted, "host " + std::to_string(key.at.index));
        }
        else if (key.at.IsFabricSwitch() && key.table == TableId::kHostRoute)
        {
            AuditRoute(key);
        }
        else if (key.at.IsFabricSwitch())
        {
            // The fabric lends its pipeline to who only looks; this erases, as from a host switch.
            auto& pipeline = dynamic_cast<RulePipeline&>(
                const_cast<FabricPipeline&>(cloud.Under().fabric->GetPipeline()));
            const bool holds = pipeline.Erase(key.at.Node(), key.table, key.key.Bytes());
            Expect(holds == wanted, "switch " + std::to_string(key.at.index));
        }
        else if (key.at.kind == PlaceKind::kVmHook && !TableOf(key.table).Map())
        {
            IpsecStack* const ipsec = cloud.Cloud().IpsecOf(VnicId{key.at.index});
            const bool holds = ipsec && ipsec->Erase(key.table, key.key.Bytes());
            Expect(holds == wanted, "IPsec of vNIC " + std::to_string(key.at.index));
        }
        else if (key.at.kind == PlaceKind::kGateway)
        {
            const bool holds =
                cloud.Cloud().TunnelServers().front()->Erase(key.table, key.key.Bytes());
            Expect(holds == wanted, "gateway");
        }
    }
    return m_complaints;
}

void
Auditor::Remember()
{
    m_wanted.clear();
    for (const Rule& rule : cloud.Cloud().Store().Rules())
    {
        m_wanted.emplace(rule.where, rule);
        m_everWanted.insert(rule.where);
    }
}

/// A vNIC that is detached holds nothing.
void
Auditor::AuditHooks()
{
    std::vector<Rule> expected = cloud.Cloud().Store().Rules();
    std::ranges::move(cloud.Cloud().BootRules(), std::back_inserter(expected));
    for (uint32_t vnic = 0; vnic < cloud.plan.vnics.size(); ++vnic)
    {
        AuditMap(expected, vnic, TableId::kEncap, encap_map);
        AuditMap(expected, vnic, TableId::kDecap, decap_map);
        AuditMap(expected, vnic, TableId::kWhitelist, whitelist_map);
    }
}

void
Auditor::AuditMap(const std::vector<Rule>& expected,
                  uint32_t vnic,
                  TableId table,
                  const vnlab_map& descriptor)
{
    Entries held;
    if (const BpfMap* map = cloud.Cloud().DeviceOf({vnic}).GetHooks().FindMap(descriptor))
    {
        map->ForEach([&held](std::span<const uint8_t> key, std::span<const uint8_t> value)
                     { held[ToVector(key)] = ToVector(value); });
    }
    Expect(held == EntriesOf(expected, EnforcementPoint::Of(VnicId{vnic}), table),
           descriptor.name + (" of vNIC " + std::to_string(vnic)));
}

/// Erases what it looks at, as in host switches, where the fabric has a data plane of its own.
void
Auditor::AuditRoute(const RuleKey& where)
{
    if (where.table != TableId::kHostRoute)
    {
        auto& pipeline = const_cast<FabricPipeline&>(cloud.Under().fabric->GetPipeline());
        const bool holds = dynamic_cast<RulePipeline&>(pipeline).Erase(
            where.at.Node(), where.table, where.key.Bytes());
        Expect(holds == m_wanted.contains(where), "switch " + std::to_string(where.at.index));
        return;
    }
    HostRouteKey key;
    std::memcpy(&key, where.key.Bytes().data(), sizeof(key));
    const auto found = cloud.Under().fabric->Routes(where.at.Node()).Find(key.address);
    const auto wanted = m_wanted.find(where);
    const bool same = found ? wanted != m_wanted.end() &&
                                  wanted->second.value == RuleBytes::From(HostRouteValue{*found})
                            : wanted == m_wanted.end();
    Expect(same, "switch " + std::to_string(where.at.index));
}

void
Auditor::Expect(bool isRight, const std::string& place)
{
    if (!isRight)
    {
        m_complaints.push_back(place);
    }
}

std::vector<std::string>
ControlPlaneNames()
{
    std::vector<std::string> names;
    for (const ControlPlaneKind* kind : AllControlPlaneKinds())
    {
        names.emplace_back(kind->Name());
    }
    return names;
}

Time
AgesUnder(const std::string& controlPlane)
{
    return controlPlane == "manual" ? Days(10) : Hours(1);
}

} // namespace ns3::vnlab::test
