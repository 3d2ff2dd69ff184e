// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/mean-over-time.h"

#include <algorithm>

namespace ns3::vnlab
{

void
MeanOverTime::Add(std::span<const std::pair<double, double>> points)
{
    if (points.empty())
    {
        return;
    }
    Begin(points.front().first, points.back().first);
    size_t passed = 0;
    double value = 0;
    for (size_t step = 0; step <= kSteps; ++step)
    {
        for (; passed < points.size() && points[passed].first <= TimeOf(step); ++passed)
        {
            value = points[passed].second;
        }
        m_means[step].Add(value);
    }
    m_zeros.Add(0);
}

std::vector<MeanOverTime::At>
MeanOverTime::Estimate() const
{
    std::vector<At> curve;
    for (size_t step = 0; step < m_means.size(); ++step)
    {
        if (step == kSteps || TimeOf(step + 1) > m_first)
        {
            // From here to the first point, and from the last point on, nothing changes.
            curve.push_back({std::clamp(TimeOf(step), m_first, m_last), m_means[step].Estimate()});
        }
        if (TimeOf(step) >= m_last)
        {
            break;
        }
    }
    return curve;
}

double
MeanOverTime::TimeOf(size_t step) const
{
    return m_begin + m_step * static_cast<double>(step);
}

/// Makes the steps cover @p first to @p last.
void
MeanOverTime::Begin(double first, double last)
{
    if (m_means.empty())
    {
        const double length = last > first ? last - first : 1;
        m_begin = first;
        m_step = length / kSteps * (1 + 1e-9); // the last point lies before the end
        m_first = first;
        m_last = last;
        m_means.resize(kSteps + 1);
    }
    m_first = std::min(m_first, first);
    m_last = std::max(m_last, last);
    while (m_first < m_begin)
    {
        ReachBack();
    }
    while (m_last > TimeOf(kSteps))
    {
        ReachOut();
    }
}

void
MeanOverTime::ReachBack()
{
    for (size_t step = kSteps; step >= kSteps / 2; --step)
    {
        m_means[step] = m_means[2 * step - kSteps];
    }
    std::fill_n(m_means.begin(), kSteps / 2, m_zeros);
    m_begin -= m_step * kSteps;
    m_step *= 2;
}

void
MeanOverTime::ReachOut()
{
    for (size_t step = 0; step <= kSteps / 2; ++step)
    {
        m_means[step] = m_means[2 * step];
    }
    std::fill(m_means.begin() + kSteps / 2 + 1, m_means.end(), m_means[kSteps / 2]);
    m_step *= 2;
}

} // namespace ns3::vnlab
