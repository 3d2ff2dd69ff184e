// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-sites.h"

#include "model/cloud/cloud-names.h"
#include "model/service/server-kind.h"

#include <optional>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

namespace
{

constexpr Ipv4Prefix kUniqueAddresses{0x0a000000, 8}; // AddressPlan::kUnique

[[noreturn]] void
RefuseOverlap(const SitePlan& site, const Ipv4Prefix& taken, const std::string& whose)
{
    throw std::invalid_argument("the network " + site.network.ToString() + " of " + site.name +
                                " overlaps " + taken.ToString() + ", " + whose);
}

void
CheckDisjoint(const SitePlan& site, const std::vector<SitePlan>& others, const CloudPlan& plan)
{
    const TenantPlan& tenant = plan.At(site.tenant);
    for (const PathPlan& path : tenant.paths)
    {
        if (site.network.Overlaps(path.subnet))
        {
            RefuseOverlap(site, path.subnet, "where VMs of " + tenant.name + " are");
        }
    }
    for (const SitePlan& other : others)
    {
        if (other.tenant == site.tenant && site.network.Overlaps(other.network))
        {
            RefuseOverlap(site, other.network, "that of " + other.name);
        }
    }
}

} // namespace

std::vector<Ipv4Prefix>
NetworksOf(const Scenario::Tenants& group)
{
    if (group.uniqueAddresses)
    {
        return {kUniqueAddresses};
    }
    std::vector<Ipv4Prefix> networks;
    for (const Path& path : group.specification.paths)
    {
        networks.push_back(path.subnet);
    }
    return networks;
}

std::vector<SitePlan>
PlanSites(const Scenario& scenario, const SubstrateHelper& substrate, const CloudPlan& plan)
{
    std::vector<SitePlan> sites;
    for (const Scenario::Server& server : scenario.substrate.servers)
    {
        const auto own = FindServerKind(server.kind)->Network(server.keys.Of(server.kind));
        const std::optional<VmId> vm = own ? FindVm(plan, own->vm) : std::nullopt;
        if (!vm)
        {
            continue;
        }
        const SubstrateHelper::FoundServer site = substrate.FindServer(server.name).value();
        const SubstrateHelper::FoundServer gateway = substrate.FindServer(own->gateway).value();
        sites.push_back({.name = server.name,
                         .tenant = plan.At(*vm).tenant,
                         .path = plan.At(plan.At(*vm).vnics.front()).path,
                         .network = Ipv4Prefix::Parse(own->network).value(),
                         .site = site.id,
                         .address = site.address,
                         .gateway = gateway.id,
                         .gatewayAddress = gateway.address});
        CheckDisjoint(sites.back(), {sites.begin(), sites.end() - 1}, plan);
    }
    return sites;
}

} // namespace ns3::vnlab
