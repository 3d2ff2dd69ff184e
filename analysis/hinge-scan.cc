// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/hinge-scan.h"

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
    const auto n = static_cast<double>(m_x.size());
    for (Eigen::Index i = 1; i < m_x.size(); ++i)
    {
        const bool isGap = m_x[i - 1] < m_x[i];
        const bool atEdge = m_x[i - 1] == m_x[0] || m_x[i] == m_x[m_x.size() - 1];
        if (isGap && !atEdge)
        {
            const auto behind = m_x.tail(m_x.size() - i);
            const auto s0 = static_cast<double>(behind.size());
            const double s1 = behind.sum();
            const double s2 = behind.squaredNorm();
            m_gaps.push_back({.from = m_x[i - 1],
                              .to = m_x[i],
                              .behind = i,
                              .s0 = s0,
                              .s1 = s1,
                              .s2 = s2,
                              .c = s2 - s1 * s1 / n - s2 * s2 / m_spread,
                              .d = s1 - s1 * s0 / n - s2 * s1 / m_spread,
                              .e = s0 - s0 * s0 / n - s1 * s1 / m_spread});
        }
    }
}

Eigen::VectorXd
HingeScan::Residuals(const Eigen::VectorXd& y) const
{
    const Eigen::VectorXd centred = y.array() - y.mean();
    return centred - m_x * (m_x.dot(centred) / m_spread);
}

Hinge
HingeScan::Best(const Eigen::VectorXd& residuals) const
{
    Hinge best{.gain = -1};
    for (const Gap& gap : m_gaps)
    {
        const Eigen::Index count = m_x.size() - gap.behind;
        const double a = m_x.tail(count).dot(residuals.tail(count));
        const double b = residuals.tail(count).sum();
        const double within =
            (a * gap.d - b * gap.c) / (a * gap.e - b * gap.d); // not a number where a = b = 0
        for (const double at : {gap.from, within, gap.to})
        {
            if (!(gap.from <= at && at <= gap.to))
            {
                continue;
            }
            const double product = a - at * b;
            const double norm = gap.c - 2 * gap.d * at + gap.e * at * at;
            if (product * product / norm > best.gain)
            {
                const double bend = product / norm;
                const double tilt = -bend * (gap.s2 - at * gap.s1) / m_spread;
                const double meanHinge = (gap.s1 - at * gap.s0) / static_cast<double>(m_x.size());
                best = {.at = at + m_mean,
                        .gain = product * bend,
                        .bend = bend,
                        .slopeTilt = tilt,
                        .rise = tilt * at - bend * meanHinge};
            }
        }
    }
    return best;
}

Interval
HingeScan::WithGain(const Eigen::VectorXd& residuals, double gain) const
{
    Interval hull{std::numeric_limits<double>::infinity(),
                  -std::numeric_limits<double>::infinity()};
    const auto include = [&](double at)
    {
        hull.low = std::min(hull.low, at + m_mean);
        hull.high = std::max(hull.high, at + m_mean);
    };
    for (const Gap& gap : m_gaps)
    {
        const Eigen::Index count = m_x.size() - gap.behind;
        const double a = m_x.tail(count).dot(residuals.tail(count));
        const double b = residuals.tail(count).sum();
        // (a − kb)² − gain · (c − 2dk + ek²) = square · k² − 2 · half · k + constant
        const double square = b * b - gain * gap.e;
        const double half = a * b - gain * gap.d;
        const double constant = a * a - gain * gap.c;
        for (const double end : {gap.from, gap.to})
        {
            if ((square * end - 2 * half) * end + constant >= 0)
            {
                include(end);
            }
        }
        const double root = std::sqrt(half * half - square * constant); // NaN: no crossing
        for (const double crossing : {(half - root) / square, (half + root) / square})
        {
            if (gap.from <= crossing && crossing <= gap.to)
            {
                include(crossing);
            }
        }
    }
    return hull;
}

} // namespace ns3::vnlab
