// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/regression.h"

#include "analysis/statistics/sample-check.h"

#include <Eigen/Core>
#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

namespace
{

Eigen::Map<const Eigen::ArrayXd>
AsArray(std::span<const double> values)
{
    return {values.data(), static_cast<Eigen::Index>(values.size())};
}

std::vector<double>
Logarithms(std::span<const double> values, std::string_view what)
{
    std::vector<double> logarithms;
    for (const double value : values)
    {
        if (!(value > 0) || std::isinf(value))
        {
            std::ostringstream text;
            text << what << "[" << logarithms.size() << "] of a power law is " << value
                 << ", expected a positive finite number";
            throw std::invalid_argument(text.str());
        }
        logarithms.push_back(std::log(value));
    }
    return logarithms;
}

/// @return the half-width of the interval for s = 1, by n − 2 degrees of freedom
double
StudentT(size_t n, double confidence)
{
    const boost::math::students_t distribution(static_cast<double>(n - 2));
    return boost::math::quantile(distribution, (1 + confidence) / 2);
}

} // namespace

double
LineFit::At(double x) const
{
    return intercept + slope * x;
}

std::optional<double>
LineFit::Deviation() const
{
    if (n < 3)
    {
        return std::nullopt;
    }
    return std::sqrt(residual / static_cast<double>(n - 2));
}

LineFit
FitLine(std::span<const double> x, std::span<const double> y)
{
    Require(x.size() == y.size(), "a line needs as many x as y");
    Require(!x.empty(), "a line through no points");
    RequireFinite(x, "x");
    RequireFinite(y, "y");
    const auto [least, largest] = std::ranges::minmax(x);
    Require(least < largest, "a line needs two different x");

    const auto xs = AsArray(x);
    const auto ys = AsArray(y);
    const Eigen::ArrayXd dx = xs - xs.mean();
    const Eigen::ArrayXd dy = ys - ys.mean();
    LineFit fit;
    fit.n = x.size();
    fit.meanX = xs.mean();
    fit.spreadX = dx.square().sum();
    fit.slope = (dx * dy).sum() / fit.spreadX;
    fit.intercept = ys.mean() - fit.slope * fit.meanX;
    fit.residual = (dy - fit.slope * dx).square().sum();
    if (ys.minCoeff() < ys.maxCoeff())
    {
        fit.rSquared = 1 - fit.residual / dy.square().sum();
    }
    return fit;
}

PowerLawFit
FitPowerLaw(std::span<const double> x, std::span<const double> y, double confidence)
{
    RequireConfidence(confidence);
    PowerLawFit fit;
    fit.logarithms = FitLine(Logarithms(x, "x"), Logarithms(y, "y"));
    fit.confidence = confidence;
    fit.factor = std::exp(fit.logarithms.intercept);
    fit.exponent = fit.logarithms.slope;
    if (const auto deviation = fit.logarithms.Deviation())
    {
        const double half =
            StudentT(fit.logarithms.n, confidence) * *deviation / std::sqrt(fit.logarithms.spreadX);
        fit.exponentInterval = Interval{fit.exponent - half, fit.exponent + half};
    }
    return fit;
}

PowerLawPrediction
Predict(const PowerLawFit& fit, double x)
{
    const double logX = Logarithms({&x, 1}, "x").front();
    const LineFit& line = fit.logarithms;
    PowerLawPrediction prediction;
    prediction.value = std::exp(line.At(logX));
    if (const auto deviation = line.Deviation())
    {
        const double off = logX - line.meanX;
        const double half =
            StudentT(line.n, fit.confidence) * *deviation *
            std::sqrt(1 + 1 / static_cast<double>(line.n) + off * off / line.spreadX);
        prediction.interval =
            Interval{std::exp(line.At(logX) - half), std::exp(line.At(logX) + half)};
    }
    return prediction;
}

} // namespace ns3::vnlab
