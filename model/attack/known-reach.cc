// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/known-reach.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

void
SortUnique(std::vector<VmId>& vms)
{
    std::ranges::sort(vms);
    const auto repeated = std::ranges::unique(vms);
    vms.erase(repeated.begin(), repeated.end());
}

} // namespace

KnownReach::KnownReach(const Deployment& cloud, ReachQuestion question)
    : m_cloud(cloud),
      m_question(std::move(question))
{
}

uint64_t
KnownReach::Version() const
{
    return m_cloud.ViewsVersion();
}

bool
KnownReach::Reaches(VmId from, VmId to)
{
    return from != to && std::ranges::binary_search(From(from), to);
}

const std::vector<VmId>&
KnownReach::From(VmId vm)
{
    if (m_version != Version())
    {
        WorkOut();
    }
    static const Vms nobody;
    if (vm.value >= m_from.size())
    {
        return nobody; // it has never been wanted
    }
    std::shared_ptr<const Vms>& from = m_from[vm.value];
    if (!from)
    {
        from = OfGroups(m_groupsOf[vm.value]);
        const auto links = std::ranges::equal_range(
            m_reach.links, vm, {}, [](const auto& link) { return link.first; });
        const bool hasMore = std::ranges::any_of(
            links,
            [&](const auto& link) { return !std::ranges::binary_search(*from, link.second); });
        if (hasMore)
        {
            Vms all = *from;
            std::ranges::transform(
                links, std::back_inserter(all), [](const auto& link) { return link.second; });
            SortUnique(all);
            from = std::make_shared<const Vms>(std::move(all));
        }
    }
    return *from;
}

void
KnownReach::WorkOut()
{
    m_version = Version();
    m_reach = m_cloud.GetDesign().Reach(m_cloud.Views(), m_question);
    std::ranges::sort(m_reach.links);
    m_byGroups.clear();
    m_from.assign(m_reach.vmCount, nullptr);
    m_groupsOf.assign(m_reach.vmCount, {});
    for (uint32_t group = 0; group < m_reach.groups.size(); ++group)
    {
        for (const VmId source : m_reach.groups[group].sources)
        {
            std::vector<uint32_t>& groups = m_groupsOf[source.value];
            if (groups.empty() || groups.back() != group)
            {
                groups.push_back(group);
            }
        }
    }
}

std::shared_ptr<const KnownReach::Vms>
KnownReach::OfGroups(const std::vector<uint32_t>& groups)
{
    std::shared_ptr<const Vms>& known = m_byGroups[groups];
    if (!known)
    {
        Vms targets;
        for (const uint32_t group : groups)
        {
            const Vms& more = m_reach.groups[group].targets;
            targets.insert(targets.end(), more.begin(), more.end());
        }
        SortUnique(targets);
        known = std::make_shared<const Vms>(std::move(targets));
    }
    return known;
}

} // namespace ns3::vnlab
