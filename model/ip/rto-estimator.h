// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RTO_ESTIMATOR_H
#define VNLAB_RTO_ESTIMATOR_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief How long one end of a TCP connection waits for an acknowledgement before it sends again
 * (RFC 6298).
 *
 * Karn's algorithm is the caller's: it samples no segment that it sent twice.
 */
class RtoEstimator
{
  public:
    /// Before the first sample: RFC 6298 section 2.1.
    static constexpr int64_t kInitial_ns = 1'000'000'000;
    /// At least, as Linux has it (TCP_RTO_MIN); RFC 6298 section 2.4 would have 1 s.
    static constexpr int64_t kLeast_ns = 200'000'000;
    /// At most, as Linux has it (TCP_RTO_MAX); RFC 6298 section 2.5 asks for 60 s or more.
    static constexpr int64_t kMost_ns = 120'000'000'000;
    /// Where the SYN had to be sent again and so gave no sample: RFC 6298 section 5.7.
    static constexpr int64_t kAfterLostSyn_ns = 3'000'000'000;

    /// Takes the round-trip time of a segment that was sent once.
    void Sample(Time roundTrip);

    /// The timer has expired: the next wait is twice as long. A sample ends that.
    void BackOff();

    /// The handshake is done: data starts with the wait that section 5.7 asks for.
    void Opened();

    bool IsBackedOff() const
    {
        return m_backOffs > 0;
    }

    /// @return how long to wait
    Time Timeout() const;

  private:
    int64_t m_timeout_ns{kInitial_ns}; ///< before it is doubled
    int64_t m_smoothed_ns{-1};         ///< SRTT; below 0: no sample yet
    int64_t m_variation_ns{0};         ///< RTTVAR
    uint8_t m_backOffs{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_RTO_ESTIMATOR_H
