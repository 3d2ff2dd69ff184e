// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-data.h"

#include "analysis/plot/plot-layout.h"
#include "analysis/result/indicator.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// Packets dropped in all, which DropsPlot needs an interval of.
constexpr const char* kAllDrops = "drops";

/// Puts runs where they are drawn.
class Gatherer
{
  public:
    Gatherer(const PlotLayout& layout, const std::set<std::string>& withRuns, PlotData& data)
        : m_withRuns(withRuns),
          m_data(data),
          m_xs(PlacesOf(layout, *data.keys.x)),
          m_groups(PlacesOf(layout, data.keys.by)),
          m_facets(PlacesOf(layout, *data.keys.facet))
    {
    }

    void Add(const RunResult& run)
    {
        if (!run.error.empty())
        {
            return;
        }
        ++m_data.through;
        const auto x = PlaceOf(m_xs, *m_data.keys.x, run);
        const auto group = PlaceOf(m_groups, m_data.keys.by, run);
        const auto facet = PlaceOf(m_facets, *m_data.keys.facet, run);
        if (!x || !group || !facet)
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
    using Places = std::map<std::string, size_t>;
    using Numbers = std::pair<uint64_t, uint32_t>; ///< seed, run

    static Places PlacesOf(const PlotLayout& layout, const std::string& key)
    {
        Places places;
        for (const Parameter& value : layout.ValuesOf(key))
        {
            places.emplace(value.text, places.size());
        }
        return places;
    }

    static std::optional<size_t> PlaceOf(const Places& places,
                                         const std::string& key,
                                         const RunResult& run)
    {
        std::string text;
        if (key == kDesignKey)
        {
            text = run.key.design;
        }
        else if (const auto found = run.parameters.find(key); found != run.parameters.end())
        {
            text = found->second.text;
        }
        const auto place = places.find(text);
        return place == places.end() ? std::nullopt : std::optional(place->second);
    }

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
        if (const Numbers numbers{run.key.seed, run.key.run}; numbers != m_numbers)
        {
            Pair();
            m_numbers = numbers;
        }
        m_sameNumbers[run.key.design] = {place, std::move(indicators)};
    }

    const std::set<std::string>& m_withRuns;
    PlotData& m_data;
    Places m_xs;
    Places m_groups;
    Places m_facets;
    Numbers m_numbers{0, 0};
    std::map<std::string, std::pair<PlotValues::Place, std::map<std::string, double>>>
        m_sameNumbers;
};

} // namespace

std::string
PlotData::LastX() const
{
    return keys.x->empty() ? "" : *keys.x + " = " + xs.back().text;
}

std::string
PlotData::FacetHeading(size_t facet) const
{
    return keys.facet->empty() ? "" : *keys.facet + " = " + facets[facet];
}

PlotData
GatherPlotData(const ResultStore& store,
               const ReadOutline& outline,
               const PlotKeys& keys,
               const std::set<std::string>& withRuns)
{
    const PlotLayout layout(store, outline);
    PlotData data;
    data.title = layout.Title();
    data.keys = layout.Choose(keys);
    data.xs = layout.ValuesOf(*data.keys.x);
    data.numericX = !data.keys.x->empty() && layout.IsNumeric(*data.keys.x);
    for (const Parameter& value : layout.ValuesOf(data.keys.by))
    {
        data.groups.push_back(data.keys.by == kDesignKey || data.keys.by.empty()
                                  ? value.text
                                  : data.keys.by + " = " + value.text);
    }
    for (const Parameter& value : layout.ValuesOf(*data.keys.facet))
    {
        data.facets.push_back(value.text);
    }
    Gatherer gatherer(layout, withRuns, data);
    for (const StoredScenario& scenario : layout.Scenarios())
    {
        store.ForEachResult(scenario, [&](const RunResult& run) { gatherer.Add(run); });
        gatherer.Pair();
    }
    return data;
}

} // namespace ns3::vnlab
