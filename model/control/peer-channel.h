// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PEER_CHANNEL_H
#define VNLAB_PEER_CHANNEL_H

#include "model/control/channel-owner.h"
#include "model/control/control-end.h"
#include "model/ip/tcp-stream.h"

#include "ns3/nstime.h"

#include <any>
#include <array>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The channel between two controllers: TCP and TLS 1.3 across the fabric, then messages both
 * ways.
 *
 * The client opens it, at the start or when either has something to say. It does not give up, unless it
 * is told to: who finds that a controller has failed closes it.
 */
class PeerChannel : private TcpStream::Patience
{
  public:
    /// Does an end's work on a handshake. @return how long until that is done
    using Work = std::function<Time(uint32_t address)>;
    /// @param at address of the end that a message has come to
    using Receive = std::function<void(uint32_t at, const std::any& message)>;
    /// Messages that had not arrived when a connection broke, and the address of the end that said each.
    using Lost = std::vector<std::pair<uint32_t, std::any>>;

    /// What becomes of the connection.
    struct Events
    {
        std::function<void(uint32_t at)> opened;         ///< an end can send
        std::function<void(const Lost& messages)> broke; ///< before it is opened again
    };

    /// @param client,server two controllers
    /// @param traffic counts what both send; outlives the channel
    PeerChannel(const ControlEnd& client,
                const ControlEnd& server,
                Work work,
                Receive receive,
                TcpTraffic& traffic);

    /// From now on the connection breaks where an end has waited for too long.
    void BreakAfter(const ChannelTimes& times, Events events);

    /// Opens the channel where it is not open.
    void Open();

    /// @param from address of the end that says it @param bytes before encryption, at least one
    void Send(uint32_t from, uint32_t bytes, std::any message);

    /// The connection breaks, and is opened again. Where there is none, nothing. After BreakAfter().
    void Break();

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

    /// Of the handshake, as on a ControlChannel.
    enum class Handshake : uint8_t
    {
        kClientHello,
        kServerFlight,
        kClientFinished,
    };

    struct Message
    {
        Side from;
        uint32_t bytes;
        std::any content;
    };

    Time UserTimeout() const override;
    void GaveUp() override;

    Side SideOf(uint32_t address) const;
    void Arrive(Side at, const std::any& content);
    void Continue(Side at, Handshake message);
    void After(Side at, Handshake next);
    void Say(Side from, Handshake message);
    void Connect();
    void Ready(Side at);
    void SendRecords(const Message& message);

    std::array<uint32_t, 2> m_addresses;
    Work m_work;
    Receive m_receive;
    TcpStream m_client;
    TcpStream m_server;
    ChannelTimes m_times;
    Events m_events;
    std::array<bool, 2> m_isReady{};
    bool m_isOpening{false};
    bool m_hasWorked{false}; // the client, on a handshake that is to come
    bool m_hasBroken{false};
    uint32_t m_connections{0};      // that were closed: what belongs to them is void
    std::vector<Message> m_waiting; // until their end is ready
};

} // namespace ns3::vnlab

#endif // VNLAB_PEER_CHANNEL_H
