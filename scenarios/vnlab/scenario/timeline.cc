// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/timeline.h"

#include "model/dice.h"
#include "model/spec/isolation.h"
#include "scenarios/vnlab/scenario/arrival-times.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/scenario-time.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kChange{"change"};
const DicePurpose kArrival{"churn.arrival"};
const DicePurpose kArrivesAt{"churn.tenant"};

/// @return what becomes of tenants by a change, or by those that it stands for
Presence
BecomesBy(const Scenario::Change& change)
{
    const ChangeKind* kind = FindChangeKind(change.kind);
    if (!kind)
    {
        return Presence::kStays;
    }
    const auto arrivals = kind->StandsFor(change.keys.Of(change.kind));
    return (arrivals ? arrivals->kind : *kind).TenantsBecome();
}

/// @return why a tenant that is there cannot come, or one that is not cannot change
std::optional<ChangeObjection>
ObjectionToPresence(const TenantTimeline& tenant, Presence becomes)
{
    if ((becomes == Presence::kComes) != tenant.isThere)
    {
        return std::nullopt;
    }
    return ChangeObjection{"tenant",
                           "is " + QuoteShort(tenant.name) +
                               (tenant.isThere
                                    ? ", which is there at that time; accepted is one that is not"
                                    : ", which is not there at that time; accepted is one that "
                                      "has come and not gone")};
}

} // namespace

std::optional<ChangeObjection>
ObjectionOf(const TenantTimeline& tenant, const ChangeKind& kind, const OwnKeys& keys)
{
    if (auto objection = ObjectionToPresence(tenant, kind.TenantsBecome()))
    {
        return objection;
    }
    return kind.Objection("tenant " + QuoteShort(tenant.name), *tenant.wanted, keys);
}

Timeline::Timeline(const Scenario& scenario, uint32_t run)
    : Timeline(scenario, run, SIZE_MAX)
{
}

Timeline::Timeline(const Scenario& scenario, uint32_t run, size_t changes)
    : m_scenario(scenario),
      m_run(run),
      m_names(scenario.tenants)
{
    SpellOutTenants();
    SpellOutChanges();
    SetAbsentTenants();
    while (m_next < std::min(changes, m_changes.size()))
    {
        Advance();
    }
}

void
Timeline::SpellOutTenants()
{
    for (const Scenario::Tenants& group : m_scenario.tenants)
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
}

void
Timeline::SpellOutChanges()
{
    std::map<std::string, uint32_t> alike;
    for (const Scenario::Change& change : m_scenario.changes)
    {
        const ChangeKind* kind = FindChangeKind(change.kind);
        DueChange& due = m_changes.emplace_back(DueChange{&change, &change});
        if (!kind)
        {
            continue; // which is said where the file is read
        }
        if (const auto arrivals = kind->StandsFor(change.keys.Of(change.kind)))
        {
            due.standsForOthers = true;
            const std::string what = std::string(arrivals->kind.Name()) + '\n' + change.tenant;
            const std::string nth = '\n' + std::to_string(alike[what]++);
            SpellOutArrivals(change, *arrivals, Fnv1a(what + nth));
        }
    }
    std::ranges::stable_sort(m_changes, {}, [](const DueChange& due) { return due.change->at_ns; });
}

/// @param who names their dice: by what they are of, so that those of other kinds or tenants move none
void
Timeline::SpellOutArrivals(const Scenario::Change& change, const Arrivals& arrivals, uint64_t who)
{
    const std::string kind(arrivals.kind.Name());
    const Dice dice(m_scenario.run.seed, m_run);
    const ArrivalSpan span{.from_ns = change.at_ns,
                           .until_ns = std::min(arrivals.until_ns, m_scenario.run.duration_ns),
                           .rate_hz = arrivals.rate_hz};
    uint64_t number = 0;
    for (const uint64_t at_ns : ArrivalTimes(span, dice, who))
    {
        Scenario::Change& one = m_arrivals.emplace_back();
        one.at_ns = at_ns;
        one.kind = kind;
        one.tenant = change.tenant;
        one.keys.Add(kind, arrivals.keys.Clone());
        one.probe_interval_ns = change.probe_interval_ns;
        one.watch_ns = change.watch_ns;
        m_changes.push_back({&one, &change, false, dice.Number(kArrival, who, number++)});
    }
}

void
Timeline::SetAbsentTenants()
{
    std::vector<bool> isKnown(m_tenants.size());
    for (const DueChange& due : m_changes)
    {
        const Presence becomes = BecomesBy(*due.change);
        if (becomes == Presence::kStays)
        {
            continue;
        }
        const auto [first, count] = RangeOf(*due.change);
        for (size_t i = first; i < first + count; ++i)
        {
            TenantTimeline& tenant = m_tenants[i];
            if (becomes == Presence::kComes && !isKnown[i])
            {
                tenant.wanted = NothingFor(*tenant.group);
                tenant.versions.front().specification = tenant.wanted;
                tenant.isThere = false;
            }
            isKnown[i] = true;
        }
    }
}

const Specification*
Timeline::NothingFor(const Scenario::Tenants& group)
{
    Specification& nothing = m_nothing[&group];
    nothing.name = group.specification.name;
    nothing.paths = group.specification.paths;
    return &nothing;
}

std::pair<size_t, size_t>
Timeline::RangeOf(const Scenario::Change& change) const
{
    const ChangeKind& kind = *FindChangeKind(change.kind);
    if (kind.Of(change.keys.Of(change.kind)) == ChangeOf::kSubstrate)
    {
        return {};
    }
    return RangeOf(change.tenant);
}

