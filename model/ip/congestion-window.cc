// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/congestion-window.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// Of acknowledgements that repeat one: RFC 5681 section 3.2.
constexpr uint8_t kThreshold = 3;
/// A larger window would never be used: 65,535 bytes is all that a receiver without scaling offers.
constexpr uint32_t kMostWindow = 1 << 17;

/// RFC 6928 section 2: ten segments of the usual size.
constexpr uint32_t
InitialWindow(uint32_t segment)
{
    return std::min(10 * segment, std::max(2 * segment, 14'600u));
}

} // namespace

CongestionWindow::CongestionWindow(uint32_t segment)
    : m_segment(segment),
      m_window(InitialWindow(segment))
{
}

uint32_t
CongestionWindow::Bytes() const
{
    // Limited transmit: the first two repetitions let a new segment go each.
    const uint32_t limited = std::min<uint32_t>(m_duplicates, kThreshold - 1);
    return m_isRecovering ? m_window : m_window + limited * m_segment;
}

bool
CongestionWindow::Acknowledged(uint32_t bytes, uint32_t end)
{
    m_duplicates = 0;
    if (m_isRecovering && end < m_recover) // a partial acknowledgement
    {
        m_window -= std::min(bytes, m_window - m_segment);
        m_window += bytes >= m_segment ? m_segment : 0;
        return true;
    }
    if (m_isRecovering)
    {
        m_isRecovering = false;
        m_window = m_threshold;
        return false;
    }
    m_window += m_window < m_threshold ? std::min(bytes, m_segment)
                                       : std::max(1u, m_segment * m_segment / m_window);
    m_window = std::min(m_window, kMostWindow);
    return false;
}

bool
CongestionWindow::Duplicate(uint32_t end, uint32_t sentEnd)
{
    if (m_isRecovering)
    {
        m_window = std::min(m_window + m_segment, kMostWindow);
        return false;
    }
    m_duplicates = std::min<uint8_t>(m_duplicates + 1, kThreshold + 1);
    if (m_duplicates != kThreshold || end < m_recover)
    {
        return false;
    }
    SetThreshold(std::min(sentEnd - end, m_window)); // without what limited transmit added
    m_window = m_threshold + kThreshold * m_segment;
    m_recover = sentEnd;
    m_isRecovering = true;
    return true;
}

void
CongestionWindow::TimedOut(uint32_t end, uint32_t sentEnd, bool again)
{
    if (!again)
    {
        SetThreshold(sentEnd - end);
    }
    m_window = m_segment;
    m_recover = sentEnd;
    m_duplicates = 0;
    m_isRecovering = false;
}

void
CongestionWindow::SetThreshold(uint32_t flight)
{
    m_threshold = std::max(flight / 2, 2 * m_segment);
}

} // namespace ns3::vnlab
