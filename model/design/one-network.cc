// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/one-network.h"

#include "model/cloud/cloud-names.h"
#include "model/substrate/address-plan.h"

#include <unordered_map>

namespace ns3::vnlab
{

std::optional<std::string>
ObjectionToAddresses(const std::string& design, std::span<const TenantView> tenants)
{
    std::unordered_map<uint32_t, VnicId> owners;
    for (const TenantView& view : tenants)
    {
        const CloudPlan& plan = view.Plan();
        const auto name = [&plan](VnicId vnic) { return NameOf(plan, plan.At(vnic).vm); };
        for (const VnicId vnic : view.Vnics())
        {
            const uint32_t address = plan.At(vnic).address;
            const auto [it, isNew] = owners.try_emplace(address, vnic);
            if (!isNew)
            {
                return design + " routes tenants' addresses in one network, and " +
                       FormatIpv4(address) + " belongs to both " + name(it->second) + " and " +
                       name(vnic);
            }
            if (address_plan::IsReserved(address))
            {
                return design + " routes tenants' addresses in the provider's network, and " +
                       FormatIpv4(address) + " of " + name(vnic) + " is the provider's";
            }
        }
    }
    return std::nullopt;
}

std::optional<std::string>
ObjectionToAddedAddresses(const std::string& design,
                          const TenantView& after,
                          const ViewDelta& delta)
{
    const CloudPlan& plan = after.Plan();
    for (const VnicId vnic : delta.addedVnics)
    {
        for (uint32_t path = 0; path < plan.At(after.Tenant()).paths.size(); ++path)
        {
            const auto other = after.FindAddress(path, plan.At(vnic).address);
            if (other && *other != vnic)
            {
                return ObjectionToAddresses(design, {&after, 1}); // says whose it is
            }
        }
        if (address_plan::IsReserved(plan.At(vnic).address))
        {
            return ObjectionToAddresses(design, {&after, 1});
        }
    }
    return std::nullopt;
}

} // namespace ns3::vnlab
