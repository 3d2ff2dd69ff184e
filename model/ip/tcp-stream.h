// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TCP_STREAM_H
#define VNLAB_TCP_STREAM_H

#include "model/ip/congestion-window.h"
#include "model/ip/early-bytes.h"
#include "model/ip/rto-estimator.h"
#include "model/ip/tcp-segment.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <any>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// What streams cost on the network.
struct TcpTraffic
{
    uint64_t bytes{0}; ///< all frames, from the Ethernet header on, those sent again included
    uint64_t retransmissions{0}; ///< segments sent again
    uint64_t acknowledged{0};    ///< of what was sent, a SYN counts one
};

/**
 * @brief One end of a TCP connection: messages in order and without loss over segments.
 *
 * What a message says travels as an object beside its bytes, and is handed over when the last of them
 * has arrived.
 *
 * A reduced TCP (RFC 9293): three-way handshake, an acknowledgement of every segment at once, a
 * receiver that keeps what comes early, a CongestionWindow, an RtoEstimator. No options, so no
 * selective acknowledgements, and a window of 65,535 bytes; no end of a connection, and an end of
 * trying only where a Patience sets one. A segment never has parts of two messages. Why not ns-3's TcpSocket: it needs a node with a
 * stack at every agent, 30 KB each.
 */
class TcpStream
{
  public:
    using Transmit = std::function<void(Ptr<Packet> frame)>;
    using Receive = std::function<void(const std::any& content)>;

    /// How long an end goes on trying.
    class Patience
    {
      public:
        virtual ~Patience() = default;

        /// @return how long what was sent may wait for an acknowledgement: the user timeout of RFC 9293
        ///         section 3.8.3
        virtual Time UserTimeout() const = 0;

        /// That has passed; nothing is sent any more. May reset the stream.
        virtual void GaveUp() = 0;
    };

    /**
     * @param addressing Ethernet and IPv4 addresses and ports of segments from here to there
     * @param segment most bytes of payload that the path's MTU has room for
     * @param transmit sends a frame; called from here and from timers
     * @param receive called with the content of each message, in order
     * @param traffic counts what this end sends; outlives the stream
     */
    TcpStream(const TcpSegment& addressing,
              uint32_t segment,
              Transmit transmit,
              Receive receive,
              TcpTraffic& traffic);
    ~TcpStream();
    TcpStream(const TcpStream&) = delete;
    TcpStream& operator=(const TcpStream&) = delete;

    /// The other end, which has the messages that arriving segments complete. Not owned.
    void SetPeer(const TcpStream* peer);

    /// By default an end tries for ever. Not owned.
    void SetPatience(Patience* patience);

    /// Opens the connection; the other end answers.
    void Connect();

    /// Sends a message; it waits until the connection is open. @param bytes of it, at least one
    void Send(Ptr<Packet> bytes, std::any content);

    /// @return the contents of the messages that the other end has not had, in order
    std::vector<std::any> Undelivered() const;

    /// Addresses of this end and of the other one, IPv4 in host byte order.
    uint32_t Source() const;
    uint32_t Destination() const;

    /// Forgets the connection and all messages; the next one is between these addresses. Both ends are
    /// reset together.
    void Reset(uint32_t source, uint32_t destination);

    /// The end is on another machine from now on. After Reset().
    /// @param mac,nextHopMac of its segments @param transmit as for the constructor
    void Relocate(const MacBytes& mac, const MacBytes& nextHopMac, Transmit transmit);

    /// Takes a segment that is addressed to this end.
    void ReceiveSegment(const TcpSegment& received);

  private:
    struct Queued
    {
        std::any content;
        Ptr<Packet> bytes;
        uint32_t begin; ///< sequence number of the first byte

        uint32_t End() const
        {
            return begin + bytes->GetSize();
        }
    };

    enum class State : uint8_t
    {
        kClosed,
        kSynSent,
        kSynReceived,
        kOpen,
    };

    void SendSegment(uint32_t sequence, Ptr<Packet> payload, bool syn, bool ack);
    void SendSyn();
    void SendAck();
    std::span<const Queued> Waiting() const;
    std::span<const Queued> From(uint32_t sequence) const;
    void ForgetUntil(uint32_t sequence);
    uint32_t SizeAt(uint32_t sequence) const;
    void SendData(uint32_t sequence);
    void SendPending();
    void ReceiveSyn(const TcpSegment& segment);
    void ReceiveAck(const TcpSegment& segment);
    void Acknowledged(uint32_t end);
    void ReceiveData(const TcpSegment& segment);
    void DeliverCompleted();
    void CountSent(uint32_t begin, uint32_t end);
    void StopTimer();
    void ArmTimer();
    Time Left() const;
    void Timeout();

    TcpSegment m_addressing;
    Transmit m_transmit;
    Receive m_receive;
    TcpTraffic& m_traffic;
    const TcpStream* m_peer{nullptr};
    Patience* m_patience{nullptr};
    State m_state{State::kClosed};
    uint32_t m_initial{0}; // sequence number of the SYN on the wire; below, counted from there
    std::vector<Queued> m_queue; // in order; those not yet acknowledged in full are the last
    size_t m_forgotten{0};       // the others
    uint32_t m_queueEnd{1};      // sequence number after the last queued byte; 0 is the SYN
    uint32_t m_sendNext{0};
    uint32_t m_sentEnd{0}; // sequence number after the last byte that was ever sent
    uint32_t m_sendUnacknowledged{0};
    uint32_t m_receiveNext{0};
    uint32_t m_delivered{1}; // sequence number after the last message given to m_receive
    uint32_t m_timedEnd{0};  // of the segment whose round trip is measured; 0: of none
    Time m_timedAt;          // when that was sent
    Time m_waitingSince;     // the oldest byte that was sent is not acknowledged
    CongestionWindow m_congestion;
    RtoEstimator m_rto;
    EarlyBytes m_early;
    EventId m_timer;
};

} // namespace ns3::vnlab

#endif // VNLAB_TCP_STREAM_H
