// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/bgp-changes.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

void
Join(BgpCauses& causes, const BgpCauses& more)
{
    for (const BgpCause& cause : more)
    {
        if (std::ranges::find(causes, cause) == causes.end())
        {
            causes.push_back(cause);
        }
    }
}

BgpChanges::During::During(BgpChanges& changes, BgpCauses causes)
    : m_changes(changes),
      m_before(std::exchange(changes.m_now, std::move(causes)))
{
}

BgpChanges::During::~During()
{
    m_changes.m_now = std::move(m_before);
    m_changes.SettleSoon();
}

BgpChanges::~BgpChanges()
{
    *m_isAlive = false;
}

BgpCause
BgpChanges::Begin(Done done)
{
    const uint64_t number = m_next++;
    Change& change = m_changes[number];
    change.controller = std::make_shared<const uint64_t>(number);
    change.held = change.controller;
    change.begun = Simulator::Now();
    change.done = std::move(done);
    return change.controller;
}

void
BgpChanges::Release(uint64_t number, uint64_t messages)
{
    Change& change = m_changes.at(number);
    change.controller.reset();
    change.messages += messages;
    SettleSoon();
}

BgpCauses
BgpChanges::Begun() const
{
    BgpCauses begun;
    for (const auto& [number, change] : m_changes)
    {
        if (change.controller && change.begun == Simulator::Now())
        {
            begun.push_back(change.controller);
        }
    }
    return begun;
}

void
BgpChanges::CountMessage(const BgpCauses& causes)
{
    if (!causes.empty())
    {
        ++m_changes.at(*causes.front()).messages;
    }
}

void
BgpChanges::SettleSoon()
{
    if (m_changes.empty() || std::exchange(m_isSettling, true))
    {
        return;
    }
    Simulator::ScheduleNow(
        [this, isAlive = m_isAlive]
        {
            if (*isAlive)
            {
                Settle();
            }
        });
}

void
BgpChanges::Settle()
{
    m_isSettling = false;
    std::vector<Change> ended;
    std::erase_if(m_changes,
                  [&ended](auto& entry)
                  {
                      const bool isOver = entry.second.held.expired();
                      if (isOver)
                      {
                          ended.push_back(std::move(entry.second));
                      }
                      return isOver;
                  });
    for (const Change& change : ended)
    {
        change.done(change.messages);
    }
}

} // namespace ns3::vnlab
