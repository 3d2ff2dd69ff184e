// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-attacker-checks.h"

#include "model/attack/injector.h"
#include "scenarios/vnlab/scenario/scenario-tenants.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/scenario-versions.h"
#include "scenarios/vnlab/scenario/scenario-vm-checks.h"

#include <algorithm>
#include <vector>

namespace ns3::vnlab
{

namespace
{

void
CheckPower(const std::string& path,
           const Scenario::Attack& attack,
           const Injector& injector,
           ScenarioProblems& problems)
{
    if (problems.Sound(path) && attack.attacker.power < injector.LeastCapability())
    {
        problems.Add(path,
                     "is \"guest-user\"; " + attack.kind +
                         " sends frames that only root can send; accepted is \"guest-root\"");
    }
    else if (problems.Sound(path) && attack.attacker.power > injector.MostCapability())
    {
        problems.Add(path,
                     "is " + QuoteText(std::string(WordFor(attack.attacker.power))) + ", which " +
                         attack.kind + " makes no use of; accepted is " +
                         QuoteText(std::string(WordFor(injector.MostCapability()))));
    }
}

template <class T>
void
CheckUsable(const std::string& path,
            const std::string& kind,
            T value,
            const std::vector<T>& usable,
            ScenarioProblems& problems)
{
    if (!problems.Sound(path) || std::ranges::find(usable, value) != usable.end())
    {
        return;
    }
    std::string accepted;
    for (const T one : usable)
    {
        accepted += (accepted.empty() ? "" : " or ") + QuoteText(std::string(WordFor(one)));
    }
    problems.Add(path,
                 "is " + QuoteText(std::string(WordFor(value))) + ", which " + kind +
                     " cannot use; accepted is " + accepted);
}

void
CheckNeighbour(const std::string& table,
               const Scenario::Attack& attack,
               const Injector& injector,
               const Scenario& scenario,
               ScenarioProblems& problems)
{
    uint64_t tenants = 0;
    for (const Scenario::Tenants& group : scenario.tenants)
    {
        tenants += group.count;
    }
    const std::string path = KeyPath(table, "position");
    if (problems.Sound(path) && tenants < 2)
    {
        problems.Add(path, "is \"neighbour\", but there is one tenant; accepted is \"inside\"");
    }
    const std::string foothold = KeyPath(table, "foothold");
    const auto victim = injector.NamedVictim(attack.keys.Of(attack.kind));
    if (!victim || !problems.Sound(foothold))
    {
        return;
    }
    const auto from = FindVm(scenario.tenants, attack.foothold);
    const auto to = FindVm(scenario.tenants, victim->second);
    if (from && to && from->group == to->group && from->tenant == to->tenant)
    {
        problems.Add(foothold,
                     "is " + QuoteShort(attack.foothold) + ", of the same tenant as " +
                         DisplayPath(KeyPath(table, victim->first)) +
                         "; accepted for a neighbour is a VM of another one, or \"random\"");
    }
}

} // namespace

void
CheckVmOfAttack(const std::string& path,
                const std::string& name,
                const std::string& word,
                uint64_t at_ns,
                const Scenario& scenario,
                ScenarioProblems& problems)
{
    if (!problems.Sound(path) || !problems.Sound("tenants"))
    {
        return;
    }
    const VmAtTime vm = FindVmAt(scenario, name, at_ns, problems);
    if (vm.is == VmAtTime::Is::kGone)
    {
        problems.Add(path,
                     "is " + QuoteShort(name) + ", which is gone since the change at " +
                         QuoteText(FormatQuantity(vm.since_ns, kDurations)) +
                         "; accepted is a VM that exists when the attack starts, at " +
                         QuoteText(FormatQuantity(at_ns, kDurations)));
    }
    else if (vm.is == VmAtTime::Is::kNotYet)
    {
        problems.Add(path,
                     "is " + QuoteShort(name) +
                         ", whose tenant comes later; accepted is a VM that exists when the attack "
                         "starts, at " +
                         QuoteText(FormatQuantity(at_ns, kDurations)));
    }
    else if (vm.is == VmAtTime::Is::kUnknown)
    {
        CheckVm(path, name, word, scenario, problems);
    }
}

void
CheckAttacker(const std::string& table,
              const Scenario::Attack& attack,
              const Scenario& scenario,
              ScenarioProblems& problems)
{
    const Injector& injector = *FindInjector(attack.kind);
    const std::string position = KeyPath(table, "position");
    for (const KeyProblem& problem : injector.Problems(attack.keys.Of(attack.kind)))
    {
        problems.Add(KeyPath(table, problem.key),
                     "is " + QuoteShort(problem.value) + "; accepted is " + problem.accepted);
    }
    CheckPower(KeyPath(table, "capability"), attack, injector, problems);
    CheckUsable(position, attack.kind, attack.attacker.position, injector.Positions(), problems);
    CheckUsable(KeyPath(table, "knowledge"),
                attack.kind,
                attack.attacker.knowledge,
                injector.Knowledges(),
                problems);
    const std::string knowledge = KeyPath(table, "knowledge");
    if (attack.attacker.power >= Capability::kHostRoot &&
        attack.attacker.knowledge != Knowledge::kEverything && problems.Sound(knowledge))
    {
        problems.Add(knowledge,
                     "is \"own-vm\", and what a host knows is more; accepted with capability = "
                     "\"host-root\" is \"everything\"");
    }
    if (attack.attacker.position == Position::kNeighbour && problems.Sound(position) &&
        problems.Sound("tenants"))
    {
        CheckNeighbour(table, attack, injector, scenario, problems);
    }
}

} // namespace ns3::vnlab
