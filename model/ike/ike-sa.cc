// SPDX-License-Identifier: GPL-2.0-only
#include "model/ike/ike-sa.h"

#include "ns3/abort.h"

namespace ns3::vnlab::ike
{

IkeSa::IkeSa(const Parts& parts, uint32_t nextRequest, uint32_t nextPeerRequest)
    : m_parts(parts),
      m_nextRequest(nextRequest),
      m_nextPeerRequest(nextPeerRequest)
{
}

const IkeSa::Parts&
IkeSa::GetParts() const
{
    return m_parts;
}

bool
IkeSa::IsOf(const Header& header) const
{
    return header.initiatorSpi == m_parts.initiatorSpi &&
           header.responderSpi == m_parts.responderSpi &&
           header.IsOfInitiator() != m_parts.isInitiator;
}

Header
IkeSa::HeaderOf(uint8_t exchange, uint32_t messageId, bool isResponse) const
{
    const int flags = (m_parts.isInitiator ? headerflag::kInitiator : 0) |
                      (isResponse ? headerflag::kResponse : 0);
    return {.initiatorSpi = m_parts.initiatorSpi,
            .responderSpi = m_parts.responderSpi,
            .exchange = exchange,
            .flags = static_cast<uint8_t>(flags),
            .messageId = messageId};
}

const EspKey&
IkeSa::SealsWith() const
{
    return m_parts.isInitiator ? m_parts.keys.initiatorSeals : m_parts.keys.responderSeals;
}

const EspKey&
IkeSa::OpensWith() const
{
    return m_parts.isInitiator ? m_parts.keys.responderSeals : m_parts.keys.initiatorSeals;
}

const Bytes&
IkeSa::Ask(uint8_t exchange, const PayloadChain& payloads)
{
    NS_ABORT_MSG_UNLESS(m_asked.empty(), "an IKE SA has one request at a time");
    m_asked =
        SealMessage(HeaderOf(exchange, m_nextRequest, false), payloads, SealsWith(), ++m_sealed);
    return m_asked;
}

const Bytes&
IkeSa::Asked() const
{
    return m_asked;
}

IkeSa::Received
IkeSa::Receive(std::span<const uint8_t> message)
{
    const std::optional<Header> header = ReadHeader(message);
    if (!header || !IsOf(*header))
    {
        return {};
    }
    const bool isAnswer =
        header->IsResponse() && !m_asked.empty() && header->messageId == m_nextRequest;
    const bool isRequest = !header->IsResponse() && header->messageId == m_nextPeerRequest;
    const bool isRepeated = !header->IsResponse() && !m_lastAnswer.empty() &&
                            header->messageId + 1 == m_nextPeerRequest;
    if (!isAnswer && !isRequest && !isRepeated)
    {
        return {};
    }
    std::optional<OpenedMessage> inside = OpenMessage(message, OpensWith());
    if (!inside || !inside->Payloads())
    {
        return {};
    }
    if (isRepeated)
    {
        return {.kind = Kind::kRepeated, .exchange = header->exchange};
    }
    if (isAnswer)
    {
        m_asked.clear();
        ++m_nextRequest;
    }
    return {.kind = isAnswer ? Kind::kAnswer : Kind::kRequest,
            .exchange = header->exchange,
            .inside = std::move(inside)};
}

const Bytes&
IkeSa::Answer(uint8_t exchange, const PayloadChain& payloads)
{
    m_lastAnswer =
        SealMessage(HeaderOf(exchange, m_nextPeerRequest, true), payloads, SealsWith(), ++m_sealed);
    ++m_nextPeerRequest;
    return m_lastAnswer;
}

const Bytes&
IkeSa::LastAnswer() const
{
    return m_lastAnswer;
}

} // namespace ns3::vnlab::ike
