// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HINGE_SCAN_H
#define VNLAB_HINGE_SCAN_H

#include "analysis/statistics/statistics.h"

#include <Eigen/Core>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// Where a hinge takes most away from the residuals of a straight line.
struct Hinge
{
    double at{0};        ///< x of the bend
    double gain{0};      ///< by how much the sum of squared residuals falls
    double bend{0};      ///< slope after minus slope before
    double slopeTilt{0}; ///< slope before minus the slope of the line
    double rise{0};      ///< at the bend: y of the bent line minus y of the line
};

/**
 * @brief Finds the best max(0, x − k) to add to a straight line, over all k and not only the
 *        values of x.
 *
 * For k = from + t between two neighbouring x, the gain is (A − tB)² / (C − 2Dt + Et²): A and B are
 * products with the residuals, C, D and E depend on x alone. It is largest at
 * t = (AD − BC) / (AE − BD) or at an end, which makes the scan exact (the cases of Hudson, "Fitting
 * segmented curves whose join points have to be estimated", JASA 61, 1966). At least two different
 * x lie at or before the bend and at or after it: beyond, a single value decides. Time and memory
 * grow as n².
 */
class HingeScan
{
  public:
    /// @param x in ascending order, with at least four different values
    explicit HingeScan(std::span<const double> x);

    /// @return what is left of @p y beside its straight line over x
    Eigen::VectorXd Residuals(const Eigen::VectorXd& y) const;

    /// @param residuals of a straight line over x
    Hinge Best(const Eigen::VectorXd& residuals) const;

    /// @return from the first to the last k whose gain is at least @p gain, which some k has
    Interval WithGain(const Eigen::VectorXd& residuals, double gain) const;

  private:
    /// A gap between neighbouring x. With h = max(0, x − from) and g = 1 behind the gap, 0 before,
    /// the hinge at from + t is h − tg. H and G are what is left of h and g beside a line.
    struct Gap
    {
        double from;
        double width;
        double c, d, e; ///< H · H, H · G and G · G
    };

    Hinge At(double k, double product, double norm) const;

    Eigen::VectorXd m_x; ///< less its mean
    double m_mean;
    double m_spread; ///< Σ m_x²
    std::vector<Gap> m_gaps;
    Eigen::MatrixXd m_h; ///< H of each gap, by column
    Eigen::MatrixXd m_g; ///< G of each gap, by column
};

} // namespace ns3::vnlab

#endif // VNLAB_HINGE_SCAN_H
