// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DETECTION_H
#define VNLAB_DETECTION_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <functional>
#include <map>
#include <set>
#include <utility>

namespace ns3::vnlab
{

/**
 * @brief What has failed among the things of one kind, and when that is noticed: a time after it failed, or
 * works again, and never where it is over before.
 */
template <class Thing>
class Detection
{
  public:
    /// Called once. @param isNoticed false: it was over before
    using Notice = std::function<void(bool isNoticed)>;

    bool HasFailed(Thing thing) const
    {
        return m_failed.contains(thing);
    }

    /// A thing that works fails, or one that has failed works again.
    /// @param after until that is noticed
    void Set(Thing thing, bool fails, Time after, Notice notice)
    {
        fails ? void(m_failed.insert(thing)) : void(m_failed.erase(thing));
        if (const auto unnoticed = m_unnoticed.find(thing); unnoticed != m_unnoticed.end())
        {
            const Notice overtaken = Take(unnoticed);
            overtaken(false);
            notice(false);
            return;
        }
        m_unnoticed[thing] = {Simulator::Schedule(after, [this, thing] { NoticeNow(thing); }),
                              std::move(notice)};
    }

    /// What is still to be noticed of a thing is noticed now.
    void NoticeNow(Thing thing)
    {
        if (const auto unnoticed = m_unnoticed.find(thing); unnoticed != m_unnoticed.end())
        {
            const Notice notice = Take(unnoticed);
            notice(true);
        }
    }

  private:
    struct Unnoticed
    {
        EventId event;
        Notice notice;
    };

    Notice Take(typename std::map<Thing, Unnoticed>::iterator unnoticed)
    {
        Notice notice = std::move(unnoticed->second.notice);
        Simulator::Cancel(unnoticed->second.event);
        m_unnoticed.erase(unnoticed);
        return notice;
    }

    std::set<Thing> m_failed;
    std::map<Thing, Unnoticed> m_unnoticed;
};

} // namespace ns3::vnlab

#endif // VNLAB_DETECTION_H
