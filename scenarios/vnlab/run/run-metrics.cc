// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/run-metrics.h"

#include "analysis/exposure/exposure.h"
#include "model/deployment/work-report.h"
#include "model/spec/manual-configuration.h"
#include "scenarios/vnlab/run/change-watch.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// A kind of enforcement point as metrics name it.
struct PlaceNames
{
    std::string total;
    std::string perPlace;
};

PlaceNames
NamesOf(EnforcementPoint at)
{
    if (at.kind == PlaceKind::kVmHook)
    {
        return {"config.rules_vm_hook", "_per_vm"};
    }
    return at.IsFabricSwitch() ? PlaceNames{"config.rules_switch", "_per_switch"}
                               : PlaceNames{"config.rules_host", "_per_host"};
}

/// The place that a rule's share is counted at: of a hook the VM, which may have several vNICs.
EnforcementPoint
OwnerOf(const CloudPlan& plan, EnforcementPoint at)
{
    return at.kind == PlaceKind::kVmHook
             ? EnforcementPoint{at.kind, plan.At(VnicId{at.index}).vm.value}
             : at;
}

size_t
PlacesOf(const Deployment& deployment, const std::string& perPlace)
{
    const CloudPlan& plan = deployment.Plan();
    if (perPlace == "_per_vm")
    {
        return plan.vms.size();
    }
    return perPlace == "_per_switch" ? plan.fabricSwitches.size() : deployment.HostCount();
}

void
ReportRules(const Deployment& deployment, RunResult& result)
{
    std::map<EnforcementPoint, uint64_t> count;
    uint64_t rules = 0;
    uint64_t bytes = 0;
    const auto add = [&](const Rule& rule)
    {
        ++rules;
        ++count[OwnerOf(deployment.Plan(), rule.where.at)];
        bytes += rule.Bytes();
    };
    deployment.Store().ForEach(add);
    std::ranges::for_each(deployment.BootRules(), add);
    result.metrics["config.rules"] = static_cast<double>(rules);
    result.metrics["config.rule_bytes"] = static_cast<double>(bytes);
    for (const EnforcementPoint at : {EnforcementPoint{PlaceKind::kVmHook, 0},
                                      EnforcementPoint{PlaceKind::kHostSwitch, 0},
                                      EnforcementPoint{PlaceKind::kLeaf, 0}})
    {
        const PlaceNames names = NamesOf(at);
        double total = 0;
        double most = 0;
        for (const auto& [place, held] : count)
        {
            if (NamesOf(place).total == names.total)
            {
                total += static_cast<double>(held);
                most = std::max(most, static_cast<double>(held));
            }
        }
        const auto places = static_cast<double>(PlacesOf(deployment, names.perPlace));
        result.metrics[names.total] = total;
        result.metrics["config.rules_max" + names.perPlace] = most;
        result.metrics["config.rules_mean" + names.perPlace] = total / places;
    }
}

/// The mean over the VMs that exist now as footholds, as a fraction of the others that exist.
double
MeanFraction(const Deployment& deployment, const std::vector<uint32_t>& countByVm)
{
    const std::vector<VmId> vms = deployment.ActiveVms();
    uint64_t reached = 0;
    for (const VmId vm : vms)
    {
        reached += countByVm[vm.value];
    }
    const uint64_t pairs = vms.size() * (vms.size() - 1);
    return pairs == 0 ? 0 : static_cast<double>(reached) / static_cast<double>(pairs);
}

} // namespace

void
ReportConfiguration(const Timeline& timeline,
                    const Deployment& deployment,
                    Time deployTime,
                    RunResult& result)
{
    double settings = 0;
    double byHand = 0;
    for (size_t tenant = 0; tenant < timeline.Tenants().size(); ++tenant)
    {
        const Specification& first = *timeline.Tenants()[tenant].versions.front().specification;
        settings +=
            static_cast<double>(deployment.GetDesign().Settings(deployment.Views()[tenant], first));
        byHand += static_cast<double>(CountManualConfiguration(first).endpoints);
    }
    const ControlPlane& plane = deployment.GetControlPlane();
    result.metrics["config.settings"] = settings;
    result.metrics["config.settings_by_hand"] = byHand;
    result.metrics["config.messages"] = static_cast<double>(plane.Traffic().messages);
    result.metrics["config.bytes"] = static_cast<double>(plane.Traffic().bytes);
    result.metrics["config.controller_cpu_s"] = plane.CpuTime().GetSeconds();
    result.metrics["config.refused"] = static_cast<double>(plane.Refused());
    result.metrics["config.deploy_s"] = deployTime.GetSeconds();
    ReportRules(deployment, result);
}

