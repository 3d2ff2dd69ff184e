// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/reach-groups.h"

#include "model/design/attacked-services.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kMostPorts = 65536;

Ipv4Prefix
SubnetOf(uint32_t address, uint8_t length)
{
    return {length == 0 ? 0 : address & ~uint32_t{0} << (32 - length), length};
}

void
SortVms(std::vector<VmId>& vms)
{
    std::ranges::sort(vms);
    vms.erase(std::unique(vms.begin(), vms.end()), vms.end());
}

void
AddGroup(Reachability& reach, std::vector<VmId> members)
{
    SortVms(members);
    reach.groups.push_back({members, members});
}

/// Adds who on a chain reaches its end, from the last before it on.
template <class Way>
void
AddCarriersTo(const TenantView& view, VnicId end, const Way& way, Reachability& reach)
{
    Reachability::Group group{.sources = {}, .targets = {view.Plan().At(end).vm}};
    for (const VnicId vnic : way)
    {
        if (!view.Has(vnic))
        {
            break;
        }
        group.sources.push_back(view.Plan().At(vnic).vm);
    }
    SortVms(group.sources);
    reach.groups.push_back(std::move(group));
}

} // namespace

Reachability
ReachNobody(std::span<const TenantView> tenants, const Attacker& attacker)
{
    Reachability reach;
    if (tenants.empty())
    {
        return reach;
    }
    const CloudPlan& plan = tenants.front().Plan();
    reach.vmCount = static_cast<uint32_t>(plan.vms.size());
    if (attacker.position == Position::kNeighbour)
    {
        for (const VmPlan& vm : plan.vms)
        {
            reach.tenantOf.push_back(vm.tenant);
        }
    }
    return reach;
}

Reachability
ReachEverybody(std::span<const TenantView> tenants, const Attacker& attacker)
{
    std::vector<VmId> members;
    for (const TenantView& view : tenants)
    {
        for (const VnicId vnic : view.Vnics())
        {
            members.push_back(view.Plan().At(vnic).vm);
        }
    }
    Reachability reach = ReachNobody(tenants, attacker);
    AddGroup(reach, std::move(members));
    return reach;
}

Reachability
ReachSubnets(std::span<const TenantView> tenants, const Attacker& attacker)
{
    std::map<Ipv4Prefix, Reachability::Group> bySubnet;
    std::set<uint8_t> lengths;
    for (const TenantView& view : tenants)
    {
        for (const VnicId vnic : view.Vnics())
        {
            const Ipv4Prefix& subnet = view.Plan().PathOf(vnic).subnet;
            bySubnet[subnet].sources.push_back(view.Plan().At(vnic).vm);
            lengths.insert(subnet.length);
        }
    }
    for (const TenantView& view : tenants)
    {
        for (const VnicId vnic : view.Vnics())
        {
            for (const uint8_t length : lengths)
            {
                const VnicPlan& to = view.Plan().At(vnic);
                const auto found = bySubnet.find(SubnetOf(to.address, length));
                if (found != bySubnet.end())
                {
                    found->second.targets.push_back(to.vm);
                }
            }
        }
    }
    Reachability reach = ReachNobody(tenants, attacker);
    for (auto& [subnet, group] : bySubnet)
    {
        SortVms(group.sources);
        SortVms(group.targets);
        reach.groups.push_back(std::move(group));
    }
    return reach;
}

Reachability
ReachSegment(std::span<const TenantView> tenants, const Attacker& attacker)
{
    Reachability reach = ReachNobody(tenants, attacker);
    for (const TenantView& view : tenants)
    {
        const CloudPlan& plan = view.Plan();
        for (uint32_t path = 0; path < plan.At(view.Tenant()).paths.size(); ++path)
        {
            std::vector<VmId> members;
            for (const VnicId vnic : view.OnPath(path))
            {
                members.push_back(plan.At(vnic).vm);
            }
            AddGroup(reach, std::move(members));
        }
    }
    return reach;
}

Reachability
ReachLinks(std::span<const TenantView> tenants, const Attacker& attacker)
{
    return ReachLinks(tenants, attacker, [](const ViewLink&) { return true; });
}

