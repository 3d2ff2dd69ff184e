// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/reach-survey.h"

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
    const TenantView& view = m_views[m_plan.At(a).tenant.value];
    bool sharePath = false;
    std::string permitted;
    for (const VnicId mine : m_plan.At(a).vnics)
    {
        for (const VnicId other : m_plan.At(b).vnics)
        {
            sharePath = sharePath || m_plan.At(mine).path == m_plan.At(other).path;
            const ViewLink* link = view.FindLink(mine, other);
            if (link && link->allow.empty())
            {
                return "";
            }
            permitted += link ? (permitted.empty() ? "" : ", ") + ServiceWords(link->allow) : "";
        }
    }
    return !permitted.empty() ? "their virtual link permits only " + permitted
         : sharePath          ? "no virtual link joins them"
                              : "no virtual link joins them, and they share no path";
}

std::string
ReachSurvey::NameOf(VmId vm) const
{
    return vnlab::NameOf(m_plan, vm);
}

} // namespace ns3::vnlab
