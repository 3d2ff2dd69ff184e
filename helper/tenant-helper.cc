// SPDX-License-Identifier: GPL-2.0-only
#include "helper/tenant-helper.h"

#include "model/identity/uuid.h"
#include "model/spec/spec-traversal.h"
#include "model/substrate/address-plan.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kFirstVni = 4096;
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
    const TenantId id{static_cast<uint32_t>(m_plan.tenants.size())};
    m_plan.tenants.push_back({.name = name, .paths = {}, .vmByName = {}});
    m_tenants.push_back({addresses, {}});
    AddPaths(m_plan.tenants.back(), versions);
    AddVms(id, versions);
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
TenantHelper::AddVms(TenantId id, const std::vector<const Specification*>& versions)
{
    TenantPlan& tenant = m_plan.tenants[id.value];
    std::vector<std::vector<uint32_t>>& pathsOfVm = m_tenants[id.value].pathsOfVm;
    const auto first = static_cast<uint32_t>(m_plan.vms.size());
    for (const Specification* version : versions)
    {
        const Extraction extraction = ExtractSpecification(*version);
        for (const auto vertex : boost::make_iterator_range(boost::vertices(version->graph)))
        {
            const std::string& name = version->graph[vertex].name;
            const auto [it, isNew] =
                tenant.vmByName.try_emplace(name, VmId{static_cast<uint32_t>(m_plan.vms.size())});
            if (isNew)
            {
                m_plan.vms.push_back({.tenant = id, .name = name, .uuid = {}, .vnics = {}});
                pathsOfVm.emplace_back();
            }
            std::vector<uint32_t>& paths = pathsOfVm[it->second.value - first];
            for (const uint32_t path : extraction.pathsOfVm[vertex])
            {
                paths.push_back(IndexOfPath(tenant, version->paths[path].name));
            }
            std::ranges::sort(paths);
            paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
        }
    }
}

CloudPlan
TenantHelper::Plan(const Topology& topology, const PlacementConfig& placement) const
{
    CloudPlan plan = m_plan;
    PlacementRequest request{.vmsOfTenant = {},
                             .slotsOfVm = {},
                             .hosts = topology.Hosts(),
                             .hostsPerRack = topology.hostsPerRack,
                             .slotsPerHost = placement.slotsPerHost,
                             .seed = placement.seed};
    for (const Tenant& tenant : m_tenants)
    {
        request.vmsOfTenant.push_back(static_cast<uint32_t>(tenant.pathsOfVm.size()));
        for (const std::vector<uint32_t>& paths : tenant.pathsOfVm)
        {
            request.slotsOfVm.push_back(static_cast<uint32_t>(paths.size()));
        }
    }
    const std::vector<HostId> hosts = PlaceVms(request, placement.policy, placement.keys);

    CloudVersion& start = plan.start;
    start.slots = SlotPool(topology.Hosts(), placement.slotsPerHost);
    start.substrate.controllerAddress = address_plan::kControllerAddress;
    uint64_t nextUnique = kUniqueBase;
    uint32_t nextVni = kFirstVni;
    uint32_t vm = 0;
    for (size_t t = 0; t < m_tenants.size(); ++t)
    {
        TenantPlan& tenant = plan.tenants[t];
        std::vector<uint32_t> vnicsOnPath(tenant.paths.size(), 0);
        for (const std::vector<uint32_t>& paths : m_tenants[t].pathsOfVm)
        {
            std::ranges::for_each(paths, [&](uint32_t path) { ++vnicsOnPath[path]; });
        }
        if (m_tenants[t].addresses == AddressPlan::kUnique)
        {
            GiveUniqueSubnets(tenant, vnicsOnPath, nextUnique);
        }
        start.vnis.emplace_back();
        for (size_t path = 0; path < tenant.paths.size(); ++path)
        {
            start.vnis.back().push_back(Vni{nextVni++});
        }
        std::vector<uint32_t> nextAddress(tenant.paths.size(), kReserved - 1);
        for (const std::vector<uint32_t>& paths : m_tenants[t].pathsOfVm)
        {
            VmPlan& vmPlan = plan.vms[vm];
            vmPlan.uuid = DeriveVmUuid(placement.seed, tenant.name, vmPlan.name).bytes;
            for (const uint32_t path : paths)
            {
                const VnicId vnic{static_cast<uint32_t>(plan.vnics.size())};
                vmPlan.vnics.push_back(vnic);
                plan.vnics.push_back(
                    {.vm = VmId{vm},
                     .path = path,
                     .address = tenant.paths[path].subnet.base + nextAddress[path]++,
                     .mac = address_plan::VnicMac(vnic)});
                const HostId host = hosts[vm];
                const uint32_t slot = start.slots.Take(host).value(); // PlaceVms has counted
                start.places.push_back({host, address_plan::VnicAddress(host, slot)});
            }
            ++vm;
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
    const bool usesRouters =
        topology.datacenters > 1 ||
        std::ranges::any_of(topology.servers,
                            [](NodeRef at) { return at.kind == NodeKind::kWanRouter; });
    for (uint32_t dc = 0; usesRouters && dc < topology.datacenters; ++dc)
    {
        plan.fabricSwitches.push_back({NodeKind::kWanRouter, dc});
    }
    return plan;
}

} // namespace ns3::vnlab
