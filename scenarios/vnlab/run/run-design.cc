// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/run-design.h"

#include "helper/attack-helper.h"
#include "helper/monitor-helper.h"
#include "helper/server-helper.h"
#include "model/cloud/cloud-names.h"
#include "model/traffic/link-prober.h"
#include "model/traffic/traffic-monitor.h"
#include "scenarios/vnlab/run/background-traffic.h"
#include "scenarios/vnlab/run/chain-metrics.h"
#include "scenarios/vnlab/run/change-watch.h"
#include "scenarios/vnlab/run/disruption-meter.h"
#include "scenarios/vnlab/run/event-fault.h"
#include "scenarios/vnlab/run/first-deployment.h"
#include "scenarios/vnlab/run/guest-applications.h"
#include "scenarios/vnlab/run/leak-metrics.h"
#include "scenarios/vnlab/run/link-metrics.h"
#include "scenarios/vnlab/run/metric-check.h"
#include "scenarios/vnlab/run/migration-metrics.h"
#include "scenarios/vnlab/run/run-metrics.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/run/stretch-metrics.h"
#include "scenarios/vnlab/run/tcp-metrics.h"
#include "scenarios/vnlab/run/verdict-metrics.h"
#include "scenarios/vnlab/scenario/scenario-plan.h"
#include "scenarios/vnlab/scenario/scenario-time.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// How often progress is told, as a part of the run.
constexpr int64_t kProgressSteps = 50;

const DicePurpose kFoothold{"attack.foothold"};

/// @return the labels, with a number behind those that others before them have, too
std::vector<std::string>
Distinct(const std::vector<std::string>& labels)
{
    std::vector<std::string> distinct;
    std::map<std::string, uint32_t> count;
    for (const std::string& label : labels)
    {
        const uint32_t number = ++count[label];
        distinct.push_back(number == 1 ? label : label + "." + std::to_string(number));
    }
    return distinct;
}

/// One run: everything that lives as long as its simulation.
class Run
{
  public:
    Run(const Scenario& scenario,
        const std::string& design,
        uint32_t run,
        const Progress& progress,
        RunObserver& observer,
        uint32_t threads)
        : m_scenario(scenario),
          m_progress(progress),
          m_observer(observer),
          m_dice(scenario.run.seed, run),
          m_timeline(scenario, run),
          m_cloud(BuildCloud(m_timeline, ChooseDesign(scenario, design), run, threads)),
          m_monitor(*m_cloud.plan, [this](VmId vm) -> Guest& { return Cloud().GuestOf(vm); }),
          m_disruption(m_monitor),
          m_prober(*m_cloud.plan,
                   [this](VnicId it) -> VnicDevice& { return Cloud().DeviceOf(it); }),
          m_stretch(*m_cloud.deployment, *m_cloud.substrate->fabric, m_monitor, m_dice),
          m_middleboxes(*m_cloud.deployment),
          m_attacks(*m_cloud.deployment, m_dice),
          m_monitors(*m_cloud.deployment, m_cloud.substrate->drops),
          m_servers(*m_cloud.deployment),
          m_applications(m_monitor, m_attacks)
    {
    }

    void Simulate(RunResult& result)
    {
        std::vector<const Specification*> first;
        for (const TenantTimeline& tenant : m_timeline.Tenants())
        {
            first.push_back(tenant.versions.front().specification);
        }
        Cloud().AddListener(&m_applications);
        FirstDeployment deployment(Cloud().GetControlPlane(), m_cloud.substrate->drops);
        Cloud().Start(first,
                      [this, &deployment, &result](uint64_t)
                      {
                          deployment.End();
                          m_fault.Guard([this, &result] { Begin(result); });
                      });
        Simulator::Run();
        m_fault.Rethrow();
        if (!m_start)
        {
            throw std::runtime_error(deployment.WhyNot());
        }
        Report(result);
    }

  private:
    Deployment& Cloud()
    {
        return *m_cloud.deployment;
    }

