// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_SESSION_H
#define VNLAB_BGP_SESSION_H

#include "model/protocol/bgp-message.h"
#include "model/protocol/bgp-open.h"
#include "model/protocol/bgp-timer.h"
#include "model/protocol/bgp-update.h"

#include <functional>
#include <string_view>

namespace ns3::vnlab::bgp
{

/// What one end brings into a session.
struct SessionConfig
{
    uint32_t as{0};         ///< of both ends: sessions are of one AS (iBGP)
    uint32_t identifier{0}; ///< of this end, an IPv4 address in host byte order; never 0
    uint16_t holdTime{
        90}; ///< seconds (RFC 4271 §10), the lesser of both ends' is used; 0: never ends
};

/// Where a session stands (RFC 4271 §8.2.2). Connect and Active are the caller's, who opens TCP.
enum class SessionState : uint8_t
{
    kIdle,
    kOpenSent,
    kOpenConfirm,
    kEstablished,
};

/// @return the state's name in RFC 4271
std::string_view ToString(SessionState state);

/// Why a session ended.
struct SessionEnd
{
    enum class Cause : uint8_t
    {
        kSent,     ///< this end sent the notification
        kReceived, ///< the other end did
        kClosed,   ///< the connection went away; the notification says nothing
    };

    Cause cause{Cause::kClosed};
    Notification notification;
};

/// What a session tells. All are called from within its functions or its timers, and may call it.
struct SessionEvents
{
    /// Bytes to be sent on the connection, one whole message each time.
    std::function<void(const Bytes& message)> send;
    /// Routes can be exchanged. @param peer what the other end's OPEN said
    std::function<void(const Open& peer)> established;
    /// An UPDATE came. What it withdraws, or has to withdraw for a fault, is gone.
    std::function<void(const ReceivedUpdate& update)> update;
    /// The session was established or on its way, and ended: its routes are gone (RFC 4271 §8.2.2), and
    /// the caller closes the connection.
    std::function<void(const SessionEnd& end)> down;
};

/**
 * @brief One end of a BGP session with EVPN over a stream of bytes (RFC 4271 §8).
 *
 * Idle, OpenSent, OpenConfirm, Established; hold and keepalive timers, without jitter (§10), so that
 * equal runs are equal. Both ends must have EVPN and AS numbers of four bytes, or the session ends
 * with Unsupported Capability (RFC 5492 §5). It may be started again when it has ended.
 */
class BgpSession
{
  public:
    BgpSession(const SessionConfig& config, SessionEvents events);
    BgpSession(const BgpSession&) = delete;
    BgpSession& operator=(const BgpSession&) = delete;

    /// The connection is open: sends the OPEN. Nothing is left of an earlier connection.
    void Start();

    /// Takes bytes of the connection, in whatever pieces they come; when idle, ignores them.
    void Receive(std::span<const uint8_t> bytes);

    /// Sends an UPDATE. @param message a whole one; ignored unless established
    void SendUpdate(const Bytes& message);

    /// Ends the session with Cease, Administrative Shutdown (RFC 4486 §3).
    void Stop();

    /// The connection went away.
    void Closed();

    SessionState State() const
    {
        return m_state;
    }

    /// @return what both agreed on, when established or OpenConfirm: seconds, 0 for none
    uint16_t HoldTime() const
    {
        return m_holdTime;
    }

  private:
    void Handle(const Message& message);
    void HandleOpen(const Message& message);
    void HandleKeepalive();
    void HandleUpdate(const Message& message);
    std::optional<Notification> Objection(const Open& peer) const;
    void Fail(const Notification& notification);
    void End(const SessionEnd& end);
    void RestartHold();
    void RestartKeepalive();
    void SendKeepalive();

    SessionConfig m_config;
    SessionEvents m_events;
    SessionState m_state{SessionState::kIdle};
    MessageCutter m_cutter;
    Open m_peer;
    uint16_t m_holdTime{0};
    BgpTimer m_hold;
    BgpTimer m_keepalive;
};

} // namespace ns3::vnlab::bgp

#endif // VNLAB_BGP_SESSION_H
