// SPDX-License-Identifier: GPL-2.0-only
//
// What two ends say to each other once they have an IKE SA: other keys, and that old ones are no more.
#include "model/ike/ike-peer.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab::ike
{

namespace
{

/// @return what says which child SA another one is to replace, by the SPI of who says so (RFC 7296 §1.3.3)
Notify
InPlaceOf(uint32_t spi)
{
    ByteWriter writer;
    return {.protocol = protocol::kEsp, .spi = writer.U32(spi).Written(), .type = notify::kRekeySa};
}

Bytes
NoMore(uint32_t spi)
{
    return BodyOf(Delete{.protocol = protocol::kEsp, .spis = {spi}});
}

} // namespace

Actions
Peer::Rekey(Time now)
{
    Actions actions;
    if (!m_sa || !m_sa->Asked().empty() || m_next)
    {
        return actions;
    }
    m_askedNonce = Draw(m_random, kNonceBytes);
    m_askedSpi = DrawEspSpi(m_random);
    PayloadChain payloads;
    payloads.Add(payload::kNotify, BodyOf(InPlaceOf(m_child.opensSpi)));
    payloads.Add(payload::kSa, BodyOf(std::vector{EspProposal(m_askedSpi)}));
    payloads.Add(payload::kNonce, m_askedNonce);
    AddSelectors(payloads);
    Ask(m_sa->Ask(exchange::kCreateChildSa, payloads), now, actions);
    return actions;
}

Actions
Peer::ReceiveLater(std::span<const uint8_t> message, Time now)
{
    Actions actions;
    if (!m_sa)
    {
        return actions;
    }
    const IkeSa::Received received = m_sa->Receive(message);
    switch (received.kind)
    {
    case IkeSa::Kind::kNothing:
        break;
    case IkeSa::Kind::kRepeated:
        actions.messages.push_back(m_sa->LastAnswer());
        break;
    case IkeSa::Kind::kAnswer:
        m_retryAt = Time::Max();
        TakeAnswer(received, now, actions);
        break;
    case IkeSa::Kind::kRequest:
        if (received.exchange == exchange::kCreateChildSa)
        {
            AnswerRekey(*received.inside, actions);
        }
        else
        {
            AnswerInformational(*received.inside, now, actions);
        }
        break;
    }
    return actions;
}

/// Two who ask at once are told apart by who has initiated the IKE SA: that one refuses; and so does who has not yet
/// heard that the other end knows of the last change (RFC 7296 §2.25).
void
Peer::AnswerRekey(const OpenedMessage& asked, Actions& actions)
{
    const Payload* nonce = asked.Find(payload::kNonce);
    uint8_t number = 0;
    const auto sealsSpi = OfferedChild(asked.Find(payload::kSa), number);
    const bool isBusy =
        (m_askedSpi != 0 && m_sa->GetParts().isInitiator) || m_oldSpi != 0 || m_next;
    PayloadChain payloads;
    if (isBusy || !nonce || !sealsSpi)
    {
        const uint16_t error = isBusy ? notify::kTemporaryFailure : notify::kNoProposalChosen;
        payloads.Add(payload::kNotify, BodyOf(Notify{.type = error}));
    }
    else
    {
        const Bytes own = Draw(m_random, kNonceBytes);
        const ChildKeys keys = DeriveChildKeys(m_sa->GetParts().keys.derive, nonce->body, own);
        m_next = ChildOf(keys, false, DrawEspSpi(m_random), *sealsSpi);
        actions.opens.push_back(*m_next);
        Proposal granted = EspProposal(m_next->opensSpi);
        granted.number = number;
        payloads.Add(payload::kSa, BodyOf(std::vector{granted}));
        payloads.Add(payload::kNonce, own);
        AddSelectors(payloads);
    }
    actions.messages.push_back(m_sa->Answer(exchange::kCreateChildSa, payloads));
}

/// Who says that the old child SA is no more has the new one.
void
Peer::AnswerInformational(const OpenedMessage& asked, Time now, Actions& actions)
{
    const Payload* body = asked.Find(payload::kDelete);
    const auto deleted = body ? ReadDelete(body->body) : std::nullopt;
    PayloadChain payloads;
    if (deleted && std::ranges::count(deleted->spis, m_child.sealsSpi) > 0)
    {
        payloads.Add(payload::kDelete, NoMore(m_child.opensSpi));
        Retire(m_child.opensSpi, now);
        actions.seals = m_next;
        actions.sealsNoMore = !m_next;
        m_child = m_next.value_or(ChildSa{});
        m_next.reset();
    }
    actions.messages.push_back(m_sa->Answer(exchange::kInformational, payloads));
}

void
Peer::TakeAnswer(const IkeSa::Received& answer, Time now, Actions& actions)
{
    if (answer.exchange != exchange::kCreateChildSa || m_askedSpi == 0)
    {
        Retire(std::exchange(m_oldSpi, 0), now); // which the other end seals with no more
        return;
    }
    const Payload* nonce = answer.inside->Find(payload::kNonce);
    uint8_t number = 0;
    const auto sealsSpi = OfferedChild(answer.inside->Find(payload::kSa), number);
    const uint32_t opensSpi = std::exchange(m_askedSpi, 0);
    if (ErrorIn(*answer.inside->Payloads()) != 0 || !nonce || !sealsSpi)
    {
        return; // the old one goes on, until the next time
    }
    m_oldSpi = m_child.opensSpi;
    const ChildKeys keys = DeriveChildKeys(m_sa->GetParts().keys.derive, m_askedNonce, nonce->body);
    m_child = ChildOf(keys, true, opensSpi, *sealsSpi);
    actions.opens.push_back(m_child);
    actions.seals = m_child;
    PayloadChain payloads;
    payloads.Add(payload::kDelete, NoMore(m_oldSpi));
    Ask(m_sa->Ask(exchange::kInformational, payloads), now, actions);
}

} // namespace ns3::vnlab::ike
