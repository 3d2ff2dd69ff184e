// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-timer.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab::bgp
{

BgpTimer::BgpTimer(std::function<void()> expired)
    : m_expired(std::move(expired))
{
}

BgpTimer::~BgpTimer()
{
    m_event.Cancel();
}

void
BgpTimer::Restart(Time after)
{
    m_due = Simulator::Now() + after;
    m_running = true;
    if (m_pending && m_eventAt > m_due)
    {
        m_event.Cancel();
        m_pending = false;
    }
    if (!m_pending)
    {
        Schedule();
    }
}

void
BgpTimer::Stop()
{
    m_event.Cancel();
    m_pending = false;
    m_running = false;
}

void
BgpTimer::Schedule()
{
    m_pending = true;
    m_eventAt = m_due;
    m_event = Simulator::Schedule(m_due - Simulator::Now(), [this] { Due(); });
}

void
BgpTimer::Due()
{
    m_pending = false;
    if (m_due > Simulator::Now())
    {
        return Schedule();
    }
    m_running = false;
    m_expired();
}

} // namespace ns3::vnlab::bgp
