// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/host-reach.h"

#include "model/design/attacked-services.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using Vms = std::vector<VmId>;

void
Unite(Vms& vms)
{
    std::ranges::sort(vms);
    vms.erase(std::unique(vms.begin(), vms.end()), vms.end());
}

/// The VMs that exist, by host.
class Hosts
{
  public:
    explicit Hosts(std::span<const TenantView> tenants)
    {
        for (const TenantView& view : tenants)
        {
            for (const VnicId vnic : view.Vnics())
            {
                m_vms[view.HostOf(vnic)].push_back(view.Plan().At(vnic).vm);
                m_host[view.Plan().At(vnic).vm] = view.HostOf(vnic);
            }
        }
        for (auto& [host, vms] : m_vms)
        {
            Unite(vms);
        }
    }

    const std::map<HostId, Vms>& VmsByHost() const
    {
        return m_vms;
    }

    HostId Of(VmId vm) const
    {
        return m_host.at(vm);
    }

  private:
    std::map<HostId, Vms> m_vms;
    std::map<VmId, HostId> m_host;
};

/// @return who sends to one end of a link: the other end, or the last one on a service chain
VnicId
SenderTo(const ViewLink& link, VnicId end)
{
    if (link.via.empty())
    {
        return end == link.a ? link.b : link.a;
    }
    return end == link.a ? link.via.front() : link.via.back();
}

} // namespace

void
JoinHosts(std::span<const TenantView> tenants, Reachability& reach)
{
    const Hosts hosts(tenants);
    for (Reachability::Group& group : reach.groups)
    {
        Vms sources;
        for (const VmId source : group.sources)
        {
            const Vms& beside = hosts.VmsByHost().at(hosts.Of(source));
            sources.insert(sources.end(), beside.begin(), beside.end());
        }
        Unite(sources);
        group.sources = std::move(sources);
    }
    std::map<HostId, Vms> linked;
    for (const auto& [from, to] : reach.links)
    {
        linked[hosts.Of(from)].push_back(to);
    }
    reach.links.clear();
    for (const auto& [host, vms] : hosts.VmsByHost())
    {
        Vms& targets = linked[host];
        targets.insert(targets.end(), vms.begin(), vms.end());
        Unite(targets);
        reach.groups.push_back({vms, std::move(targets)});
    }
}

bool
TakesForgedPackets(const ReachQuestion& question)
{
    const bool isEnough = question.contact == Contact::kOneWay ||
                          (question.contact == Contact::kExploit &&
                           (question.services.empty() || HasDatagrams(question.services)));
    return question.attacker.power >= Capability::kHostRoot && isEnough;
}

LinkFilter
ForgedLinks(const ReachQuestion& question, FilterMemory memory)
{
    return PassingLinks(question, memory, question.contact == Contact::kExploit);
}

void
AddForgedNames(std::span<const TenantView> tenants,
               const LinkFilter& counts,
               NamePlace place,
               Reachability& reach)
{
    Reachability::Group group;
    for (const TenantView& view : tenants)
    {
        const CloudPlan& plan = view.Plan();
        for (const VnicId vnic : view.Vnics())
        {
            group.sources.push_back(plan.At(vnic).vm);
        }
        for (const ViewLink& link : view.Links())
        {
            for (const VnicId end : {link.a, link.b})
            {
                const VnicId sender = SenderTo(link, end);
                const bool isThere = view.Has(sender) && (place == NamePlace::kAnywhere ||
                                                          view.HostOf(sender) != view.HostOf(end));
                if (counts(link) && isThere)
                {
                    group.targets.push_back(plan.At(end).vm);
                }
            }
        }
    }
    Unite(group.sources);
    Unite(group.targets);
    reach.groups.push_back(std::move(group));
}

} // namespace ns3::vnlab
