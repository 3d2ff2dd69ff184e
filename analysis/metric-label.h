// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_METRIC_LABEL_H
#define VNLAB_METRIC_LABEL_H

#include "analysis/metric-catalogue.h"

#include <string>

namespace ns3::vnlab
{

/// @return the unit of @p metric, kCount where it is unknown
MetricUnit UnitOf(const std::string& metric);

/// @return "config.rules (number)", for an axis
std::string MetricAxis(const std::string& metric);

/// @return "config.rules: rules at all enforcement points", for a heading
std::string MetricHeading(const std::string& metric);

} // namespace ns3::vnlab

#endif // VNLAB_METRIC_LABEL_H