Reachability
ReachLinks(std::span<const TenantView> tenants, const Attacker& attacker, const LinkFilter& counts)
{
    Reachability reach = ReachNobody(tenants, attacker);
    for (const TenantView& view : tenants)
    {
        for (const ViewLink& link : view.Links())
        {
            if (counts(link))
            {
                const VmId a = view.Plan().At(link.a).vm;
                const VmId b = view.Plan().At(link.b).vm;
                reach.links.emplace_back(a, b);
                reach.links.emplace_back(b, a);
            }
        }
    }
    std::ranges::sort(reach.links);
    reach.links.erase(std::unique(reach.links.begin(), reach.links.end()), reach.links.end());
    return reach;
}

LinkFilter
PassingLinks(const ReachQuestion& question, FilterMemory memory, bool byDatagrams)
{
    const uint32_t lowestPort = memory == FilterMemory::kConnections
                                  ? kMostPorts
                                  : uint32_t{LowestSourcePort(question.attacker.power)};
    const auto passes = [lowestPort](const ViewLink& link, const Service& service)
    {
        return link.allow.empty() ||
               std::ranges::any_of(link.allow,
                                   [&](const Service& allowed)
                                   {
                                       return allowed.ipProtocol == service.ipProtocol &&
                                              (allowed.port == 0 || allowed.port == service.port ||
                                               allowed.port >= lowestPort);
                                   });
    };
    return [&question, passes, byDatagrams](const ViewLink& link)
    {
        return std::ranges::any_of(
            AttackedServices(question.services, &link),
            [&](const Service& service) {
                return (!byDatagrams || HasDatagrams({&service, 1})) && passes(link, service);
            });
    };
}

void
AddCarriers(std::span<const TenantView> tenants, const ReachQuestion& question, Reachability& reach)
{
    AddCarriers(
        tenants, question, [](const ViewLink&) { return true; }, reach);
}

void
AddCarriers(std::span<const TenantView> tenants,
            const ReachQuestion& question,
            const LinkFilter& counts,
            Reachability& reach)
{
    if (question.attacker.power < Capability::kGuestRoot || question.contact == Contact::kTwoWay)
    {
        return;
    }
    for (const TenantView& view : tenants)
    {
        for (const ViewLink& link : view.Links())
        {
            if (!link.via.empty() && counts(link) &&
                (question.contact == Contact::kOneWay ||
                 HasDatagrams(AttackedServices(question.services, &link))))
            {
                AddCarriersTo(view, link.a, link.via, reach);
                AddCarriersTo(view, link.b, std::views::reverse(link.via), reach);
            }
        }
    }
}

void
AddForgers(std::span<const TenantView> tenants,
           const ReachQuestion& question,
           const LinkFilter& counts,
           const std::function<uint32_t(HostId host)>& placeOf,
           Reachability& reach)
{
    const Attacker& attacker = question.attacker;
    if (attacker.power < Capability::kGuestRoot || attacker.knowledge != Knowledge::kEverything ||
        question.contact == Contact::kTwoWay)
    {
        return;
    }
    std::map<uint32_t, Reachability::Group> groups;
    for (const TenantView& view : tenants)
    {
        const CloudPlan& plan = view.Plan();
        for (const VnicId vnic : view.Vnics())
        {
            groups[placeOf(view.HostOf(vnic))].sources.push_back(plan.At(vnic).vm);
        }
        for (const ViewLink& link : view.Links())
        {
            if (counts(link) && (question.contact == Contact::kOneWay ||
                                 HasDatagrams(AttackedServices(question.services, &link))))
            {
                groups[placeOf(view.HostOf(link.a))].targets.push_back(plan.At(link.b).vm);
                groups[placeOf(view.HostOf(link.b))].targets.push_back(plan.At(link.a).vm);
            }
        }
    }
    for (auto& [place, group] : groups)
    {
        SortVms(group.sources);
        SortVms(group.targets);
        reach.groups.push_back(std::move(group));
    }
}

Reachability
ReachLinked(std::span<const TenantView> tenants, const Attacker& attacker, const LinkFilter& counts)
{
    Reachability reach = ReachEverybody(tenants, attacker);
    std::vector<VmId> linked;
    for (const auto& [from, to] : ReachLinks(tenants, attacker, counts).links)
    {
        linked.push_back(to);
    }
    SortVms(linked);
    reach.groups.front().targets = std::move(linked);
    return reach;
}

} // namespace ns3::vnlab
