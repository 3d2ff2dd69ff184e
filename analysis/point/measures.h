// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MEASURES_H
#define VNLAB_MEASURES_H

#include "analysis/point/report-data.h"

#include <map>
#include <string>

namespace ns3::vnlab
{

/// @return all measures of one run by name: its scalar metrics, and four of each distribution
/// @throws std::invalid_argument if a sample is NaN
std::map<std::string, double> MeasuresOf(const RunResult& run);

/// @return what the catalogue says of the measure that MeasuresOf calls @p name
Measure DescribeMeasure(const std::string& name);

} // namespace ns3::vnlab

#endif // VNLAB_MEASURES_H
