// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPORT_FIXTURES_H
#define VNLAB_REPORT_FIXTURES_H

#include "analysis/point/gather-point.h"

#include <limits>
#include <map>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

constexpr double kNever = std::numeric_limits<double>::infinity();

/// Values of one measure by design, one for each run.
using Values = std::map<std::string, std::vector<double>>;

/// @return the point of runs that have these metrics, by name
inline ReportPoint
PointOf(const std::vector<std::string>& designs, const std::map<std::string, Values>& metrics)
{
    GatherPoint gather(designs);
    size_t runs = 0;
    for (const auto& [metric, values] : metrics)
    {
        for (const auto& [design, list] : values)
        {
            runs = std::max(runs, list.size());
        }
    }
    for (uint32_t run = 0; run < runs; ++run)
    {
        for (const std::string& design : designs)
        {
            RunResult result{.key = {.scenario = "s", .design = design, .seed = 1, .run = run}};
            for (const auto& [metric, values] : metrics)
            {
                if (values.contains(design) && run < values.at(design).size())
                {
                    result.metrics[metric] = values.at(design)[run];
                }
            }
            gather.Add(result);
        }
    }
    return gather.Finish();
}

} // namespace ns3::vnlab::test

#endif // VNLAB_REPORT_FIXTURES_H
