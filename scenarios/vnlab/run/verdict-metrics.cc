// SPDX-License-Identifier: GPL-2.0-only
//
// What was done to packets although tenants want otherwise: `reconfig.stale`, `reconfig.wrong_*` and
// `traffic.wrong_*`.

#include "scenarios/vnlab/run/verdict-metrics.h"

#include "model/key/metric.h"
#include "scenarios/vnlab/scenario/scenario-time.h"

#include "ns3/simulator.h"

#include <string>

namespace ns3::vnlab
{

namespace
{

// clang-format off
const MetricRows kStaleMetrics{Question::kReconfiguration, 151, {
    {"reconfig.stale", Shape::kSamples, MetricUnit::kSeconds, Better::kLower, "for each change of what a tenant wants, time until the last probe was sent on which the verdict was wrong because of it, 0 where it never was; at most `reconfig.grid` too short; not measured where no probe could show it"},
    {"reconfig.wrong_verdicts.*", Shape::kScalar, MetricUnit::kCount, Better::kLower, "packets that were wrongly delivered or dropped while changes were watched, until that was mended; of `guests`, and `probes`"},
    {"reconfig.wrong_delivered.*", Shape::kScalar, MetricUnit::kCount, Better::kLower, "packets that somebody got who may not have them, while changes were watched, until that was mended; of `guests`, and `probes`"},
    {"reconfig.wrong_dropped.*", Shape::kScalar, MetricUnit::kCount, Better::kLower, "packets that rules, or the lack of some, kept from whom they were for, while changes were watched, until that was mended; of `guests`, and `probes`"},
    {"reconfig.wrong_lasting", Shape::kScalar, MetricUnit::kCount, Better::kLower, "probes that were wrongly delivered or dropped where none showed that it was mended: the design does not do what is wanted, or not while it was watched"},
}};

const MetricRows kWrongMetrics{Question::kDataPlane, 300, {
    {"traffic.wrong_delivered", Shape::kScalar, MetricUnit::kCount, Better::kLower, "packets of the guests that somebody got who may not have them, those of `reconfig.wrong_delivered.guests` apart"},
    {"traffic.wrong_dropped", Shape::kScalar, MetricUnit::kCount, Better::kLower, "packets of the guests that rules, or the lack of some, kept from whom they were for, those of `reconfig.wrong_dropped.guests` apart"},
}};
// clang-format on

void
ReportOfChanges(const WrongVerdicts& wrong, const std::string& population, RunResult& result)
{
    result.metrics["reconfig.wrong_verdicts." + population] = static_cast<double>(wrong.All());
    result.metrics["reconfig.wrong_delivered." + population] = static_cast<double>(wrong.delivered);
    result.metrics["reconfig.wrong_dropped." + population] = static_cast<double>(wrong.dropped);
}

} // namespace

VerdictWatch::VerdictWatch(const Timeline& timeline,
                           Deployment& cloud,
                           DropLog& drops,
                           LinkProber& prober)
    : m_cloud(cloud),
      m_oracle(cloud.Plan()),
      m_wanted(cloud.Plan().tenants.size(), nullptr),
      m_stale(cloud.Plan(), m_oracle),
      m_meter(
          cloud.Plan(),
          m_oracle,
          drops,
          [&cloud](VmId vm) { return cloud.IsActive(vm) && !cloud.Operate().IsRevoked(vm); },
          [this](const JudgedPacket& packet) { Judged(packet); })
{
    for (uint32_t id = 0; id < timeline.Tenants().size(); ++id)
    {
        Submitted(TenantId{id}, *timeline.Tenants()[id].versions.front().specification);
    }
    WatchNew();
    cloud.OnVmChange([this](VmId, bool) { WatchNew(); });
    prober.OnSending(
        [this](VnicId from, VnicId to, const Service& service, const Ptr<const Packet>& frame)
        { m_meter.ProbeSent(from, to, service, frame); });
}

const SpecOracle&
VerdictWatch::Oracle() const
{
    return m_oracle;
}

void
VerdictWatch::WatchNew()
{
    for (; m_watched < m_cloud.Plan().vnics.size(); ++m_watched)
    {
        m_meter.Watch(&m_cloud.DeviceOf(VnicId{m_watched}));
    }
}

void
VerdictWatch::Submitted(TenantId tenant, const Specification& specification)
{
    m_wanted[tenant.value] = &specification;
    m_oracle.Submit(tenant, specification, Simulator::Now());
}

void
VerdictWatch::Changed(std::optional<TenantId> tenant,
                      const Version& version,
                      const ChangeWatch& change)
{
    const Time now = Simulator::Now();
    const Time duration = Nanoseconds(version.change->watch_ns);
    m_hasChanges = true;
    m_guests.Watch(now, duration);
    m_probes.Watch(now, duration);
    if (tenant && !change.HasFailed() && m_wanted[tenant->value] != version.specification)
    {
        Submitted(*tenant, *version.specification);
        m_stale.Watch(*tenant, m_oracle.Versions(*tenant) - 1, now, now + duration);
    }
}

void
VerdictWatch::Judged(const JudgedPacket& packet)
{
    if (packet.population == Population::kTraffic)
    {
        m_guests.Add(packet);
        return;
    }
    m_probes.Add(packet);
    m_stale.Add(packet);
}

void
VerdictWatch::Report(Time end, RunResult& result)
{
    m_meter.Finish();
    const WrongVerdicts lasting = m_guests.Lasting();
    result.metrics["traffic.wrong_delivered"] = static_cast<double>(lasting.delivered);
    result.metrics["traffic.wrong_dropped"] = static_cast<double>(lasting.dropped);
    if (m_hasChanges)
    {
        ReportChanges(end, result);
    }
}

void
VerdictWatch::ReportChanges(Time end, RunResult& result) const
{
    for (const double seconds : m_stale.InSeconds(end))
    {
        result.samples["reconfig.stale"].push_back(seconds);
    }
    ReportOfChanges(m_guests.OfChanges(), "guests", result);
    ReportOfChanges(m_probes.OfChanges(), "probes", result);
    result.metrics["reconfig.wrong_lasting"] = static_cast<double>(m_probes.Lasting().All());
}

} // namespace ns3::vnlab
