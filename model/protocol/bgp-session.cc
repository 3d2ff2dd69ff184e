// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-session.h"

namespace ns3::vnlab::bgp
{
namespace
{

/// The hold time before both have agreed on one: "a large value" (RFC 4271 §8.2.2).
constexpr uint16_t kOpenHoldTime = 240;
/// Of the hold time, what passes between keepalives (RFC 4271 §10).
constexpr int64_t kKeepalivesInHoldTime = 3;

bool
Has(const std::vector<Family>& families, const Family& wanted)
{
    return std::find(families.begin(), families.end(), wanted) != families.end();
}

/// By state; what arrives that does not belong there has this subcode (RFC 6608 §3).
constexpr uint8_t kUnexpectedIn[] = {0, 1, 2, 3};
constexpr std::string_view kStateNames[] = {"Idle", "OpenSent", "OpenConfirm", "Established"};

/// @return the capabilities that both must have (RFC 5492 §5: the data of the refusal)
Bytes
NeededCapabilities(uint32_t as)
{
    const Bytes open = EncodeOpen({.as = as, .holdTime = 0, .identifier = 1});
    return {open.begin() + 31, open.end()}; // behind the headers of message, OPEN and parameter
}

} // namespace

std::string_view
ToString(SessionState state)
{
    return kStateNames[static_cast<size_t>(state)];
}

BgpSession::BgpSession(const SessionConfig& config, SessionEvents events)
    : m_config(config),
      m_events(std::move(events)),
      m_hold(
          [this] {
              Fail({ErrorCode::kHoldTimer, 0, {}});
          }),
      m_keepalive([this] { SendKeepalive(); })
{
}

void
BgpSession::Start()
{
    m_cutter = {};
    m_keepalive.Stop();
    m_state = SessionState::kOpenSent;
    m_holdTime = kOpenHoldTime;
    RestartHold();
    m_events.send(EncodeOpen(
        {.as = m_config.as, .holdTime = m_config.holdTime, .identifier = m_config.identifier}));
}

void
BgpSession::Receive(std::span<const uint8_t> bytes)
{
    if (m_state == SessionState::kIdle)
    {
        return;
    }
    m_cutter.Add(bytes);
    while (m_state != SessionState::kIdle)
    {
        const auto next = m_cutter.Next();
        if (!next)
        {
            return;
        }
        if (const auto* problem = std::get_if<Notification>(&*next))
        {
            return Fail(*problem);
        }
        Handle(std::get<Message>(*next));
    }
}

void
BgpSession::SendUpdate(const Bytes& message)
{
    if (m_state == SessionState::kEstablished)
    {
        RestartKeepalive(); // RFC 4271 §8.2.2: an UPDATE shows that this end lives, too
        m_events.send(message);
    }
}

void
BgpSession::Stop()
{
    if (m_state != SessionState::kIdle)
    {
        Fail({ErrorCode::kCease, ceaseerror::kShutdown, {}});
    }
}

void
BgpSession::Closed()
{
    if (m_state != SessionState::kIdle)
    {
        End({SessionEnd::Cause::kClosed, {}});
    }
}

void
BgpSession::Handle(const Message& message)
{
    if (message.type == MessageType::kNotification)
    {
        const auto said = DecodeNotification(message.body);
        return End({SessionEnd::Cause::kReceived, said.value_or(Notification{})});
    }
    if (message.type == MessageType::kOpen && m_state == SessionState::kOpenSent)
    {
        return HandleOpen(message);
    }
    if (message.type == MessageType::kKeepalive && m_state != SessionState::kOpenSent)
    {
        return HandleKeepalive();
    }
    if (message.type == MessageType::kUpdate && m_state == SessionState::kEstablished)
    {
        return HandleUpdate(message);
    }
    Fail({ErrorCode::kStateMachine, kUnexpectedIn[static_cast<size_t>(m_state)], {}});
}

void
BgpSession::HandleOpen(const Message& message)
{
    const auto decoded = DecodeOpen(message.body);
    if (const auto* problem = std::get_if<Notification>(&decoded))
    {
        return Fail(*problem);
    }
    m_peer = std::get<Open>(decoded);
    if (const auto objection = Objection(m_peer))
    {
        return Fail(*objection);
    }
    m_holdTime = std::min(m_config.holdTime, m_peer.holdTime);
    m_state = SessionState::kOpenConfirm;
    RestartHold();
    SendKeepalive();
}

std::optional<Notification>
BgpSession::Objection(const Open& peer) const
{
    if (peer.as != m_config.as)
    {
        return Notification{ErrorCode::kOpen, openerror::kPeerAs, {}};
    }
    if (peer.identifier == m_config.identifier)
    {
        return Notification{ErrorCode::kOpen, openerror::kIdentifier, {}};
    }
    if (!peer.fourByteAs || !Has(peer.families, kEvpnFamily))
    {
        return Notification{
            ErrorCode::kOpen, openerror::kCapability, NeededCapabilities(m_config.as)};
    }
    return std::nullopt;
}

void
BgpSession::HandleKeepalive()
{
    RestartHold();
    if (m_state == SessionState::kOpenConfirm)
    {
        m_state = SessionState::kEstablished;
        m_events.established(m_peer);
    }
}

void
BgpSession::HandleUpdate(const Message& message)
{
    RestartHold();
    const auto decoded = DecodeUpdate(message.body);
    if (const auto* problem = std::get_if<Notification>(&decoded))
    {
        return Fail(*problem);
    }
    m_events.update(std::get<ReceivedUpdate>(decoded));
}

void
BgpSession::Fail(const Notification& notification)
{
    m_state = SessionState::kIdle; // first: the connection may go away as this is sent
    m_events.send(EncodeNotification(notification));
    End({SessionEnd::Cause::kSent, notification});
}

void
BgpSession::End(const SessionEnd& end)
{
    m_state = SessionState::kIdle;
    m_hold.Stop();
    m_keepalive.Stop();
    m_events.down(end);
}

void
BgpSession::RestartHold()
{
    if (m_holdTime == 0)
    {
        return m_hold.Stop();
    }
    m_hold.Restart(Seconds(m_holdTime));
}

void
BgpSession::RestartKeepalive()
{
    if (m_holdTime > 0)
    {
        m_keepalive.Restart(Seconds(m_holdTime) / kKeepalivesInHoldTime);
    }
}

void
BgpSession::SendKeepalive()
{
    RestartKeepalive();
    m_events.send(EncodeKeepalive());
}

} // namespace ns3::vnlab::bgp
