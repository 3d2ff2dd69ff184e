// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/run-design.h"

#include "helper/attack-helper.h"
#include "helper/monitor-helper.h"
#include "helper/server-helper.h"
#include "model/cloud/cloud-names.h"
#include "model/traffic/traffic-monitor.h"
#include "scenarios/vnlab/run/background-traffic.h"
#include "scenarios/vnlab/run/change-watch.h"
#include "scenarios/vnlab/run/first-deployment.h"
#include "scenarios/vnlab/run/metric-check.h"
#include "scenarios/vnlab/run/run-metrics.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/run/timeline.h"

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

Time
Nanoseconds(uint64_t value)
{
    return NanoSeconds(static_cast<int64_t>(value));
}

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

/// Gives datagrams to whom their port belongs.
class Applications : public GuestListener
{
  public:
    Applications(TrafficMonitor& monitor, AttackHelper& attacks)
        : m_monitor(monitor),
          m_attacks(attacks)
    {
    }

    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override
    {
        GuestListener& owner = datagram.destinationPort == kTrafficPort
                                 ? static_cast<GuestListener&>(m_monitor)
                                 : m_attacks;
        owner.ReceiveUdp(guest, datagram);
    }

  private:
    TrafficMonitor& m_monitor;
    AttackHelper& m_attacks;
};

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
                          Begin(result);
                      });
        Simulator::Run();
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
        AddMonitors();
        AddServers();
        AddBackgroundTraffic(m_timeline, *m_cloud.plan, m_dice, *m_start, m_monitor);
        ScheduleChanges();
        AddAttacks();
        const Time duration = Nanoseconds(m_scenario.run.duration_ns);
        for (int64_t step = 1; step <= kProgressSteps; ++step)
        {
            const double done = static_cast<double>(step) / kProgressSteps;
            Simulator::Schedule(duration * step / kProgressSteps,
                                [this, done] { m_progress(done); });
        }
        Simulator::Stop(duration);
    }

    void ScheduleChanges()
    {
        for (uint32_t id = 0; id < m_timeline.Tenants().size(); ++id)
        {
            for (const Version& version : m_timeline.Tenants()[id].versions)
            {
                if (!version.change)
                {
                    continue;
                }
                m_watches.emplace_back(Cloud(),
                                       m_monitor,
                                       WatchConfig{Nanoseconds(version.change->probe_interval_ns),
                                                   Nanoseconds(version.change->watch_ns),
                                                   m_scenario.traffic.payload_bytes});
                Simulator::Schedule(version.at,
                                    [&watch = m_watches.back(), id, &version]
                                    { watch.Make(TenantId{id}, version); });
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
        for (const Scenario::Attack& attack : m_scenario.attacks)
        {
            const auto number = static_cast<uint32_t>(m_attacks.Attacks().size());
            const VmId foothold = FootholdOf(attack);
            Concern(attack, foothold);
            m_attacks.Install(attack.kind,
                              {.attacker = attack.attacker,
                               .foothold = foothold,
                               .start = *m_start + Nanoseconds(attack.at_ns),
                               .stop = *m_start + Nanoseconds(attack.at_ns + attack.duration_ns),
                               .observer = m_observer.WatchAttack(AttackLabels()[number])},
                              &attack.keys.Of(attack.kind));
        }
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

    VmId FootholdOf(const Scenario::Attack& attack)
    {
        if (attack.foothold == "random")
        {
            return DrawFoothold(attack);
        }
        if (const std::optional<VmId> vm = FindVm(*m_cloud.plan, attack.foothold))
        {
            return *vm;
        }
        throw std::invalid_argument("no VM " + attack.foothold);
    }

    /// The VM with the least number on its dice, so that it is the same for every attack, and stays it
    /// where VMs that are no choice come or go. A neighbour's is no VM of its victim's tenant.
    VmId DrawFoothold(const Scenario::Attack& attack)
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
            throw std::invalid_argument("no VM runs that an attack could start from");
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

    /// @return the attacker of each, behind the kind where that is not lateral movement
    std::vector<std::string> AttackLabels() const
    {
        std::vector<std::string> labels;
        for (const Scenario::Attack& attack : m_scenario.attacks)
        {
            labels.push_back((attack.kind == "lateral-movement" ? "" : attack.kind + ".") +
                             LabelOf(attack.attacker));
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
        for (size_t attack = 0; attack < m_attacks.Attacks().size(); ++attack)
        {
            ReportAttack(
                m_attacks.Attacks()[attack]->Outcome(), AttackLabels()[attack], *m_start, result);
        }
        for (size_t monitor = 0; monitor < m_monitors.Monitors().size(); ++monitor)
        {
            ReportMonitor(m_monitors.Monitors()[monitor]->Outcome(),
                          MonitorLabels()[monitor],
                          *m_start,
                          result);
        }
        for (const ServerHelper::Installed& installed : m_servers.Programs())
        {
            ReportServer(installed, result);
        }
        if (m_scenario.identity.verify < 1)
        {
            ReportIdentity(Cloud(), result);
        }
        ReportDataPlane(
            Cloud(), m_monitor, m_cloud.substrate->drops, MakeCostTable(m_scenario.costs), result);
    }

    const Scenario& m_scenario;
    const Progress& m_progress;
    RunObserver& m_observer;
    Dice m_dice;
    Timeline m_timeline;
    ScenarioCloud m_cloud;
    TrafficMonitor m_monitor;
    AttackHelper m_attacks;
    MonitorHelper m_monitors;
    ServerHelper m_servers;
    Applications m_applications;
    std::deque<ChangeWatch> m_watches;
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
