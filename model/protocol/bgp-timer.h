// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_TIMER_H
#define VNLAB_BGP_TIMER_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <functional>

namespace ns3::vnlab::bgp
{

/**
 * @brief A timer that is restarted often and seldom expires.
 *
 * Restarting one puts off its event instead of making another: a cancelled event stays in the
 * simulator's queue until its time, and a session would leave one for every message of its hold time.
 */
class BgpTimer
{
  public:
    /// @param expired called when the timer runs out
    explicit BgpTimer(std::function<void()> expired);
    ~BgpTimer();
    BgpTimer(const BgpTimer&) = delete;
    BgpTimer& operator=(const BgpTimer&) = delete;

    /// It runs out after this time, whatever it was to do before.
    void Restart(Time after);

    void Stop();

    bool IsRunning() const
    {
        return m_running;
    }

  private:
    void Schedule();
    void Due();

    std::function<void()> m_expired;
    EventId m_event;
    Time m_eventAt;
    Time m_due;
    bool m_pending{false}; // whether there is an event
    bool m_running{false};
};

} // namespace ns3::vnlab::bgp

#endif // VNLAB_BGP_TIMER_H
