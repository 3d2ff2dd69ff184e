// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REGRESSION_H
#define VNLAB_REGRESSION_H

#include "analysis/statistics/statistics.h"

#include <cstddef>
#include <optional>
#include <span>

/**
 * @file
 * Least squares: a straight line, and the power law by which a cost grows with a size.
 */

namespace ns3::vnlab
{

/// y = intercept + slope · x, with least Σ residual².
struct LineFit
{
    size_t n{0};
    double intercept{0};
    double slope{0};
    double meanX{0};
    double spreadX{0};                ///< Σ (x − mean)²
    double residual{0};               ///< Σ residual²
    std::optional<double> rSquared{}; ///< none where all y are equal

    /// @return the line at @p x
    double At(double x) const;
    /// @return s, the standard deviation of the residuals with n − 2 degrees; none for n = 2
    std::optional<double> Deviation() const;
};

/**
 * @throws std::invalid_argument unless x and y are as many, finite, and x has two different values
 */
LineFit FitLine(std::span<const double> x, std::span<const double> y);

/// y = factor · x^exponent, a straight line between the logarithms.
struct PowerLawFit
{
    LineFit logarithms; ///< ln y over ln x; its R² is that of the logarithms
    double confidence{kConfidence};
    double factor{0};
    double exponent{0};
    std::optional<Interval> exponentInterval{}; ///< Student t, n − 2 degrees; none for n = 2
};

/// A value that a power law foretells: the median of further measurements at one x.
struct PowerLawPrediction
{
    double value{0};
    std::optional<Interval> interval{}; ///< holds one further measurement; none for n = 2
};

/**
 * @brief How a cost y grows with a size x: an exponent of 1 is linear, 2 quadratic, 0 constant.
 *
 * Ordinary least squares between the logarithms, so errors are taken as relative ones of equal
 * size at every x (Draper and Smith, "Applied regression analysis", 3rd edition, 1998, chapter 1).
 * @throws std::invalid_argument as FitLine, and naming the first x or y that is not positive and
 *         finite (a measurement that was not reached, +infinity, has no place in a power law)
 */
PowerLawFit FitPowerLaw(std::span<const double> x,
                        std::span<const double> y,
                        double confidence = kConfidence);

/// @throws std::invalid_argument unless @p x is positive and finite
PowerLawPrediction Predict(const PowerLawFit& fit, double x);

} // namespace ns3::vnlab

#endif // VNLAB_REGRESSION_H
