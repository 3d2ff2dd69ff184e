// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PRE_COPY_H
#define VNLAB_PRE_COPY_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::vnlab
{

/// A VM that is to be copied while it runs.
struct PreCopyOrder
{
    uint64_t memory_bytes{0};
    uint64_t dirtyRate_bps{
        0};             ///< bits of memory that the VM writes a second, none twice in a round
    uint32_t rounds{0}; ///< most that are copied while it runs; 0: it pauses for all of it
    Time downtime;      ///< the rest is short enough where it can be sent within that
};

/**
 * @brief What each round of a live migration copies (Clark et al., NSDI 2005, section 3.1).
 *
 * The first round copies all of the memory, each further one what the VM has written during the one
 * before, at most all of it. When the rest can be sent within the downtime at the rate of the round
 * before, or the rounds are used up, the VM pauses and the rest is the last.
 *
 * At a constant rate B and with q = W/B, n rounds take (M/B)(1-q^n)/(1-q), and the rest (M/B)q^n.
 */
class PreCopy
{
  public:
    explicit PreCopy(const PreCopyOrder& order);

    /// @return bytes of the round that comes next
    uint64_t Bytes() const;

    /// @return whether the VM pauses for the round that comes next, which is the last
    bool IsLast() const;

    /// A round has been copied that was not the last. @param took more than 0
    void Copied(Time took);

    /// @return rounds that were copied so far while the VM ran
    uint32_t Rounds() const;

  private:
    PreCopyOrder m_order;
    uint64_t m_bytes;
    uint32_t m_rounds{0};
    Time m_expected; ///< what the next round would take
};

} // namespace ns3::vnlab

#endif // VNLAB_PRE_COPY_H
