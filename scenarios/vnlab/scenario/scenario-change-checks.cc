// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-change-checks.h"

#include "model/change/change-kind.h"
#include "model/input/nearest-name.h"
#include "model/service/server-kind.h"
#include "scenarios/vnlab/scenario/scenario-plan.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <ranges>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Refuses what cannot fit by its number alone, so that nothing is made of a million times a million VMs.
/// @return whether it may fit
bool
MayFit(uint64_t vms,
       const std::string& path,
       const Scenario::Substrate& substrate,
       ScenarioProblems& problems)
{
    const uint64_t hosts = TopologyOf(substrate).Hosts();
    const uint64_t room = hosts * substrate.vms_per_host;
    if (vms > room)
    {
        problems.Add(path,
                     "does not fit: " + std::to_string(vms) + " VMs take at least " +
                         std::to_string(vms) + " slots, but " + std::to_string(hosts) +
                         " hosts with " + std::to_string(substrate.vms_per_host) +
                         " slots each have " + std::to_string(room));
    }
    return vms <= room;
}

/// @return the names of the servers that control planes run on
std::vector<std::string>
ControllerNames(const Scenario::Substrate& substrate)
{
    std::vector<std::string> names;
    for (const Scenario::Server& server : substrate.servers)
    {
        if (FindServerKind(server.kind)->IsController())
        {
            names.push_back(server.name);
        }
    }
    return names.empty() ? std::vector<std::string>{"controller"} : names;
}

/// @return whether the VMs that tenants want at the start may fit
bool
StartMayFit(const Scenario& scenario, ScenarioProblems& problems)
{
    uint64_t vms = 0;
    for (size_t i = 0; i < scenario.tenants.size(); ++i)
    {
        const Scenario::Tenants& group = scenario.tenants[i];
        vms += group.count * num_vertices(group.specification.graph);
        if (!MayFit(vms, TablePath("tenants", i), scenario.substrate, problems))
        {
            return false;
        }
    }
    return true;
}

/// Works out the versions of all tenants as a run does, and plans them as it does: what a run throws, is
/// said of who brings it about. The first run; of others, chance may decide otherwise.
class ChangeWalk
{
  public:
    ChangeWalk(const Scenario& scenario, ScenarioProblems& problems)
        : m_scenario(scenario),
          m_problems(problems),
          m_timeline(scenario, 0, 0)
    {
    }

    void Run()
    {
        bool areAllMade = true;
        for (const DueChange& due : m_timeline.Changes())
        {
            const Scenario::Change& stated = *due.stated;
            if (!m_problems.Sound(PathOf(stated)) ||
                (WhomOf(stated) == ChangeOf::kTenant && m_timeline.TenantsOf(stated).empty()))
            {
                return; // what the tenants look like from here on is not known
            }
            areAllMade = Follow(due) && areAllMade;
        }
        BlameIdleProcesses();
        if (areAllMade && WhyNot(m_timeline.Tenants()))
        {
            BlameForPlan();
        }
    }

  private:
    static ChangeOf WhomOf(const Scenario::Change& change)
    {
        return FindChangeKind(change.kind)->Of(change.keys.Of(change.kind));
    }

    std::string PathOf(const Scenario::Change& change) const
    {
        return TablePath("changes", static_cast<size_t>(&change - m_scenario.changes.data()));
    }

    /// @return whether the change can be made; it is left out where it cannot
    bool Follow(const DueChange& due)
    {
        if (due.standsForOthers)
        {
            m_timeline.Advance();
            return FollowArrivals(*due.stated);
        }
        if (!due.Arrives() && HasObjection(*due.change))
        {
            m_timeline.Skip();
            return false;
        }
        try
        {
            m_timeline.Advance();
        }
        catch (const std::invalid_argument& error)
        {
            m_problems.Add(PathOf(*due.stated), std::string("does not work: ") + error.what());
            m_timeline.Skip();
            return false;
        }
        NoteIfMade(due);
        uint64_t vms = 0;
        for (const TenantTimeline& tenant : m_timeline.TenantsOf(*due.stated))
        {
            vms += num_vertices(tenant.versions.back().specification->graph);
        }
        return MayFit(vms, PathOf(*due.stated), m_scenario.substrate, m_problems);
    }

    bool HasObjection(const Scenario::Change& change)
    {
        const ChangeKind& kind = *FindChangeKind(change.kind);
        const OwnKeys& keys = change.keys.Of(change.kind);
        auto objection = ObjectionToSubstrate(kind, keys);
        std::set<std::pair<const Specification*, bool>> asked; // tenants alike get one answer
        for (const TenantTimeline& tenant : m_timeline.TenantsOf(change))
        {
            const Specification* before = tenant.wanted;
            if (!objection && asked.emplace(before, tenant.isThere).second)
            {
                objection = ObjectionOf(tenant, kind, keys);
            }
        }
        return Report(PathOf(change), objection);
    }

