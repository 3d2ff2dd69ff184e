// SPDX-License-Identifier: GPL-2.0-only
//
// Whether packets pass what tenants lead them through, and what that does to them: `chain.*`, `middlebox.*`.

#include "scenarios/vnlab/run/chain-metrics.h"

#include "model/cloud/cloud-names.h"
#include "model/key/metric.h"
#include "model/spec/steering.h"

#include <algorithm>
#include <string>

namespace ns3::vnlab
{

namespace
{

// clang-format off
const MetricRows kChainMetrics{Question::kDataPlane, 310, {
    {"chain.led", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "packets of the guests between the ends of service chains that arrived, and had passed the chain's VMs in order and no others"},
    {"chain.bypassed", Shape::kScalar, MetricUnit::kCount, Better::kLower, "packets of the guests between the ends of service chains that arrived without that"},
    {"middlebox.refused.*", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "packets that a firewall in a VM did not let pass; by the VM's name"},
    {"middlebox.connections.*", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "connections that a load balancer gave to backends; by the VM's name"},
    {"middlebox.most_loaded.*", Shape::kScalar, MetricUnit::kCount, Better::kLower, "connections that a load balancer gave to the backend that got the most; by the VM's name"},
}};
// clang-format on

bool
WantsChains(const TenantTimeline& tenant)
{
    return std::ranges::any_of(tenant.versions,
                               [](const Version& version)
                               {
                                   const SpecGraph& graph = version.specification->graph;
                                   return CountDirectLinks(graph) < num_edges(graph);
                               });
}

} // namespace

void
InstallMiddleboxes(const Timeline& timeline, MiddleboxHelper& middleboxes)
{
    for (const Scenario::Middlebox& wanted : timeline.GetScenario().middleboxes)
    {
        for (const TenantTimeline& tenant : timeline.TenantsNamed(wanted.tenant))
        {
            middleboxes.Install(
                TenantId{static_cast<uint32_t>(&tenant - timeline.Tenants().data())},
                tenant.group->specification,
                wanted.vms,
                wanted.kind,
                &wanted.keys.Of(wanted.kind));
        }
    }
}

void
ReportMiddleboxes(const MiddleboxHelper& middleboxes, Deployment& cloud, RunResult& result)
{
    for (const VnicId vnic : middleboxes.Installed())
    {
        const std::string name = NameOf(cloud.Plan(), cloud.Plan().At(vnic).vm);
        for (const auto& [what, count] : cloud.Router().At(vnic)->Counts())
        {
            std::string metric = "middlebox.";
            metric += what;
            result.metrics[metric + "." + name] = static_cast<double>(count);
        }
    }
}

ChainWatch::ChainWatch(const Timeline& timeline, const SpecOracle& oracle, Deployment& cloud)
    : m_cloud(cloud),
      m_meter(cloud.Plan(), oracle)
{
    for (uint32_t id = 0; id < timeline.Tenants().size(); ++id)
    {
        if (WantsChains(timeline.Tenants()[id]))
        {
            m_tenants.insert(TenantId{id});
        }
    }
    if (m_tenants.empty())
    {
        return;
    }
    WatchNew();
    cloud.OnVmChange([this](VmId, bool) { WatchNew(); });
    cloud.Router().OnPassing([this](VnicId at, const Ptr<const Packet>& frame)
                             { m_meter.Passed(at, frame); });
}

void
ChainWatch::WatchNew()
{
    const CloudPlan& plan = m_cloud.Plan();
    for (; m_watched < plan.vnics.size(); ++m_watched)
    {
        const VnicId vnic{m_watched};
        if (m_tenants.contains(plan.At(plan.At(vnic).vm).tenant))
        {
            m_meter.Watch(m_cloud.DeviceOf(vnic));
        }
    }
}

void
ChainWatch::Report(RunResult& result) const
{
    if (!m_tenants.empty())
    {
        result.metrics["chain.led"] = static_cast<double>(m_meter.Counts().led);
        result.metrics["chain.bypassed"] = static_cast<double>(m_meter.Counts().bypassed);
    }
}

} // namespace ns3::vnlab
