// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/running-mean.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

/// Means of equal numbers differ by this part at most, through rounding.
constexpr double kRounding = 1e-12;

} // namespace

void
RunningMean::Add(double value)
{
    if (!std::isfinite(value))
    {
        ++(value > 0 ? m_censored : m_unknown);
        return;
    }
    ++m_finite;
    const double beyond = value - m_mean;
    m_mean += beyond / static_cast<double>(m_finite);
    m_squares += beyond * (value - m_mean);
}

size_t
RunningMean::Count() const
{
    return m_finite + m_censored + m_unknown;
}

MeanEstimate
RunningMean::Estimate(double confidence) const
{
    if (Count() == 0)
    {
        throw std::invalid_argument("a mean of no values");
    }
    MeanEstimate result{.n = Count(), .censored = m_censored, .mean = m_mean, .interval = {}};
    if (m_unknown > 0 || m_censored > 0)
    {
        result.mean = m_unknown > 0 ? std::numeric_limits<double>::quiet_NaN()
                                    : std::numeric_limits<double>::infinity();
        return result;
    }
    if (m_finite > 1)
    {
        const auto n = static_cast<double>(m_finite);
        const double half =
            boost::math::quantile(boost::math::students_t(n - 1), (1 + confidence) / 2) *
            std::sqrt(m_squares / (n - 1) / n);
        result.interval = half > kRounding * std::abs(m_mean)
                            ? Interval{m_mean - half, m_mean + half}
                            : Interval{m_mean, m_mean};
    }
    return result;
}

} // namespace ns3::vnlab
