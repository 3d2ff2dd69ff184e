// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/sweep-precision.h"

#include "analysis/statistics/sequential-stop.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace ns3::vnlab
{

bool
IsPrecise(std::span<const RunResult> results,
          const std::vector<std::string>& designs,
          const SweepRepeat& repeat)
{
    std::map<std::pair<std::string, std::string>, std::vector<double>> values;
    for (const RunResult& result : results)
    {
        if (!result.error.empty() || std::ranges::count(designs, result.key.design) == 0)
        {
            continue;
        }
        for (const auto& [metric, value] : result.metrics)
        {
            if ((repeat.metric.empty() || repeat.metric == metric) && !std::isnan(value))
            {
                values[{result.key.design, metric}].push_back(value);
            }
        }
    }
    const PrecisionTarget target{.relativeHalfWidth = repeat.relativeHalfWidth,
                                 .minimum = repeat.atLeast,
                                 .maximum = repeat.atMost};
    return std::ranges::all_of(values,
                               [&target](const auto& metric)
                               {
                                   const double width =
                                       SequentialStop(metric.second, target).relativeHalfWidth;
                                   return width <= target.relativeHalfWidth;
                               });
}

} // namespace ns3::vnlab
