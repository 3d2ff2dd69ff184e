// SPDX-License-Identifier: GPL-2.0-only
#include "model/change/vm-key.h"

#include "model/dice.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <stdexcept>

namespace ns3::vnlab
{

std::vector<VmVertex>
MeantVms(const SpecGraph& graph, const std::string& name)
{
    std::vector<VmVertex> vms;
    for (const VmVertex vm : boost::make_iterator_range(vertices(graph)))
    {
        if (name == "random" || graph[vm].name == name)
        {
            vms.push_back(vm);
        }
    }
    return vms;
}

std::optional<ChangeObjection>
ObjectionToVm(std::string_view key,
              const std::string& name,
              const std::string& tenant,
              const Specification& specification)
{
    if (!MeantVms(specification.graph, name).empty())
    {
        return std::nullopt;
    }
    if (num_vertices(specification.graph) == 0)
    {
        return ChangeObjection{std::string(key),
                               "is \"" + name + "\", but " + tenant +
                                   " has no VM at that time; accepted is when it has one"};
    }
    return ChangeObjection{std::string(key),
                           "is \"" + name + "\", which is no VM of " + tenant +
                               " at that time; accepted is one of its, or \"random\""};
}

VmId
ChooseVm(const ChangeSetting& setting, const std::string& name, const DicePurpose& purpose)
{
    const CloudPlan& plan = setting.cloud.Plan();
    const auto& vmByName = plan.At(setting.tenant).vmByName;
    if (name != "random")
    {
        return vmByName.at(name);
    }
    const TenantView& view = setting.cloud.ViewOf(setting.tenant);
    std::vector<VmId> running;
    for (const auto& [of, vm] : vmByName)
    {
        if (view.Has(plan.At(vm).vnics.front()) && !setting.cloud.Operate().IsMigrating(vm))
        {
            running.push_back(vm);
        }
    }
    if (running.empty())
    {
        throw std::invalid_argument("none of the tenant's VMs runs and is not on its way");
    }
    std::ranges::sort(running);
    const auto count = static_cast<uint32_t>(running.size());
    return running[Dice(setting.seed, 0).Below(count, purpose, 0, 0)];
}

std::vector<std::string>
VmNamesOf(const Specification& specification)
{
    std::vector<std::string> names;
    for (const auto vm : boost::make_iterator_range(boost::vertices(specification.graph)))
    {
        names.push_back(specification.graph[vm].name);
    }
    std::ranges::sort(names);
    return names;
}

std::string
DrawName(const std::vector<std::string>& names, const DicePurpose& purpose, uint64_t seed)
{
    const auto count = static_cast<uint32_t>(names.size());
    return names.at(Dice(seed, 0).Below(count, purpose, 0, 0));
}

} // namespace ns3::vnlab
