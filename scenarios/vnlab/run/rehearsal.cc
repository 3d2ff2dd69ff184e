// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/rehearsal.h"

#include "model/change/change-kind.h"
#include "model/deployment/compiled-cloud.h"
#include "model/key/units.h"
#include "model/wire/header-sizes.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/run/tcp-metrics.h"
#include "scenarios/vnlab/scenario/scenario-plan.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Where VMs have one vNIC each, chance does not decide whether they fit; else so many runs are planned.
constexpr uint32_t kMostPlannedRuns = 100;

/// The rules of more VMs take as much time and memory as a run: designs are asked, and no more.
constexpr size_t kMostCompiledVms = 100'000;

/// A new specification of a tenant.
struct Resubmission
{
    Time at;
    TenantId tenant;
    const Specification* specification;
};

/// @return the resubmissions of a run in the order in which they happen
std::vector<Resubmission>
ResubmissionsOf(const Timeline& timeline)
{
    std::vector<Resubmission> resubmissions;
    for (uint32_t tenant = 0; tenant < timeline.Tenants().size(); ++tenant)
    {
        const std::vector<Version>& versions = timeline.Tenants()[tenant].versions;
        for (size_t i = 1; i < versions.size(); ++i)
        {
            if (versions[i].specification != versions[i - 1].specification)
            {
                resubmissions.push_back(
                    {versions[i].at, TenantId{tenant}, versions[i].specification});
            }
        }
    }
    std::ranges::stable_sort(resubmissions, {}, &Resubmission::at);
    return resubmissions;
}

/// Takes a design through all versions. @throws std::exception where it cannot serve one
/// @param since told from when on the design is asked
void
GoThroughVersions(const Timeline& timeline,
                  const CloudPlan& plan,
                  const Design& design,
                  std::string& since)
{
    const bool compiles = plan.vms.size() <= kMostCompiledVms;
    CompiledCloud cloud(design, RuleSupply::kAll);
    std::vector<TenantView> first = FirstViews(timeline, plan);
    compiles ? cloud.Begin(std::move(first), [](const RuleDelta&) {}) : cloud.CheckObjection(first);
    for (const Resubmission& next : ResubmissionsOf(timeline))
    {
        const auto time = static_cast<uint64_t>(next.at.GetNanoSeconds());
        since = " from " + FormatQuantity(time, kDurations) + " on";
        std::vector<TenantView> views{{plan, plan.start, next.tenant, *next.specification}};
        compiles ? void(cloud.Change(std::move(views))) : cloud.CheckObjection(views);
    }
}

/// @return why a design cannot serve the tenants of a plan, if it cannot
std::optional<std::string>
WhyRefused(const Timeline& timeline, const CloudPlan& plan, const Design& design)
{
    std::string since;
    try
    {
        GoThroughVersions(timeline, plan, design, since);
        return std::nullopt;
    }
    catch (const std::exception& error)
    {
        return "refuses these tenants" + since + ": " + error.what();
    }
}

/// @return what a design's tunnels do to packets of a scenario's traffic, if these exceed the MTU
/// @throws std::invalid_argument where the tunnels leave no room for guests
std::optional<std::string>
Fragments(const Scenario& scenario, const Design& design)
{
    const size_t bytes = headersize::kIpv4 + headersize::kUdp + scenario.traffic.payload_bytes;
    const size_t mtu = design.GuestMtu(static_cast<uint16_t>(scenario.substrate.mtu));
    if (bytes <= mtu)
    {
        return std::nullopt;
    }
    return "traffic.payload makes packets of " + std::to_string(bytes) +
           " bytes, and the guests' MTU is " + std::to_string(mtu) + ", substrate.mtu less " +
           std::to_string(scenario.substrate.mtu - mtu) +
           " bytes for tunnel headers: they travel in fragments";
}

