// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/timeline.h"

#include "model/change/change-kind.h"
#include "model/dice.h"
#include "model/spec/isolation.h"
#include "scenarios/vnlab/scenario/scenario-time.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kChange{"change"};

std::vector<const Scenario::Change*>
InOrderOfTime(const std::vector<Scenario::Change>& changes)
{
    std::vector<const Scenario::Change*> sorted;
    for (const Scenario::Change& change : changes)
    {
        sorted.push_back(&change);
    }
    std::ranges::stable_sort(sorted, {}, &Scenario::Change::at_ns);
    return sorted;
}

} // namespace

Timeline::Timeline(const Scenario& scenario, uint32_t run)
    : Timeline(scenario, run, scenario.changes.size())
{
}

Timeline::Timeline(const Scenario& scenario, uint32_t run, size_t changes)
    : m_scenario(scenario),
      m_run(run),
      m_names(scenario.tenants),
      m_changes(InOrderOfTime(scenario.changes))
{
    for (const Scenario::Tenants& group : scenario.tenants)
    {
        m_firstOfGroup.push_back(m_tenants.size());
        for (uint32_t i = 0; i < group.count; ++i)
        {
            m_tenants.push_back({TenantName(group, i),
                                 &group,
                                 {{Time(0), &group.specification, nullptr}},
                                 &group.specification});
        }
    }
    while (m_done < changes)
    {
        Advance();
    }
}

std::pair<size_t, size_t>
Timeline::RangeOf(const Scenario::Change& change) const
{
    if (FindChangeKind(change.kind)->Of() == ChangeOf::kSubstrate)
    {
        return {};
    }
    const auto range =
        m_names.Find(change.tenant.empty() ? m_scenario.tenants.front().name : change.tenant);
    return range
             ? std::pair<size_t, size_t>(m_firstOfGroup[range->group] + range->first, range->count)
             : std::pair<size_t, size_t>();
}

std::span<const TenantTimeline>
Timeline::TenantsOf(const Scenario::Change& change) const
{
    const auto [first, count] = RangeOf(change);
    return std::span(m_tenants).subspan(first, count);
}

void
Timeline::Advance()
{
    const Scenario::Change& change = *m_changes[m_done];
    const ChangeKind& kind = *FindChangeKind(change.kind);
    const auto seedOf = [this](const std::string& whose)
    { return Dice(m_scenario.run.seed, m_run).Number(kChange, Fnv1a(whose), m_done); };
    if (kind.Of() == ChangeOf::kSubstrate)
    {
        m_substrate.push_back({Nanoseconds(change.at_ns), nullptr, &change, seedOf("")});
    }
    const auto [first, count] = RangeOf(change);
    for (TenantTimeline& tenant : std::span(m_tenants).subspan(first, count))
    {
        AdvanceTenant(tenant, change, seedOf(tenant.name));
    }
    ++m_done;
}

const Specification*
Timeline::Own(std::shared_ptr<const Specification> made)
{
    m_made.push_back(std::move(made));
    return m_made.back().get();
}

void
Timeline::AdvanceTenant(TenantTimeline& tenant, const Scenario::Change& change, uint64_t seed)
{
    const ChangeKind& kind = *FindChangeKind(change.kind);
    const OwnKeys& keys = change.keys.Of(change.kind);
    auto made = kind.Wanted(*tenant.wanted, keys, seed);
    const Specification* wanted = made ? Own(std::move(made)) : tenant.wanted;
    const std::set<std::string> quarantined =
        kind.Quarantined(tenant.quarantined, *wanted, keys, seed);
    const Specification* inForce = tenant.versions.back().specification;
    if (wanted != tenant.wanted || quarantined != tenant.quarantined)
    {
        inForce = quarantined.empty()
                    ? wanted
                    : Own(std::make_shared<const Specification>(Isolated(*wanted, quarantined)));
    }
    tenant.wanted = wanted;
    tenant.quarantined = quarantined;
    tenant.versions.push_back({Nanoseconds(change.at_ns), inForce, &change, seed});
}

void
Timeline::Skip()
{
    ++m_done;
}

const std::vector<TenantTimeline>&
Timeline::Tenants() const
{
    return m_tenants;
}

std::span<const Version>
Timeline::SubstrateVersions() const
{
    return m_substrate;
}

const Scenario&
Timeline::GetScenario() const
{
    return m_scenario;
}

const std::vector<const Scenario::Change*>&
Timeline::Changes() const
{
    return m_changes;
}

} // namespace ns3::vnlab
