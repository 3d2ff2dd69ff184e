// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLOT_TICS_H
#define VNLAB_PLOT_TICS_H

#include "analysis/statistics/statistics.h"
#include "model/key/metric-unit.h"

#include <string>

namespace ns3::vnlab
{

/// Where an axis has tics, and what is written at them.
struct AxisTics
{
    std::string axis; ///< "x", "y" or "cb"
    Interval range;
    MetricUnit unit{MetricUnit::kCount};
    bool logarithmic{false};
    double most{5};  ///< tics with a number, about
    double until{1}; ///< the part of the range behind which there are none: names may stand there
};

/**
 * @return the command for tics that say their values as tables do: "500 µs", "1,000 s", "20 %"
 *
 * gnuplot's own prefixes make "1 ks" and "500 mB" of them, and it has none for percentages. Counts on
 * a logarithmic axis are left to gnuplot, which writes "100k".
 */
std::string TicSettings(const AxisTics& tics);

} // namespace ns3::vnlab

#endif // VNLAB_PLOT_TICS_H