    /// @return whether nothing is wrong with changes that arrive, as far as that can be told when they begin
    bool FollowArrivals(const Scenario::Change& change)
    {
        const Arrivals arrivals =
            FindChangeKind(change.kind)->StandsFor(change.keys.Of(change.kind)).value();
        if (Report(PathOfArrival(change), ObjectionToSubstrate(arrivals.kind, arrivals.keys)))
        {
            return false;
        }
        std::optional<ChangeObjection> first;
        for (const TenantTimeline& tenant : m_timeline.TenantsOf(change))
        {
            const auto objection = ObjectionOf(tenant, arrivals.kind, arrivals.keys);
            if (!objection)
            {
                return true;
            }
            first = first ? first : objection;
        }
        if (first)
        {
            m_idle.emplace(&change, *first);
        }
        return true;
    }

    /// @return the path of the table that has the keys of changes that arrive by one
    std::string PathOfArrival(const Scenario::Change& change) const
    {
        const auto arrivals = FindChangeKind(change.kind)->StandsFor(change.keys.Of(change.kind));
        return KeyPath(PathOf(change), arrivals->kind.Name());
    }

    /// What could not be made when it began may be possible when a change arrives.
    void NoteIfMade(const DueChange& due)
    {
        if (!m_idle.contains(due.stated))
        {
            return;
        }
        for (const TenantTimeline& tenant : m_timeline.TenantsOf(*due.stated))
        {
            const Version& last = tenant.versions.back();
            if (due.Arrives() && last.change == due.change && last.failure.empty())
            {
                m_idle.erase(due.stated);
            }
        }
    }

    /// Those of which no change can be made, neither when they begin nor when one arrives.
    void BlameIdleProcesses()
    {
        for (const auto& [change, objection] : m_idle)
        {
            const bool isOfChurn = objection.key == "tenant";
            Report(isOfChurn ? PathOf(*change) : PathOfArrival(*change), objection);
        }
    }

    /// @return whether there is an objection, which then is a problem
    bool Report(const std::string& table, const std::optional<ChangeObjection>& objection)
    {
        if (objection)
        {
            m_problems.Add(KeyPath(table, objection->key), objection->problem);
        }
        return objection.has_value();
    }

    std::optional<ChangeObjection> ObjectionToSubstrate(const ChangeKind& kind,
                                                        const OwnKeys& keys) const
    {
        const auto objection = kind.ObjectionOn(TopologyOf(m_scenario.substrate), keys);
        return objection ? objection : ObjectionToController(kind, keys);
    }

    std::optional<ChangeObjection> ObjectionToController(const ChangeKind& kind,
                                                         const OwnKeys& keys) const
    {
        const auto named = kind.NamedController(keys);
        const std::vector<std::string> names = ControllerNames(m_scenario.substrate);
        if (!named || std::ranges::find(names, named->second) != names.end())
        {
            return std::nullopt;
        }
        return ChangeObjection{named->first,
                               "is " + QuoteShort(named->second) + ", which is no controller" +
                                   DidYouMean(named->second, names)};
    }

    /// @return why some tenants cannot be planned, if they cannot
    std::optional<std::string> WhyNot(std::span<const TenantTimeline> tenants) const
    {
        try
        {
            PlanTenants(m_scenario, tenants, TopologyOf(m_scenario.substrate), {}, 0);
            return std::nullopt;
        }
        catch (const std::invalid_argument& error)
        {
            return error.what();
        }
    }

    /// Finds the first tenant, or else the first change, with which the plan fails.
    void BlameForPlan()
    {
        const Timeline start(m_scenario, 0, 0);
        const std::vector<TenantTimeline>& tenants = start.Tenants();
        if (const auto why = WhyNot(tenants))
        {
            const size_t most =
                FirstOf(tenants.size(),
                        [&](size_t count) { return !WhyNot(std::span(tenants).first(count)); });
            const Scenario::Tenants* group = tenants[most - 1].group;
            m_problems.Add(
                TablePath("tenants", static_cast<size_t>(group - m_scenario.tenants.data())),
                "does not fit: " + *why);
            return;
        }
        const auto fits = [this](size_t count)
        { return !WhyNot(Timeline(m_scenario, 0, count).Tenants()); };
        const size_t most = FirstOf(m_timeline.Changes().size(), fits);
        m_problems.Add(PathOf(*m_timeline.Changes()[most - 1].stated),
                       "does not fit: " + *WhyNot(Timeline(m_scenario, 0, most).Tenants()) +
                           "; the VMs of all versions have their places from the start");
    }

    /// @return the least number from 1 to @p last that does not fit, where @p last does not
    static size_t FirstOf(size_t last, const std::function<bool(size_t)>& fits)
    {
        const auto numbers = std::views::iota(size_t{1}, last);
        return 1 +
               static_cast<size_t>(std::ranges::partition_point(numbers, fits) - numbers.begin());
    }

    const Scenario& m_scenario;
    ScenarioProblems& m_problems;
    Timeline m_timeline;
    std::map<const Scenario::Change*, ChangeObjection> m_idle; ///< of which nothing was made yet
};

} // namespace

void
CheckChanges(const Scenario& scenario, ScenarioProblems& problems)
{
    if (problems.Sound("substrate") && problems.Sound("tenants") && StartMayFit(scenario, problems))
    {
        ChangeWalk(scenario, problems).Run();
    }
}

} // namespace ns3::vnlab
