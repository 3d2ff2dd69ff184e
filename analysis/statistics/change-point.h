// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHANGE_POINT_H
#define VNLAB_CHANGE_POINT_H

#include "analysis/statistics/regression.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ns3::vnlab
{

/// How a knee is told from noise. The same options give the same answer on every machine.
struct ChangePointOptions
{
    double confidence{kConfidence};
    size_t simulations{999}; ///< curves without a knee that the curve is compared with
    uint64_t seed{1};
};

/// The bend of two straight segments that meet.
struct Knee
{
    double x{0};
    double y{0};
    double slopeBefore{0};
    double slopeAfter{0};
    Interval interval; ///< of x; see FindKnee
};

/// Whether and where a curve bends.
struct ChangePoint
{
    LineFit line;               ///< the best single line
    double residual{0};         ///< Σ residual² of the best two segments
    double f{0};                ///< see FindKnee; +infinity where the segments fit exactly
    double pValue{1};           ///< how often a line with noise bends as clearly
    std::optional<Knee> knee{}; ///< none unless pValue ≤ 1 − confidence
};

/**
 * @brief The knee of a curve: two straight segments that meet, of least squares over every possible
 *        place to meet, against one straight line.
 *
 * F = ((RSS of the line − RSS of the segments) / 2) / (RSS of the segments / (n − 4)). As the place
 * of the knee is chosen by the data, F does not follow Fisher's distribution and its tables would
 * see knees in noise (Hinkley, "Inference in two-phase regression", JASA 66, 1971). Its p-value is
 * therefore by simulation: under one line with normal noise of any size, F depends on x alone, so
 * simulated curves give an exact test (Barnard, discussion, JRSS B 25, 1963).
 *
 * The interval of the knee holds every x at which two segments could meet with a residual at most
 * 1 + F(1, n − 4) / (n − 4) times the least, F being Fisher's quantile; it reaches at most from the
 * second to the second to last x. Noise is taken as equal and independent at all x: for a cost
 * that grows by orders of magnitude, pass logarithms. Time grows as n² for each simulation.
 * @param x in any order
 * @throws std::invalid_argument unless x and y are as many, finite, at least five and at four or
 *         more different x, there are simulations, and the confidence lies between 0 and 1
 */
ChangePoint FindKnee(std::span<const double> x,
                     std::span<const double> y,
                     const ChangePointOptions& options = {});

} // namespace ns3::vnlab

#endif // VNLAB_CHANGE_POINT_H
