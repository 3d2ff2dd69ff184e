// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/migration.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

Migration::Migration(const PreCopyOrder& order, std::unique_ptr<HostTransfer> transfer, Calls calls)
    : m_preCopy(order),
      m_transfer(std::move(transfer)),
      m_calls(std::move(calls)),
      m_began(Simulator::Now())
{
    m_transfer->OnStall(m_calls.stall);
    NextRound();
}

void
Migration::NextRound()
{
    m_roundBegan = Simulator::Now();
    if (m_preCopy.IsLast())
    {
        m_paused = m_roundBegan;
        m_calls.pause();
        m_transfer->Send(m_preCopy.Bytes(), m_calls.land);
        return;
    }
    m_transfer->Send(m_preCopy.Bytes(), [this] { RoundDone(); });
}

void
Migration::RoundDone()
{
    m_preCopy.Copied(Simulator::Now() - m_roundBegan);
    NextRound();
}

MigrationReport
Migration::Report(bool isComplete) const
{
    const Time now = Simulator::Now();
    return {.total = now - m_began,
            .downtime = m_paused ? now - *m_paused : Time(0),
            .bytes = m_transfer->FrameBytes(),
            .rounds = m_preCopy.Rounds(),
            .isComplete = isComplete};
}

bool
Migration::IsPaused() const
{
    return m_paused.has_value();
}

} // namespace ns3::vnlab
