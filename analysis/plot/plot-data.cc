// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-data.h"

#include "analysis/plot/plot-layout.h"
#include "analysis/point/once.h"
#include "analysis/result/indicator.h"
#include "analysis/result/observation.h"
#include "model/input/input-error.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// Packets dropped in all, which DropsPlot needs an interval of.
constexpr const char* kAllDrops = "drops";

constexpr size_t kMostPanels = 48;

/// Puts runs where they are drawn.
class Gatherer
{
  public:
    Gatherer(const PlotLayout& layout, const std::set<std::string>& withRuns, PlotData& data)
        : m_layout(layout),
          m_withRuns(withRuns),
          m_data(data),
          m_xs(layout, {*data.keys.x}),
          m_groups(layout, {data.keys.by}),
          m_facets(layout, *data.keys.facets)
    {
    }

    void Add(const RunResult& run)
    {
        if (!run.error.empty())
        {
            return;
        }
        ++m_data.through;
        const auto x = m_xs.Of(run);
        const auto group = m_groups.Of(run);
        const auto facet = m_facets.Of(run);
        if (!m_layout.Draws(run.key.design) || !x || !group || !facet)
        {
            return;
        }
        const PlotValues::Place place{*facet, *group};
        std::map<std::string, double> indicators = IndicatorsOf(run);
        AddDrops(indicators);
        for (const auto& [name, value] : indicators)
        {
            PlotValues& values = m_data.values[name];
            values.means[place][*x].Add(value);
            if (m_withRuns.contains(name) && m_data.numericX)
            {
                values.runs[place].emplace_back(*m_data.xs[*x].number, value);
            }
        }
        if (*x + 1 == m_data.xs.size())
        {
            AddLast(place, run, std::move(indicators));
        }
    }

    /// Ends the runs of one scenario.
    void Pair()
    {
        const auto base = m_sameNumbers.find(*m_data.keys.baseline);
        for (const auto& [design, run] : m_sameNumbers)
        {
            if (base == m_sameNumbers.end() || design == base->first)
            {
                continue;
            }
            for (const auto& [name, value] : run.second)
            {
                const auto other = base->second.second.find(name);
                if (other != base->second.second.end())
                {
                    m_data.values[name].differences[run.first].Add(value - other->second);
                }
            }
        }
        m_sameNumbers.clear();
    }

  private:
    using Numbers = std::pair<uint64_t, uint32_t>; ///< seed, run

    /// Where each combination of the values of some keys is.
    class Places
    {
      public:
        Places(const PlotLayout& layout, std::vector<std::string> keys)
            : m_keys(std::move(keys))
        {
            std::erase(m_keys, "");
            for (std::vector<std::string>& texts : layout.CombinationsOf(m_keys))
            {
                m_places.emplace(std::move(texts), m_places.size());
            }
        }

        std::optional<size_t> Of(const RunResult& run) const
        {
            std::vector<std::string> texts;
            for (const std::string& key : m_keys)
            {
                texts.push_back(key == kDesignKey ? run.key.design : run.parameters.at(key).text);
            }
            const auto place = m_places.find(texts);
            return place == m_places.end() ? std::nullopt : std::optional(place->second);
        }

      private:
        std::vector<std::string> m_keys;
        std::map<std::vector<std::string>, size_t> m_places;
    };

    static void AddDrops(std::map<std::string, double>& indicators)
    {
        std::optional<double> all;
        for (const auto& [name, value] : indicators)
        {
            if (name.starts_with("drops."))
            {
                all = all.value_or(0) + value;
            }
        }
        if (all)
        {
            indicators[kAllDrops] = *all;
        }
    }

    void AddLast(const PlotValues::Place& place,
                 const RunResult& run,
                 std::map<std::string, double> indicators)
    {
        for (const auto& [name, samples] : run.samples)
        {
            for (const double sample : samples)
            {
                m_data.values[name].samples[place].Add(sample);
            }
        }
        for (const auto& [name, points] : run.series)
        {
            m_data.values[name].series[place].Add(points);
        }
        for (const auto& [name, why] : AbsencesOf(run))
        {
            std::string_view& said = m_data.absences[name][place];
            said = std::max(said, why);
        }
        if (const Numbers numbers{run.key.seed, run.key.run}; numbers != m_numbers)
        {
            Pair();
            m_numbers = numbers;
        }
        m_sameNumbers[run.key.design] = {place, std::move(indicators)};
    }

    const PlotLayout& m_layout;
    const std::set<std::string>& m_withRuns;
    PlotData& m_data;
    Places m_xs;
    Places m_groups;
    Places m_facets;
    Numbers m_numbers{0, 0};
    std::map<std::string, std::pair<PlotValues::Place, std::map<std::string, double>>>
        m_sameNumbers;
};

/// "KEY = VALUE, …"
std::string
HeadingOf(const std::vector<std::string>& keys, const std::vector<std::string>& values)
{
    std::string heading;
    for (size_t i = 0; i < keys.size(); ++i)
    {
        heading += (heading.empty() ? "" : ", ") + keys[i] + " = " + values[i];
    }
    return heading;
}

void
RequireFewPanels(size_t panels)
{
    if (panels > kMostPanels)
    {
        throw InputError(
            {{.file = "--facet",
              .message = "makes " + std::to_string(panels) + " panels; accepted are at most " +
                         std::to_string(kMostPanels) + ": choose values with --at KEY=VALUE"}});
    }
}

} // namespace

std::string
PlotData::LastX() const
{
    return keys.x->empty() ? "" : *keys.x + " = " + xs.back().text;
}

const std::string&
PlotData::FacetHeading(size_t facet) const
{
    return facets[facet];
}

PlotData
GatherPlotData(const ResultStore& store,
               const ReadOutline& outline,
               const PlotKeys& keys,
               const std::set<std::string>& withRuns)
{
    PlotLayout layout(store, outline);
    PlotData data;
    data.title = layout.Title();
    data.keys = layout.Choose(keys);
    data.held = layout.Held();
    data.xs = layout.ValuesOf(*data.keys.x);
    data.numericX = !data.keys.x->empty() && layout.IsNumeric(*data.keys.x);
    for (const Parameter& value : layout.ValuesOf(data.keys.by))
    {
        data.groups.push_back(data.keys.by == kDesignKey || data.keys.by.empty()
                                  ? value.text
                                  : data.keys.by + " = " + value.text);
    }
    const std::vector<std::string>& facets = *data.keys.facets;
    for (const auto& values : layout.CombinationsOf(facets))
    {
        data.facets.push_back(HeadingOf(facets, values));
    }
    RequireFewPanels(data.facets.size());
    Gatherer gatherer(layout, withRuns, data);
    for (const auto& [parameters, scenarios] : layout.Points())
    {
        Once once(scenarios.size());
        for (const StoredScenario& scenario : scenarios)
        {
            store.ForEachResult(scenario,
                                [&](const RunResult& run)
                                {
                                    if (once.Is(run.key))
                                    {
                                        gatherer.Add(run);
                                    }
                                });
            gatherer.Pair();
        }
    }
    return data;
}

} // namespace ns3::vnlab
