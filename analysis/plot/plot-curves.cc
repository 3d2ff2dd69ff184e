// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-curves.h"

#include "analysis/plot/plot-parts.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

std::string
Markers(size_t points, size_t group)
{
    constexpr size_t markers = 6; // along a curve
    return " pi " + std::to_string(std::max<size_t>(points / markers, 1) + group);
}

std::string
BandBlock(const std::string& name,
          const MeanSteps& steps,
          double bottom,
          double end,
          double& most,
          PlotBlocks& blocks)
{
    std::vector<std::pair<double, double>> mean;
    std::vector<std::pair<double, double>> low;
    std::vector<std::pair<double, double>> high;
    for (const auto& [time, estimate] : steps)
    {
        const Interval interval = IntervalOf(estimate);
        mean.emplace_back(time, estimate.mean);
        low.emplace_back(time, std::max(interval.low, bottom));
        high.emplace_back(time, interval.high);
        most = std::max(most, interval.high);
    }
    for (auto* points : {&mean, &low, &high})
    {
        if (!points->empty() && points->back().first < end)
        {
            points->emplace_back(end, points->back().second);
        }
    }
    mean = Staircase(mean);
    low = Staircase(low);
    high = Staircase(high);
    const std::string index = blocks.Begin(name);
    for (size_t i = 0; i < mean.size(); ++i)
    {
        blocks.Row({mean[i].first, mean[i].second, low[i].second, high[i].second});
    }
    return index;
}

std::string
EndLegend(const std::string& name, const MeanEstimate& last, MetricUnit unit)
{
    return name + ": " + HumanMean(last, unit) + " at the end";
}

} // namespace ns3::vnlab
