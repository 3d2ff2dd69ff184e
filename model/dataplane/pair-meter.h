// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PAIR_METER_H
#define VNLAB_PAIR_METER_H

#include "model/dataplane/entry-table.h"
#include "model/ids.h"
#include "model/mac-bytes.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <unordered_map>

namespace ns3::vnlab
{

/// Who sends to whom in a segment.
struct MacPair
{
    Vni vni;
    MacBytes source;
    MacBytes destination;
    bool operator==(const MacPair&) const = default;
};

/**
 * @brief Finds the pairs that send more than a threshold.
 *
 * An interval begins with a pair's first frame, and the next one with its first frame after that: a pair
 * without traffic takes no work. So a pair that keeps above the threshold is found within one interval.
 */
class PairMeter
{
  public:
    /// @param threshold bits per second
    /// @param interval over which they are counted
    PairMeter(uint64_t threshold, Time interval);

    /// Counts a frame of a pair.
    /// @return whether with it the pair has sent more in this interval than the threshold allows; true
    ///         once an interval
    bool Count(const MacPair& pair, uint32_t bytes, Time now);

  private:
    struct Interval
    {
        Time start{};
        uint64_t bits{0};
    };

    uint64_t m_most; ///< bits in an interval
    Time m_interval;
    std::unordered_map<MacPair, Interval, BytesHash<MacPair>> m_pairs;
};

} // namespace ns3::vnlab

#endif // VNLAB_PAIR_METER_H
