// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/point/point-match.h"

#include "analysis/point/parameters-text.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// The scenarios of one point, by their texts.
using Point = std::map<std::string, MatchedPoint>;
/// What makes two points the same.
using ParameterTexts = std::vector<std::pair<std::string, std::string>>;
/// Orders the values of a parameter: numbers by size, before texts.
using ParameterOrder = std::vector<std::tuple<std::string, double, std::string>>;

ParameterTexts
TextsOf(const StoredScenario& scenario)
{
    ParameterTexts texts;
    for (const auto& [key, value] : scenario.parameters)
    {
        texts.emplace_back(key, value.text);
    }
    return texts;
}

ParameterOrder
OrderOf(const StoredScenario& scenario)
{
    ParameterOrder order;
    for (const auto& [key, value] : scenario.parameters)
    {
        order.emplace_back(
            key, value.number.value_or(std::numeric_limits<double>::infinity()), value.text);
    }
    return order;
}

/// Joins what only one store has, where that is one scenario in each.
void
JoinChanged(Point& points)
{
    const auto isOnlyBefore = [](const auto& point) { return !point.second.after; };
    const auto isOnlyAfter = [](const auto& point) { return !point.second.before; };
    if (std::ranges::count_if(points, isOnlyBefore) != 1 ||
        std::ranges::count_if(points, isOnlyAfter) != 1)
    {
        return;
    }
    const auto before = std::ranges::find_if(points, isOnlyBefore);
    const auto after = std::ranges::find_if(points, isOnlyAfter);
    before->second.after = std::move(after->second.after);
    points.erase(after);
}

} // namespace

std::vector<MatchedPoint>
MatchPoints(const std::vector<StoredScenario>& before, const std::vector<StoredScenario>& after)
{
    std::map<ParameterTexts, Point> byParameters;
    for (const StoredScenario& scenario : before)
    {
        byParameters[TextsOf(scenario)][scenario.text].before = scenario;
    }
    for (const StoredScenario& scenario : after)
    {
        byParameters[TextsOf(scenario)][scenario.text].after = scenario;
    }
    std::multimap<ParameterOrder, Point> ordered;
    for (auto& [texts, points] : byParameters)
    {
        const MatchedPoint& first = points.begin()->second;
        ordered.emplace(OrderOf(first.before ? *first.before : *first.after), std::move(points));
    }
    std::vector<MatchedPoint> matched;
    for (auto& [order, points] : ordered)
    {
        JoinChanged(points);
        size_t number = 0;
        for (auto& [text, point] : points)
        {
            ++number;
            point.where = ParametersText((point.before ? *point.before : *point.after).parameters);
            if (points.size() > 1)
            {
                point.where +=
                    (point.where.empty() ? "" : ", ") + ("scenario " + std::to_string(number));
            }
            matched.push_back(std::move(point));
        }
    }
    return matched;
}

} // namespace ns3::vnlab
