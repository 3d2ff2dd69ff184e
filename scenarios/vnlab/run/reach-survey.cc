// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/reach-survey.h"

#include "analysis/exposure/attack-path.h"
#include "analysis/exposure/exposure.h"
#include "model/cloud/cloud-names.h"
#include "model/input/input-error.h"
#include "model/input/nearest-name.h"
#include "model/wire/protocol-numbers.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/scenario-vm-checks.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <set>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return "tcp/80", "udp" for any port
std::string
ServiceWord(const Service& service)
{
    const std::string protocol = service.ipProtocol == ipproto::kTcp ? "tcp"
                               : service.ipProtocol == ipproto::kUdp ? "udp"
                                                                     : "icmp";
    return protocol + (service.port == 0 ? "" : "/" + std::to_string(service.port));
}

std::string
ServiceWords(const std::vector<Service>& services)
{
    std::vector<std::string> words;
    for (const Service& service : services)
    {
        words.push_back(ServiceWord(service));
    }
    return ShortList(words);
}

/// Counts who reaches whom. @param pairs,targets of a ReachAnswer
void
Count(const Reachability& reach,
      const std::vector<VmId>& from,
      const std::vector<VmId>& to,
      uint64_t& pairs,
      std::vector<VmId>& targets)
{
    if (from.size() == reach.vmCount && to.size() == reach.vmCount) // faster, all at once
    {
        const std::vector<uint32_t> counts = ReachableCounts(reach);
        pairs = std::accumulate(counts.begin(), counts.end(), uint64_t{0});
        return;
    }
    std::set<VmId> all;
    for (const VmId vm : from)
    {
        std::vector<VmId> reached;
        std::ranges::set_intersection(ReachableSet(reach, vm), to, std::back_inserter(reached));
        pairs += reached.size();
        all.insert(reached.begin(), reached.end());
    }
    targets.assign(all.begin(), all.end());
}

} // namespace

ReachSurvey::ReachSurvey(Scenario scenario)
    : m_scenario(std::move(scenario)),
      m_rehearsal(Rehearse(m_scenario, 0)),
      m_timeline(m_scenario, 0, 0),
      m_plan(PlanCloud(m_timeline, 0)),
      m_views(FirstViews(m_timeline, m_plan))
{
}

std::vector<VmId>
ReachSurvey::AllVms() const
{
    std::vector<VmId> vms(m_plan.vms.size());
    for (uint32_t vm = 0; vm < vms.size(); ++vm)
    {
        vms[vm] = VmId{vm};
    }
    return vms;
}

std::vector<VmId>
ReachSurvey::VmsOf(const std::string& name, const std::string& what) const
{
    if (const std::optional<VmId> vm = FindVm(m_plan, name))
    {
        return {*vm};
    }
    std::vector<VmId> vms = AllVms();
    std::erase_if(vms,
                  [&](VmId vm)
                  {
                      const auto& tenant = m_timeline.Tenants()[m_plan.At(vm).tenant.value];
                      return tenant.name != name && tenant.group->name != name;
                  });
    if (vms.empty())
    {
        const auto tenants = FindTenants(m_scenario.tenants, name);
        if (tenants || FindVm(m_scenario.tenants, name))
        {
            throw InputError(
                {{.file = what,
                  .message = "is " + QuoteShort(name) +
                             ", which a change brings later; accepted is what is there "
                             "before any change"}});
        }
        const bool isVm = name.find('/') != std::string::npos;
        throw InputError(
            {{.file = what,
              .message = "is " + QuoteShort(name) +
                         (isVm ? WhyNoVm(name, m_scenario.tenants)
                               : "; accepted are a VM (\"tenant/vm\"), a tenant and a group" +
                                     DidYouMean(name, NamesOf(m_scenario.tenants)))}});
    }
    return vms;
}

std::vector<ReachAnswer>
ReachSurvey::Ask(const std::vector<VmId>& from, const std::vector<VmId>& to) const
{
    std::vector<ReachAnswer> answers;
    for (const std::string& name : m_scenario.designs)
    {
        ReachAnswer& answer = answers.emplace_back(ReachAnswer{.design = name});
        const auto refusal = std::ranges::find(m_rehearsal.refusals, name, &DesignWord::design);
        if (refusal != m_rehearsal.refusals.end())
        {
            answer.refusal = refusal->word;
            continue;
        }
        const DesignChoice choice = ChooseDesign(m_scenario, name);
        for (const AttackerWord<Capability>& power : kAttackerWords<Capability>)
        {
            const Reachability reach =
                choice.GetDesign().Reach(m_views, {.attacker = {.power = power.value}});
            Count(reach, from, to, answer.pairs[power.value], answer.targets[power.value]);
            if (from.size() == 1 && to.size() == 1 && answer.pairs[power.value] == 0)
            {
                const auto path = ShortestAttackPath(reach, from.front(), to.front());
                const auto cut = LeastCut(reach, from.front(), to.front());
                if (!path.empty() && cut)
                {
                    answer.ways[power.value] = {path, *cut};
                }
            }
        }
    }
    return answers;
}

std::string
ReachSurvey::Between(VmId a, VmId b) const
{
    if (m_plan.At(a).tenant != m_plan.At(b).tenant)
    {
        return "they are of different tenants";
    }
    const std::optional<std::string> permitted = PermittedBetween(a, b);
    if (permitted)
    {
        return permitted->empty() ? "" : "their virtual link permits only " + *permitted;
    }
    const auto pathsOf = [this](VmId vm)
    {
        std::set<uint32_t> paths;
        for (const VnicId vnic : m_plan.At(vm).vnics)
        {
            paths.insert(m_plan.At(vnic).path);
        }
        return paths;
    };
    const std::set<uint32_t> own = pathsOf(a);
    const bool sharePath =
        std::ranges::any_of(pathsOf(b), [&own](uint32_t path) { return own.contains(path); });
    return sharePath ? "no virtual link joins them"
                     : "no virtual link joins them, and they share no path";
}

std::optional<std::string>
ReachSurvey::PermittedBetween(VmId a, VmId b) const
{
    const TenantView& view = m_views[m_plan.At(a).tenant.value];
    std::optional<std::string> permitted;
    for (const VnicId mine : m_plan.At(a).vnics)
    {
        for (const VnicId other : m_plan.At(b).vnics)
        {
            const ViewLink* link = view.FindLink(mine, other);
            if (link && link->allow.empty())
            {
                return "";
            }
            if (link)
            {
                permitted = (permitted ? *permitted + ", " : "") + ServiceWords(link->allow);
            }
        }
    }
    return permitted;
}

std::string
ReachSurvey::Told(const std::vector<VmId>& path) const
{
    std::string told = NameOf(path.front());
    for (size_t i = 1; i < path.size(); ++i)
    {
        const bool isOneTenant = m_plan.At(path[i - 1]).tenant == m_plan.At(path[i]).tenant;
        const auto services = isOneTenant ? PermittedBetween(path[i - 1], path[i]) : std::nullopt;
        told += " → " + NameOf(path[i]);
        told += services && !services->empty() ? " on " + *services : "";
    }
    return told;
}

std::string
ReachSurvey::NameOf(VmId vm) const
{
    return vnlab::NameOf(m_plan, vm);
}

} // namespace ns3::vnlab
