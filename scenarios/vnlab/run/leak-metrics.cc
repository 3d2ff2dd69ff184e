// SPDX-License-Identifier: GPL-2.0-only
//
// What links give away of the guests' traffic: `exposure.leaked_*`.

#include "scenarios/vnlab/run/leak-metrics.h"

#include "model/key/metric.h"

namespace ns3::vnlab
{

namespace
{

// clang-format off
const MetricRows kLeakMetrics{Question::kExposure, 150, {
    {"exposure.leaked_payload", Shape::kScalar, MetricUnit::kFraction, Better::kLower, "fraction of the bytes of application payload which the guests send across links that can be read there"},
    {"exposure.leaked_relations", Shape::kScalar, MetricUnit::kFraction, Better::kLower, "fraction of the relations (who sends to whom across links) that who taps all links can read"},
    {"exposure.leaked_relations_worst_link", Shape::kScalar, MetricUnit::kFraction, Better::kLower, "fraction of the relations (who sends to whom across links) that who taps one link can read, the link that gives away most"},
    {"exposure.leaked_relations_mean_link", Shape::kScalar, MetricUnit::kFraction, Better::kLower, "fraction of the relations (who sends to whom across links) that who taps one link can read, mean over the links between hosts and switches"},
    {"exposure.leaked_tunnel_ids", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "different segment numbers (VNI, VSID, VLAN) that who taps all links can read"},
}};
// clang-format on

} // namespace

LeakWatch::LeakWatch(Deployment& cloud, Fabric& fabric)
    : m_cloud(cloud),
      m_meter(fabric)
{
    WatchNew();
    cloud.OnVmChange([this](VmId, bool) { WatchNew(); });
}

void
LeakWatch::WatchNew()
{
    for (; m_watched < m_cloud.Plan().vnics.size(); ++m_watched)
    {
        m_meter.Watch(m_cloud.DeviceOf(VnicId{m_watched}));
    }
}

void
LeakWatch::Report(RunResult& result) const
{
    const WireLeaks leaks = m_meter.Leaks();
    result.metrics["exposure.leaked_payload"] = leaks.payload;
    result.metrics["exposure.leaked_relations"] = leaks.relations;
    result.metrics["exposure.leaked_relations_worst_link"] = leaks.worstLink;
    result.metrics["exposure.leaked_relations_mean_link"] = leaks.meanLink;
    result.metrics["exposure.leaked_tunnel_ids"] = leaks.tunnelIds;
}

} // namespace ns3::vnlab
