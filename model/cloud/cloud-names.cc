// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/cloud-names.h"

#include "model/dice-purpose.h"

namespace ns3::vnlab
{

std::optional<VmId>
FindVm(const CloudPlan& plan, std::string_view name)
{
    for (const TenantPlan& tenant : plan.tenants)
    {
        const std::string prefix = tenant.name + "/";
        if (name.starts_with(prefix))
        {
            const auto vm = tenant.vmByName.find(std::string(name.substr(prefix.size())));
            if (vm != tenant.vmByName.end())
            {
                return vm->second;
            }
        }
    }
    return std::nullopt;
}

std::string
NameOf(const CloudPlan& plan, VmId vm)
{
    return plan.At(plan.At(vm).tenant).name + "/" + plan.At(vm).name;
}

uint64_t
DrawNumber(const CloudPlan& plan, VmId vm)
{
    return Fnv1a(NameOf(plan, vm));
}

uint64_t
DrawNumber(const CloudPlan& plan, VnicId vnic)
{
    return Fnv1a(NameOf(plan, plan.At(vnic).vm) + "/" + plan.PathOf(vnic).name);
}

} // namespace ns3::vnlab
