// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/store-plots.h"

#include "analysis/plot/plot-kinds.h"
#include "model/input/input-error.h"
#include "model/input/nearest-name.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace ns3::vnlab
{

namespace
{

constexpr std::array<PlotKind, 8> kKinds{
    {{"scaling", "a metric against a numeric key, with the exponent by which it grows"},
     {"dots", "a metric with one row per design and its interval"},
     {"forest", "the paired difference of each design from a baseline"},
     {"ecdf", "the distribution of samples, such as latencies"},
     {"series", "a metric over time, with its interval as a band"},
     {"heat", "a family of metrics, such as exposure.reachable: design by attacker"},
     {"drops", "dropped packets, stacked by reason"},
     {"pareto", "cost against exposure and latency: which designs are dominated"}}};

const std::array<std::string, 4> kCosts{
    "config.settings_intent", "config.rules", "config.messages", "reconfig.effective p50"};

const std::array<std::string, 2> kHeats{"exposure.reachable", "exposure.closure"};

/// One plot: a kind and what it is of.
struct Choice
{
    std::string_view kind;
    std::string metric; ///< "" for drops and pareto
};

std::vector<std::string>
NamesFrom(const PlotData& data, const std::string& prefix)
{
    std::vector<std::string> names;
    for (auto at = data.values.lower_bound(prefix);
         at != data.values.end() && at->first.starts_with(prefix);
         ++at)
    {
        names.push_back(at->first);
    }
    return names;
}

/// Everything that a store of vnlab's own metrics is looked at for.
std::vector<Choice>
UsualChoices(const PlotData& data)
{
    std::vector<Choice> choices;
    for (const std::string& metric : kCosts)
    {
        choices.push_back({data.numericX ? "scaling" : "dots", metric});
    }
    for (const auto& [metric, values] : data.values)
    {
        if (!values.samples.empty())
        {
            choices.push_back({"ecdf", metric});
        }
        if (!values.series.empty())
        {
            choices.push_back({"series", metric});
        }
    }
    for (const std::string& family : kHeats)
    {
        choices.push_back({"heat", family});
    }
    choices.push_back({"forest", "config.rules"});
    choices.push_back({"forest", "reconfig.effective p50"});
    for (const std::string& metric : NamesFrom(data, "exposure.compromised_final."))
    {
        choices.push_back({"forest", metric});
    }
    choices.push_back({"drops", ""});
    for (const std::string& metric : NamesFrom(data, "exposure.reachable."))
    {
        choices.push_back({"pareto", metric});
    }
    return choices;
}

/// What suits a metric of the store.
std::string_view
KindFor(const PlotData& data, const std::string& metric)
{
    const auto found = data.values.find(metric);
    if (found == data.values.end())
    {
        return "heat";
    }
    return !found->second.series.empty()  ? "series"
         : !found->second.samples.empty() ? "ecdf"
         : data.numericX                  ? "scaling"
                                          : "dots";
}

std::optional<Plot>
Draw(const PlotData& data, const Choice& choice)
{
    const auto& [kind, metric] = choice;
    return kind == "scaling" ? ScalingPlot(data, metric)
         : kind == "dots"    ? DotsPlot(data, metric)
         : kind == "forest"  ? ForestPlot(data, metric)
         : kind == "ecdf"    ? EcdfPlot(data, metric)
         : kind == "series"  ? SeriesPlot(data, metric)
         : kind == "heat"    ? HeatPlot(data, metric)
         : kind == "pareto"  ? ParetoPlot(data,
                                         {.cost = "config.rules",
                                           .exposure = metric,
                                           .latency = "reconfig.effective p99"})
                             : DropsPlot(data);
}

void
RequireKind(const std::string& kind)
{
    std::vector<std::string> known;
    std::string list;
    for (const PlotKind& each : kKinds)
    {
        known.emplace_back(each.name);
        list += (list.empty() ? "" : ", ") + known.back();
    }
    if (std::ranges::count(known, kind) == 0)
    {
        throw InputError({{.file = "--kind",
                           .message = "'" + kind + "' is not a kind of plot" +
                                      DidYouMean(kind, known) + "; accepted are " + list}});
    }
}

void
RequireMetric(const PlotData& data, const std::string& metric)
{
    if (data.values.contains(metric) || !NamesFrom(data, metric + ".").empty())
    {
        return;
    }
    std::vector<std::string> known;
    for (const auto& [name, values] : data.values)
    {
        known.push_back(name);
    }
    throw InputError(
        {{.file = "--metric",
          .message = "the store has no data of '" + metric + "'" + DidYouMean(metric, known) +
                     "; `vnlab list` names what can be measured"}});
}

std::vector<Choice>
ChoicesOf(const PlotData& data, const PlotWish& wish)
{
    if (wish.metric)
    {
        RequireMetric(data, *wish.metric);
        return {
            {wish.kind ? std::string_view(*wish.kind) : KindFor(data, *wish.metric), *wish.metric}};
    }
    std::vector<Choice> choices = UsualChoices(data);
    if (wish.kind)
    {
        std::erase_if(choices, [&](const Choice& choice) { return choice.kind != *wish.kind; });
    }
    return choices;
}

} // namespace

std::span<const PlotKind>
PlotKinds()
{
    return kKinds;
}

std::vector<std::filesystem::path>
DrawStorePlots(const ResultStore& store,
               const ReadOutline& outline,
               const PlotWish& wish,
               const std::filesystem::path& folder)
{
    if (wish.kind)
    {
        RequireKind(*wish.kind);
    }
    const std::set<std::string> withRuns = wish.metric
                                             ? std::set<std::string>{*wish.metric}
                                             : std::set<std::string>(kCosts.begin(), kCosts.end());
    PlotData data = GatherPlotData(store, outline, wish.keys, withRuns);
    data.formats = wish.formats;
    std::vector<std::filesystem::path> drawn;
    if (data.through == 0)
    {
        return drawn;
    }
    for (const Choice& choice : ChoicesOf(data, wish))
    {
        if (const std::optional<Plot> plot = Draw(data, choice))
        {
            std::filesystem::create_directories(folder);
            std::ranges::move(DrawPlot(*plot, folder, wish.force), std::back_inserter(drawn));
        }
    }
    if (drawn.empty() && (wish.metric || wish.kind))
    {
        throw InputError({{.file = "--kind",
                           .message = "the store has no data for a plot of kind " +
                                      wish.kind.value_or("that suits the metric") +
                                      (wish.metric ? " of '" + *wish.metric + "'" : "")}});
    }
    return drawn;
}

} // namespace ns3::vnlab
