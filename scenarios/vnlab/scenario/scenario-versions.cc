// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-versions.h"

#include "model/change/change-kind.h"
#include "scenarios/vnlab/scenario/scenario-tenants.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <memory>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// The one tenant that a VM's name begins with, which may itself hold slashes.
struct TenantOfName
{
    TenantRange tenant;
    std::string vm;
};

std::optional<TenantOfName>
SplitName(const Scenario& scenario, const std::string& name)
{
    for (size_t slash = name.find('/'); slash != std::string::npos;
         slash = name.find('/', slash + 1))
    {
        const auto tenant = FindTenants(scenario.tenants, name.substr(0, slash));
        if (tenant && tenant->count == 1)
        {
            return TenantOfName{*tenant, name.substr(slash + 1)};
        }
    }
    return std::nullopt;
}

bool
HasVm(const Specification& specification, const std::string& name)
{
    const SpecGraph& graph = specification.graph;
    return std::ranges::any_of(boost::make_iterator_range(vertices(graph)),
                               [&](auto vm) { return graph[vm].name == name; });
}

bool
Concerns(const Scenario& scenario, const Scenario::Change& change, const TenantRange& tenant)
{
    const auto target = FindTenants(scenario.tenants, change.tenant);
    return target && target->group == tenant.group && target->first <= tenant.first &&
           tenant.first < target->first + target->count;
}

/// @return the changes in the order in which they are made
std::vector<size_t>
InOrderOfTime(const Scenario& scenario)
{
    std::vector<size_t> order(scenario.changes.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::ranges::stable_sort(
        order, {}, [&](size_t index) { return scenario.changes[index].at_ns; });
    return order;
}

/// @return whether the first change that has a tenant come or go has it come
bool
IsAbsentAtStart(const Scenario& scenario,
                const TenantRange& tenant,
                const ScenarioProblems& problems)
{
    for (const size_t index : InOrderOfTime(scenario))
    {
        const Scenario::Change& change = scenario.changes[index];
        if (!problems.Sound(TablePath("changes", index)) || !Concerns(scenario, change, tenant))
        {
            continue;
        }
        const ChangeKind& kind = *FindChangeKind(change.kind);
        const auto arrivals = kind.StandsFor(change.keys.Of(change.kind));
        const Presence becomes = (arrivals ? arrivals->kind : kind).TenantsBecome();
        if (becomes != Presence::kStays)
        {
            return becomes == Presence::kComes;
        }
    }
    return false;
}

/// @return what is wanted after a change, or nullptr where that cannot be said
/// @param stated by the tenant's group
std::shared_ptr<const Specification>
After(const Scenario& scenario,
      const Scenario::Change& change,
      const std::shared_ptr<const Specification>& stated,
      const std::shared_ptr<const Specification>& before)
{
    const ChangeKind& kind = *FindChangeKind(change.kind);
    const OwnKeys& keys = change.keys.Of(change.kind);
    if (kind.TenantsBecome() != Presence::kStays)
    {
        return kind.TenantsBecome() == Presence::kComes ? stated
                                                        : std::make_shared<Specification>();
    }
    if (kind.Objection("tenant", *before, keys))
    {
        return nullptr;
    }
    try
    {
        const auto wanted = kind.Wanted(*before, keys, scenario.run.seed);
        return wanted ? wanted : before;
    }
    catch (const std::invalid_argument&)
    {
        return nullptr; // said where changes are checked
    }
}

} // namespace

VmAtTime
FindVmAt(const Scenario& scenario,
         const std::string& name,
         uint64_t at_ns,
         const ScenarioProblems& problems)
{
    const auto found = SplitName(scenario, name);
    if (!found)
    {
        return {};
    }
    const std::shared_ptr<const Specification> stated(
        &scenario.tenants[found->tenant.group].specification, [](const Specification*) {});
    const bool isAbsent = IsAbsentAtStart(scenario, found->tenant, problems);
    auto wanted = isAbsent ? std::make_shared<const Specification>() : stated;
    VmAtTime vm{!HasVm(*stated, found->vm) ? VmAtTime::Is::kUnknown
                : isAbsent                 ? VmAtTime::Is::kNotYet
                                           : VmAtTime::Is::kThere};
    for (const size_t index : InOrderOfTime(scenario))
    {
        const Scenario::Change& change = scenario.changes[index];
        if (change.at_ns > at_ns)
        {
            break;
        }
        if (!problems.Sound(TablePath("changes", index)))
        {
            return {};
        }
        if (!Concerns(scenario, change, found->tenant))
        {
            continue;
        }
        if (FindChangeKind(change.kind)->DrawsVms(change.keys.Of(change.kind)))
        {
            const bool isThere = vm.is == VmAtTime::Is::kThere; // it may stay
            vm.is = isThere ? vm.is : VmAtTime::Is::kUnknown;   // it may come
            continue;
        }
        wanted = After(scenario, change, stated, wanted);
        if (!wanted)
        {
            return {};
        }
        if (HasVm(*wanted, found->vm))
        {
            vm.is = VmAtTime::Is::kThere;
        }
        else if (vm.is == VmAtTime::Is::kThere)
        {
            vm = {VmAtTime::Is::kGone, change.at_ns};
        }
    }
    return vm;
}

} // namespace ns3::vnlab
