// SPDX-License-Identifier: GPL-2.0-only
#include "helper/tenant-helper.h"

#include "model/cloud/plan-growth.h"
#include "model/cloud/segment-numbers.h"
#include "model/spec/spec-traversal.h"
#include "model/substrate/address-plan.h"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <unordered_map>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kReserved = 3;            // network, gateway, broadcast
constexpr uint32_t kUniqueBase = 0x0a000000; // 10.0.0.0/8
constexpr uint64_t kUniqueEnd = 0x0b000000;

uint32_t
IndexOfPath(const TenantPlan& tenant, const std::string& name)
{
    return static_cast<uint32_t>(std::ranges::find(tenant.paths, name, &PathPlan::name) -
                                 tenant.paths.begin());
}

/// Gives every path of a tenant a block of 10.0.0.0/8 that is as large as it needs.
void
GiveUniqueSubnets(TenantPlan& tenant, const std::vector<uint32_t>& vnicsOnPath, uint64_t& next)
{
    for (size_t path = 0; path < tenant.paths.size(); ++path)
    {
        const uint64_t size = std::bit_ceil(uint64_t{vnicsOnPath[path]} + kReserved);
        const uint64_t base = (next + size - 1) / size * size;
        next = base + size;
        if (next > kUniqueEnd)
        {
            throw std::invalid_argument("10.0.0.0/8 has too few addresses for unique ones; "
                                        "accepted: addresses = \"as-specified\"");
        }
        tenant.paths[path].subnet = {static_cast<uint32_t>(base),
                                     static_cast<uint8_t>(32 - std::countr_zero(size))};
    }
}

} // namespace

TenantId
TenantHelper::Add(const std::string& name,
                  const std::vector<const Specification*>& versions,
                  AddressPlan addresses)
{
    const TenantId id{static_cast<uint32_t>(m_tenants.size())};
    Tenant tenant{.addresses = addresses,
                  .plan = {.name = name,
                           .paths = {},
                           .vmByName = {},
                           .hasOwnAddresses = addresses == AddressPlan::kAsSpecified},
                  .vms = {}};
    AddPaths(tenant.plan, versions);
    AddVms(tenant, versions);
    m_tenants.push_back(std::move(tenant));
    return id;
}

void
TenantHelper::AddPaths(TenantPlan& tenant, const std::vector<const Specification*>& versions)
{
    for (const Specification* version : versions)
    {
        for (const Path& path : version->paths)
        {
            const uint32_t index = IndexOfPath(tenant, path.name);
            if (index == tenant.paths.size())
            {
                tenant.paths.push_back({path.name, path.subnet, path.protocol});
            }
            else if (tenant.paths[index].subnet != path.subnet)
            {
                throw std::invalid_argument(
                    "path " + path.name + " of tenant " + tenant.name +
                    " changes its subnet from " + tenant.paths[index].subnet.ToString() + " to " +
                    path.subnet.ToString() + "; accepted: the same subnet in every version");
            }
        }
    }
}

void
TenantHelper::AddVms(Tenant& tenant, const std::vector<const Specification*>& versions)
{
    std::unordered_map<std::string, size_t> indexOf;
    for (const Specification* version : versions)
    {
        const Extraction extraction = ExtractSpecification(*version);
        for (const auto vertex : boost::make_iterator_range(boost::vertices(version->graph)))
        {
            const std::string& name = version->graph[vertex].name;
            const auto [it, isNew] = indexOf.try_emplace(name, tenant.vms.size());
            if (isNew)
            {
                tenant.vms.push_back({name, {}});
            }
            std::vector<uint32_t>& paths = tenant.vms[it->second].paths;
            for (const uint32_t path : extraction.pathsOfVm[vertex])
            {
                paths.push_back(IndexOfPath(tenant.plan, version->paths[path].name));
            }
            std::ranges::sort(paths);
            paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
        }
    }
}

/// Adds the tenants without their VMs, with their subnets and the numbers of their segments.
void
TenantHelper::AddTenants(CloudPlan& plan) const
{
    uint64_t nextUnique = kUniqueBase;
    uint32_t nextVni = kFirstVni.value;
    for (const Tenant& tenant : m_tenants)
    {
        plan.tenants.push_back(tenant.plan);
        std::vector<uint32_t> vnicsOnPath(tenant.plan.paths.size(), 0);
        for (const Tenant::Vm& vm : tenant.vms)
        {
            std::ranges::for_each(vm.paths, [&](uint32_t path) { ++vnicsOnPath[path]; });
        }
        if (tenant.addresses == AddressPlan::kUnique)
        {
            GiveUniqueSubnets(plan.tenants.back(), vnicsOnPath, nextUnique);
        }
        plan.start.vnis.emplace_back();
        for (size_t path = 0; path < tenant.plan.paths.size(); ++path)
        {
            plan.start.vnis.back().push_back(Vni{nextVni++});
        }
    }
}

CloudPlan
TenantHelper::Plan(const Topology& topology,
                   const PlacementConfig& placement,
                   const WanGraph& wan) const
{
    PlacementRequest request{.vmsOfTenant = {},
                             .slotsOfVm = {},
                             .hosts = topology.Hosts(),
                             .hostsPerRack = topology.hostsPerRack,
                             .slotsPerHost = placement.slotsPerHost,
                             .seed = placement.seed};
    for (const Tenant& tenant : m_tenants)
    {
        request.vmsOfTenant.push_back(static_cast<uint32_t>(tenant.vms.size()));
        for (const Tenant::Vm& vm : tenant.vms)
        {
            request.slotsOfVm.push_back(static_cast<uint32_t>(vm.paths.size()));
        }
    }
    const std::vector<HostId> hosts = PlaceVms(request, placement.policy, placement.keys);

    CloudPlan plan;
    plan.seed = placement.seed;
    plan.topology = topology;
    plan.wan = wan;
    plan.start.slots = SlotPool(topology.Hosts(), placement.slotsPerHost);
    plan.start.substrate.controllerAddress = address_plan::kControllerAddress;
    plan.vms.reserve(hosts.size());
    AddTenants(plan);
    for (uint32_t tenant = 0; tenant < m_tenants.size(); ++tenant)
    {
        for (const Tenant::Vm& vm : m_tenants[tenant].vms)
        {
            const HostId host = hosts[plan.vms.size()];
            AddVm(plan, plan.start, {TenantId{tenant}, vm.name, vm.paths, host});
        }
    }

    for (uint32_t leaf = 0; leaf < topology.Leaves(); ++leaf)
    {
        plan.fabricSwitches.push_back({NodeKind::kLeaf, leaf});
    }
    for (uint32_t spine = 0; spine < topology.Spines(); ++spine)
    {
        plan.fabricSwitches.push_back({NodeKind::kSpine, spine});
    }
    for (uint32_t dc = 0; topology.HasWanRouters() && dc < topology.datacenters; ++dc)
    {
        plan.fabricSwitches.push_back({NodeKind::kWanRouter, dc});
    }
    return plan;
}

} // namespace ns3::vnlab
