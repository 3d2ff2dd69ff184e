// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/hinge-scan.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ns3::vnlab
{

HingeScan::HingeScan(std::span<const double> x)
    : m_x(Eigen::Map<const Eigen::VectorXd>(x.data(), static_cast<Eigen::Index>(x.size()))),
      m_mean(m_x.mean())
{
    m_x.array() -= m_mean;
    m_spread = m_x.squaredNorm();
    const Eigen::Index n = m_x.size();
    m_h.resize(n, n);
    m_g.resize(n, n);
    for (Eigen::Index i = 1; i < n; ++i)
    {
        const bool isGap = m_x[i - 1] < m_x[i];
        const bool atEdge = m_x[i - 1] == m_x[0] || m_x[i] == m_x[n - 1];
        if (isGap && !atEdge)
        {
            const auto column = static_cast<Eigen::Index>(m_gaps.size());
            m_h.col(column) = Residuals((m_x.array() - m_x[i - 1]).max(0));
            m_g.col(column) = Residuals((m_x.array() >= m_x[i]).cast<double>());
            m_gaps.push_back({.from = m_x[i - 1],
                              .width = m_x[i] - m_x[i - 1],
                              .c = m_h.col(column).squaredNorm(),
                              .d = m_h.col(column).dot(m_g.col(column)),
                              .e = m_g.col(column).squaredNorm()});
        }
    }
    const auto gaps = static_cast<Eigen::Index>(m_gaps.size());
    m_h.conservativeResize(n, gaps);
    m_g.conservativeResize(n, gaps);
}

Eigen::VectorXd
HingeScan::Residuals(const Eigen::VectorXd& y) const
{
    const Eigen::VectorXd centred = y.array() - y.mean();
    return centred - m_x * (m_x.dot(centred) / m_spread);
}

Hinge
HingeScan::At(double k, double product, double norm) const
{
    const Eigen::ArrayXd hinge = (m_x.array() - k).max(0);
    const double bend = product / norm;
    const double tilt = -bend * m_x.dot(hinge.matrix()) / m_spread;
    return {.at = k + m_mean,
            .gain = product * bend,
            .bend = bend,
            .slopeTilt = tilt,
            .rise = tilt * k - bend * hinge.mean()};
}

Hinge
HingeScan::Best(const Eigen::VectorXd& residuals) const
{
    const Eigen::VectorXd as = m_h.transpose() * residuals;
    const Eigen::VectorXd bs = m_g.transpose() * residuals;
    double bestK = 0;
    double bestProduct = 0;
    double bestNorm = 1;
    for (Eigen::Index i = 0; i < as.size(); ++i)
    {
        const Gap& gap = m_gaps[static_cast<size_t>(i)];
        const double a = as[i];
        const double b = bs[i];
        const double within =
            (a * gap.d - b * gap.c) / (a * gap.e - b * gap.d); // not a number where a = b = 0
        for (const double t : {0.0, within, gap.width})
        {
            if (!(0 <= t && t <= gap.width))
            {
                continue;
            }
            const double product = a - t * b;
            const double norm = gap.c - 2 * gap.d * t + gap.e * t * t;
            if (product * product * bestNorm > bestProduct * bestProduct * norm)
            {
                bestK = gap.from + t;
                bestProduct = product;
                bestNorm = norm;
            }
        }
    }
    return At(bestK, bestProduct, bestNorm);
}

Interval
HingeScan::WithGain(const Eigen::VectorXd& residuals, double gain) const
{
    Interval hull{std::numeric_limits<double>::infinity(),
                  -std::numeric_limits<double>::infinity()};
    const Eigen::VectorXd as = m_h.transpose() * residuals;
    const Eigen::VectorXd bs = m_g.transpose() * residuals;
    for (Eigen::Index i = 0; i < as.size(); ++i)
    {
        const Gap& gap = m_gaps[static_cast<size_t>(i)];
        const double a = as[i];
        const double b = bs[i];
        // (a − tb)² − gain · (c − 2dt + et²) = square · t² − 2 · half · t + constant
        const double square = b * b - gain * gap.e;
        const double half = a * b - gain * gap.d;
        const double constant = a * a - gain * gap.c;
        const double root = std::sqrt(half * half - square * constant); // NaN: no crossing
        const auto enough = [&](double t) { return (square * t - 2 * half) * t + constant >= 0; };
        const auto include = [&](double t)
        {
            hull.low = std::min(hull.low, gap.from + t + m_mean);
            hull.high = std::max(hull.high, gap.from + t + m_mean);
        };
        for (const double end : {0.0, gap.width})
        {
            if (enough(end))
            {
                include(end);
            }
        }
        for (const double crossing : {(half - root) / square, (half + root) / square})
        {
            if (0 <= crossing && crossing <= gap.width)
            {
                include(crossing);
            }
        }
    }
    return hull;
}

} // namespace ns3::vnlab
