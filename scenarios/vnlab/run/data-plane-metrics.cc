// SPDX-License-Identifier: GPL-2.0-only
//
// What became of packets and what they took: `traffic.*`, `drops.*`, `cpu.*`, and `identity.*`.

#include "model/deployment/work-costs.h"
#include "model/key/metric.h"
#include "scenarios/vnlab/run/run-metrics.h"

#include <algorithm>
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
const MetricRows kIdentityMetrics{kDataPlane, 100, {
    {"identity.admitted", kScalar, kCount, kNeither, "times that a host attached a VM after verification; only if a sample is verified (`identity.verify` below 1)"},
    {"identity.verified", kScalar, kCount, kNeither, "times that a certificate was really verified, refusals included; only with `identity.admitted`"},
}};

const MetricRows kDataPlaneMetrics{kDataPlane, 200, {
    {"traffic.sent", kScalar, kCount, kNeither, "packets that guests sent on wanted virtual links"},
    {"traffic.delivered", kScalar, kCount, kHigher, "packets of guests on wanted virtual links that arrived"},
    {"traffic.lost", kScalar, kCount, kLower, "packets of guests on wanted virtual links that did not arrive"},
    {"traffic.misdelivered", kScalar, kCount, kLower, "packets of guests on wanted virtual links that reached another guest"},
    {"traffic.delay_p50", kScalar, kSeconds, kLower, "median one-way delay of the guests' packets, guest to guest, once the first of their direction of a link has arrived"},
    {"traffic.delay_p99", kScalar, kSeconds, kLower, "99th percentile of the one-way delay of the guests' packets, guest to guest, once the first of their direction of a link has arrived"},
    {"traffic.jitter_p99", kScalar, kSeconds, kLower, "99th percentile, over the packets of `traffic.delay_p99`, of the delay less the least one of the same direction of the link: packet delay variation (RFC 5481)"},
    {"traffic.first_packet_delay", kScalar, kSeconds, kLower, "median, over the directions of links, of the delay of the packet that arrives first: address resolution included"},
    {"traffic.overhead_bytes", kScalar, kBytes, kLower, "bytes that tunnels added to frames of the guests' traffic"},
    {"drops.*", kScalar, kCount, kNeither, "packets dropped, by reason: traffic, probes, attacks and control messages"},
    {"cpu.tenant_s", kScalar, kSeconds, kLower, "CPU time on the tenants' vCPUs, from the cost model: hooks and IPsec on the guests' traffic, negotiations of keys, and proofs of identity"},
    {"cpu.provider_s", kScalar, kSeconds, kLower, "CPU time on the provider's hosts and gateways: switches on the guests' traffic, and verification of identities"},
    {"cpu.total_s", kScalar, kSeconds, kLower, "CPU time on the tenants' vCPUs and on the provider's hosts and gateways, from the cost model"},
    {"cpu.vm_hook_s", kScalar, kSeconds, kLower, "the hooks' part of `cpu.tenant_s`"},
    {"cpu.vm_ipsec_s", kScalar, kSeconds, kLower, "IPsec's part of `cpu.tenant_s`; only where VMs have such"},
    {"cpu.vm_ike_s", kScalar, kSeconds, kLower, "IKE's part of `cpu.tenant_s`, from the beginning on; only where keys are negotiated"},
    {"ike.messages", kScalar, kCount, kLower, "messages of IKE that VMs sent, from the beginning on; only where keys are negotiated"},
    {"ike.associations", kScalar, kCount, kNeither, "child SAs that VMs began to seal with, one for each end and each change of keys"},
    {"ike.failures", kScalar, kCount, kLower, "negotiations that came to nothing: nobody answered, or they were refused"},
    {"ike.not_authentic", kScalar, kCount, kLower, "negotiations of keys in which one end did not have the other's secret"},
    {"cpu.host_s", kScalar, kSeconds, kLower, "the switches' part of `cpu.provider_s`"},
}};
// clang-format on

} // namespace

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
ReportControlPlane(const Deployment& deployment, RunResult& result)
{
    for (const auto& [name, count] : deployment.GetControlPlane().RunCounts())
    {
        result.metrics["control." + name] = count;
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
    std::vector<double> first;
    for (const Flow& flow : monitor.Flows())
    {
        sent += flow.sent;
        delivered += flow.Delivered();
        misdelivered += flow.misdelivered;
        if (flow.firstArrival)
        {
            first.push_back(flow.firstDelay.GetSeconds());
        }
    }
    result.metrics["traffic.sent"] = sent;
    result.metrics["traffic.delivered"] = delivered;
    result.metrics["traffic.lost"] = sent - delivered;
    result.metrics["traffic.misdelivered"] = misdelivered;
    std::vector<float> delays = monitor.Delays();
    std::ranges::sort(delays);
    if (!delays.empty())
    {
        result.metrics["traffic.delay_p50"] = delays[(delays.size() - 1) / 2];
        result.metrics["traffic.delay_p99"] = delays[(delays.size() - 1) * 99 / 100];
    }
    std::vector<float> variations = monitor.DelayVariations();
    if (!variations.empty())
    {
        const auto at =
            variations.begin() + static_cast<std::ptrdiff_t>((variations.size() - 1) * 99 / 100);
        std::ranges::nth_element(variations, at);
        result.metrics["traffic.jitter_p99"] = *at;
    }
    if (!first.empty())
    {
        std::ranges::sort(first);
        result.metrics["traffic.first_packet_delay"] = first[(first.size() - 1) / 2];
    }

    for (const DropReasonRow& row : kDropReasons)
    {
        result.metrics["drops." + std::string(row.name)] =
            static_cast<double>(drops.Count(row.reason));
    }

    for (const auto& [name, count] : deployment.GetControlPlane().Counts())
    {
        const auto before = result.metrics.find("config." + name);
        result.metrics["reconfig." + name] =
            static_cast<double>(count) - (before == result.metrics.end() ? 0 : before->second);
    }

    for (const auto& [name, count] : deployment.FabricCounts())
    {
        result.metrics["fabric." + name] = count;
    }

    const WorkReport work = CollectWork(deployment);
    const SwitchWork& hosts = work.hosts;
    result.metrics["config.learned"] = static_cast<double>(work.learned);
    result.metrics["traffic.overhead_bytes"] = static_cast<double>(
        hosts.overheadBytes + work.hookOverheadBytes + work.gatewayOverheadBytes);
    const AttachGuard* guard = deployment.Guard();
    const double hook_s = HookCpu_s(work, costs);
    const double host_s = HostCpu_s(hosts, costs);
    const IdentityTime identity = guard ? TimeOf(WorkOf(*guard), costs) : IdentityTime{};
    const double ipsec_s = IpsecCpu_s(work.ipsec, costs);
    const double ike_s = IkeCpu_s(work.ike, costs);
    const double tenant_s = hook_s + ipsec_s + ike_s + identity.signing.GetSeconds();
    const double provider_s =
        host_s + identity.verifying.GetSeconds() + work.gatewayCpu.GetSeconds();
    result.metrics["cpu.vm_hook_s"] = hook_s;
    const IpsecStack* ipsec = deployment.IpsecOf(VnicId{0});
    if (ipsec)
    {
        result.metrics["cpu.vm_ipsec_s"] = ipsec_s;
    }
    if (ipsec && ipsec->Ike())
    {
        result.metrics["cpu.vm_ike_s"] = ike_s;
        result.metrics["ike.messages"] = static_cast<double>(work.ike.messages);
        result.metrics["ike.associations"] = static_cast<double>(work.ike.associations);
        result.metrics["ike.failures"] = static_cast<double>(work.ike.failures);
        result.metrics["ike.not_authentic"] = static_cast<double>(work.ike.notAuthentic);
    }
    result.metrics["cpu.host_s"] = host_s;
    result.metrics["cpu.tenant_s"] = tenant_s;
    result.metrics["cpu.provider_s"] = provider_s;
    result.metrics["cpu.total_s"] = tenant_s + provider_s;
}

} // namespace ns3::vnlab
