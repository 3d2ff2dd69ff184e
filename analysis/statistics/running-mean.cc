// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/running-mean.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

/// Means of equal numbers differ by this part at most, through rounding.
constexpr double kMeanRounding = 1e-12;

/// The quantile of Student's t, which costs more than the rest of an estimate: means of equally many
/// values often follow each other, so the last one is kept.
double
StudentQuantile(double degrees, double probability)
{
    struct Last
    {
        double degrees{0};
        double probability{0};
        double quantile{0};
    };

    thread_local Last last;
    if (last.degrees != degrees || last.probability != probability)
    {
        last = {degrees,
                probability,
                boost::math::quantile(boost::math::students_t(degrees), probability)};
    }
    return last.quantile;
}

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
            StudentQuantile(n - 1, (1 + confidence) / 2) * std::sqrt(m_squares / (n - 1) / n);
        result.interval = half > kMeanRounding * std::abs(m_mean)
                            ? Interval{m_mean - half, m_mean + half}
                            : Interval{m_mean, m_mean};
    }
    return result;
}

} // namespace ns3::vnlab
