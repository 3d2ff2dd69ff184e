// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/change-watch.h"

#include "model/change/change-kind.h"
#include "model/cloud/view-step.h"
#include "model/key/metric.h"
#include "scenarios/vnlab/run/migration-metrics.h"
#include "scenarios/vnlab/scenario/scenario-time.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <limits>

namespace ns3::vnlab
{

namespace
{

using enum MetricUnit;
using enum Better;
using enum Question;
using enum Shape;

// clang-format off
const MetricRows kChangeMetrics{kReconfiguration, 100, {
    {"reconfig.acked", kScalar, kSeconds, kLower, "time from the change to the last agent's acknowledgement"},
    {"reconfig.effective", kSamples, kSeconds, kLower, "for each link that gains services, time from the change until packets of them pass both ways; at most `reconfig.grid` too long; links that were open before are not among them"},
    {"reconfig.always_open", kScalar, kCount, kLower, "links that gain services which passed before they were permitted: the design had not closed them"},
    {"reconfig.leak", kSamples, kSeconds, kLower, "for each link that loses services, time from the change until no packet of them passes; at most `reconfig.grid` too long; ends where the link is wanted again"},
    {"reconfig.leak_packets", kScalar, kCount, kLower, "probes that passed on removed links after the change; as many as the grid is fine"},
    {"reconfig.grid", kScalar, kSeconds, kNeither, "time between two probes of a link: how finely `reconfig.effective`, `reconfig.leak` and `reconfig.stale` are seen"},
    {"reconfig.not_measured", kScalar, kCount, kNeither, "changed links of which nothing was seen: no probe has their services, or the run or the link's next change came first"},
    {"reconfig.rules_touched", kScalar, kCount, kLower, "rules added and removed by the change"},
    {"reconfig.recomputed", kScalar, kCount, kLower, "scopes (links, vNICs, pairs of host and vNIC) recompiled for the change"},
    {"reconfig.messages", kScalar, kCount, kLower, "control messages of the change"},
    {"reconfig.failed", kScalar, kCount, kLower, "changes that could not be made, or not in full, when their time had come; only where there are some"},
}};
// clang-format on

constexpr double kNever = std::numeric_limits<double>::infinity();

/// How long before a change it is seen what is open, where the version before is old enough.
const Time kLookBefore = MilliSeconds(100);

/// Of a probe, bytes: what a probe needs to be known again.
constexpr uint32_t kProbeBytes = 32;

Permission
PermissionOf(const ViewLink* link)
{
    return link ? Permission(link->allow) : std::nullopt;
}

/// @return the times of those that obeyed, or did not in time, since a change
std::vector<double>
Durations(const std::vector<ChangeOutcome::Link>& links, Time submitted)
{
    std::vector<double> durations;
    for (const ChangeOutcome::Link& link : links)
    {
        if (link.obeyed.when == Obeyed::When::kAt)
        {
            durations.push_back((link.obeyed.at - submitted).GetSeconds());
        }
        else if (link.obeyed.when == Obeyed::When::kNotInTime)
        {
            durations.push_back(kNever);
        }
    }
    return durations;
}

double
CountOf(const std::vector<ChangeOutcome::Link>& links, Obeyed::When when)
{
    return static_cast<double>(std::ranges::count_if(
        links, [when](const ChangeOutcome::Link& link) { return link.obeyed.when == when; }));
}

} // namespace

ChangeWatch::ChangeWatch(Deployment& deployment,
                         LinkProber& prober,
                         std::optional<TenantId> id,
                         std::span<const Version> versions,
                         size_t index,
                         Time start,
                         Time end,
                         EventFault& fault)
    : m_deployment(deployment),
      m_prober(prober),
      m_id(id),
      m_versions(versions),
      m_index(index),
      m_start(start),
      m_end(end),
      m_fault(fault)
{
}

const Version&
ChangeWatch::Wanted() const
{
    return m_versions[m_index];
}

const Specification*
ChangeWatch::WantedBefore() const
{
    return m_versions[m_index - 1].specification;
}

/// What differs is worked out now, not when the change is due.
void
ChangeWatch::Schedule()
{
    if (m_id && Wanted().specification != WantedBefore())
    {
        m_step = {WantedBefore(), Diff(*WantedBefore(), *Wanted().specification)};
    }
    const Time at = m_start + Wanted().at;
    const Time since = Wanted().at - m_versions[m_index - 1].at;
    if (const Time ahead = std::min(kLookBefore, since / 2); m_id && ahead.IsStrictlyPositive())
    {
        Simulator::Schedule(
            at - ahead - Simulator::Now(), &ChangeWatch::Do, this, &ChangeWatch::LookBefore);
    }
    Simulator::Schedule(at - Simulator::Now(), &ChangeWatch::Do, this, &ChangeWatch::Make);
}

void
ChangeWatch::Do(Step step)
{
    m_fault.Guard([this, step] { (this->*step)(); });
}

/// The run goes on.
void
ChangeWatch::Fail(const std::string& why)
{
    m_failure += (m_failure.empty() ? "" : "; ") + why;
}

bool
ChangeWatch::HasFailed() const
{
    return !m_failure.empty();
}

void
ChangeWatch::LookBefore()
{
    const SpecDelta differs = m_step ? m_step->delta : SpecDelta{};
    const Time once = NanoSeconds(1);
    for (const LinkChange& link : LinkChanges(LinksThatDiffer(m_deployment.Plan(), *m_id, differs)))
    {
        m_before[{link.a, link.b}] =
            Probe(link, ServicesGained(link.before, link.after), Simulator::Now() + once, once);
    }
}

void
ChangeWatch::Make()
{
    m_submitted = Simulator::Now();
    if (!Wanted().failure.empty())
    {
        Fail(Wanted().failure);
        return;
    }
    const std::string& kind = Wanted().change->kind;
    const ChangeSetting setting{.cloud = m_deployment,
                                .tenant = m_id.value_or(TenantId{}),
                                .wanted = Wanted().specification,
                                .seed = Wanted().seed,
                                .submitted = [this](const ChangeReport& it) { Submitted(it); },
                                .acked =
                                    [this](uint64_t messages)
                                {
                                    m_acked = Simulator::Now();
                                    m_messages += messages;
                                },
                                .failed = [this](const std::string& why) { Fail(why); },
                                .step = m_step ? &*m_step : nullptr};
    Attempt(setting, [&] { FindChangeKind(kind)->Make(setting, Wanted().change->keys.Of(kind)); });
}

void
ChangeWatch::Submitted(const ChangeReport& report)
{
    m_report.Add(report);
    const Time end = Simulator::Now() + Nanoseconds(Wanted().change->watch_ns);
    std::vector<TenantView> later; // as the plan has it: no version of a tenant says who is stopped
    for (size_t next = m_index + 1;
         m_id && next < m_versions.size() && m_start + m_versions[next].at < end;
         ++next)
    {
        const CloudPlan& plan = m_deployment.Plan();
        later.emplace_back(plan, plan.start, *m_id, *m_versions[next].specification);
    }
    for (const LinkChange& link : LinkChanges(report.delta))
    {
        m_watched.push_back(Watch(link, later));
    }
}

ChangeWatch::Watched
ChangeWatch::Watch(const LinkChange& link, std::span<const TenantView> later)
{
    const Time full = Simulator::Now() + Nanoseconds(Wanted().change->watch_ns);
    Watched watched{.link = link, .until = std::min(full, m_end)};
    for (size_t next = 0; next < later.size(); ++next)
    {
        if (PermissionOf(later[next].FindLink(link.a, link.b)) != link.after)
        {
            const Time again = m_start + m_versions[m_index + 1 + next].at;
            watched.changedAgain = again < watched.until;
            watched.until = std::min(watched.until, again);
            break;
        }
    }
    watched.cut = watched.until < full;
    const Time interval = Nanoseconds(Wanted().change->probe_interval_ns);
    watched.opening = Probe(link, ServicesGained(link.before, link.after), watched.until, interval);
    if (m_id)
    {
        watched.closing =
            Probe(link, ServicesGained(link.after, link.before), watched.until, interval);
    }
    return watched;
}

ChangeWatch::Flows
ChangeWatch::Probe(const LinkChange& link,
                   const std::vector<Service>& services,
                   Time stop,
                   Time interval)
{
    Flows flows;
    for (const Service& service : services)
    {
        FlowConfig flow{.source = link.a,
                        .destination = link.b,
                        .start = Simulator::Now(),
                        .stop = stop,
                        .interval = interval,
                        .payloadBytes = kProbeBytes};
        flows.push_back(m_prober.Add(flow, service));
        std::swap(flow.source, flow.destination);
        flows.push_back(m_prober.Add(flow, service));
    }
    return flows;
}

Obeyed
ChangeWatch::Opened(const Watched& watched) const
{
    const auto passes = [this](LinkProber::FlowId id) { return m_prober.At(id).Delivered() > 0; };
    const auto before = m_before.find({watched.link.a, watched.link.b});
    if (watched.opening.empty())
    {
        return {};
    }
    if (before != m_before.end() && std::ranges::all_of(before->second, passes))
    {
        return {.when = Obeyed::When::kBefore};
    }
    if (!std::ranges::all_of(watched.opening, passes))
    {
        return {.when = watched.cut ? Obeyed::When::kNotMeasured : Obeyed::When::kNotInTime};
    }
    Time at = m_submitted;
    for (const LinkProber::FlowId id : watched.opening)
    {
        const Flow& flow = m_prober.At(id);
        const auto first = std::ranges::find(flow.arrived, true) - flow.arrived.begin();
        at = std::max(at, flow.SentAt(static_cast<uint32_t>(first)));
    }
    if (m_id &&
        at ==
            m_submitted) // no rule was written yet: what was lost before was so for another reason
    {
        return {.when = Obeyed::When::kBefore};
    }
    return {.when = Obeyed::When::kAt, .at = at};
}

Obeyed
ChangeWatch::Closed(const Watched& watched) const
{
    const auto passes = [this](LinkProber::FlowId id) { return m_prober.At(id).PassesAtEnd(); };
    if (watched.closing.empty())
    {
        return {};
    }
    if (std::ranges::any_of(watched.closing, passes))
    {
        return watched.changedAgain ? Obeyed{.when = Obeyed::When::kAt, .at = watched.until}
             : watched.cut          ? Obeyed{.when = Obeyed::When::kNotMeasured}
                                    : Obeyed{.when = Obeyed::When::kNotInTime};
    }
    Time at = m_submitted;
    for (const LinkProber::FlowId id : watched.closing)
    {
        const Flow& flow = m_prober.At(id);
        const auto last = std::ranges::find(flow.arrived.rbegin(), flow.arrived.rend(), true);
        if (last != flow.arrived.rend())
        {
            at = std::max(at, flow.SentAt(static_cast<uint32_t>(flow.arrived.rend() - last)));
        }
    }
    return {.when = Obeyed::When::kAt, .at = at};
}

ChangeOutcome
ChangeWatch::Outcome() const
{
    ChangeOutcome outcome{.tenant = m_id,
                          .submitted = m_submitted,
                          .acked = m_acked,
                          .failure = m_failure,
                          .added = {},
                          .removed = {},
                          .addedVnics = m_report.delta.addedVnics,
                          .removedVnics = m_report.delta.removedVnics};
    for (const Watched& watched : m_watched)
    {
        const LinkChange& link = watched.link;
        if (Gains(link.before, link.after))
        {
            outcome.added.push_back({link.a, link.b, Opened(watched)});
        }
        if (m_id && Gains(link.after, link.before))
        {
            outcome.removed.push_back({link.a, link.b, Closed(watched)});
        }
    }
    return outcome;
}

void
ChangeWatch::Report(RunResult& result) const
{
    const ChangeOutcome outcome = Outcome();
    const auto append =
        [&](const std::string& metric, const std::vector<ChangeOutcome::Link>& links)
    {
        for (const double duration : Durations(links, m_submitted))
        {
            result.samples[metric].push_back(duration);
        }
    };
    append("reconfig.effective", outcome.added);
    append("reconfig.leak", outcome.removed);
    const auto add = [&result](const std::string& metric, double value)
    { result.metrics[metric] += value; };
    add("reconfig.always_open", CountOf(outcome.added, Obeyed::When::kBefore));
    add("reconfig.not_measured",
        CountOf(outcome.added, Obeyed::When::kNotMeasured) +
            CountOf(outcome.removed, Obeyed::When::kNotMeasured));
    add("reconfig.rules_touched", static_cast<double>(m_report.rulesTouched));
    add("reconfig.recomputed", static_cast<double>(m_report.scopesRecomputed));
    add("reconfig.messages", static_cast<double>(m_messages));
    if (m_report.migration)
    {
        ReportMigration(*m_report.migration, result);
    }
    uint64_t leaked = 0;
    for (const Watched& watched : m_watched)
    {
        for (const LinkProber::FlowId id : watched.closing)
        {
            leaked += m_prober.At(id).Delivered();
        }
    }
    add("reconfig.leak_packets", static_cast<double>(leaked));
    const auto raise = [&result](const std::string& metric, double value)
    {
        double& highest = result.metrics[metric];
        highest = std::max(highest, value);
    };
    if (!m_failure.empty())
    {
        add("reconfig.failed", 1);
    }
    if (m_failure.empty() || m_acked)
    {
        raise("reconfig.acked", m_acked ? (*m_acked - m_submitted).GetSeconds() : kNever);
    }
    raise("reconfig.grid", Nanoseconds(Wanted().change->probe_interval_ns).GetSeconds());
}

} // namespace ns3::vnlab
