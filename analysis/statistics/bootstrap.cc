// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/bootstrap.h"

#include "analysis/statistics/sample-check.h"
#include "model/spec/portable-random.h"

#include <Eigen/Core>
#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <random>
#include <vector>

namespace ns3::vnlab
{

namespace
{

double
Checked(double figure)
{
    Require(!std::isnan(figure), "the statistic of a resample is not a number");
    return figure;
}

/// @return the statistic of each resample, in ascending order
std::vector<double>
Resampled(std::span<const double> values,
          const Statistic& statistic,
          const BootstrapOptions& options)
{
    std::mt19937_64 generator(options.seed);
    std::vector<double> resample(values.size());
    std::vector<double> figures(options.resamples);
    for (double& figure : figures)
    {
        for (double& value : resample)
        {
            value = values[DrawBelow(generator, values.size())];
        }
        figure = Checked(statistic(resample));
    }
    std::ranges::sort(figures);
    return figures;
}

/// @return Σd³ / 6(Σd²)^1.5 over the deviations d of the jackknife, the statistic without value i
double
Acceleration(std::span<const double> values, const Statistic& statistic)
{
    Eigen::ArrayXd left(values.size());
    std::vector<double> others(values.begin() + 1, values.end());
    for (size_t without = 0; without < values.size(); ++without)
    {
        left[static_cast<Eigen::Index>(without)] = Checked(statistic(others));
        if (without < others.size())
        {
            others[without] = values[without];
        }
    }
    if (!left.isFinite().all() || left.minCoeff() == left.maxCoeff())
    {
        return 0;
    }
    const Eigen::ArrayXd deviation = left.mean() - left;
    return deviation.cube().sum() / (6 * std::pow(deviation.square().sum(), 1.5));
}

/// @return the fraction of @p sorted below @p value, ties counting half
double
FractionBelow(const std::vector<double>& sorted, double value)
{
    const auto equal = std::ranges::equal_range(sorted, value);
    const auto below = static_cast<double>(equal.begin() - sorted.begin());
    return (below + static_cast<double>(equal.size()) / 2) / static_cast<double>(sorted.size());
}

/// The order statistics of the resampled statistics between which BCa puts the true value.
std::optional<Interval>
BcaInterval(const std::vector<double>& sorted, double bias, double acceleration, double confidence)
{
    const boost::math::normal normal;
    const auto rank = [&](double probability)
    {
        const double z = bias + boost::math::quantile(normal, probability);
        const double share = boost::math::cdf(normal, bias + z / (1 - acceleration * z));
        return share * static_cast<double>(sorted.size() + 1);
    };
    const double tail = (1 - confidence) / 2;
    for (const double end : {tail, 1 - tail})
    {
        if (acceleration * (bias + boost::math::quantile(normal, end)) >= 1)
        {
            return std::nullopt;
        }
    }
    const auto last = static_cast<double>(sorted.size());
    const double low = std::clamp(std::floor(rank(tail)), 1.0, last);
    const double high = std::clamp(std::ceil(rank(1 - tail)), 1.0, last);
    return Interval{sorted[static_cast<size_t>(low) - 1], sorted[static_cast<size_t>(high) - 1]};
}

} // namespace

BootstrapEstimate
Bootstrap(std::span<const double> values,
          const Statistic& statistic,
          const BootstrapOptions& options)
{
    RequireConfidence(options.confidence);
    Require(options.resamples > 0, "a bootstrap of no resamples");
    BootstrapEstimate result;
    result.n = values.size();
    result.censored = CheckedCensored(values);
    result.value = Checked(statistic(values));
    if (values.size() == 1)
    {
        return result;
    }
    const std::vector<double> figures = Resampled(values, statistic, options);
    const double below = FractionBelow(figures, result.value);
    if (below <= 0 || below >= 1)
    {
        return result;
    }
    result.biasCorrection = boost::math::quantile(boost::math::normal(), below);
    result.acceleration = Acceleration(values, statistic);
    result.interval =
        BcaInterval(figures, result.biasCorrection, result.acceleration, options.confidence);
    return result;
}

} // namespace ns3::vnlab
