// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/change-point.h"

#include "analysis/statistics/hinge-scan.h"
#include "analysis/statistics/sample-check.h"
#include "model/spec/portable-random.h"

#include <Eigen/Core>
#include <algorithm>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Residuals below this part of the largest y are rounding.
constexpr double kResidualRounding = 1e-12;

/// The values of a curve in ascending order of x.
struct Curve
{
    std::vector<double> x;
    Eigen::VectorXd y;
};

Curve
Sorted(std::span<const double> x, std::span<const double> y)
{
    std::vector<size_t> order(x.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](size_t i) { return x[i]; });
    Curve curve;
    curve.y.resize(static_cast<Eigen::Index>(y.size()));
    for (const size_t i : order)
    {
        curve.y[static_cast<Eigen::Index>(curve.x.size())] = y[i];
        curve.x.push_back(x[i]);
    }
    return curve;
}

/// @return a standard normal value
double
DrawNormal(std::mt19937_64& generator)
{
    constexpr uint64_t kSteps = uint64_t{1} << 52;
    const double uniform =
        (static_cast<double>(DrawBelow(generator, kSteps)) + 0.5) / static_cast<double>(kSteps);
    return boost::math::quantile(boost::math::normal(), uniform);
}

/// @return the part of the residuals that the best hinge takes away: F grows with it
double
ExplainedPart(const HingeScan& scan, const Eigen::VectorXd& residuals)
{
    return scan.Best(residuals).gain / residuals.squaredNorm();
}

/// @return the chance that a line with noise bends at least as clearly
double
PValue(const HingeScan& scan, double explained, Eigen::Index n, const ChangePointOptions& options)
{
    std::mt19937_64 generator(options.seed);
    size_t asClear = 1; // the curve itself
    for (size_t i = 0; i < options.simulations; ++i)
    {
        const Eigen::VectorXd noise =
            Eigen::VectorXd::NullaryExpr(n, [&] { return DrawNormal(generator); });
        asClear += ExplainedPart(scan, scan.Residuals(noise)) >= explained ? 1 : 0;
    }
    return static_cast<double>(asClear) / static_cast<double>(options.simulations + 1);
}

} // namespace

ChangePoint
FindKnee(std::span<const double> x, std::span<const double> y, const ChangePointOptions& options)
{
    RequireConfidence(options.confidence);
    Require(options.simulations > 0, "a knee needs simulations to be told from noise");
    ChangePoint result;
    result.line = FitLine(x, y);
    const auto [xs, ys] = Sorted(x, y);
    std::vector<double> different(xs);
    different.erase(std::unique(different.begin(), different.end()), different.end());
    Require(xs.size() >= 5 && different.size() >= 4,
            "a knee needs five values at four different x");

    const HingeScan scan(xs);
    const Eigen::VectorXd residuals = scan.Residuals(ys);
    result.residual = result.line.residual;
    if (residuals.lpNorm<Eigen::Infinity>() <= kResidualRounding * ys.lpNorm<Eigen::Infinity>())
    {
        return result;
    }
    const Hinge hinge = scan.Best(residuals);
    const auto degrees = static_cast<double>(xs.size() - 4);
    result.residual = std::max(0.0, result.line.residual - hinge.gain);
    result.f = hinge.gain / 2 / (result.residual / degrees);
    result.pValue = PValue(scan, ExplainedPart(scan, residuals), residuals.size(), options);
    if (result.pValue <= 1 - options.confidence)
    {
        const double quantile =
            boost::math::quantile(boost::math::fisher_f(1, degrees), options.confidence);
        const double enough = hinge.gain - result.residual * quantile / degrees;
        const double slope = result.line.slope + hinge.slopeTilt;
        Interval interval = scan.WithGain(residuals, enough);
        interval = {std::min(interval.low, hinge.at), std::max(interval.high, hinge.at)};
        result.knee = Knee{.x = hinge.at,
                           .y = result.line.At(hinge.at) + hinge.rise,
                           .slopeBefore = slope,
                           .slopeAfter = slope + hinge.bend,
                           .interval = interval};
    }
    return result;
}

} // namespace ns3::vnlab
