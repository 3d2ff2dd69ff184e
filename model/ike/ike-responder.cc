// SPDX-License-Identifier: GPL-2.0-only
#include "model/ike/ike-responder.h"

#include "model/ike/x25519.h"

#include <algorithm>

namespace ns3::vnlab::ike
{

namespace
{

/// @return a proposal as it is accepted: with the number that the other end gave it
Proposal
Accepted(Proposal ours, uint8_t number)
{
    ours.number = number;
    return ours;
}

} // namespace

Responder::Responder(const EndSettings& settings,
                     const Random& random,
                     std::span<const uint8_t> init)
    : m_settings(settings),
      m_init(init.begin(), init.end()),
      m_begun(Begin(random))
{
}

Progress
Responder::Begun() const
{
    return m_begun;
}

Progress
Responder::Begin(const Random& random)
{
    const std::optional<Header> header = ReadHeader(m_init);
    const auto payloads =
        header ? ReadPayloads(header->nextPayload, std::span(m_init).subspan(kHeaderBytes))
               : std::nullopt;
    const Payload* sa = payloads ? Find(*payloads, payload::kSa) : nullptr;
    const Payload* key = payloads ? Find(*payloads, payload::kKeyExchange) : nullptr;
    const Payload* nonce = payloads ? Find(*payloads, payload::kNonce) : nullptr;
    const auto proposals = sa ? ReadProposals(sa->body) : std::nullopt;
    const auto shown = key ? ReadKeyExchange(key->body) : std::nullopt;
    if (!proposals || !shown || !nonce || header->initiatorSpi == 0)
    {
        return Progress::kNothing;
    }
    m_initiatorSpi = header->initiatorSpi;
    Header answer{.initiatorSpi = m_initiatorSpi,
                  .exchange = exchange::kSaInit,
                  .flags = headerflag::kResponse};
    X25519Bytes theirs{};
    const Proposal* chosen = Acceptable(*proposals, IkeProposal());
    const bool fits = shown->group == KeyExchange::kX25519 && shown->value.size() == theirs.size();
    X25519Bytes secret;
    random(secret);
    std::ranges::copy(std::span(shown->value).first(fits ? theirs.size() : 0), theirs.begin());
    const auto shared = chosen && fits ? X25519Shared(secret, theirs) : std::nullopt;
    if (!shared)
    {
        const Notify refusal{.type = notify::kNoProposalChosen};
        m_initAnswer = MakeMessage(answer, PayloadChain().Add(payload::kNotify, BodyOf(refusal)));
        m_answer = m_initAnswer;
        return Progress::kRefused;
    }
    m_freshness = {.initiatorNonce = {nonce->body.begin(), nonce->body.end()},
                   .responderNonce = Draw(random, kNonceBytes),
                   .initiatorSpi = m_initiatorSpi};
    while (m_freshness.responderSpi == 0)
    {
        const Bytes drawn = Draw(random, 8);
        m_freshness.responderSpi = ByteReader(drawn).Number(8);
    }
    m_opensSpi = DrawEspSpi(random);
    const X25519Bytes own = X25519PublicOf(secret);
    PayloadChain granted;
    granted.Add(payload::kSa, BodyOf(std::vector{Accepted(IkeProposal(), chosen->number)}));
    granted.Add(payload::kKeyExchange, BodyOf(KeyExchange{.value = {own.begin(), own.end()}}));
    granted.Add(payload::kNonce, m_freshness.responderNonce);
    answer.responderSpi = m_freshness.responderSpi;
    m_initAnswer = MakeMessage(answer, granted);
    m_answer = m_initAnswer;
    m_sa.emplace(IkeSa::Parts{.isInitiator = false,
                              .initiatorSpi = m_initiatorSpi,
                              .responderSpi = m_freshness.responderSpi,
                              .keys = DeriveIkeKeys(*shared, m_freshness)},
                 0,
                 1);
    return Progress::kNext;
}

bool
Responder::IsOf(const Header& header) const
{
    const bool isFirst = header.exchange == exchange::kSaInit && header.responderSpi == 0;
    return isFirst ? header.initiatorSpi == m_initiatorSpi : m_sa && m_sa->IsOf(header);
}

Progress
Responder::Receive(std::span<const uint8_t> message)
{
    if (std::ranges::equal(message, m_init))
    {
        m_answer = m_initAnswer;
        return Progress::kNext;
    }
    if (!m_sa)
    {
        return Progress::kNothing;
    }
    const IkeSa::Received received = m_sa->Receive(message);
    if (received.kind == IkeSa::Kind::kRepeated)
    {
        m_answer = m_sa->LastAnswer();
        return Progress::kNext;
    }
    if (received.kind != IkeSa::Kind::kRequest || received.exchange != exchange::kAuth)
    {
        return Progress::kNothing;
    }
    return AnswerAuth(*received.inside);
}

Progress
Responder::Refuse(uint16_t error, Progress how)
{
    const Notify refusal{.type = error};
    m_answer = m_sa->Answer(exchange::kAuth, PayloadChain().Add(payload::kNotify, BodyOf(refusal)));
    return how;
}

Progress
Responder::AnswerAuth(const OpenedMessage& asked)
{
    const IkeKeys& keys = m_sa->GetParts().keys;
    const Payload* id = asked.Find(payload::kIdInitiator);
    const Payload* auth = asked.Find(payload::kAuthentication);
    const auto proof = auth ? ReadAuthentication(auth->body) : std::nullopt;
    const auto identity = id ? ReadIdentity(id->body) : std::nullopt;
    if (!proof || identity != m_settings.peer || proof->method != Authentication::kSharedSecret ||
        !std::ranges::equal(proof->data,
                            ProofBySecret(m_settings.secret,
                                          m_init,
                                          m_freshness.responderNonce,
                                          keys.initiatorProves,
                                          id->body)))
    {
        return Refuse(notify::kAuthenticationFailed, Progress::kNotAuthentic);
    }
    uint8_t number = 0;
    const auto sealsSpi = OfferedChild(asked.Find(payload::kSa), number);
    if (!sealsSpi)
    {
        return Refuse(notify::kNoProposalChosen, Progress::kRefused);
    }
    m_child = ChildOf(
        DeriveChildKeys(keys.derive, m_freshness.initiatorNonce, m_freshness.responderNonce),
        false,
        m_opensSpi,
        *sealsSpi);
    const Bytes own = BodyOf(m_settings.own);
    const PrfBytes ownProof = ProofBySecret(
        m_settings.secret, m_initAnswer, m_freshness.initiatorNonce, keys.responderProves, own);
    PayloadChain payloads;
    payloads.Add(payload::kIdResponder, own);
    payloads.Add(payload::kAuthentication,
                 BodyOf(Authentication{.data = {ownProof.begin(), ownProof.end()}}));
    payloads.Add(payload::kSa, BodyOf(std::vector{Accepted(EspProposal(m_opensSpi), number)}));
    AddSelectors(payloads);
    m_answer = m_sa->Answer(exchange::kAuth, payloads);
    return Progress::kEstablished;
}

const Bytes&
Responder::Answer() const
{
    return m_answer;
}

const IkeSa&
Responder::Sa() const
{
    return *m_sa;
}

const ChildSa&
Responder::Child() const
{
    return m_child;
}

} // namespace ns3::vnlab::ike
