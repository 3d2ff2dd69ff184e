// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/point-match.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Orders the values of a parameter: numbers by size, before texts.
using ParameterOrder = std::vector<std::tuple<std::string, double, std::string>>;
using TextsByPoint = std::map<ParameterOrder, std::map<std::string, MatchedPoint>>;

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

std::string
WhereOf(const StoredScenario& scenario)
{
    std::string where;
    for (const auto& [key, value] : scenario.parameters)
    {
        where += (where.empty() ? "" : ", ") + key + " = " + value.text;
    }
    return where;
}

/// Joins what only one store has, where that is one scenario in each.
void
JoinChanged(std::map<std::string, MatchedPoint>& points)
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
    TextsByPoint texts;
    for (const StoredScenario& scenario : before)
    {
        texts[OrderOf(scenario)][scenario.text].before = scenario;
    }
    for (const StoredScenario& scenario : after)
    {
        texts[OrderOf(scenario)][scenario.text].after = scenario;
    }
    std::vector<MatchedPoint> matched;
    for (auto& [order, points] : texts)
    {
        JoinChanged(points);
        size_t number = 0;
        for (auto& [text, point] : points)
        {
            ++number;
            point.where = WhereOf(point.before ? *point.before : *point.after);
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
