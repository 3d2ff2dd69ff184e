// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BENCHMARK_PACKET_CLOCK_H
#define VNLAB_BENCHMARK_PACKET_CLOCK_H

#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace ns3::vnlab::benchmark
{

/// Makes senders send at a constant rate, one after the other in turn. The same for both sides.
class PacketClock
{
  public:
    using Send = std::function<void(uint32_t sender)>;

    /**
     * @param senders how many
     * @param packets of each
     * @param interval between two packets of a sender
     */
    PacketClock(uint32_t senders, uint32_t packets, Time interval, Send send)
        : m_send(std::move(send)),
          m_interval(interval),
          m_left(senders, packets)
    {
        for (uint32_t sender = 0; sender < senders; ++sender)
        {
            Simulator::Schedule(interval * sender / senders, &PacketClock::Tick, this, sender);
        }
    }

    PacketClock(const PacketClock&) = delete;
    PacketClock& operator=(const PacketClock&) = delete;

  private:
    void Tick(uint32_t sender)
    {
        m_send(sender);
        if (--m_left[sender] > 0)
        {
            Simulator::Schedule(m_interval, &PacketClock::Tick, this, sender);
        }
    }

    Send m_send;
    Time m_interval;
    std::vector<uint32_t> m_left;
};

} // namespace ns3::vnlab::benchmark

#endif // VNLAB_BENCHMARK_PACKET_CLOCK_H