    /// The first deployment is done: from here on time counts.
    void Begin(RunResult& result)
    {
        m_start = Simulator::Now();
        ReportConfiguration(m_timeline, Cloud(), *m_start, result);
        ReportReachability(Cloud(), Attackers(), result);
        m_observer.Began(Cloud(), m_cloud.substrate->fabric->GetTopology());
        if (EndOfTraffic() > *m_start)
        {
            m_links.emplace(*m_cloud.substrate->fabric);
            Simulator::Schedule(EndOfTraffic() - *m_start, [this] { m_links->End(); });
        }
        if (m_scenario.run.wiretap)
        {
            m_leaks.emplace(Cloud(), *m_cloud.substrate->fabric);
        }
        if (m_scenario.run.verdicts)
        {
            m_verdicts.emplace(m_timeline, Cloud(), m_cloud.substrate->drops, m_prober);
            m_chains.emplace(m_timeline, m_verdicts->Oracle(), Cloud());
        }
        InstallMiddleboxes(m_timeline, m_middleboxes);
        AddMonitors();
        AddServers();
        AddBackgroundTraffic(m_timeline, *m_cloud.plan, m_dice, *m_start, m_monitor);
        if (m_scenario.traffic.tcp.flows > 0)
        {
            m_tcp.emplace(m_timeline, Cloud(), m_dice, *m_start, EndOfTraffic());
        }
        ScheduleChanges();
        AddAttacks();
        const Time duration = Nanoseconds(m_scenario.run.duration_ns);
        if (duration > kDrain)
        {
            Simulator::Schedule(duration - kDrain / 2, [this] { m_stretch.Probe(EndOfTraffic()); });
        }
        for (int64_t step = 1; step <= kProgressSteps; ++step)
        {
            const double done = static_cast<double>(step) / kProgressSteps;
            Simulator::Schedule(duration * step / kProgressSteps,
                                [this, done] { m_progress(done); });
        }
        Simulator::Stop(duration);
    }

    Time EndOfTraffic() const
    {
        return *m_start + Nanoseconds(m_scenario.run.duration_ns) - kDrain;
    }

    void ScheduleChanges()
    {
        const Time end = EndOfTraffic();
        for (uint32_t id = 0; id < m_timeline.Tenants().size(); ++id)
        {
            ScheduleChangesOf(TenantId{id}, m_timeline.Tenants()[id].versions, end);
        }
        ScheduleChangesOf(std::nullopt, m_timeline.SubstrateVersions(), end);
    }

    void ScheduleChangesOf(std::optional<TenantId> tenant,
                           std::span<const Version> versions,
                           Time end)
    {
        for (size_t index = 1; index < versions.size(); ++index)
        {
            m_watches.emplace_back(
                Cloud(), m_prober, tenant, versions, index, *m_start, end, m_fault);
            m_watches.back().Schedule();
            Simulator::Schedule(versions[index].at,
                                &DisruptionMeter::Watch,
                                &m_disruption,
                                Nanoseconds(versions[index].change->watch_ns));
            if (m_verdicts)
            {
                Simulator::Schedule(
                    versions[index].at,
                    [this, tenant, &watch = m_watches.back(), &version = versions[index]]
                    { m_verdicts->Changed(tenant, version, watch); });
            }
        }
    }

    /// Before all that they may watch, so that they see what happens at the moment they start.
    void AddMonitors()
    {
        for (const Scenario::Monitor& monitor : m_scenario.monitors)
        {
            m_monitors.Install(monitor.kind,
                               *m_start + Nanoseconds(monitor.at_ns),
                               &monitor.keys.Of(monitor.kind));
        }
    }

    void AddServers()
    {
        const Time end = *m_start + Nanoseconds(m_scenario.run.duration_ns);
        for (const Scenario::Server& server : m_scenario.substrate.servers)
        {
            m_servers.Install(m_cloud.substrate->Named(server.name),
                              server.kind,
                              *m_start,
                              end,
                              &server.keys.Of(server.kind));
        }
    }

    void AddAttacks()
    {
        m_attackOf.resize(m_scenario.attacks.size());
        for (size_t number = 0; number < m_scenario.attacks.size(); ++number)
        {
            Simulator::Schedule(Nanoseconds(m_scenario.attacks[number].at_ns),
                                [this, number]
                                { m_fault.Guard([this, number] { StartAttack(number); }); });
        }
    }

