// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/report.h"

#include "analysis/report/gather-point.h"
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
    std::vector<std::string> designs;
    std::vector<StoredScenario> scenarios;
};

/// Numbers by size, words by letter, so that a sweep's points come in its order.
using ParameterOrder = std::vector<std::tuple<std::string, double, std::string>>;

ParameterOrder
OrderOf(const PointPlan& plan)
{
    ParameterOrder order;
    for (const auto& [name, parameter] : plan.scenarios.front().parameters)
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
    std::map<std::string, PointPlan> bySame;
    store.ForEachScenario(
        [&](const StoredScenario& scenario)
        {
            ScenarioOutline read = outline(scenario.text);
            PointPlan& plan = bySame[read.sameAs];
            plan.title = std::move(read.title);
            plan.designs = std::move(read.designs);
            plan.scenarios.push_back(scenario);
        });
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

} // namespace

std::string
ReportData(const ResultStore& store, const ReadOutline& outline)
{
    const std::vector<PointPlan> plans = PlanPoints(store, outline);
    const std::vector<std::string> designs = OrderDesigns(store, plans);
    ReportJson json(designs, store.RunsByVersions(), plans.size());
    for (const PointPlan& plan : plans)
    {
        GatherPoint gather(designs);
        for (const StoredScenario& scenario : plan.scenarios)
        {
            store.ForEachResult(scenario, [&](const RunResult& run) { gather.Add(run); });
        }
        ReportPoint point = gather.Finish();
        point.title = plan.title;
        json.Add(point);
    }
    return json.Finish();
}

} // namespace ns3::vnlab
