// SPDX-License-Identifier: GPL-2.0-only
#include "model/ike/ike-peer.h"

#include "model/ike/ike-retry.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab::ike
{

Peer::Peer(const EndSettings& settings, Random random, Time rekeyAfter)
    : m_settings(settings),
      m_random(std::move(random)),
      m_rekeyAfter(rekeyAfter)
{
}

const IkeSa*
Peer::Sa() const
{
    return m_sa ? &*m_sa : nullptr;
}

void
Peer::Rename(const EndSettings& settings)
{
    m_settings = settings;
    m_responder.reset();
    if (m_initiator)
    {
        m_initiator.reset();
        m_retryAt = Time::Max();
    }
}

const ChildSa&
Peer::Child() const
{
    return m_child;
}

/// Sends a request, for the first time.
void
Peer::Ask(const Bytes& request, Time now, Actions& actions)
{
    actions.messages.push_back(request);
    m_sent = 1;
    m_retryAt = now + RetryAfter(m_sent);
}

Actions
Peer::Start(Time now)
{
    Actions actions;
    if (!m_initiator && !m_sa)
    {
        m_initiator.emplace(m_settings, m_random);
        Ask(m_initiator->Request(), now, actions);
    }
    return actions;
}

Actions
Peer::Receive(std::span<const uint8_t> message, Time now)
{
    const std::optional<Header> header = ReadHeader(message);
    if (!header || header->version != Header::kVersion2 || header->length != message.size())
    {
        return {};
    }
    if (m_responder && m_responder->IsOf(*header))
    {
        return ReceiveAsResponder(message, now);
    }
    if (header->exchange == exchange::kSaInit && header->IsOfInitiator())
    {
        const bool isOld = m_sa && m_sa->GetParts().initiatorSpi == header->initiatorSpi;
        const bool isOwn = m_initiator && m_initiator->Spi() == header->initiatorSpi;
        return isOld || isOwn ? Actions{} : ReceiveInit(message);
    }
    if (m_initiator && m_initiator->Spi() == header->initiatorSpi)
    {
        return ReceiveAsInitiator(message, now);
    }
    return ReceiveLater(message, now);
}

/// Of two ends that begin, the second one gives its own request up; the first one says its own again at once, as the
/// other may not have known it yet when that came.
Actions
Peer::ReceiveInit(std::span<const uint8_t> message)
{
    Actions actions;
    if (m_initiator && !m_initiator->HasKeys())
    {
        if (m_settings.goesFirst)
        {
            actions.messages.push_back(m_initiator->Request());
            return actions;
        }
        m_initiator.reset();
        m_retryAt = Time::Max();
    }
    m_responder.emplace(m_settings, m_random, message);
    switch (m_responder->Begun())
    {
    case Progress::kNext:
        actions.hasAgreed = true;
        break;
    case Progress::kRefused:
        actions.failure = Failure::kRefused;
        break;
    default:
        m_responder.reset();
        return actions;
    }
    actions.messages.push_back(m_responder->Answer());
    return actions;
}

Actions
Peer::ReceiveAsResponder(std::span<const uint8_t> message, Time now)
{
    Actions actions;
    const Progress progress = m_responder->Receive(message);
    if (progress == Progress::kNothing)
    {
        return actions;
    }
    actions.messages.push_back(m_responder->Answer());
    if (progress == Progress::kEstablished)
    {
        const Responder established = *std::exchange(m_responder, std::nullopt);
        m_initiator.reset();
        Establish(established.Sa(), established.Child(), now, actions);
    }
    else if (progress != Progress::kNext)
    {
        actions.failure =
            progress == Progress::kNotAuthentic ? Failure::kNotAuthentic : Failure::kRefused;
    }
    return actions;
}

Actions
Peer::ReceiveAsInitiator(std::span<const uint8_t> message, Time now)
{
    Actions actions;
    switch (m_initiator->Receive(message))
    {
    case Progress::kNothing:
        break;
    case Progress::kNext:
        actions.hasAgreed = true;
        Ask(m_initiator->Request(), now, actions);
        break;
    case Progress::kEstablished:
    {
        const Initiator established = *std::exchange(m_initiator, std::nullopt);
        Establish(established.Sa(), established.Child(), now, actions);
        break;
    }
    case Progress::kRefused:
        actions.failure = Failure::kRefused;
        m_initiator.reset();
        m_retryAt = Time::Max();
        break;
    case Progress::kNotAuthentic:
        actions.failure = Failure::kNotAuthentic;
        m_initiator.reset();
        m_retryAt = Time::Max();
        break;
    }
    return actions;
}

Time
Peer::NextRekey(Time now) const
{
    const bool isOurs = m_sa && m_sa->GetParts().isInitiator && m_rekeyAfter.IsStrictlyPositive();
    return isOurs ? now + m_rekeyAfter : Time::Max();
}

void
Peer::Establish(const IkeSa& sa, const ChildSa& child, Time now, Actions& actions)
{
    RetireAll(now);
    m_sa = sa;
    m_child = child;
    m_askedSpi = 0;
    m_retryAt = Time::Max();
    m_rekeyAt = NextRekey(now);
    actions.opens.push_back(child);
    actions.seals = child;
}

void
Peer::Retire(uint32_t spi, Time now)
{
    if (spi != 0)
    {
        m_retired.push_back({spi, now + kOpensOnFor});
    }
}

/// Of all child SAs that there are.
void
Peer::RetireAll(Time now)
{
    Retire(std::exchange(m_child, {}).opensSpi, now);
    Retire(std::exchange(m_next, std::nullopt).value_or(ChildSa{}).opensSpi, now);
    Retire(std::exchange(m_oldSpi, 0), now);
}

std::optional<Time>
Peer::Deadline() const
{
    Time next = std::min(m_retryAt, m_rekeyAt);
    for (const Retired& retired : m_retired)
    {
        next = std::min(next, retired.closes);
    }
    return next == Time::Max() ? std::nullopt : std::optional(next);
}

Actions
Peer::Expire(Time now)
{
    Actions actions;
    std::erase_if(m_retired,
                  [&](const Retired& retired)
                  {
                      if (retired.closes <= now)
                      {
                          actions.closed.push_back(retired.spi);
                      }
                      return retired.closes <= now;
                  });
    if (m_retryAt <= now)
    {
        if (m_sent > kRetries)
        {
            GiveUp(now, actions);
        }
        else
        {
            actions.messages.push_back(m_initiator ? m_initiator->Request() : m_sa->Asked());
            m_retryAt = now + RetryAfter(++m_sent);
        }
    }
    if (m_rekeyAt <= now)
    {
        Actions rekey = Rekey(now);
        std::ranges::move(rekey.messages, std::back_inserter(actions.messages));
        m_rekeyAt = NextRekey(now);
    }
    return actions;
}

/// Nobody answers: what was begun here is over, and an IKE SA is no more (RFC 7296 §2.4).
void
Peer::GiveUp(Time now, Actions& actions)
{
    actions.failure = Failure::kNoAnswer;
    m_retryAt = Time::Max();
    if (m_initiator)
    {
        m_initiator.reset();
        return;
    }
    m_sa.reset();
    m_rekeyAt = Time::Max();
    RetireAll(now);
    actions.sealsNoMore = true;
}

} // namespace ns3::vnlab::ike
