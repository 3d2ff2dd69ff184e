// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/metric-label.h"

namespace ns3::vnlab
{

MetricUnit
UnitOf(const std::string& metric)
{
    const Metric* known = FindMetric(metric);
    return known == nullptr ? MetricUnit::kCount : known->unit;
}

std::string
MetricAxis(const std::string& metric)
{
    const std::string unit{ToString(UnitOf(metric))};
    return metric + " (" + (unit.empty() ? "number" : unit) + ")";
}

std::string
MetricHeading(const std::string& metric)
{
    const Metric* known = FindMetric(metric);
    return known == nullptr ? metric : metric + ": " + std::string(known->definition);
}

} // namespace ns3::vnlab
