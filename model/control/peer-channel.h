// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PEER_CHANNEL_H
#define VNLAB_PEER_CHANNEL_H

#include "model/control/control-end.h"
#include "model/ip/tcp-stream.h"

#include "ns3/nstime.h"

#include <array>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// What one controller says to another.
struct PeerMessage
{
    enum class Kind : uint8_t
    {
        kClientHello, ///< of TLS, as on a ControlChannel
        kServerFlight,
        kClientFinished,
        kPart, ///< the part of an update that is the other's to send
        kDone, ///< all places of a part have acknowledged
    };

    Kind kind{Kind::kPart};
    uint64_t part{0};      ///< its number
    uint32_t ruleBytes{0}; ///< of a kPart

    /// @return bytes before encryption: a header of 16 and the rules
    uint32_t Size() const;
};

/**
 * @brief The channel between two controllers: TCP and TLS 1.3 across the fabric, then messages both
 * ways.
 *
 * The client opens it, at the start or when either has something to say. It does not give up: who
 * finds that a controller has failed closes it.
 */
class PeerChannel
{
  public:
    /// Does an end's work on a handshake. @return how long until that is done
    using Work = std::function<Time(uint32_t address)>;
    using Receive = std::function<void(const PeerMessage& message)>;

    /// @param client,server two controllers
    /// @param traffic counts what both send; outlives the channel
    PeerChannel(const ControlEnd& client,
                const ControlEnd& server,
                Work work,
                Receive receive,
                TcpTraffic& traffic);

    /// Opens the channel where it is not open.
    void Open();

    /// @param from address of the end that says it
    void Send(uint32_t from, const PeerMessage& message);

    /// Forgets the connection and what was said on it and has not arrived.
    void Close();

    /// @param at address of the end that it has come to
    void ReceiveSegment(uint32_t at, const TcpSegment& segment);

  private:
    /// One of the two ends.
    enum Side : uint8_t
    {
        kClient,
        kServer,
    };

    Side SideOf(uint32_t address) const;
    void Arrive(Side at, const PeerMessage& message);
    void After(Side at, PeerMessage::Kind next);
    void Ready(Side at);
    void SendRecords(Side from, const PeerMessage& message);

    std::array<uint32_t, 2> m_addresses;
    Work m_work;
    Receive m_receive;
    TcpStream m_client;
    TcpStream m_server;
    std::array<bool, 2> m_isReady{};
    bool m_isOpening{false};
    uint32_t m_connections{0}; // that were closed: what belongs to them is void
    std::vector<std::pair<Side, PeerMessage>> m_waiting; // until their end is ready
};

} // namespace ns3::vnlab

#endif // VNLAB_PEER_CHANNEL_H