    /// In the cloud as it is at that moment. Where who attacks or is attacked does not run, it does not
    /// start.
    void StartAttack(size_t number)
    {
        const Scenario::Attack& attack = m_scenario.attacks[number];
        const std::optional<VmId> foothold = FootholdOf(attack);
        if (!foothold || !RunsVictimOf(attack))
        {
            return;
        }
        Concern(attack, *foothold);
        m_attackOf[number] =
            &m_attacks.Install(attack.kind,
                               {.attacker = attack.attacker,
                                .foothold = *foothold,
                                .start = Simulator::Now(),
                                .stop = Simulator::Now() + Nanoseconds(attack.duration_ns),
                                .observer = m_observer.WatchAttack(AttackLabels()[number])},
                               &attack.keys.Of(attack.kind));
    }

    /// What is known of the VMs that an attack concerns has to be verified.
    void Concern(const Scenario::Attack& attack, VmId foothold)
    {
        if (AttachGuard* guard = Cloud().Guard())
        {
            guard->Concern(foothold);
            const OwnKeys& keys = attack.keys.Of(attack.kind);
            for (const auto& [key, name] : FindInjector(attack.kind)->NamedVms(keys))
            {
                if (const std::optional<VmId> vm = FindVm(*m_cloud.plan, name))
                {
                    guard->Concern(*vm);
                }
            }
        }
    }

    /// @return where an attack starts now; nothing: that VM does not run
    std::optional<VmId> FootholdOf(const Scenario::Attack& attack)
    {
        return attack.foothold == "random" ? DrawFoothold(attack) : RunningVm(attack.foothold);
    }

    bool RunsVictimOf(const Scenario::Attack& attack)
    {
        const auto named = FindInjector(attack.kind)->NamedVictim(attack.keys.Of(attack.kind));
        return !named || RunningVm(named->second);
    }

    /// @return the VM of a name, if it runs
    std::optional<VmId> RunningVm(const std::string& name)
    {
        const std::optional<VmId> vm = FindVm(*m_cloud.plan, name);
        return vm && Cloud().IsActive(*vm) ? vm : std::nullopt;
    }

    /// The VM with the least number on its dice, so that it is the same for every attack, and stays it
    /// where VMs that are no choice come or go. A neighbour's is no VM of its victim's tenant.
    std::optional<VmId> DrawFoothold(const Scenario::Attack& attack)
    {
        std::vector<VmId> vms = Cloud().ActiveVms();
        const auto named = FindInjector(attack.kind)->NamedVictim(attack.keys.Of(attack.kind));
        if (named && attack.attacker.position == Position::kNeighbour)
        {
            const CloudPlan& plan = *m_cloud.plan;
            const std::optional<VmId> victim = FindVm(plan, named->second);
            std::erase_if(vms,
                          [&](VmId vm)
                          { return victim && plan.At(vm).tenant == plan.At(*victim).tenant; });
        }
        if (vms.empty())
        {
            return std::nullopt;
        }
        return *std::ranges::min_element(
            vms,
            {},
            [this](VmId vm) { return m_dice.Number(kFoothold, DrawNumber(*m_cloud.plan, vm), 0); });
    }

    std::vector<Attacker> Attackers() const
    {
        std::vector<Attacker> attackers;
        for (const Scenario::Attack& attack : m_scenario.attacks)
        {
            attackers.push_back(attack.attacker);
        }
        return attackers;
    }

    /// @return what each is called in metrics
    std::vector<std::string> AttackLabels() const
    {
        std::vector<std::string> labels;
        for (const Scenario::Attack& attack : m_scenario.attacks)
        {
            labels.push_back(
                FindInjector(attack.kind)->Label(attack.attacker, attack.keys.Of(attack.kind)));
        }
        return Distinct(labels);
    }

