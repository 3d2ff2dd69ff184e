// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/compare/comparison.h"

#include <algorithm>

namespace ns3::vnlab
{

std::vector<const RunResult*>
RunsOf(const Comparison& comparison, const std::string& design)
{
    std::vector<const RunResult*> runs;
    for (const RunResult& result : comparison.results)
    {
        if (result.key.design == design && result.error.empty())
        {
            runs.push_back(&result);
        }
    }
    return runs;
}

std::vector<double>
MetricOf(const Comparison& comparison, const std::string& design, const std::string& metric)
{
    std::vector<double> values;
    for (const RunResult* run : RunsOf(comparison, design))
    {
        if (const auto found = run->metrics.find(metric); found != run->metrics.end())
        {
            values.push_back(found->second);
        }
    }
    return values;
}

std::vector<double>
SamplesOf(const Comparison& comparison, const std::string& design, const std::string& metric)
{
    std::vector<double> values;
    for (const RunResult* run : RunsOf(comparison, design))
    {
        if (const auto found = run->samples.find(metric); found != run->samples.end())
        {
            values.insert(values.end(), found->second.begin(), found->second.end());
        }
    }
    std::ranges::sort(values);
    return values;
}

} // namespace ns3::vnlab
