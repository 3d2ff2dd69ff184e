// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/run-recorder.h"

#include "scenarios/vnlab/run/recorded-rules.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

constexpr int64_t kNanosecondsPerMicrosecond = 1000;

RecordedCloud
CloudOf(const Deployment& deployment, const Topology& topology)
{
    const CloudPlan& plan = deployment.Plan();
    RecordedCloud cloud{.datacenters = topology.datacenters,
                        .racks = topology.racks,
                        .hostsPerRack = topology.hostsPerRack,
                        .tenants = {},
                        .vms = {}};
    for (const TenantPlan& tenant : plan.tenants)
    {
        cloud.tenants.push_back(tenant.name);
    }
    for (uint32_t id = 0; id < plan.vms.size(); ++id)
    {
        const VmPlan& vm = plan.vms[id];
        std::vector<std::string> addresses;
        for (const VnicId vnic : vm.vnics)
        {
            addresses.push_back(FormatIpv4(plan.At(vnic).address));
        }
        cloud.vms.push_back({vm.name,
                             vm.tenant.value,
                             plan.HostOf(VmId{id}, deployment.Version()).value,
                             std::move(addresses),
                             false});
    }
    for (const VmId vm : deployment.ActiveVms())
    {
        cloud.vms[vm.value].atStart = true;
    }
    return cloud;
}

/// The attackers of a scenario's attacks; of one without attacks, the least.
std::vector<Attacker>
AttackersOf(const Scenario& scenario)
{
    std::set<Attacker> attackers;
    for (const Scenario::Attack& attack : scenario.attacks)
    {
        attackers.insert(attack.attacker);
    }
    if (attackers.empty())
    {
        attackers.insert(Attacker{});
    }
    return {attackers.begin(), attackers.end()};
}

uint64_t
KeyOf(AttackAttempt attempt)
{
    return uint64_t{attempt.from.value} << 32 | attempt.number;
}

} // namespace

RunRecorder::RunRecorder(const Scenario& scenario, size_t mostAttempts)
    : m_attackers(AttackersOf(scenario)),
      m_mostAttempts(mostAttempts / std::max<size_t>(scenario.attacks.size(), 1))
{
    m_recording.duration_us =
        static_cast<int64_t>(scenario.run.duration_ns) / kNanosecondsPerMicrosecond;
}

void
RunRecorder::Began(const Deployment& deployment, const Topology& topology)
{
    m_start = Simulator::Now();
    m_plan = &deployment.Plan();
    m_recording.cloud = CloudOf(deployment, topology);
    for (const Attacker& attacker : m_attackers)
    {
        m_recording.reach.push_back(
            {LabelOf(attacker),
             ReachersOf(deployment.GetDesign().Reach(deployment.Views(), {.attacker = attacker}))});
    }
    m_recording.rules = RecordRules(deployment);
    m_vnics.resize(m_plan->vms.size());
    for (const TenantView& view : deployment.Views())
    {
        for (const VnicId vnic : view.Vnics())
        {
            ++m_vnics[m_plan->At(vnic).vm.value];
        }
    }
}

AttackObserver*
RunRecorder::WatchAttack(const std::string& label)
{
    const auto attack = static_cast<uint32_t>(m_recording.attacks.size());
    m_recording.attacks.push_back({label});
    return &m_watches.emplace_back(*this, attack);
}

void
RunRecorder::Changed(const ChangeOutcome& outcome)
{
    const auto vm = [this](VnicId vnic) { return m_plan->At(vnic).vm.value; };
    const auto obeyedAt = [&](const Obeyed& obeyed) -> std::optional<int64_t>
    {
        switch (obeyed.when)
        {
        case Obeyed::When::kAt:
            return Since(obeyed.at);
        case Obeyed::When::kBefore:
            return Since(outcome.submitted);
        case Obeyed::When::kNotInTime:
        case Obeyed::When::kNotMeasured:
            break;
        }
        return std::nullopt;
    };
    const auto linksOf = [&](const std::vector<ChangeOutcome::Link>& links)
    {
        std::vector<RecordedLink> recorded;
        for (const ChangeOutcome::Link& link : links)
        {
            recorded.push_back({vm(link.a), vm(link.b), obeyedAt(link.obeyed)});
        }
        return recorded;
    };
    const auto count = [&](const std::vector<VnicId>& vnics, int step)
    {
        std::vector<uint32_t> vms; // that now have the first one, or have lost the last one
        for (const VnicId vnic : vnics)
        {
            const int before = m_vnics[vm(vnic)];
            m_vnics[vm(vnic)] += step;
            if (std::min(before, before + step) == 0)
            {
                vms.push_back(vm(vnic));
            }
        }
        return vms;
    };
    std::vector<uint32_t> came = count(outcome.addedVnics, 1);
    std::vector<uint32_t> went = count(outcome.removedVnics, -1);
    m_recording.changes.push_back(
        {.at_us = Since(outcome.submitted),
         .acked_us = outcome.acked ? std::optional(Since(*outcome.acked)) : std::nullopt,
         .tenant = outcome.tenant ? std::optional(outcome.tenant->value) : std::nullopt,
         .added = linksOf(outcome.added),
         .removed = linksOf(outcome.removed),
         .came = std::move(came),
         .went = std::move(went)});
}

const Recording&
RunRecorder::Get() const
{
    return m_recording;
}

int64_t
RunRecorder::Since(Time time) const
{
    return (time - m_start).GetNanoSeconds() / kNanosecondsPerMicrosecond;
}

RunRecorder::Watch::Watch(RunRecorder& recorder, uint32_t attack)
    : m_recorder(recorder),
      m_attack(attack)
{
}

void
RunRecorder::Watch::Attempted(AttackAttempt attempt, VmId to)
{
    Recording& recording = m_recorder.m_recording;
    RecordedAttack& attack = recording.attacks[m_attack];
    ++attack.attempts;
    const int64_t now = m_recorder.Since(Simulator::Now());
    if (m_recorded.size() == m_recorder.m_mostAttempts)
    {
        attack.cut_us = attack.cut_us.value_or(now);
        return;
    }
    m_recorded[KeyOf(attempt)] = recording.attempts.size();
    recording.attempts.push_back(
        {now, m_attack, attempt.from.value, to.value, AttemptOutcome::kLost});
}

void
RunRecorder::Watch::Delivered(AttackAttempt attempt)
{
    ++m_recorder.m_recording.attacks[m_attack].delivered;
    SetOutcome(attempt, AttemptOutcome::kDelivered);
}

void
RunRecorder::Watch::Compromised(VmId vm, std::optional<AttackAttempt> by)
{
    m_recorder.m_recording.falls.push_back({m_recorder.Since(Simulator::Now()),
                                            m_attack,
                                            vm.value,
                                            by ? std::optional(by->from.value) : std::nullopt});
    if (by)
    {
        SetOutcome(*by, AttemptOutcome::kCompromised);
    }
}

void
RunRecorder::Watch::SetOutcome(AttackAttempt attempt, AttemptOutcome outcome)
{
    const auto recorded = m_recorded.find(KeyOf(attempt));
    if (recorded != m_recorded.end())
    {
        m_recorder.m_recording.attempts[recorded->second].outcome = outcome;
    }
}

} // namespace ns3::vnlab
