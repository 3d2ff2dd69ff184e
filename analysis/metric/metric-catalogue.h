// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_METRIC_CATALOGUE_H
#define VNLAB_METRIC_CATALOGUE_H

#include <cstdint>
#include <span>
#include <string_view>

namespace ns3::vnlab
{

enum class MetricUnit : uint8_t
{
    kCount,
    kBytes,
    kSeconds,
    kFraction, ///< 0 … 1
};

enum class Better : uint8_t
{
    kLower,
    kHigher,
    kNeither, ///< describes the run, judges nothing
};

/// The part of a comparison that a metric belongs to: the three questions, and the data plane.
enum class Question : uint8_t
{
    kConfiguration,
    kReconfiguration,
    kExposure,
    kDataPlane,
};

/// Where in a RunResult a metric's values are.
enum class Shape : uint8_t
{
    kScalar,
    kSamples,
    kSeries,
};

/// One metric, as doc/metrics.md defines it.
struct Metric
{
    /// As in RunResult; one `*` stands for any text that is not empty, as in "drops.*".
    std::string_view name;
    Question question;
    Shape shape;
    MetricUnit unit;
    Better better;
    std::string_view definition; ///< one line
};

/// @return every metric, in the order of tables
std::span<const Metric> Metrics();

/// @return the metric that @p name names, or nullptr
const Metric* FindMetric(std::string_view name);

/// @return "configuration cost" and so on, for headings
std::string_view ToString(Question question);
/// @return "", "B", "s" or "fraction"
std::string_view ToString(MetricUnit unit);

} // namespace ns3::vnlab

#endif // VNLAB_METRIC_CATALOGUE_H
