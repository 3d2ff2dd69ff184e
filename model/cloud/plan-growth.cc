// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/plan-growth.h"

#include "model/identity/uuid.h"
#include "model/substrate/address-plan.h"

#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kFirstAddress = 2; // behind the network's and the gateway's

/// Whether a vNIC more leaves the last address of the subnet to broadcasts.
bool
HasAddress(const PathPlan& path)
{
    const uint64_t size = uint64_t{1} << (32 - path.subnet.length);
    return kFirstAddress + uint64_t{path.vnics} + 1 < size;
}

bool
IsNumberedByRack(const CloudPlan& plan, TenantId tenant)
{
    return plan.byRack && !plan.At(tenant).hasOwnAddresses;
}

void
Check(const CloudPlan& plan, const CloudVersion& version, const NewVm& vm)
{
    const TenantPlan& tenant = plan.At(vm.tenant);
    const auto refuse = [&](const std::string& why)
    { throw std::invalid_argument(tenant.name + "/" + vm.name + " cannot be added: " + why); };
    if (tenant.vmByName.contains(vm.name))
    {
        refuse("there is one of that name");
    }
    const bool isByRack = IsNumberedByRack(plan, vm.tenant);
    if (isByRack && plan.byRack->Free(vm.host) < vm.paths.size())
    {
        const LeafId rack = plan.byRack->GetTopology().LeafOf(vm.host);
        refuse("rack " + std::to_string(rack.value) + " has no address left in " +
               plan.byRack->Prefixes().PrefixOf(rack).ToString());
    }
    for (const uint32_t path : vm.paths)
    {
        if (!isByRack && !HasAddress(tenant.paths[path]))
        {
            refuse("path " + tenant.paths[path].name + " has no address left in " +
                   tenant.paths[path].subnet.ToString());
        }
    }
    if (version.slots.Free(vm.host) < vm.paths.size())
    {
        refuse("host " + std::to_string(vm.host.value) + " has no room for its " +
               std::to_string(vm.paths.size()) + " vNICs");
    }
}

} // namespace

VmId
AddVm(CloudPlan& plan, CloudVersion& version, const NewVm& vm)
{
    Check(plan, version, vm);
    const VmId id{static_cast<uint32_t>(plan.vms.size())};
    TenantPlan& tenant = plan.tenants[vm.tenant.value];
    tenant.vmByName.emplace(vm.name, id);
    plan.vms.push_back({.tenant = vm.tenant,
                        .name = vm.name,
                        .uuid = DeriveVmUuid(plan.seed, tenant.name, vm.name).bytes,
                        .vnics = {}});
    for (const uint32_t path : vm.paths)
    {
        const VnicId vnic{static_cast<uint32_t>(plan.vnics.size())};
        PathPlan& onPath = tenant.paths[path];
        const uint32_t number = onPath.vnics++;
        const uint32_t next = onPath.subnet.base + kFirstAddress + number;
        plan.vms.back().vnics.push_back(vnic);
        plan.vnics.push_back(
            {.vm = id,
             .path = path,
             .address = IsNumberedByRack(plan, vm.tenant) ? plan.byRack->Take(vm.host) : next,
             .mac = address_plan::VnicMac(vnic),
             .number = number});
        const uint32_t slot = version.slots.Take(vm.host).value(); // Check has counted
        version.places.push_back({vm.host, address_plan::VnicAddress(vm.host, slot)});
    }
    return id;
}

} // namespace ns3::vnlab
