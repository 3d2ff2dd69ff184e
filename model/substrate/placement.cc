// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/placement.h"

#include "model/input/nearest-name.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

namespace
{

void
CheckRequest(const PlacementRequest& request)
{
    const uint64_t vms =
        std::accumulate(request.vmsOfTenant.begin(), request.vmsOfTenant.end(), uint64_t{0});
    if (vms != request.slotsOfVm.size())
    {
        throw std::invalid_argument("the tenants have " + std::to_string(vms) +
                                    " VMs, but slots are given for " +
                                    std::to_string(request.slotsOfVm.size()));
    }
    if (std::ranges::find(request.slotsOfVm, 0U) != request.slotsOfVm.end())
    {
        throw std::invalid_argument("a VM takes 0 slots; accepted is at least 1");
    }
    if (request.hostsPerRack == 0)
    {
        throw std::invalid_argument("a rack has 0 hosts; accepted is at least 1");
    }
    const uint64_t needed =
        std::accumulate(request.slotsOfVm.begin(), request.slotsOfVm.end(), uint64_t{0});
    const uint64_t room = uint64_t{request.hosts} * request.slotsPerHost;
    if (needed > room)
    {
        throw std::invalid_argument(std::to_string(vms) + " VMs take " + std::to_string(needed) +
                                    " slots, but " + std::to_string(request.hosts) +
                                    " hosts with " + std::to_string(request.slotsPerHost) +
                                    " slots each have " + std::to_string(room));
    }
}

/// Holds a policy to its word, so that a fault of one is not found as a wrong address.
void
CheckHosts(const std::vector<HostId>& hostOfVm,
           const PlacementRequest& request,
           const PlacementPolicy& policy)
{
    const std::string who = "placement \"" + std::string(policy.Name()) + "\" ";
    if (hostOfVm.size() != request.slotsOfVm.size())
    {
        throw std::logic_error(who + "places " + std::to_string(hostOfVm.size()) + " VMs of " +
                               std::to_string(request.slotsOfVm.size()));
    }
    std::vector<uint64_t> taken(request.hosts, 0);
    for (size_t vm = 0; vm < hostOfVm.size(); ++vm)
    {
        const uint32_t host = hostOfVm[vm].value;
        if (host >= request.hosts)
        {
            throw std::logic_error(who + "puts VM " + std::to_string(vm) + " on host " +
                                   std::to_string(host) + " of " + std::to_string(request.hosts));
        }
        taken[host] += request.slotsOfVm[vm];
        if (taken[host] > request.slotsPerHost)
        {
            throw std::logic_error(who + "puts VMs of " + std::to_string(taken[host]) +
                                   " slots on host " + std::to_string(host) + ", which has " +
                                   std::to_string(request.slotsPerHost));
        }
    }
}

} // namespace

std::unique_ptr<OwnKeys>
PlacementPolicy::MakeKeys() const
{
    return std::make_unique<NoKeys>();
}

const PlacementPolicy*
FindPlacementPolicy(std::string_view name)
{
    return Registry<PlacementPolicy>::Get().Find(name);
}

std::vector<const PlacementPolicy*>
AllPlacementPolicies()
{
    return Registry<PlacementPolicy>::Get().All();
}

std::vector<HostId>
PlaceVms(const PlacementRequest& request, const PlacementPolicy& policy, const OwnKeys& keys)
{
    CheckRequest(request);
    if (request.slotsOfVm.empty())
    {
        return {};
    }
    std::vector<HostId> hostOfVm = policy.Place(request, keys);
    CheckHosts(hostOfVm, request, policy);
    return hostOfVm;
}

std::vector<HostId>
PlaceVms(const PlacementRequest& request, std::string_view policy, const KeysByKind& keys)
{
    const PlacementPolicy* found = FindPlacementPolicy(policy);
    if (!found)
    {
        throw std::invalid_argument(
            UnknownName("placement", policy, Registry<PlacementPolicy>::Get().Names()));
    }
    const OwnKeys* own = keys.Find(policy);
    return own ? PlaceVms(request, *found, *own) : PlaceVms(request, *found, *found->MakeKeys());
}

} // namespace ns3::vnlab
