// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-tenants.h"

#include <boost/range/iterator_range.hpp>
#include <charconv>

namespace ns3::vnlab
{

TenantNames::TenantNames(const std::vector<Scenario::Tenants>& groups)
    : m_groups(groups)
{
    for (size_t group = 0; group < groups.size(); ++group)
    {
        m_groupOf.try_emplace(groups[group].name, group);
    }
}

std::optional<size_t>
TenantNames::FindGroup(std::string_view name) const
{
    const auto group = m_groupOf.find(name);
    return group == m_groupOf.end() ? std::nullopt : std::optional(group->second);
}

std::optional<TenantRange>
TenantNames::FindMember(std::string_view name) const
{
    const std::optional<size_t> group = FindGroup(name.substr(0, name.rfind('-')));
    const auto tenant = group ? FindTenant(m_groups[*group], name) : std::nullopt;
    return tenant ? std::optional(TenantRange{*group, *tenant, 1}) : std::nullopt;
}

std::optional<TenantRange>
TenantNames::Find(std::string_view name) const
{
    const std::optional<size_t> group = FindGroup(name);
    return group ? std::optional(TenantRange{*group, 0, m_groups[*group].count}) : FindMember(name);
}

std::string
TenantName(const Scenario::Tenants& group, uint32_t tenant)
{
    return group.count == 1 ? group.name : group.name + "-" + std::to_string(tenant + 1);
}

std::optional<uint32_t>
FindTenant(const Scenario::Tenants& group, std::string_view name)
{
    if (group.count < 2 || !name.starts_with(group.name))
    {
        return std::nullopt;
    }
    name.remove_prefix(group.name.size());
    if (name.size() < 2 || name[0] != '-' || name[1] == '0')
    {
        return std::nullopt;
    }
    uint32_t number = 0;
    const char* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data() + 1, end, number);
    if (error != std::errc() || stop != end || number > group.count)
    {
        return std::nullopt;
    }
    return number - 1;
}

std::optional<TenantRange>
FindTenants(const std::vector<Scenario::Tenants>& groups, std::string_view name)
{
    for (size_t i = 0; i < groups.size(); ++i)
    {
        if (groups[i].name == name)
        {
            return TenantRange{i, 0, groups[i].count};
        }
        if (const std::optional<uint32_t> tenant = FindTenant(groups[i], name))
        {
            return TenantRange{i, *tenant, 1};
        }
    }
    return std::nullopt;
}

std::optional<VmPlace>
FindVm(const std::vector<Scenario::Tenants>& groups, std::string_view name)
{
    // Both names may contain a slash themselves.
    for (size_t slash = name.find('/'); slash != std::string_view::npos;
         slash = name.find('/', slash + 1))
    {
        const std::optional<TenantRange> tenant = FindTenants(groups, name.substr(0, slash));
        if (!tenant || tenant->count != 1)
        {
            continue;
        }
        const SpecGraph& graph = groups[tenant->group].specification.graph;
        for (const auto vm : boost::make_iterator_range(vertices(graph)))
        {
            if (graph[vm].name == name.substr(slash + 1))
            {
                return VmPlace{tenant->group, tenant->first, vm};
            }
        }
    }
    return std::nullopt;
}

} // namespace ns3::vnlab
