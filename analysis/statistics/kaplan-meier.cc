// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/kaplan-meier.h"

#include "analysis/statistics/sample-check.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>

namespace ns3::vnlab
{

namespace
{

/// A product of fractions that is 1/2 in exact arithmetic may end this far above it.
constexpr double kProductRounding = 1e-12;

/// @return the log-log band of a survival that is neither 0 nor 1
Interval
LogLogBand(double survival, double deviation, double confidence)
{
    const double z = boost::math::quantile(boost::math::normal(), (1 + confidence) / 2);
    const double width = z * deviation / (survival * -std::log(survival));
    return {std::pow(survival, std::exp(width)), std::pow(survival, std::exp(-width))};
}

/// @return the time of the first step for which @p fallen holds, or +infinity
template <typename Predicate>
double
FirstTime(const std::vector<SurvivalStep>& steps, Predicate fallen)
{
    const auto first = std::ranges::find_if(steps, fallen);
    return first == steps.end() ? std::numeric_limits<double>::infinity() : first->time;
}

} // namespace

double
SurvivalCurve::At(double time) const
{
    const auto after = std::ranges::upper_bound(steps, time, {}, &SurvivalStep::time);
    return after == steps.begin() ? 1 : std::prev(after)->survival;
}

std::vector<SurvivalTime>
CensoredAt(std::span<const double> values, double end)
{
    Require(std::isfinite(end) && end >= 0, "a run ends at a finite time");
    std::vector<SurvivalTime> times;
    for (const double value : values)
    {
        const bool censored = value == std::numeric_limits<double>::infinity();
        Require(censored || (value >= 0 && value <= end),
                "a time lies between the start and the end of its run");
        times.push_back({.time = censored ? end : value, .censored = censored});
    }
    return times;
}

SurvivalCurve
KaplanMeier(std::span<const SurvivalTime> times, double confidence)
{
    RequireConfidence(confidence);
    Require(!times.empty(), "a survival curve of no times");
    Require(std::ranges::all_of(
                times, [](const SurvivalTime& t) { return std::isfinite(t.time) && t.time >= 0; }),
            "a survival time is finite and not negative");
    std::vector<SurvivalTime> sorted(times.begin(), times.end());
    std::ranges::sort(sorted, {}, &SurvivalTime::time);

    SurvivalCurve curve;
    curve.n = sorted.size();
    curve.censored = std::ranges::count_if(sorted, &SurvivalTime::censored);
    double survival = 1;
    double greenwood = 0;
    for (auto first = sorted.begin(); first != sorted.end();)
    {
        const auto next = std::upper_bound(first,
                                           sorted.end(),
                                           first->time,
                                           [](double time, const SurvivalTime& other)
                                           { return time < other.time; });
        SurvivalStep step;
        step.time = first->time;
        step.atRisk = sorted.end() - first;
        step.events = std::count_if(first, next, [](const auto& t) { return !t.censored; });
        first = next;
        if (step.events == 0)
        {
            continue;
        }
        const auto atRisk = static_cast<double>(step.atRisk);
        const auto events = static_cast<double>(step.events);
        survival *= (atRisk - events) / atRisk;
        greenwood += events / (atRisk * (atRisk - events)); // +infinity where survival is 0
        step.survival = survival;
        step.deviation = survival * std::sqrt(greenwood);
        if (survival > 0)
        {
            step.interval = LogLogBand(survival, step.deviation, confidence);
        }
        curve.steps.push_back(step);
    }
    return curve;
}

QuantileEstimate
SurvivalQuantile(const SurvivalCurve& curve, double probability)
{
    Require(probability > 0 && probability < 1,
            "the probability of a survival quantile lies between 0 and 1");
    const double level = (1 - probability) * (1 + kProductRounding);
    const auto& steps = curve.steps;
    QuantileEstimate quantile;
    quantile.n = curve.n;
    quantile.censored = curve.censored;
    quantile.value = FirstTime(steps, [&](const auto& step) { return step.survival <= level; });
    quantile.interval = Interval{
        FirstTime(steps,
                  [&](const auto& step) { return !step.interval || step.interval->low <= level; }),
        FirstTime(steps,
                  [&](const auto& step) { return step.interval && step.interval->high <= level; })};
    return quantile;
}

} // namespace ns3::vnlab
