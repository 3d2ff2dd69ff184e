// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FABRIC_LINK_H
#define VNLAB_FABRIC_LINK_H

#include "model/substrate/topology.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/// Rate, delay and queue limit of a link, each way.
struct LinkProfile
{
    uint64_t rate_bps{10'000'000'000};
    int64_t delay_ns{1'000};
    uint64_t queue_bytes{1'000'000}; ///< @see FabricLink::Enqueue
};

/// Bytes that a frame occupies on the wire beside itself: preamble and SFD 8, FCS 4, gap 12
/// (IEEE 802.3).
constexpr uint32_t kWireOverheadBytes = 24;

/**
 * @brief One direction of a link with its FIFO transmit queue.
 *
 * A FIFO's finish time is known on arrival: when the frames before it are out plus its own time on
 * the wire. So a frame costs no event here; the caller schedules its arrival at the far end. Where
 * another LinkQueue decides what is sent next, a LinkTransmitter uses Send() for the wire alone.
 */
class FabricLink
{
  public:
    FabricLink(NodeRef from, NodeRef to, const LinkProfile& profile)
        : m_from(from),
          m_to(to),
          m_delay_ns(profile.delay_ns),
          m_ps_per_byte(8e12 / static_cast<double>(profile.rate_bps)),
          m_queue_ps(static_cast<int64_t>(
              std::min(static_cast<double>(profile.queue_bytes) * m_ps_per_byte, kMostQueue_ps)))
    {
    }

    /**
     * @brief Queues a frame.
     *
     * The queue is full where what is still to be sent before this frame, wire overhead and the rest
     * of the frame on the wire included, exceeds the limit. So a limit of 0 has room for no frame but
     * the one on the wire, and a frame is never cut.
     * @param now_ns the time now
     * @param bytes length of the frame
     * @param packets as which it goes, each with the wire's overhead
     * @return when its last bit arrives at the far end, or nothing where the queue is full
     */
    std::optional<int64_t> Enqueue(int64_t now_ns, uint32_t bytes, uint32_t packets = 1)
    {
        if (IsFull(now_ns))
        {
            Refuse();
            return std::nullopt;
        }
        return Send(now_ns, bytes, packets);
    }

    /// @return what Enqueue() would; nothing is queued, nothing counted
    std::optional<int64_t> EnqueueWeightless(int64_t now_ns, uint32_t bytes) const
    {
        return IsFull(now_ns) ? std::nullopt : std::optional(SendWeightless(now_ns, bytes));
    }

    /**
     * @brief Puts a frame on the wire as soon as it is free, whatever the limit.
     * @return when its last bit arrives at the far end
     */
    int64_t Send(int64_t now_ns, uint32_t bytes, uint32_t packets = 1)
    {
        m_busyUntil_ps = FinishAt_ps(now_ns, bytes, packets);
        m_frames += packets;
        m_bytes += bytes;
        return ArrivalOf(m_busyUntil_ps);
    }

    /// @return what Send() would; the wire stays free
    int64_t SendWeightless(int64_t now_ns, uint32_t bytes) const
    {
        return ArrivalOf(FinishAt_ps(now_ns, bytes, 1));
    }

    /// Counts a frame for which there was no room.
    void Refuse()
    {
        ++m_drops;
    }

    /// @return the nanosecond in which the wire becomes free of all that was sent
    int64_t FreeAt_ns() const
    {
        return m_busyUntil_ps / 1000;
    }

    /// @return how long the wire is busy with frames, picoseconds. @param bytes of them together
    double WireTime_ps(uint64_t bytes, uint64_t frames) const
    {
        return static_cast<double>(bytes + frames * kWireOverheadBytes) * m_ps_per_byte;
    }

    /// A link that goes down loses what it has not delivered; one that comes up is idle.
    void SetUp(bool up)
    {
        if (m_isUp && !up)
        {
            ++m_failures;
            m_busyUntil_ps = 0;
        }
        m_isUp = up;
    }

    bool IsUp() const
    {
        return m_isUp;
    }

    /// @return how often it went down: a frame is lost where this differs between its ends
    uint32_t Failures() const
    {
        return m_failures;
    }

    NodeRef From() const
    {
        return m_from;
    }

    NodeRef To() const
    {
        return m_to;
    }

    uint64_t Frames() const
    {
        return m_frames;
    }

    uint64_t Bytes() const
    {
        return m_bytes;
    }

    uint64_t Drops() const
    {
        return m_drops;
    }

  private:
    static constexpr double kMostQueue_ps = 9e18; ///< 104 days, which is what 64 bits hold

    bool IsFull(int64_t now_ns) const
    {
        return m_busyUntil_ps - now_ns * 1000 > m_queue_ps;
    }

    /// @return when a frame's last bit would be on the wire
    int64_t FinishAt_ps(int64_t now_ns, uint32_t bytes, uint32_t packets) const
    {
        const int64_t now_ps = now_ns * 1000;
        const auto wire_ps = static_cast<int64_t>(WireTime_ps(bytes, packets));
        return (now_ps > m_busyUntil_ps ? now_ps : m_busyUntil_ps) + wire_ps;
    }

    int64_t ArrivalOf(int64_t finish_ps) const
    {
        return (finish_ps + 999) / 1000 + m_delay_ns;
    }

    NodeRef m_from;
    NodeRef m_to;
    bool m_isUp{true};
    uint32_t m_failures{0};
    int64_t m_delay_ns;
    double m_ps_per_byte;
    int64_t m_queue_ps;
    int64_t m_busyUntil_ps{0};
    uint64_t m_frames{0};
    uint64_t m_bytes{0};
    uint64_t m_drops{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_FABRIC_LINK_H
