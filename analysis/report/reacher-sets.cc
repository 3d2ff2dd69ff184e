// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/reacher-sets.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace ns3::vnlab
{

namespace
{

using VmNumbers = std::vector<uint32_t>;

void
SortOut(VmNumbers& numbers)
{
    std::ranges::sort(numbers);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

/// @return the sources of some groups, together
VmNumbers
SourcesOf(const Reachability& reachability, const VmNumbers& groups)
{
    VmNumbers sources;
    for (const uint32_t group : groups)
    {
        for (const VmId source : reachability.groups[group].sources)
        {
            sources.push_back(source.value);
        }
    }
    SortOut(sources);
    return sources;
}

/// Takes the VMs of the reached VM's own tenant, which they spare, out of its set.
ReacherSets
WithoutOwnTenant(const ReacherSets& all, const std::vector<TenantId>& tenantOf)
{
    ReacherSets others;
    std::map<VmNumbers, uint32_t> indexOf;
    for (uint32_t vm = 0; vm < all.setOf.size(); ++vm)
    {
        VmNumbers set = all.sets[all.setOf[vm]];
        std::erase_if(set,
                      [&](uint32_t from) { return from != vm && tenantOf[from] == tenantOf[vm]; });
        const auto [entry, isNew] =
            indexOf.try_emplace(std::move(set), static_cast<uint32_t>(others.sets.size()));
        if (isNew)
        {
            others.sets.push_back(entry->first);
        }
        others.setOf.push_back(entry->second);
    }
    return others;
}

} // namespace

ReacherSets
ReachersOf(const Reachability& reachability)
{
    std::vector<VmNumbers> groupsOf(reachability.vmCount);
    std::vector<VmNumbers> others(reachability.vmCount);
    for (uint32_t group = 0; group < reachability.groups.size(); ++group)
    {
        for (const VmId target : reachability.groups[group].targets)
        {
            groupsOf.at(target.value).push_back(group);
        }
    }
    for (const auto& [from, to] : reachability.links)
    {
        others.at(to.value).push_back(from.value);
    }

    // VMs that are targets of the same groups share their sources, which may be everybody.
    ReacherSets result;
    std::map<VmNumbers, VmNumbers> sourcesOf;
    std::map<std::pair<VmNumbers, VmNumbers>, uint32_t> known;
    std::map<VmNumbers, uint32_t> indexOf;
    for (uint32_t vm = 0; vm < reachability.vmCount; ++vm)
    {
        auto sources = sourcesOf.find(groupsOf[vm]);
        if (sources == sourcesOf.end())
        {
            sources = sourcesOf.emplace(groupsOf[vm], SourcesOf(reachability, groupsOf[vm])).first;
        }
        others[vm].push_back(vm);
        SortOut(others[vm]);
        VmNumbers more;
        std::ranges::set_difference(others[vm], sources->second, std::back_inserter(more));
        const auto [entry, isNew] = known.try_emplace({groupsOf[vm], more}, 0);
        if (isNew)
        {
            VmNumbers all;
            std::ranges::set_union(sources->second, more, std::back_inserter(all));
            const auto [set, isNewSet] =
                indexOf.try_emplace(all, static_cast<uint32_t>(result.sets.size()));
            if (isNewSet)
            {
                result.sets.push_back(std::move(all));
            }
            entry->second = set->second;
        }
        result.setOf.push_back(entry->second);
    }
    return reachability.tenantOf.empty() ? result : WithoutOwnTenant(result, reachability.tenantOf);
}

} // namespace ns3::vnlab
