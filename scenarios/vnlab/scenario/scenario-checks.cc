// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-checks.h"

#include "model/attack/injector.h"
#include "model/change/change-kind.h"
#include "model/input/nearest-name.h"
#include "model/monitor/monitor.h"
#include "model/substrate/address-plan.h"
#include "scenarios/vnlab/scenario/arrival-times.h"
#include "scenarios/vnlab/scenario/scenario-attacker-checks.h"
#include "scenarios/vnlab/scenario/scenario-change-checks.h"
#include "scenarios/vnlab/scenario/scenario-middlebox-checks.h"
#include "scenarios/vnlab/scenario/scenario-server-checks.h"
#include "scenarios/vnlab/scenario/scenario-tenants.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/scenario-traffic-checks.h"
#include "scenarios/vnlab/scenario/scenario-vm-checks.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>

namespace ns3::vnlab
{

namespace
{

void
CheckHosts(const Scenario::Substrate& substrate, ScenarioProblems& problems)
{
    const uint64_t hosts =
        uint64_t{substrate.datacenters} * substrate.racks * substrate.hosts_per_rack;
    if (problems.Sound("substrate") && hosts > address_plan::kMaxHosts)
    {
        problems.Add("substrate",
                     "has " + std::to_string(hosts) +
                         " hosts (datacenters x racks x hosts_per_rack); accepted are at most " +
                         std::to_string(address_plan::kMaxHosts));
    }
}

void
CheckNames(const std::vector<Scenario::Tenants>& groups,
           const TenantNames& names,
           ScenarioProblems& problems)
{
    for (size_t i = 0; i < groups.size(); ++i)
    {
        const std::string& name = groups[i].name;
        const std::string path = KeyPath(TablePath("tenants", i), "name");
        if (!problems.Sound(path))
        {
            continue;
        }
        if (name.empty())
        {
            problems.Add(path, "is empty; accepted is any other text");
        }
        else if (names.FindGroup(name) != i)
        {
            problems.Add(path, "is " + QuoteShort(name) + ", which is the name of two groups");
        }
        else if (const std::optional<TenantRange> member = names.FindMember(name))
        {
            problems.Add(path,
                         "is " + QuoteShort(name) + ", which is also a tenant of the group " +
                             QuoteShort(groups[member->group].name));
        }
    }
}

void
CheckTime(const std::string& table, uint64_t at_ns, uint64_t end_ns, ScenarioProblems& problems)
{
    const std::string path = KeyPath(table, "at");
    if (problems.Sound(path) && problems.Sound("run.duration") && at_ns >= end_ns)
    {
        problems.Add(path,
                     "is " + QuoteText(FormatQuantity(at_ns, kDurations)) +
                         "; accepted is less than run.duration, which is " +
                         QuoteText(FormatQuantity(end_ns, kDurations)));
    }
}

void
CheckTarget(const std::string& table,
            const Scenario::Change& change,
            const Scenario& scenario,
            const TenantNames& tenants,
            ScenarioProblems& problems)
{
    const std::string path = KeyPath(table, "tenant");
    const ChangeKind* kind = FindChangeKind(change.kind);
    if (kind && kind->Of(change.keys.Of(change.kind)) == ChangeOf::kSubstrate)
    {
        if (problems.Has(path))
        {
            const auto arrivals = kind->StandsFor(change.keys.Of(change.kind));
            problems.Add(path,
                         "is not accepted: " +
                             (arrivals ? std::string(arrivals->kind.Name()) : change.kind) +
                             " changes the substrate, which all tenants share");
        }
        return;
    }
    CheckTenant(path, change.tenant, scenario, tenants, problems);
}

/// A link that is probed once in its watch, or never, tells nothing.
void
CheckProbes(const std::string& table, const Scenario::Change& change, ScenarioProblems& problems)
{
    const std::string interval = KeyPath(table, "probe_interval");
    const std::string watch = KeyPath(table, "watch");
    if (!problems.Sound(interval) || !problems.Sound(watch) ||
        change.probe_interval_ns < change.watch_ns)
    {
        return;
    }
    const std::string every = QuoteText(FormatQuantity(change.probe_interval_ns, kDurations));
    const std::string during = QuoteText(FormatQuantity(change.watch_ns, kDurations));
    problems.Has(interval)
        ? problems.Add(interval,
                       "is " + every + "; accepted is less than watch, which is " + during)
        : problems.Add(
              watch, "is " + during + "; accepted is more than probe_interval, which is " + every);
}

/// Changes that arrive at random times need time, and are versions, which take memory.
void
CheckArrivals(const std::string& table,
              const Scenario::Change& change,
              uint64_t end_ns,
              ScenarioProblems& problems)
{
    const ChangeKind* kind = FindChangeKind(change.kind);
    if (!kind || !problems.Sound(KeyPath(table, "at")) || !problems.Sound("run.duration"))
    {
        return;
    }
    const auto arrivals = kind->StandsFor(change.keys.Of(change.kind));
    if (!arrivals)
    {
        return;
    }
    const std::string until = KeyPath(table, "until");
    const std::string rate = KeyPath(table, "rate");
    if (problems.Sound(until) && arrivals->until_ns <= change.at_ns)
    {
        problems.Add(until,
                     "is " + QuoteText(FormatQuantity(arrivals->until_ns, kDurations)) +
                         "; accepted is more than at, which is " +
                         QuoteText(FormatQuantity(change.at_ns, kDurations)));
    }
    const ArrivalSpan span{.from_ns = change.at_ns,
                           .until_ns = std::min(arrivals->until_ns, end_ns),
                           .rate_hz = arrivals->rate_hz};
    if (problems.Sound(rate) && problems.Sound(until) && span.Mean() > kMostArrivals)
    {
        problems.Add(rate,
                     "is " + NumberText(arrivals->rate_hz) + ", which makes " +
                         std::to_string(static_cast<uint64_t>(span.Mean())) +
                         " changes on average; accepted are at most " +
                         std::to_string(static_cast<uint64_t>(kMostArrivals)));
    }
}

void
CheckAttack(const std::string& table,
            const Scenario::Attack& attack,
            const Scenario& scenario,
            ScenarioProblems& problems)
{
    const std::string foothold = KeyPath(table, "foothold");
    CheckVmOfAttack(foothold, attack.foothold, "random", attack.at_ns, scenario, problems);
    const Injector* injector = FindInjector(attack.kind);
    if (!injector)
    {
        return;
    }
    const OwnKeys& keys = attack.keys.Of(attack.kind);
    for (const auto& [key, name] : injector->NamedVms(keys))
    {
        CheckVm(KeyPath(table, key), name, "", scenario, problems);
    }
    if (const auto victim = injector->NamedVictim(keys))
    {
        const std::string path = KeyPath(table, victim->first);
        CheckVmOfAttack(path, victim->second, "", attack.at_ns, scenario, problems);
    }
    CheckAttacker(table, attack, scenario, problems);
}

void
CheckMonitor(const std::string& table,
             const Scenario::Monitor& monitor,
             const Scenario& scenario,
             ScenarioProblems& problems)
{
    const MonitorKind* kind = FindMonitorKind(monitor.kind);
    if (!kind)
    {
        return;
    }
    for (const auto& [key, name] : kind->WatchKeys(monitor.keys.Of(monitor.kind)))
    {
        CheckVm(KeyPath(table, key), name, "all", scenario, problems);
    }
}

} // namespace

void
CheckScenario(const Scenario& scenario, ScenarioProblems& problems)
{
    CheckHosts(scenario.substrate, problems);
    const TenantNames tenants(scenario.tenants);
    CheckNames(scenario.tenants, tenants, problems);
    CheckServers(scenario, problems);
    CheckMiddleboxes(scenario, tenants, problems);
    CheckTraffic(scenario, problems);
    for (size_t i = 0; i < scenario.changes.size(); ++i)
    {
        const std::string table = TablePath("changes", i);
        CheckTime(table, scenario.changes[i].at_ns, scenario.run.duration_ns, problems);
        CheckTarget(table, scenario.changes[i], scenario, tenants, problems);
        CheckProbes(table, scenario.changes[i], problems);
        CheckArrivals(table, scenario.changes[i], scenario.run.duration_ns, problems);
    }
    for (size_t i = 0; i < scenario.attacks.size(); ++i)
    {
        const std::string table = TablePath("attacks", i);
        CheckTime(table, scenario.attacks[i].at_ns, scenario.run.duration_ns, problems);
        CheckAttack(table, scenario.attacks[i], scenario, problems);
    }
    for (size_t i = 0; i < scenario.monitors.size(); ++i)
    {
        const std::string table = TablePath("monitors", i);
        CheckTime(table, scenario.monitors[i].at_ns, scenario.run.duration_ns, problems);
        CheckMonitor(table, scenario.monitors[i], scenario, problems);
    }
    CheckChanges(scenario, problems);
}

} // namespace ns3::vnlab