    /// @return the kind of each
    std::vector<std::string> MonitorLabels() const
    {
        std::vector<std::string> labels;
        for (const Scenario::Monitor& monitor : m_scenario.monitors)
        {
            labels.push_back(monitor.kind);
        }
        return Distinct(labels);
    }

    void Report(RunResult& result)
    {
        for (const ChangeWatch& watch : m_watches)
        {
            watch.Report(result);
            m_observer.Changed(watch.Outcome());
        }
        if (!m_watches.empty())
        {
            result.metrics["reconfig.disrupted"] = static_cast<double>(m_disruption.Count());
        }
        if (m_verdicts)
        {
            m_verdicts->Report(EndOfTraffic(), result);
            m_chains->Report(result);
        }
        for (size_t number = 0; number < m_attackOf.size(); ++number)
        {
            const Attack* attack = m_attackOf[number];
            ReportAttack(attack ? std::optional(attack->Outcome()) : std::nullopt,
                         AttackLabels()[number],
                         *m_start,
                         result);
        }
        for (size_t monitor = 0; monitor < m_monitors.Monitors().size(); ++monitor)
        {
            ReportMonitor(m_monitors.Monitors()[monitor]->Outcome(),
                          MonitorLabels()[monitor],
                          *m_start,
                          result);
        }
        ReportRedirects(Cloud(), result);
        if (m_leaks)
        {
            m_leaks->Report(result);
        }
        if (m_links)
        {
            ReportLinks(*m_links, result);
        }
        for (const ServerHelper::Installed& installed : m_servers.Programs())
        {
            ReportServer(installed, result);
        }
        if (m_scenario.identity.verify < 1)
        {
            ReportIdentity(Cloud(), result);
        }
        ReportControlPlane(Cloud(), result);
        ReportMiddleboxes(m_middleboxes, Cloud(), result);
        ReportDataPlane(
            Cloud(), m_monitor, m_cloud.substrate->drops, CostTableOf(m_scenario), result);
        m_stretch.Report(result);
        if (m_tcp)
        {
            m_tcp->Report(result);
        }
    }

    const Scenario& m_scenario;
    const Progress& m_progress;
    RunObserver& m_observer;
    Dice m_dice;
    Timeline m_timeline;
    ScenarioCloud m_cloud;
    EventFault m_fault;
    TrafficMonitor m_monitor;
    DisruptionMeter m_disruption;
    std::optional<LinkMeter> m_links; // from Begin() on, where guests have time to send
    std::optional<LeakWatch> m_leaks; // from Begin() on, where it is wanted
    LinkProber m_prober;
    std::optional<VerdictWatch> m_verdicts; // as m_leaks
    std::optional<ChainWatch> m_chains;     // with m_verdicts, whose oracle it asks
    StretchSurvey m_stretch;
    MiddleboxHelper m_middleboxes;
    std::optional<TcpFlows> m_tcp; // as m_leaks
    AttackHelper m_attacks;
    MonitorHelper m_monitors;
    ServerHelper m_servers;
    GuestApplications m_applications;
    std::deque<ChangeWatch> m_watches;
    std::vector<const Attack*> m_attackOf; // by its number in the scenario; nullptr: not started
    std::optional<Time> m_start;
};

} // namespace

RunResult
RunDesign(const Scenario& scenario,
          const std::string& resolved,
          const std::string& design,
          uint32_t run,
          const Progress& progress,
          RunObserver* observer,
          uint32_t threads)
{
    RunObserver nobody;
    const auto begin = std::chrono::steady_clock::now();
    RunResult result;
    result.key = {resolved, design, scenario.run.seed, run};
    RngSeedManager::SetSeed(static_cast<uint32_t>(scenario.run.seed % 0xfffffffe + 1));
    RngSeedManager::SetRun(run);
    try
    {
        Run(scenario, design, run, progress, observer ? *observer : nobody, threads)
            .Simulate(result);
        CheckMetrics(result);
    }
    catch (const std::exception& error)
    {
        result.error = error.what();
        result.metrics.clear();
        result.samples.clear();
        result.series.clear();
    }
    Simulator::Destroy();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    result.wallSeconds = wall.count();
    return result;
}

} // namespace ns3::vnlab
