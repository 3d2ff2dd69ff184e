// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/report.h"

#include "analysis/point/gather-point.h"
#include "analysis/point/once.h"
#include "analysis/point/store-scenarios.h"
#include "analysis/report/report-json.h"

#include <algorithm>
#include <limits>
#include <map>
#include <stdexcept>
#include <tuple>

namespace ns3::vnlab
{

namespace
{

/// One point: its scenarios differ in seed and number of runs only.
struct PointPlan
{
    std::string title;
    std::map<std::string, Parameter> parameters; ///< but for those of the seed
    std::vector<std::string> designs;
    std::vector<StoredScenario> scenarios;
    bool moves{false};
    std::string switchPrices;
};

/// Numbers by size, words by letter, so that a sweep's points come in its order.
using ParameterOrder = std::vector<std::tuple<std::string, double, std::string>>;

ParameterOrder
OrderOf(const PointPlan& plan)
{
    ParameterOrder order;
    for (const auto& [name, parameter] : plan.parameters)
    {
        order.emplace_back(name,
                           parameter.number.value_or(std::numeric_limits<double>::infinity()),
                           parameter.text);
    }
    return order;
}

std::vector<PointPlan>
PlanPoints(const ResultStore& store, const ReadOutline& outline)
{
    const StoreCaption caption = store.Caption();
    std::map<std::string, PointPlan> bySame;
    const StoreScenarios told = ReadScenarios(store, outline);
    for (const auto& [stored, read] : told.scenarios)
    {
        PointPlan& plan = bySame[read.sameAs];
        plan.title = read.title.empty() ? caption.title : read.title;
        plan.designs = read.designs.empty() ? caption.designs : read.designs;
        plan.moves = read.moves;
        plan.switchPrices = read.switchPrices;
        if (plan.scenarios.empty())
        {
            plan.parameters = stored.parameters;
        }
        std::erase_if(plan.parameters,
                      [&stored](const auto& parameter)
                      { return stored.parameters.at(parameter.first) != parameter.second; });
        plan.scenarios.push_back(stored);
    }
    std::vector<PointPlan> plans;
    for (auto& [same, plan] : bySame)
    {
        plans.push_back(std::move(plan));
    }
    std::ranges::stable_sort(
        plans, {}, [](const PointPlan& plan) { return std::pair(plan.title, OrderOf(plan)); });
    return plans;
}

/// The designs that have runs, in the order in which scenarios name them.
std::vector<std::string>
OrderDesigns(const ResultStore& store, const std::vector<PointPlan>& plans)
{
    std::vector<std::string> unplaced = store.Designs();
    std::vector<std::string> designs;
    const auto place = [&](const std::string& design)
    {
        if (std::erase(unplaced, design) > 0)
        {
            designs.push_back(design);
        }
    };
    for (const PointPlan& plan : plans)
    {
        std::ranges::for_each(plan.designs, place);
    }
    std::ranges::copy(unplaced, std::back_inserter(designs));
    return designs;
}

/// The point whose runs are replayed.
size_t
PointToReplay(const std::vector<PointPlan>& plans)
{
    const auto moving = std::ranges::find(plans, true, &PointPlan::moves);
    return moving == plans.end() ? 0 : static_cast<size_t>(moving - plans.begin());
}

/// Keeps the runs of the first scenario, seed and number under which one went through.
void
KeepFirst(std::vector<RunResult>& kept, const RunResult& run)
{
    const auto identity = [](const RunResult& of)
    { return std::tie(of.key.scenario, of.key.seed, of.key.run); };
    if (run.error.empty() && (kept.empty() || identity(kept.front()) == identity(run)))
    {
        kept.push_back(run);
    }
}

} // namespace

std::string
ReportData(const ResultStore& store, const ReadOutline& outline, const MakeReplay& makeReplay)
{
    const std::vector<PointPlan> plans = PlanPoints(store, outline);
    const std::vector<std::string> designs = OrderDesigns(store, plans);
    ReportJson json(designs, store.RunsByVersions(), plans.size());
    const size_t toReplay = PointToReplay(plans);
    std::vector<RunResult> replayed;
    for (const PointPlan& plan : plans)
    {
        const bool isReplayed = &plan == &plans[toReplay];
        GatherPoint gather(designs);
        Once once(plan.scenarios.size());
        const auto add = [&](const RunResult& run)
        {
            if (once.Is(run.key))
            {
                gather.Add(run);
                if (isReplayed)
                {
                    KeepFirst(replayed, run);
                }
            }
        };
        for (const StoredScenario& scenario : plan.scenarios)
        {
            store.ForEachResult(scenario, add);
        }
        ReportPoint point = gather.Finish();
        point.title = plan.title;
        point.parameters = plan.parameters;
        point.switchPrices = plan.switchPrices;
        json.Add(point);
    }
    if (replayed.empty())
    {
        json.SetReplay(toReplay,
                       {},
                       {.why = "no run went through", .cloud = {}, .recordings = {}, .left = {}});
    }
    else
    {
        json.SetReplay(toReplay, replayed.front().key, makeReplay(replayed));
    }
    return json.Finish();
}

} // namespace ns3::vnlab
