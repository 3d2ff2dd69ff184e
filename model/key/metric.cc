// SPDX-License-Identifier: GPL-2.0-only
#include "model/key/metric.h"

#include "model/key/registry.h"

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

using enum Better;
using enum Question;
using enum Shape;

/// @throws std::logic_error
void
CheckRow(const MetricRow& row)
{
    const bool named = !row.name.empty() && std::ranges::count(row.name, '*') <= 1 &&
                       row.name.find_first_of(" \n") == std::string_view::npos;
    if (!named)
    {
        throw std::logic_error("a metric is called \"" + std::string(row.name) +
                               "\"; accepted is a name without spaces, with one * at most");
    }
    if (row.definition.empty() || row.definition.find('\n') != std::string_view::npos)
    {
        throw std::logic_error("the metric \"" + std::string(row.name) +
                               "\" has no definition of one line");
    }
}

} // namespace

MetricRows::MetricRows(Question question, uint32_t place, std::initializer_list<MetricRow> rows)
{
    for (const MetricRow& row : rows)
    {
        CheckRow(row);
        Registry<Metric>::Get().Add(
            std::make_unique<Metric>(Metric{.name = std::string(row.name),
                                            .question = question,
                                            .place = place++,
                                            .shape = row.shape,
                                            .unit = row.unit,
                                            .better = row.better,
                                            .definition = std::string(row.definition)}));
    }
}

bool
Matches(const Metric& metric, std::string_view name)
{
    const std::string_view pattern = metric.name;
    const size_t star = pattern.find('*');
    if (star == std::string_view::npos)
    {
        return pattern == name;
    }
    return name.size() >= pattern.size() && name.starts_with(pattern.substr(0, star)) &&
           name.ends_with(pattern.substr(star + 1));
}

std::string_view
ToString(Question question)
{
    switch (question)
    {
    case kConfiguration:
        return "configuration cost";
    case kReconfiguration:
        return "reconfiguration latency";
    case kExposure:
        return "lateral-movement exposure";
    case kDataPlane:
        return "data plane";
    }
    return "";
}

std::string_view
ToString(Better better)
{
    switch (better)
    {
    case kLower:
        return "lower";
    case kHigher:
        return "higher";
    case kNeither:
        return "";
    }
    return "";
}

std::string_view
ToString(Shape shape)
{
    switch (shape)
    {
    case kScalar:
        return "scalar";
    case kSamples:
        return "samples";
    case kSeries:
        return "series";
    }
    return "";
}

} // namespace ns3::vnlab
