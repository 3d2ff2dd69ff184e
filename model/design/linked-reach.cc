// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/linked-reach.h"

#include "model/design/attacked-services.h"
#include "model/design/reach-groups.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// VMs on one path.
struct LocatedVms
{
    std::map<HostId, std::set<VmId>> at;
    /// By who knows and who has them: VMs on another host.
    std::map<std::pair<HostId, HostId>, std::set<VmId>> known;
};

/// @return those of each path
std::vector<LocatedVms>
Locate(const TenantView& view)
{
    const CloudPlan& plan = view.Plan();
    std::vector<LocatedVms> paths(plan.At(view.Tenant()).paths.size());
    for (const VnicId vnic : view.Vnics())
    {
        paths[plan.At(vnic).path].at[view.HostOf(vnic)].insert(plan.At(vnic).vm);
    }
    for (const ViewLink& link : view.Links())
    {
        const HostId a = view.HostOf(link.a);
        const HostId b = view.HostOf(link.b);
        if (a != b)
        {
            LocatedVms& path = paths[plan.At(link.a).path];
            path.known[{a, b}].insert(plan.At(link.b).vm);
            path.known[{b, a}].insert(plan.At(link.a).vm);
        }
    }
    return paths;
}

Reachability::Group
GroupOf(const std::set<VmId>& sources, const std::set<VmId>& targets)
{
    return {{sources.begin(), sources.end()}, {targets.begin(), targets.end()}};
}

void
AddOneWay(const LocatedVms& path, Reachability& reach)
{
    std::map<HostId, std::set<VmId>> targets = path.at;
    for (const auto& [hosts, vms] : path.known)
    {
        targets[hosts.first].insert(vms.begin(), vms.end());
    }
    for (const auto& [host, vms] : path.at)
    {
        reach.groups.push_back(GroupOf(vms, targets[host]));
    }
}

/// @param asHost whether the attacker's host knows all: only who answers it has to know where it is
void
AddTwoWay(const LocatedVms& path, bool asHost, Reachability& reach)
{
    for (const auto& [host, vms] : path.at)
    {
        reach.groups.push_back(GroupOf(vms, vms));
    }
    for (const auto& [hosts, vms] : path.known)
    {
        const auto back = path.known.find({hosts.second, hosts.first});
        reach.groups.push_back(GroupOf(back->second, asHost ? path.at.at(hosts.second) : vms));
    }
}

/// An exploit takes an answer, but over UDP. Between VMs with a link both hosts know both.
bool
TakesAnAnswer(const ReachQuestion& question)
{
    return question.contact == Contact::kTwoWay ||
           (question.contact == Contact::kExploit &&
            !HasDatagrams(AttackedServices(question.services, nullptr)));
}

/// Who owns a host can send anywhere, but does not write into its switch where VMs are, so that they connect.
bool
KnowsAll(const ReachQuestion& question)
{
    return question.attacker.power >= Capability::kHostRoot && question.contact == Contact::kTwoWay;
}

} // namespace

Reachability
ReachLocated(std::span<const TenantView> tenants, const ReachQuestion& question)
{
    Reachability reach = ReachNobody(tenants, question.attacker);
    for (const TenantView& view : tenants)
    {
        for (const LocatedVms& path : Locate(view))
        {
            TakesAnAnswer(question) ? AddTwoWay(path, KnowsAll(question), reach)
                                    : AddOneWay(path, reach);
        }
    }
    AddCarriers(tenants, question, reach);
    return reach;
}

} // namespace ns3::vnlab