void
ReportReachability(const Deployment& deployment,
                   const std::vector<Attacker>& others,
                   RunResult& result)
{
    std::set<Attacker> attackers(others.begin(), others.end());
    for (const AttackerWord<Capability>& power : kAttackerWords<Capability>)
    {
        attackers.insert({.power = power.value});
    }
    for (const Attacker& attacker : attackers)
    {
        const Reachability reach = deployment.GetDesign().Reach(deployment.Views(), attacker);
        const std::string label = LabelOf(attacker);
        result.metrics["exposure.reachable." + label] =
            MeanFraction(deployment, ReachableCounts(reach));
        result.metrics["exposure.closure." + label] =
            MeanFraction(deployment, ClosureCounts(reach));
    }
}

void
ReportAttack(const AttackOutcome& outcome, const std::string& label, Time start, RunResult& result)
{
    if (!outcome.compromised.empty())
    {
        std::vector<std::pair<double, double>>& series =
            result.series["exposure.compromised." + label];
        double count = 0;
        for (const auto& [vm, time] : outcome.compromised)
        {
            series.emplace_back((time - start).GetSeconds(), ++count);
        }
        result.metrics["exposure.compromised_final." + label] = count;
    }
    result.metrics["attack.attempts." + label] = static_cast<double>(outcome.attempts);
    result.metrics["attack.delivered." + label] = static_cast<double>(outcome.delivered);
    if (outcome.success)
    {
        result.metrics["attack.success." + label] = *outcome.success ? 1 : 0;
    }
}

void
ReportMonitor(const MonitorOutcome& outcome,
              const std::string& label,
              Time start,
              RunResult& result)
{
    for (const auto& [name, counts] : outcome.counts)
    {
        uint64_t total = 0;
        for (const auto& [vm, count] : counts)
        {
            total += count;
        }
        result.metrics["monitor." + name + "." + label] = static_cast<double>(total);
    }
    result.metrics["monitor.alarms." + label] = static_cast<double>(outcome.alarms.size());
    if (!outcome.alarms.empty())
    {
        const Time first = outcome.alarms.front().second - start;
        result.metrics["monitor.first_alarm_s." + label] = first.GetSeconds();
    }
}

void
ReportIdentity(const Deployment& deployment, RunResult& result)
{
    if (const AttachGuard* guard = deployment.Guard())
    {
        const AttachCounts counts = guard->Counts();
        result.metrics["identity.admitted"] = static_cast<double>(counts.admitted);
        result.metrics["identity.verified"] = static_cast<double>(counts.verified);
    }
}

void
ReportDataPlane(Deployment& deployment,
                const TrafficMonitor& monitor,
                const DropLog& drops,
                const CostTable& costs,
                RunResult& result)
{
    double sent = 0;
    double delivered = 0;
    double misdelivered = 0;
    for (const Flow& flow : monitor.Flows())
    {
        misdelivered += flow.misdelivered;
        if (!IsProbe(flow)) // of which on a removed link the fewer pass, the better
        {
            sent += flow.sent;
            delivered += flow.Delivered();
        }
    }
    result.metrics["traffic.sent"] = sent;
    result.metrics["traffic.delivered"] = delivered;
    result.metrics["traffic.misdelivered"] = misdelivered;
    std::vector<float> delays = monitor.Delays();
    std::ranges::sort(delays);
    if (!delays.empty())
    {
        result.metrics["traffic.delay_p50"] = delays[(delays.size() - 1) / 2];
        result.metrics["traffic.delay_p99"] = delays[(delays.size() - 1) * 99 / 100];
    }

    for (int reason = 0; reason < VNLAB_DROP_REASON_COUNT; ++reason)
    {
        const auto dropReason = static_cast<DropReason>(reason);
        result.metrics["drops." + std::string(ToString(dropReason))] =
            static_cast<double>(drops.Count(dropReason));
    }

    const WorkReport work = CollectWork(deployment);
    const SwitchWork& hosts = work.hosts;
    result.metrics["config.learned"] = static_cast<double>(work.learned);
    result.metrics["traffic.overhead_bytes"] =
        static_cast<double>(hosts.overheadBytes + work.hookOverheadBytes);
    result.metrics["cpu.vm_hook_s"] =
        static_cast<double>(work.hookEncapsulate) * costs.hookEncapsulate_s +
        static_cast<double>(work.hookDecapsulate) * costs.hookDecapsulate_s +
        static_cast<double>(work.hookWhitelist) * costs.hookWhitelist_s;
    result.metrics["cpu.host_s"] =
        static_cast<double>(hosts.forwarded) * costs.switchForward_s +
        static_cast<double>(hosts.encapsulated) * costs.switchEncapsulate_s +
        static_cast<double>(hosts.decapsulated) * costs.switchDecapsulate_s +
        static_cast<double>(hosts.filtered) * costs.switchFilter_s;
    if (const AttachGuard* guard = deployment.Guard())
    {
        result.metrics["cpu.identity_s"] =
            static_cast<double>(guard->Signatures()) * costs.identitySign_s +
            static_cast<double>(guard->Verifications()) * costs.identityVerify_s;
    }
}

} // namespace ns3::vnlab
