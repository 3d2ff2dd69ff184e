// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_INDICATOR_H
#define VNLAB_INDICATOR_H

#include "analysis/result/run-result.h"
#include "model/key/metric.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// What of a metric an indicator is; of a distribution in the order of tables.
enum class IndicatorPart : uint8_t
{
    kScalar,
    kP50,
    kP99,
    kMax,
    kNever, ///< the fraction of the values that were not reached
};

/// One number of a run: a scalar metric, or a part of a distribution: "reconfig.effective p99".
struct Indicator
{
    std::string name;   ///< in Indicators() a pattern where the catalogue has one
    std::string metric; ///< of which it is
    IndicatorPart part{IndicatorPart::kScalar};
    size_t order{0}; ///< its metric's place in the catalogue; what that does not know comes last
    std::string heading; ///< the question it answers, such as "configuration cost"
    MetricUnit unit{MetricUnit::kCount};
    Better better{Better::kNeither};
    std::string definition;
};

/// @return every indicator of the metrics that are known (Metrics), in their order
std::vector<Indicator> Indicators();

/// @return what the catalogue says of the one of that name; of an unknown one that it judges nothing
Indicator DescribeIndicator(const std::string& name);

/**
 * @return all of a run by name: its scalar metrics, and four of each distribution that has values
 * @throws std::invalid_argument if a sample is NaN
 */
std::map<std::string, double> IndicatorsOf(const RunResult& result);

/**
 * @return whether some text matches both patterns, in which `*` stands for any text, also for none.
 *         For a text without `*`: whether it matches the other
 */
bool PatternsMeet(std::string_view left, std::string_view right);

} // namespace ns3::vnlab

#endif // VNLAB_INDICATOR_H
