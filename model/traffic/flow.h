// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOW_H
#define VNLAB_FLOW_H

#include "model/ids.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/// A stream of measured packets from one vNIC to another, at a constant interval.
struct FlowConfig
{
    VnicId source;
    VnicId destination;
    Time start;
    Time stop; ///< no packet is sent at or after it
    Time interval;
    uint32_t payloadBytes{0};
};

/// What became of a flow's packets.
struct Flow
{
    FlowConfig config;
    uint32_t sent{0};
    uint32_t misdelivered{0};    ///< arrived at another VM
    uint32_t reordered{0};       ///< arrived after one that was sent later
    std::vector<bool> arrived{}; ///< by sequence number: at the right VM
    std::optional<Time> firstArrival{};
    Time firstDelay{}; ///< of the packet that arrived first, address resolution included
    std::optional<Time> lastArrival{};
    uint32_t highest{0}; ///< highest sequence number that arrived

    uint32_t Delivered() const;

    /// @return when a packet was sent
    Time SentAt(uint32_t sequence) const
    {
        return config.start + config.interval * static_cast<int64_t>(sequence);
    }

    /// @return whether the last packet sent has arrived
    bool PassesAtEnd() const
    {
        return sent > 0 && arrived[sent - 1];
    }

    /// @return packets sent in [from, to) that did not arrive
    uint32_t LostBetween(Time from, Time to) const;

    /// @return packets sent at or after a time that did arrive
    uint32_t DeliveredSince(Time from) const;
};

} // namespace ns3::vnlab

#endif // VNLAB_FLOW_H
