// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_METRIC_H
#define VNLAB_METRIC_H

#include "model/key/metric-unit.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

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

/// How many values a metric has in a run.
enum class Shape : uint8_t
{
    kScalar,
    kSamples,
    kSeries,
};

/// One metric, as doc/metrics.md defines it and a result store keeps it.
struct Metric
{
    /// One `*` stands for any text that is not empty, as in "drops.*".
    std::string name;
    Question question{};
    uint32_t
        place{}; ///< among the metrics of the question: tables show lower ones first, then by name
    Shape shape{};
    MetricUnit unit{};
    Better better{};
    std::string definition{}; ///< one line

    /// As a Registry asks for it.
    std::string_view Name() const
    {
        return name;
    }

    bool operator==(const Metric&) const = default;
};

/// One metric as it is declared; the question and the place are those of its MetricRows.
struct MetricRow
{
    std::string_view name;
    Shape shape;
    MetricUnit unit;
    Better better;
    std::string_view definition;
};

/**
 * @brief Declares metrics: one static object in the file that fills them.
 *
 * They stand together in tables, in this order. What links them has them in its catalogue, and a run
 * that fills a metric without a row fails.
 */
class MetricRows
{
  public:
    /// @param place of the first; each other one is a place behind
    /// @throws std::logic_error where a name is taken, or a row is not as Metric asks for, which ends
    ///         the program before main
    MetricRows(Question question, uint32_t place, std::initializer_list<MetricRow> rows);
};

/// @return whether the metric has that name: its own, or one that its `*` stands for
bool Matches(const Metric& metric, std::string_view name);

/// @return "configuration cost" and so on, for headings
std::string_view ToString(Question question);
/// @return "lower", "higher", or ""
std::string_view ToString(Better better);
/// @return "scalar", "samples" or "series"
std::string_view ToString(Shape shape);

} // namespace ns3::vnlab

#endif // VNLAB_METRIC_H
