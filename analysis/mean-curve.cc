// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/mean-curve.h"

#include "analysis/plot.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace ns3::vnlab
{

namespace
{

std::vector<double>
TimesOf(const std::vector<const MeanCurve::Points*>& runs, double end, size_t steps)
{
    std::set<double> all{end};
    for (const MeanCurve::Points* points : runs)
    {
        std::ranges::transform(*points,
                               std::inserter(all, all.end()),
                               [](const auto& point) { return point.first; });
    }
    std::vector<double> times(all.begin(), all.end());
    if (times.size() > steps)
    {
        for (size_t step = 0; step < steps; ++step)
        {
            times[step] = times[step * (times.size() - 1) / (steps - 1)];
        }
        times.resize(steps);
    }
    return times;
}

} // namespace

MeanCurve
MeanOver(const std::vector<const MeanCurve::Points*>& runs, double end, size_t steps)
{
    MeanCurve curve;
    std::vector<size_t> passed(runs.size(), 0);
    std::vector<double> values(runs.size(), 0);
    for (const double time : TimesOf(runs, end, steps))
    {
        for (size_t run = 0; run < runs.size(); ++run)
        {
            const MeanCurve::Points& points = *runs[run];
            for (; passed[run] < points.size() && points[passed[run]].first <= time; ++passed[run])
            {
                values[run] = points[passed[run]].second;
            }
        }
        curve.last = Mean(values);
        const double mean = curve.last.mean;
        const Interval interval = curve.last.interval.value_or(Interval{mean, mean});
        curve.mean.emplace_back(time, mean);
        curve.low.emplace_back(time, std::max(interval.low, 0.0));
        curve.high.emplace_back(time, interval.high);
    }
    for (MeanCurve::Points* points : {&curve.mean, &curve.low, &curve.high})
    {
        *points = Staircase(*points);
    }
    return curve;
}

} // namespace ns3::vnlab
