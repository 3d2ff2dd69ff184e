// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/metric-check.h"

#include "analysis/metric/metric-catalogue.h"

#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

namespace
{

template <class Values>
void
ExpectRows(const std::map<std::string, Values>& values, Shape shape)
{
    for (const auto& [name, value] : values)
    {
        const Metric* row = FindMetric(name);
        if (!row)
        {
            throw std::logic_error("the metric \"" + name +
                                   "\" has no row: declare it in MetricRows beside what fills it");
        }
        if (row->shape != shape)
        {
            throw std::logic_error("the metric \"" + name + "\" is filled with " +
                                   std::string(ToString(shape)) + ", but the row of " + row->name +
                                   " says " + std::string(ToString(row->shape)));
        }
    }
}

} // namespace

void
CheckMetrics(const RunResult& result)
{
    ExpectRows(result.metrics, Shape::kScalar);
    ExpectRows(result.samples, Shape::kSamples);
    ExpectRows(result.series, Shape::kSeries);
}

} // namespace ns3::vnlab
