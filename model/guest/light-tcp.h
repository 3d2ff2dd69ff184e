// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LIGHT_TCP_H
#define VNLAB_LIGHT_TCP_H

#include "model/guest/tcp-connection.h"
#include "model/ids.h"
#include "model/wire/tcp-fields.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <vector>

namespace ns3::vnlab
{

/// What a LightTcp stands on, and whom it tells.
class TcpUser : public TcpEvents
{
  public:
    /// @param fields but for the ports, which are the connection's
    virtual void SendSegment(const TcpConnection& connection,
                             const TcpFields& fields,
                             Ptr<Packet> payload) = 0;

    /// @return whether a program waits for connections to a port
    virtual bool Accepts(uint16_t port) const = 0;
};

/**
 * @brief The TCP of a light guest (RFC 9293): connections, data in order, resets.
 *
 * Handshakes, sequence numbers and the answers to segments that fit no connection are the RFC's, with
 * RFC 5961's checks against blind resets. What is left out: retransmission, so what is lost stays lost;
 * windows and congestion control; options, so segments carry 536 bytes at most (§3.7.1); and closing by
 * FIN from here: Close() resets. A connection that has heard nothing for kIdle is forgotten.
 *
 * Initial sequence numbers are drawn (RFC 6528): who does not see the answer to its SYN guesses one in
 * 2^32.
 */
class LightTcp
{
  public:
    static constexpr uint32_t kSegmentBytes = 536; ///< of payload, at most

    /// @param vm whose numbers are drawn
    /// @param user outlives this
    LightTcp(VmId vm, TcpUser& user);

    /// Opens a connection, in place of one of the same name.
    void Connect(const TcpConnection& connection);

    /// Sends data, once the connection is open. @return false where there is no such connection
    bool Send(const TcpConnection& connection, const Ptr<Packet>& payload);

    /// Resets a connection, if there is one; nobody is told at this end.
    void Close(const TcpConnection& connection);

    /// A segment has arrived, its checksum right. @return whether a connection or a program took it
    bool Receive(const TcpConnection& connection, const TcpFields& segment, Ptr<Packet> payload);

  private:
    enum class Phase : uint8_t
    {
        kSynSent,
        kSynReceived,
        kEstablished,
        kLastAck, ///< the other end has closed, and our FIN is not acknowledged yet
    };

    struct State
    {
        Phase phase;
        uint32_t next;        ///< SND.NXT
        uint32_t expected{0}; ///< RCV.NXT
        Time heard;
        std::vector<Ptr<Packet>> waiting{}; ///< for the connection to open
    };

    bool ReceiveUnknown(const TcpConnection& connection,
                        const TcpFields& segment,
                        uint32_t payloadBytes);
    void ReceiveSynSent(const TcpConnection& connection, const TcpFields& segment);
    void ReceiveSynchronized(const TcpConnection& connection,
                             const TcpFields& segment,
                             const Ptr<Packet>& payload);
    bool AcceptsAck(const TcpConnection& connection, State& state, const TcpFields& segment);
    void Take(const TcpConnection& connection,
              const TcpFields& segment,
              const Ptr<Packet>& payload);

    State& Add(const TcpConnection& connection, Phase phase);
    void Answer(const TcpConnection& connection, const State& state, uint8_t flags);
    void Reset(const TcpConnection& connection, uint32_t sequence);
    void Transmit(const TcpConnection& connection, State& state, const Ptr<Packet>& payload);
    void Forget();

    VmId m_vm;
    TcpUser& m_user;
    std::map<TcpConnection, State> m_connections;
    uint32_t m_opened{0}; ///< connections so far, of either kind
    Time m_forgotten;     ///< when those that were idle last went
};

} // namespace ns3::vnlab

#endif // VNLAB_LIGHT_TCP_H
