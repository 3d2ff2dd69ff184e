// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/statistics.h"

#include "analysis/statistics/sample-check.h"

#include <Eigen/Core>
#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// @return how many of @p values are censored
size_t
CheckedSample(std::span<const double> values, double confidence)
{
    RequireConfidence(confidence);
    return CheckedCensored(values);
}

/// The interval around a quantile by the ranks of the order statistics, which count from 1.
std::optional<Interval>
OrderStatisticInterval(const std::vector<double>& sorted, double probability, double confidence)
{
    const auto n = static_cast<int>(sorted.size());
    const double tail = (1 - confidence) / 2;
    const boost::math::binomial_distribution<> below(n, probability);
    const auto lessThan = [&](int rank) { return boost::math::cdf(below, rank - 1); };
    int low = 0;
    while (low < n && lessThan(low + 1) <= tail)
    {
        ++low;
    }
    int high = std::max(low, 1);
    while (high <= n && lessThan(high) < 1 - tail)
    {
        ++high;
    }
    if (low < 1 || high > n)
    {
        return std::nullopt;
    }
    return Interval{sorted[low - 1], sorted[high - 1]};
}

} // namespace

MeanEstimate
Mean(std::span<const double> values, double confidence)
{
    MeanEstimate result{.n = values.size(),
                        .censored = CheckedSample(values, confidence),
                        .mean = std::numeric_limits<double>::infinity(),
                        .interval = std::nullopt};
    if (result.censored > 0)
    {
        return result;
    }
    const auto n = static_cast<Eigen::Index>(values.size());
    const Eigen::Map<const Eigen::ArrayXd> sample(values.data(), n);
    result.mean = sample.mean();
    if (n > 1 && (sample == sample[0]).all()) // of which the sum may be rounded
    {
        result.mean = sample[0];
        result.interval = Interval{result.mean, result.mean};
    }
    else if (n > 1)
    {
        const auto degrees = static_cast<double>(n - 1);
        const double deviation = std::sqrt((sample - result.mean).square().sum() / degrees);
        const double half =
            boost::math::quantile(boost::math::students_t(degrees), (1 + confidence) / 2) *
            deviation / std::sqrt(static_cast<double>(n));
        result.interval = Interval{result.mean - half, result.mean + half};
    }
    return result;
}

MeanEstimate
PairedDifference(std::span<const double> left, std::span<const double> right, double confidence)
{
    Require(left.size() == right.size(), "paired values differ in number");
    CheckedSample(left, confidence);
    CheckedSample(right, confidence);
    std::vector<double> differences(left.size());
    std::ranges::transform(left, right, differences.begin(), std::minus<>{});
    const size_t unknown = std::ranges::count_if(
        differences, [](double difference) { return !std::isfinite(difference); });
    if (unknown > 0)
    {
        return {.n = left.size(),
                .censored = unknown,
                .mean = std::numeric_limits<double>::quiet_NaN(),
                .interval = std::nullopt};
    }
    return Mean(differences, confidence);
}

double
QuantileOfSorted(std::span<const double> sorted, double probability)
{
    Require(!sorted.empty(), "a quantile of no values");
    Require(probability >= 0 && probability <= 1, "a quantile's probability lies in 0 … 1");
    const double position = static_cast<double>(sorted.size() - 1) * probability;
    const auto rank = static_cast<size_t>(position);
    const double beyond = position - static_cast<double>(rank);
    double value = sorted[rank];
    if (beyond > 0 && sorted[rank + 1] > value) // equal values may both be infinite
    {
        value += beyond * (sorted[rank + 1] - value);
    }
    return value;
}

QuantileEstimate
Quantile(std::span<const double> values, double probability, double confidence)
{
    const size_t censored = CheckedSample(values, confidence);
    Require(probability >= 0 && probability <= 1, "a quantile's probability lies in 0 … 1");
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    return {.n = sorted.size(),
            .censored = censored,
            .value = QuantileOfSorted(sorted, probability),
            .interval = OrderStatisticInterval(sorted, probability, confidence)};
}

} // namespace ns3::vnlab