/// @return why a run other than the first cannot be planned, if one cannot
std::optional<std::string>
WhyNoOtherPlan(const Scenario& scenario, const CloudPlan& plan, size_t changes)
{
    if (plan.vnics.size() == plan.vms.size())
    {
        return std::nullopt;
    }
    for (uint32_t run = 1; run < std::min(scenario.run.repeat, kMostPlannedRuns); ++run)
    {
        try
        {
            PlanCloud(Timeline(scenario, run, changes), run);
        }
        catch (const std::exception& error)
        {
            return "run " + std::to_string(run) + " does not fit: " + error.what();
        }
    }
    return std::nullopt;
}

/// @return why there cannot be TCP flows where a scenario has some
std::optional<std::string>
WhyNoTcp(const Scenario& scenario, const Timeline& timeline, const CloudPlan& plan)
{
    return scenario.traffic.tcp.flows > 0 && DirectionsForTcp(timeline, plan).empty()
             ? std::optional<std::string>(kNoDirectionForTcp)
             : std::nullopt;
}

/// @return why a design cannot serve the tenants of a scenario, with the addresses that it gives them
std::optional<std::string>
WhyRefused(const Scenario& scenario,
           const Timeline& timeline,
           const CloudPlan& plan,
           const Design& design)
{
    if (!design.NumbersByRack())
    {
        return WhyRefused(timeline, plan, design);
    }
    CloudPlan numbered = plan;
    NumberByRack(numbered, TopologyOf(scenario.substrate));
    return WhyRefused(timeline, numbered, design);
}

/// @return what of a scenario's changes cannot be done under a design
std::vector<std::string>
ShortfallsOf(const Scenario& scenario, const Design& design)
{
    std::vector<std::string> shortfalls;
    for (const Scenario::Change& change : scenario.changes)
    {
        if (const auto shortfall =
                FindChangeKind(change.kind)->Shortfall(design, change.keys.Of(change.kind)))
        {
            shortfalls.push_back("the " + change.kind + " at " +
                                 FormatQuantity(change.at_ns, kDurations) +
                                 " will be counted as failed: " + *shortfall);
        }
    }
    return shortfalls;
}

std::string
NotCompiled(size_t vms)
{
    return "whether its rules contradict each other was not tried: there are " +
           std::to_string(vms) + " VMs, and those of at most " + std::to_string(kMostCompiledVms) +
           " are compiled";
}

} // namespace

Rehearsal
Rehearse(const Scenario& scenario, size_t changes)
{
    const Timeline timeline(scenario, 0, changes);
    const CloudPlan plan = PlanCloud(timeline, 0);
    const std::optional<std::string> noPlan = WhyNoOtherPlan(scenario, plan, changes);
    const std::optional<std::string> noTcp = WhyNoTcp(scenario, timeline, plan);
    const std::optional<std::string>& noRun = noPlan ? noPlan : noTcp;
    Rehearsal rehearsal;
    for (const std::string& name : scenario.designs)
    {
        const DesignChoice choice = ChooseDesign(scenario, name);
        try
        {
            const auto odd = Fragments(scenario, choice.GetDesign());
            if (const auto refusal =
                    noRun ? noRun : WhyRefused(scenario, timeline, plan, choice.GetDesign()))
            {
                rehearsal.refusals.push_back({name, *refusal});
                continue;
            }
            if (odd)
            {
                rehearsal.warnings.push_back({name, *odd});
            }
            for (const std::string& shortfall : ShortfallsOf(scenario, choice.GetDesign()))
            {
                rehearsal.warnings.push_back({name, shortfall});
            }
            if (plan.vms.size() > kMostCompiledVms)
            {
                rehearsal.warnings.push_back({name, NotCompiled(plan.vms.size())});
            }
        }
        catch (const std::invalid_argument& error)
        {
            rehearsal.refusals.push_back({name, error.what()});
        }
    }
    return rehearsal;
}

} // namespace ns3::vnlab
