// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CONGESTION_WINDOW_H
#define VNLAB_CONGESTION_WINDOW_H

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief How many bytes one end of a TCP connection may have on their way: NewReno.
 *
 * Slow start, congestion avoidance and fast retransmit of RFC 5681, fast recovery of RFC 6582,
 * limited transmit of RFC 3042, the initial window of RFC 6928. It is not made smaller after a pause.
 * Knows numbers alone: sequence numbers count from the SYN, an end is that of the byte behind.
 */
class CongestionWindow
{
  public:
    /// @param segment bytes of a full one (SMSS)
    explicit CongestionWindow(uint32_t segment);

    /// @return bytes of a full segment
    uint32_t Segment() const
    {
        return m_segment;
    }

    /// @return bytes that may be on their way
    uint32_t Bytes() const;

    /// New data was acknowledged. @param bytes of it @param end up to which all is acknowledged now
    /// @return whether the segment at the end is lost, too, and is to be sent again
    bool Acknowledged(uint32_t bytes, uint32_t end);

    /**
     * @brief An acknowledgement repeated the one before, so a segment has arrived behind a gap.
     * @param end up to which all is acknowledged
     * @param sentEnd up to which all was sent
     * @return whether the segment at the end is taken for lost and is to be sent again
     */
    bool Duplicate(uint32_t end, uint32_t sentEnd);

    /// The timer has expired. @param end,sentEnd as for Duplicate
    /// @param again whether it had for the same segment before
    void TimedOut(uint32_t end, uint32_t sentEnd, bool again);

  private:
    void SetThreshold(uint32_t flight);

    uint32_t m_segment;
    uint32_t m_window;                ///< cwnd, in bytes
    uint32_t m_threshold{kUnlimited}; ///< ssthresh, in bytes
    uint32_t m_recover{0};            ///< what had been sent when the last loss was noticed
    uint8_t m_duplicates{0};          ///< in a row; counts no further than it matters
    bool m_isRecovering{false};       ///< fast recovery

    static constexpr uint32_t kUnlimited = UINT32_MAX;
};

} // namespace ns3::vnlab

#endif // VNLAB_CONGESTION_WINDOW_H
