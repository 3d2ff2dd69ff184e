// SPDX-License-Identifier: GPL-2.0-only
#include "model/ike/ike-initiator.h"

#include <algorithm>

namespace ns3::vnlab::ike
{

Initiator::Initiator(const EndSettings& settings, const Random& random)
    : m_settings(settings)
{
    random(m_secret);
    m_freshness.initiatorNonce = Draw(random, kNonceBytes);
    while (m_freshness.initiatorSpi == 0)
    {
        const Bytes drawn = Draw(random, 8);
        m_freshness.initiatorSpi = ByteReader(drawn).Number(8);
    }
    m_opensSpi = DrawEspSpi(random);
    const X25519Bytes shown = X25519PublicOf(m_secret);
    PayloadChain payloads;
    payloads.Add(payload::kSa, BodyOf(std::vector{IkeProposal()}));
    payloads.Add(payload::kKeyExchange, BodyOf(KeyExchange{.value = {shown.begin(), shown.end()}}));
    payloads.Add(payload::kNonce, m_freshness.initiatorNonce);
    m_init = MakeMessage({.initiatorSpi = m_freshness.initiatorSpi,
                          .exchange = exchange::kSaInit,
                          .flags = headerflag::kInitiator},
                         payloads);
}

uint64_t
Initiator::Spi() const
{
    return m_freshness.initiatorSpi;
}

const Bytes&
Initiator::Request() const
{
    return m_sa ? m_sa->Asked() : m_init;
}

bool
Initiator::HasKeys() const
{
    return m_sa.has_value();
}

Progress
Initiator::Receive(std::span<const uint8_t> message)
{
    const std::optional<Header> header = ReadHeader(message);
    if (!header || header->initiatorSpi != Spi() || header->IsOfInitiator() ||
        !header->IsResponse())
    {
        return Progress::kNothing;
    }
    return m_sa ? ReceiveAuth(message) : ReceiveInit(message, *header);
}

Progress
Initiator::ReceiveInit(std::span<const uint8_t> message, const Header& header)
{
    const auto payloads = ReadPayloads(header.nextPayload, message.subspan(kHeaderBytes));
    if (header.exchange != exchange::kSaInit || header.messageId != 0 || !payloads)
    {
        return Progress::kNothing;
    }
    if (ErrorIn(*payloads) != 0)
    {
        return Progress::kRefused;
    }
    const Payload* sa = Find(*payloads, payload::kSa);
    const Payload* key = Find(*payloads, payload::kKeyExchange);
    const Payload* nonce = Find(*payloads, payload::kNonce);
    const auto proposals = sa ? ReadProposals(sa->body) : std::nullopt;
    const auto shown = key ? ReadKeyExchange(key->body) : std::nullopt;
    if (!proposals || !shown || !nonce || header.responderSpi == 0)
    {
        return Progress::kNothing;
    }
    X25519Bytes theirs{};
    if (!Acceptable(*proposals, IkeProposal()) || shown->group != KeyExchange::kX25519 ||
        shown->value.size() != theirs.size())
    {
        return Progress::kRefused;
    }
    std::ranges::copy(shown->value, theirs.begin());
    const auto shared = X25519Shared(m_secret, theirs);
    if (!shared)
    {
        return Progress::kRefused;
    }
    m_freshness.responderNonce.assign(nonce->body.begin(), nonce->body.end());
    m_freshness.responderSpi = header.responderSpi;
    m_sa.emplace(IkeSa::Parts{.isInitiator = true,
                              .initiatorSpi = Spi(),
                              .responderSpi = header.responderSpi,
                              .keys = DeriveIkeKeys(*shared, m_freshness)},
                 1,
                 0);
    m_answer.assign(message.begin(), message.end());
    AskForChild();
    return Progress::kNext;
}

void
Initiator::AskForChild()
{
    const Bytes own = BodyOf(m_settings.own);
    const PrfBytes proof = ProofBySecret(m_settings.secret,
                                         m_init,
                                         m_freshness.responderNonce,
                                         m_sa->GetParts().keys.initiatorProves,
                                         own);
    PayloadChain payloads;
    payloads.Add(payload::kIdInitiator, own);
    payloads.Add(payload::kNotify, BodyOf(Notify{.type = notify::kInitialContact}));
    payloads.Add(payload::kIdResponder, BodyOf(m_settings.peer));
    payloads.Add(payload::kAuthentication,
                 BodyOf(Authentication{.data = {proof.begin(), proof.end()}}));
    payloads.Add(payload::kSa, BodyOf(std::vector{EspProposal(m_opensSpi)}));
    AddSelectors(payloads);
    m_sa->Ask(exchange::kAuth, payloads);
}

Progress
Initiator::ReceiveAuth(std::span<const uint8_t> message)
{
    const IkeSa::Received received = m_sa->Receive(message);
    if (received.kind != IkeSa::Kind::kAnswer || received.exchange != exchange::kAuth)
    {
        return Progress::kNothing;
    }
    if (const uint16_t error = ErrorIn(*received.inside->Payloads()))
    {
        return error == notify::kAuthenticationFailed ? Progress::kNotAuthentic
                                                      : Progress::kRefused;
    }
    const Payload* id = received.inside->Find(payload::kIdResponder);
    const Payload* auth = received.inside->Find(payload::kAuthentication);
    const auto proof = auth ? ReadAuthentication(auth->body) : std::nullopt;
    const auto identity = id ? ReadIdentity(id->body) : std::nullopt;
    if (!proof || identity != m_settings.peer || proof->method != Authentication::kSharedSecret ||
        !std::ranges::equal(proof->data,
                            ProofBySecret(m_settings.secret,
                                          m_answer,
                                          m_freshness.initiatorNonce,
                                          m_sa->GetParts().keys.responderProves,
                                          id->body)))
    {
        return Progress::kNotAuthentic;
    }
    uint8_t number = 0;
    const auto sealsSpi = OfferedChild(received.inside->Find(payload::kSa), number);
    if (!sealsSpi)
    {
        return Progress::kRefused;
    }
    m_child = ChildOf(DeriveChildKeys(m_sa->GetParts().keys.derive,
                                      m_freshness.initiatorNonce,
                                      m_freshness.responderNonce),
                      true,
                      m_opensSpi,
                      *sealsSpi);
    return Progress::kEstablished;
}

const IkeSa&
Initiator::Sa() const
{
    return *m_sa;
}

const ChildSa&
Initiator::Child() const
{
    return m_child;
}

} // namespace ns3::vnlab::ike
