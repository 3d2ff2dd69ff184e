// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VALUE_TEXT_H
#define VNLAB_VALUE_TEXT_H

#include "analysis/statistics/statistics.h"
#include "model/key/metric-unit.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @return a mean as tables show it: "1.25 ± 0.08 ms", an interval where values lie on a grid
 *         (GridOf), "never in 2 of 5" where only some runs got there
 */
std::string ValueText(const MeanEstimate& mean, MetricUnit unit, double grid = 0);

} // namespace ns3::vnlab

#endif // VNLAB_VALUE_TEXT_H
