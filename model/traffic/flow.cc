// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/flow.h"

#include <algorithm>

namespace ns3::vnlab
{

uint32_t
Flow::Delivered() const
{
    return static_cast<uint32_t>(std::ranges::count(arrived, true));
}

uint32_t
Flow::LostBetween(Time from, Time to) const
{
    uint32_t lost = 0;
    for (uint32_t sequence = 0; sequence < sent; ++sequence)
    {
        const Time at = SentAt(sequence);
        lost += at >= from && at < to && !arrived[sequence] ? 1 : 0;
    }
    return lost;
}

uint32_t
Flow::DeliveredSince(Time from) const
{
    uint32_t delivered = 0;
    for (uint32_t sequence = 0; sequence < sent; ++sequence)
    {
        delivered += SentAt(sequence) >= from && arrived[sequence] ? 1 : 0;
    }
    return delivered;
}

} // namespace ns3::vnlab
