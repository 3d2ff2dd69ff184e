// SPDX-License-Identifier: GPL-2.0-only
//
// What it takes to configure the cloud: `config.*`.

#include "model/design/intent.h"
#include "model/key/metric.h"
#include "model/rule/table.h"
#include "model/rule/typed-fields.h"
#include "scenarios/vnlab/run/run-metrics.h"

#include <algorithm>
#include <map>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using enum MetricUnit;
using enum Better;
using enum Question;
using enum Shape;

// clang-format off
const MetricRows kConfigMetrics{kConfiguration, 100, {
    {"config.settings_intent", kScalar, kCount, kLower, "values that tenants and their operators state: the parts of specifications that the design takes, CAs and certificates"},
    {"config.settings_device", kScalar, kCount, kLower, "values that a person would type, place by place, with nothing to push rules: the typed fields of all rules but those of VMs' images"},
    {"config.rules", kScalar, kCount, kLower, "rules at all enforcement points, after the first deployment"},
    {"config.rules_vm_hook", kScalar, kCount, kLower, "rules in VMs: in their hooks, and of their IPsec"},
    {"config.rules_host", kScalar, kCount, kLower, "rules in host switches"},
    {"config.rules_switch", kScalar, kCount, kLower, "rules in fabric switches"},
    {"config.rules_location", kScalar, kCount, kLower, "rules that say who is where: addresses, FDBs, routes, identities of addresses"},
    {"config.rules_permission", kScalar, kCount, kLower, "rules that say who may speak with whom: segments of ports, whitelists, permits"},
    {"config.rules_tunnel", kScalar, kCount, kLower, "rules that say how frames between two VMs are carried"},
    {"config.rules_steering", kScalar, kCount, kLower, "rules that say what packets of service chains pass on their way"},
    {"config.rules_mean_per_vm", kScalar, kCount, kLower, "mean number of rules per VM"},
    {"config.rules_max_per_vm", kScalar, kCount, kLower, "most rules in one VM"},
    {"config.rules_mean_per_host", kScalar, kCount, kLower, "mean number of rules per host switch"},
    {"config.rules_max_per_host", kScalar, kCount, kLower, "most rules in one host switch"},
    {"config.rules_mean_per_switch", kScalar, kCount, kLower, "mean number of rules per fabric switch"},
    {"config.rules_max_per_switch", kScalar, kCount, kLower, "most rules in one fabric switch"},
    {"config.rule_bytes", kScalar, kBytes, kLower, "memory of all rules: keys and values of their map entries"},
    {"config.messages", kScalar, kCount, kLower, "control messages of the first deployment"},
    {"config.bytes", kScalar, kBytes, kLower, "bytes of the first deployment's messages on the control channels"},
    {"config.controller_cpu_s", kScalar, kSeconds, kLower, "controller CPU time for handshakes and the first deployment, from the cost model"},
    {"config.refused", kScalar, kCount, kLower, "rules that an enforcement point could not take, for example because a map was full"},
    {"config.learned", kScalar, kCount, kLower, "rules that the data plane learned from packets"},
    {"config.register_s", kScalar, kSeconds, kLower, "time from cold start until all VMs are attached and all agents registered: identities, hook programs, handshakes"},
    {"config.deploy_s", kScalar, kSeconds, kLower, "time from the first submission, with all agents registered, until packets obey the last rule"},
}};

const MetricRows kGatewayConfigMetrics{kConfiguration, 140, {
    {"config.rules_gateway", kScalar, kCount, kLower, "rules in gateways; only with gateways"},
    {"config.rules_mean_per_gateway", kScalar, kCount, kLower, "mean number of rules per gateway; only with gateways"},
    {"config.rules_max_per_gateway", kScalar, kCount, kLower, "most rules in one gateway; only with gateways"},
}};
// clang-format on

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
    if (at.kind == PlaceKind::kGateway)
    {
        return {"config.rules_gateway", "_per_gateway"};
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
        return deployment.ActiveVms().size();
    }
    if (perPlace == "_per_gateway")
    {
        return deployment.TunnelServers().size();
    }
    return perPlace == "_per_switch" ? plan.fabricSwitches.size() : deployment.HostCount();
}

void
ReportRules(const Deployment& deployment, RunResult& result)
{
    std::map<EnforcementPoint, uint64_t> count;
    std::map<RulePurpose, uint64_t> purposes;
    uint64_t rules = 0;
    uint64_t bytes = 0;
    uint64_t typed = 0;
    const auto add = [&](const Rule& rule)
    {
        ++rules;
        ++purposes[TableOf(rule.where.table).PurposeOf(rule.where.key)];
        ++count[OwnerOf(deployment.Plan(), rule.where.at)];
        bytes += rule.Bytes();
    };
    deployment.Store().ForEach(
        [&](const Rule& rule)
        {
            typed += CountTyped(rule);
            add(rule);
        });
    std::ranges::for_each(deployment.BootRules(), add);
    result.metrics["config.settings_device"] = static_cast<double>(typed);
    result.metrics["config.rules"] = static_cast<double>(rules);
    result.metrics["config.rules_location"] = static_cast<double>(purposes[RulePurpose::kLocation]);
    result.metrics["config.rules_permission"] =
        static_cast<double>(purposes[RulePurpose::kPermission]);
    result.metrics["config.rules_tunnel"] = static_cast<double>(purposes[RulePurpose::kTunnel]);
    result.metrics["config.rules_steering"] = static_cast<double>(purposes[RulePurpose::kSteering]);
    result.metrics["config.rule_bytes"] = static_cast<double>(bytes);
    std::vector<EnforcementPoint> kinds{
        {PlaceKind::kVmHook, 0}, {PlaceKind::kHostSwitch, 0}, {PlaceKind::kLeaf, 0}};
    if (!deployment.TunnelServers().empty())
    {
        kinds.push_back({PlaceKind::kGateway, 0});
    }
    for (const EnforcementPoint at : kinds)
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
        if (places > 0)
        {
            result.metrics["config.rules_mean" + names.perPlace] = total / places;
        }
    }
}

} // namespace

void
ReportConfiguration(const Timeline& timeline,
                    const Deployment& deployment,
                    Time deployed,
                    RunResult& result)
{
    uint64_t intent = 0;
    for (const auto& tenant : timeline.Tenants())
    {
        const Specification& first = *tenant.versions.front().specification;
        const bool isThere = num_vertices(first.graph) > 0;
        intent += isThere ? CountIntent(deployment.GetDesign(), first) : 0;
    }
    const ControlPlane& plane = deployment.GetControlPlane();
    result.metrics["config.settings_intent"] = static_cast<double>(intent);
    result.metrics["config.messages"] = static_cast<double>(plane.Traffic().messages);
    result.metrics["config.bytes"] = static_cast<double>(plane.Traffic().bytes);
    result.metrics["config.controller_cpu_s"] = plane.CpuTime().GetSeconds();
    result.metrics["config.refused"] = static_cast<double>(plane.Refused());
    for (const auto& [name, count] : plane.Counts())
    {
        result.metrics["config." + name] = static_cast<double>(count);
    }
    result.metrics["config.register_s"] = deployment.Registered().GetSeconds();
    result.metrics["config.deploy_s"] = (deployed - deployment.Registered()).GetSeconds();
    ReportRules(deployment, result);
}

} // namespace ns3::vnlab
