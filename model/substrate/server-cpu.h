// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SERVER_CPU_H
#define VNLAB_SERVER_CPU_H

#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// The processor of a server: each piece of work goes to the core that is free first. No events.
class ServerCpu
{
  public:
    /// @param cores at least 1
    explicit ServerCpu(uint32_t cores)
        : m_busyUntil(cores)
    {
    }

    /// Does a piece of work that comes now. @return how long until it is done, waiting included
    Time Work(Time work)
    {
        Time& core = *std::ranges::min_element(m_busyUntil);
        core = std::max(core, Simulator::Now()) + work;
        m_used += work;
        return core - Simulator::Now();
    }

    uint32_t Cores() const
    {
        return static_cast<uint32_t>(m_busyUntil.size());
    }

    /// @return the work so far, over all cores
    Time Used() const
    {
        return m_used;
    }

  private:
    std::vector<Time> m_busyUntil; // by core
    Time m_used;
};

} // namespace ns3::vnlab

#endif // VNLAB_SERVER_CPU_H
