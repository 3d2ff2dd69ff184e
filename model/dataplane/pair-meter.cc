// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pair-meter.h"

namespace ns3::vnlab
{

PairMeter::PairMeter(uint64_t threshold, Time interval)
    : m_most(static_cast<uint64_t>(static_cast<double>(threshold) * interval.GetSeconds())),
      m_interval(interval)
{
}

bool
PairMeter::Count(const MacPair& pair, uint32_t bytes, Time now)
{
    const auto [found, isNew] = m_pairs.try_emplace(pair, Interval{now});
    Interval& current = found->second;
    if (!isNew && now - current.start >= m_interval)
    {
        current = {now};
    }
    const bool wasAbove = current.bits > m_most;
    current.bits += uint64_t{bytes} * 8;
    return !wasAbove && current.bits > m_most;
}

} // namespace ns3::vnlab
