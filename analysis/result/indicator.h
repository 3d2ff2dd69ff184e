// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_INDICATOR_H
#define VNLAB_INDICATOR_H

#include "analysis/metric/metric-catalogue.h"
#include "analysis/result/run-result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// One number of a run: a scalar metric, or a part of a distribution: "reconfig.effective p99".
/// The parts are p50, p99, max, and never: the fraction of the values that were not reached.
struct Indicator
{
    std::string name; ///< in Indicators() a pattern where the catalogue has one
    MetricUnit unit{MetricUnit::kCount};
    Better better{Better::kNeither};
};

/// @return every indicator that the catalogue knows, in its order
const std::vector<Indicator>& Indicators();

/// @return what the catalogue says of the one of that name; of an unknown one that it judges nothing
Indicator DescribeIndicator(const std::string& name);

/// @return the place of an indicator in tables: that of its metric in the catalogue, unknown last
size_t OrderOf(const Indicator& indicator);

/// @return all of a run
std::map<std::string, double> IndicatorsOf(const RunResult& result);

/**
 * @return whether some text matches both patterns, in which `*` stands for any text, also for none.
 *         For a text without `*`: whether it matches the other
 */
bool PatternsMeet(std::string_view left, std::string_view right);

} // namespace ns3::vnlab

#endif // VNLAB_INDICATOR_H
