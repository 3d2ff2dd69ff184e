// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOST_TRANSFER_H
#define VNLAB_HOST_TRANSFER_H

#include "model/dataplane/host-switch.h"
#include "model/ip/host-stack.h"
#include "model/ip/rto-estimator.h"
#include "model/substrate/fabric.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <array>
#include <cstdint>
#include <deque>
#include <functional>

namespace ns3::vnlab
{

/**
 * @brief Brings any number of bytes from one host to another across the fabric, as fast as that gives.
 *
 * Like TCP with the offloads of a network card: bytes go in segments of 64 KiB, each as the packets
 * that the underlay's MTU makes of it, back to back as one FabricFrame. What is less than 512 of them
 * goes in smaller ones, a packet at least: a switch forwards a segment when all of it has come, and that
 * is to cost less than 1 % of the time. The receiver acknowledges each segment. A segment is lost when one that was sent three later has arrived (RFC 9002, section
 * 6.1.1), or all are when the timer of RFC 6298 expires. The window is NewReno's, in segments: slow start
 * from 10 (RFC 6928), half of it after a loss, one more a round trip. No more than two segments wait
 * in the host's own card, as with TCP Small Queues, so its link loses none where all goes that way.
 *
 * Why not TcpStream: its window is 64 KiB, and packet by packet a gigabyte takes a million events a
 * link. Why not CongestionWindow: that counts bytes up to 4 GiB, and acknowledgements in order.
 */
class HostTransfer : private StackSink
{
  public:
    /// Bytes of memory in a segment, the most that Linux gives to a network card at once.
    static constexpr uint32_t kSegment = 65'536;

    /// Of the machines at both ends. All outlive the transfer.
    struct Ends
    {
        HostSwitch& from;
        HostSwitch& to;
        Fabric& fabric;
        HostStack& stack; ///< of both
        uint16_t port;    ///< TCP; no other transfer between hosts has it
    };

    /// @param segment most bytes in one; at least a packet's and at most those of 255
    explicit HostTransfer(const Ends& ends, uint32_t segment = kSegment);
    ~HostTransfer() override;
    HostTransfer(const HostTransfer&) = delete;
    HostTransfer& operator=(const HostTransfer&) = delete;

    /// Sends bytes; no other may be on their way.
    /// @param done called when all have been acknowledged, never before this returns
    void Send(uint64_t bytes, std::function<void()> done);

    /// Who hears that the timer has expired; may destroy the transfer.
    void OnStall(std::function<void()> stalled);

    /// @return what was sent so far: frames there from the Ethernet header on, those sent again included
    uint64_t FrameBytes() const;

    /// @return segments that were sent again
    uint64_t Retransmissions() const;

  private:
    struct Flying
    {
        uint32_t number;
        uint32_t bytes;
        Time sentAt;
    };

    HostStack::Endpoint EndpointOf(const HostSwitch& host) const;
    void ReceivePacket(uint32_t address, const Ptr<const Packet>& frame) override;
    void Pump();
    void SendSegment(uint32_t bytes);
    void SendAck(uint32_t number);
    void Acknowledged(uint32_t number);
    void Grow(uint32_t bytes);
    void Lose(uint32_t before);
    void Halve(uint64_t flight);
    void ArmTimer();
    void Timeout();
    void FinishIfDone();

    Ends m_ends;
    uint32_t m_payload; ///< of a full packet
    uint32_t m_mostInSegment;
    uint32_t m_segment; ///< bytes of a full one now
    uint64_t m_left{0}; ///< bytes that are to be sent, those that were lost included
    std::deque<Flying> m_flying;
    uint64_t m_flyingBytes{0};
    uint32_t m_next{0};                   ///< number of the next segment, each with its own
    uint32_t m_recover{0};                ///< m_next when the window was halved last
    uint64_t m_window;                    ///< bytes
    uint64_t m_threshold;                 ///< bytes; slow start below
    std::array<int64_t, 2> m_leaves_ns{}; ///< when the last two segments have left the card
    RtoEstimator m_rto;
    EventId m_pump;
    EventId m_timer;
    std::function<void()> m_done;
    std::function<void()> m_stalled;
    uint64_t m_frameBytes{0};
    uint64_t m_retransmissions{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_HOST_TRANSFER_H