std::pair<size_t, size_t>
Timeline::RangeOf(const std::string& tenants) const
{
    const auto range = m_names.Find(tenants.empty() ? m_scenario.tenants.front().name : tenants);
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

std::span<const TenantTimeline>
Timeline::TenantsNamed(const std::string& name) const
{
    const auto [first, count] = RangeOf(name);
    return std::span(m_tenants).subspan(first, count);
}

std::span<TenantTimeline>
Timeline::MutableTenantsOf(const Scenario::Change& change)
{
    const auto [first, count] = RangeOf(change);
    return std::span(m_tenants).subspan(first, count);
}

void
Timeline::Advance()
{
    const DueChange& due = m_changes[m_next];
    if (due.Arrives())
    {
        Arrive(due);
    }
    else if (!due.standsForOthers)
    {
        Make(*due.change);
    }
    Skip();
}

/// Makes a change that the file states.
void
Timeline::Make(const Scenario::Change& change)
{
    const auto seedOf = [&](const std::string& whose)
    { return Dice(m_scenario.run.seed, m_run).Number(kChange, Fnv1a(whose), m_number); };
    if (FindChangeKind(change.kind)->Of(change.keys.Of(change.kind)) == ChangeOf::kSubstrate)
    {
        m_substrate.push_back({Nanoseconds(change.at_ns), nullptr, &change, seedOf("")});
    }
    for (TenantTimeline& tenant : MutableTenantsOf(change))
    {
        Add(tenant, change, seedOf(tenant.name));
    }
}

void
Timeline::Arrive(const DueChange& due)
{
    const Scenario::Change& change = *due.change;
    const OwnKeys& keys = change.keys.Of(change.kind);
    const ChangeKind& kind = *FindChangeKind(change.kind);
    const Time at = Nanoseconds(change.at_ns);
    if (kind.Of(keys) == ChangeOf::kSubstrate)
    {
        m_substrate.push_back({at, nullptr, &change, *due.seed});
        return;
    }
    TenantTimeline& tenant = Draw(due);
    std::string failure;
    const auto objection = ObjectionOf(tenant, kind, keys);
    try
    {
        objection ? void(failure = objection->key + " " + objection->problem)
                  : Add(tenant, change, *due.seed);
    }
    catch (const std::invalid_argument& error)
    {
        failure = error.what();
    }
    if (!failure.empty())
    {
        const Specification* same = tenant.versions.back().specification;
        tenant.versions.push_back({at, same, &change, *due.seed, failure});
    }
}

/// @return one of its tenants by chance, of those to which nothing stands in the way if there are some
TenantTimeline&
Timeline::Draw(const DueChange& due)
{
    const ChangeKind& kind = *FindChangeKind(due.change->kind);
    const OwnKeys& keys = due.change->keys.Of(due.change->kind);
    std::vector<TenantTimeline*> left;
    for (TenantTimeline& tenant : MutableTenantsOf(*due.stated))
    {
        left.push_back(&tenant);
    }
    TenantTimeline* first = nullptr;
    for (uint64_t draw = 0; !left.empty(); ++draw)
    {
        const auto count = static_cast<uint32_t>(left.size());
        const auto drawn = left.begin() + Dice(*due.seed, 0).Below(count, kArrivesAt, 0, draw);
        first = first ? first : *drawn;
        if (!ObjectionOf(**drawn, kind, keys))
        {
            return **drawn;
        }
        left.erase(drawn);
    }
    return *first;
}

const Specification*
Timeline::Own(std::shared_ptr<const Specification> made)
{
    m_made.push_back(std::move(made));
    return m_made.back().get();
}

void
Timeline::Add(TenantTimeline& tenant, const Scenario::Change& change, uint64_t seed)
{
    const ChangeKind& kind = *FindChangeKind(change.kind);
    const OwnKeys& keys = change.keys.Of(change.kind);
    const Specification* wanted = tenant.wanted;
    switch (kind.TenantsBecome())
    {
    case Presence::kComes:
        wanted = &tenant.group->specification;
        break;
    case Presence::kGoes:
        wanted = NothingFor(*tenant.group);
        break;
    case Presence::kStays:
        if (auto made = kind.Wanted(*wanted, keys, seed))
        {
            wanted = Own(std::move(made));
        }
    }
    const std::set<std::string> quarantined =
        kind.Quarantined(tenant.quarantined, *wanted, keys, seed);
    const Specification* inForce = tenant.versions.back().specification;
    if (wanted != tenant.wanted || quarantined != tenant.quarantined)
    {
        inForce = quarantined.empty()
                    ? wanted
                    : Own(std::make_shared<const Specification>(Isolated(*wanted, quarantined)));
    }
    tenant.isThere = kind.TenantsBecome() == Presence::kStays
                       ? tenant.isThere
                       : kind.TenantsBecome() == Presence::kComes;
    tenant.wanted = wanted;
    tenant.quarantined = quarantined;
    tenant.versions.push_back({Nanoseconds(change.at_ns), inForce, &change, seed});
}

void
Timeline::Skip()
{
    const DueChange& due = m_changes[m_next++];
    m_number += due.Arrives() || due.standsForOthers ? 0 : 1;
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

const std::vector<DueChange>&
Timeline::Changes() const
{
    return m_changes;
}

} // namespace ns3::vnlab
