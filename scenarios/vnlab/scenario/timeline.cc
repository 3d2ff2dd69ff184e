// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/timeline.h"

#include "model/change/change-kind.h"
#include "model/dice.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kChange{"change"};

/// Changes in the order in which they happen; those of one time as they stand in the file.
std::vector<const Scenario::Change*>
InOrder(const std::vector<Scenario::Change>& changes)
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
    : m_scenario(scenario)
{
    for (const Scenario::Tenants& group : scenario.tenants)
    {
        for (uint32_t i = 1; i <= group.count; ++i)
        {
            m_tenants.push_back(
                {group.count == 1 ? group.name : group.name + "-" + std::to_string(i),
                 &group,
                 {{Time(0), &group.specification, nullptr}}});
        }
    }
    uint32_t index = 0;
    for (const Scenario::Change* change : InOrder(scenario.changes))
    {
        Apply(*change, index++, run);
    }
}

void
Timeline::Apply(const Scenario::Change& change, uint32_t index, uint32_t run)
{
    const ChangeKind& kind = *FindChangeKind(change.kind);
    const std::string& target =
        change.tenant.empty() ? m_scenario.tenants.front().name : change.tenant;
    for (uint32_t id = 0; id < m_tenants.size(); ++id)
    {
        TenantTimeline& tenant = m_tenants[id];
        if (tenant.name != target && tenant.group->name != target)
        {
            continue;
        }
        const uint64_t seed =
            Dice(m_scenario.run.seed, run).Number(kChange, Fnv1a(tenant.name), index);
        const Specification* wanted = tenant.versions.back().specification;
        if (auto made = kind.Wanted(*wanted, change.keys.Of(change.kind), seed))
        {
            wanted = made.get();
            m_made.push_back(std::move(made));
        }
        tenant.versions.push_back(
            {NanoSeconds(static_cast<int64_t>(change.at_ns)), wanted, &change, seed});
    }
}

const std::vector<TenantTimeline>&
Timeline::Tenants() const
{
    return m_tenants;
}

const Scenario&
Timeline::GetScenario() const
{
    return m_scenario;
}

} // namespace ns3::vnlab
