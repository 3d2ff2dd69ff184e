// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/sweep-plan.h"

#include "analysis/metric/metric-catalogue.h"
#include "model/input/nearest-name.h"
#include "scenarios/vnlab/run/run-identity.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <boost/graph/adjacency_list.hpp>
#include <set>

namespace ns3::vnlab
{

namespace
{

/// The files of scenarios, of which most points have the same.
class SharedInputs
{
  public:
    std::shared_ptr<const RunInputs> Of(const Scenario& scenario)
    {
        const auto same = std::ranges::find_if(
            m_all, [&scenario](const auto& inputs) { return *inputs == scenario.inputs; });
        return same != m_all.end()
                 ? *same
                 : m_all.emplace_back(std::make_shared<const RunInputs>(scenario.inputs));
    }

  private:
    std::vector<std::shared_ptr<const RunInputs>> m_all;
};

} // namespace

RunKey
SweepPlan::KeyOf(const SweepRun& run) const
{
    const SweepPoint& point = points[run.point];
    return {point.identity, designs[run.design], point.seed, run.run};
}

uint32_t
SweepPlan::ShardOf(const SweepRun& run, uint32_t shards) const
{
    const uint64_t number =
        (uint64_t{run.run} * points.size() + run.point) * designs.size() + run.design;
    return static_cast<uint32_t>(number % shards) + 1;
}

SweepPlan
MakeSweepPlan(const SweepFile& file,
              uint64_t points,
              const KnownNames& known,
              const FileReader& readFile,
              const std::optional<uint32_t>& repeat,
              const PointVisitor& visit)
{
    SweepPlan plan;
    SharedInputs inputs;
    std::map<std::string, uint64_t> pointOf;
    std::set<std::string> warnings;
    for (uint64_t point = 0; point < points; ++point)
    {
        const Scenario scenario = file.ScenarioAt(point, known, readFile);
        plan.points.push_back({file.ParametersAt(point),
                               IdentityText(scenario),
                               scenario.run.seed,
                               EstimateMemory(scenario),
                               inputs.Of(scenario)});
        if (!pointOf.emplace(plan.points.back().identity, point).second)
        {
            std::string where;
            for (const auto& [key, value] : plan.points.back().parameters)
            {
                where += (where.empty() ? "" : ", ") + key + " = " + value.text;
            }
            throw InputError({{.file = file.Name(),
                               .message = "[sweep] has one scenario twice, the second time with " +
                                          where + "; accepted are values that make a difference"}});
        }
        if (point == 0)
        {
            plan.title = scenario.title;
            plan.designs = scenario.designs;
            plan.repeat = file.Repeat().value_or(
                SweepRepeat{.atLeast = scenario.run.repeat, .atMost = scenario.run.repeat});
        }
        for (const std::string& warning : scenario.warnings)
        {
            if (warnings.insert(warning).second)
            {
                plan.warnings.push_back(warning);
            }
        }
        if (visit)
        {
            visit(point, scenario);
        }
    }
    if (!plan.repeat.metric.empty() && !FindMetric(plan.repeat.metric))
    {
        std::vector<std::string> names;
        for (const Metric& metric : Metrics())
        {
            names.push_back(metric.name);
        }
        throw InputError(
            {{.file = file.Name(),
              .message = "sweep.repeat has the metric " + QuoteShort(plan.repeat.metric) +
                         ", which is none of `vnlab list`" +
                         DidYouMean(plan.repeat.metric, names)}});
    }
    if (repeat)
    {
        plan.repeat = {.atLeast = *repeat, .atMost = *repeat};
    }
    return plan;
}

uint64_t
EstimateMemory(const Scenario& scenario)
{
    constexpr uint64_t program = 64 << 20;
    constexpr uint64_t perLightVm = 16 << 10; // with one virtual link per VM and more than that
    constexpr uint64_t perLink = 2 << 10;
    constexpr uint64_t perFullVm = 96 << 10;
    uint64_t bytes = program;
    for (const Scenario::Tenants& tenants : scenario.tenants)
    {
        const SpecGraph& graph = tenants.specification.graph;
        bytes +=
            tenants.count * (num_vertices(graph) * (tenants.fullGuests ? perFullVm : perLightVm) +
                             num_edges(graph) * perLink);
    }
    return bytes;
}

} // namespace ns3::vnlab
