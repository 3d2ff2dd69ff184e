// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/rto-estimator.h"

#include <algorithm>
#include <cstdlib>

namespace ns3::vnlab
{

namespace
{

/// So often doubled, every wait is the longest.
constexpr uint8_t kMostBackOffs = 10;

} // namespace

void
RtoEstimator::Sample(Time roundTrip)
{
    const int64_t sample_ns = roundTrip.GetNanoSeconds();
    if (m_smoothed_ns < 0)
    {
        m_smoothed_ns = sample_ns;
        m_variation_ns = sample_ns / 2;
    }
    else
    {
        m_variation_ns = (3 * m_variation_ns + std::abs(m_smoothed_ns - sample_ns)) / 4;
        m_smoothed_ns = (7 * m_smoothed_ns + sample_ns) / 8;
    }
    m_timeout_ns = std::max(m_smoothed_ns + 4 * m_variation_ns, kLeast_ns);
    m_backOffs = 0;
}

void
RtoEstimator::BackOff()
{
    m_backOffs = std::min<uint8_t>(m_backOffs + 1, kMostBackOffs);
}

void
RtoEstimator::Opened()
{
    if (m_smoothed_ns < 0 && IsBackedOff())
    {
        m_timeout_ns = kAfterLostSyn_ns;
        m_backOffs = 0;
    }
}

Time
RtoEstimator::Timeout() const
{
    return NanoSeconds(std::min(m_timeout_ns << m_backOffs, kMost_ns));
}

} // namespace ns3::vnlab
