// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-vm-checks.h"

#include "model/input/nearest-name.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <optional>

namespace ns3::vnlab
{

std::vector<std::string>
NamesOf(const std::vector<Scenario::Tenants>& groups)
{
    std::vector<std::string> names;
    for (const Scenario::Tenants& group : groups)
    {
        names.push_back(group.name);
    }
    return names;
}

namespace
{

/// @return the nearest name, or if none is near some of them
std::string
Known(const std::string& vm, const std::vector<std::string>& vms)
{
    constexpr size_t most = 3;
    const std::string near = DidYouMean(vm, vms);
    if (!near.empty() || vms.empty())
    {
        return near;
    }
    const size_t shown = std::min(most, vms.size());
    std::string text = "; it has ";
    for (size_t i = 0; i < shown; ++i)
    {
        text += (i > 0 ? ", " : "") + QuoteShort(vms[i]);
    }
    return text +
           (shown < vms.size() ? " and " + std::to_string(vms.size() - shown) + " more" : "");
}

} // namespace

std::string
WhyNoVm(const std::string& name, const std::vector<Scenario::Tenants>& groups)
{
    const size_t slash = name.find('/');
    if (slash == std::string::npos)
    {
        return "; accepted is \"tenant/vm\"";
    }
    const std::string tenant = name.substr(0, slash);
    const std::optional<TenantRange> range = FindTenants(groups, tenant);
    if (!range)
    {
        return "; there is no tenant " + QuoteShort(tenant) + DidYouMean(tenant, NamesOf(groups));
    }
    const Scenario::Tenants& group = groups[range->group];
    if (range->count > 1)
    {
        return "; " + QuoteShort(tenant) + " is a group of " + std::to_string(range->count) +
               " tenants, accepted is one of them, such as " + QuoteShort(TenantName(group, 0));
    }
    std::vector<std::string> vms;
    for (const auto vm : boost::make_iterator_range(vertices(group.specification.graph)))
    {
        vms.push_back(group.specification.graph[vm].name);
    }
    const std::string vm = name.substr(slash + 1);
    return "; tenant " + QuoteShort(tenant) + " has no VM " + QuoteShort(vm) + Known(vm, vms);
}

void
CheckTenant(const std::string& path,
            const std::string& name,
            const Scenario& scenario,
            const TenantNames& tenants,
            ScenarioProblems& problems)
{
    if (problems.Sound(path) && problems.Sound("tenants") && !tenants.Find(name))
    {
        problems.Add(path,
                     [&]
                     {
                         return "is " + QuoteShort(name) +
                                ", which is neither a tenant nor a group" +
                                DidYouMean(name, NamesOf(scenario.tenants));
                     });
    }
}

void
CheckVm(const std::string& path,
        const std::string& name,
        const std::string& word,
        const Scenario& scenario,
        ScenarioProblems& problems)
{
    if ((!word.empty() && name == word) || !problems.Sound(path) || !problems.Sound("tenants") ||
        FindVm(scenario.tenants, name))
    {
        return;
    }
    const std::string why =
        !word.empty() && name.find('/') == std::string::npos
            ? "; accepted is \"" + word + "\" or \"tenant/vm\"" + DidYouMean(name, {word})
            : WhyNoVm(name, scenario.tenants);
    problems.Add(path, "is " + QuoteShort(name) + why);
}

} // namespace ns3::vnlab
