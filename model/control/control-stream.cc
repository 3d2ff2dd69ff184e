// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-stream.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kMaxSegment = 1390;           // fits 1500 bytes with tunnel headers in front
constexpr uint32_t kRecordOverhead = 5 + 1 + 16; // header, content type, AEAD tag
constexpr uint32_t kMaxRecord = 1 << 14;
/// Of one connection: what is still on its way from an earlier one is told apart by this.
constexpr uint32_t kSequenceSpace = 1 << 28;
const Time kInitialTimeout = MilliSeconds(200);
const Time kMaxTimeout = Seconds(120);

Ptr<Packet>
MakeRecord(const ControlMessage& message)
{
    const uint32_t size = message.Size();
    NS_ABORT_MSG_IF(size > kMaxRecord, "control message longer than a TLS record");
    const uint32_t body = size + kRecordOverhead - 5;
    const std::array<uint8_t, 5> header{23, // application_data
                                        3,
                                        3,
                                        static_cast<uint8_t>(body >> 8),
                                        static_cast<uint8_t>(body)};
    Ptr<Packet> record = Create<Packet>(header.data(), header.size());
    record->AddAtEnd(Create<Packet>(body));
    return record;
}

} // namespace

ControlStream::ControlStream(const ControlSegment& addressing,
                             Transmit transmit,
                             Receive receive,
                             ControlTraffic& traffic)
    : m_addressing(addressing),
      m_transmit(std::move(transmit)),
      m_receive(std::move(receive)),
      m_traffic(traffic),
      m_timeout(kInitialTimeout)
{
}

ControlStream::~ControlStream()
{
    m_timer.Cancel();
}

void
ControlStream::SetPeer(const ControlStream* peer)
{
    m_peer = peer;
}

void
ControlStream::Connect()
{
    m_state = State::kSynSent;
    m_sendNext = 1;
    SendSegment(0, Create<Packet>(), true, false);
    ArmTimer();
}

void
ControlStream::Send(ControlMessage message)
{
    using Kind = ControlMessage::Kind;
    if (message.kind == Kind::kUpdate || message.kind == Kind::kAck)
    {
        ++m_traffic.messages;
    }
    Ptr<Packet> record = MakeRecord(message);
    const uint32_t begin = std::exchange(m_queueEnd, m_queueEnd + record->GetSize());
    m_queue.push_back({std::move(message), std::move(record), begin});
    if (m_state == State::kOpen)
    {
        SendPending();
    }
}

std::vector<ControlMessage>
ControlStream::Undelivered() const
{
    std::vector<ControlMessage> messages;
    for (const Queued& entry : m_queue)
    {
        if (entry.End() > m_peer->m_delivered)
        {
            messages.push_back(entry.message);
        }
    }
    return messages;
}

uint32_t
ControlStream::Source() const
{
    return m_addressing.source;
}

uint32_t
ControlStream::Destination() const
{
    return m_addressing.destination;
}

void
ControlStream::Reset(uint32_t source, uint32_t destination)
{
    m_addressing.source = source;
    m_addressing.destination = destination;
    m_state = State::kClosed;
    m_initial += kSequenceSpace;
    m_queue.clear();
    m_queueEnd = 1;
    m_sendNext = 0;
    m_sendUnacknowledged = 0;
    m_receiveNext = 0;
    m_delivered = 1;
    m_timeout = kInitialTimeout;
    m_timer.Cancel();
    m_timer = {};
}

void
ControlStream::SendSegment(uint32_t sequence, Ptr<Packet> payload, bool syn, bool ack)
{
    ControlSegment segment = m_addressing;
    segment.sequence = m_initial + sequence;
    segment.acknowledgement = ack ? m_initial + m_receiveNext : 0;
    segment.syn = syn;
    segment.ack = ack;
    segment.payload = std::move(payload);
    Ptr<Packet> frame = MakeFrame(segment);
    m_traffic.bytes += frame->GetSize();
    m_transmit(std::move(frame));
}

void
ControlStream::SendPending()
{
    while (m_sendNext < m_queueEnd)
    {
        const auto queued = std::ranges::find_if(
            m_queue, [this](const Queued& entry) { return m_sendNext < entry.End(); });
        const uint32_t offset = m_sendNext - queued->begin;
        const uint32_t size = std::min(kMaxSegment, queued->End() - m_sendNext);
        const uint32_t sequence = std::exchange(m_sendNext, m_sendNext + size);
        SendSegment(sequence, queued->record->CreateFragment(offset, size), false, true);
    }
    if (m_sendUnacknowledged < m_sendNext && m_timer.IsExpired())
    {
        ArmTimer();
    }
}

void
ControlStream::ReceiveSegment(const ControlSegment& received)
{
    ControlSegment segment = received;
    segment.sequence -= m_initial;
    segment.acknowledgement -= m_initial;
    if (segment.sequence >= kSequenceSpace)
    {
        return;
    }
    if (segment.syn)
    {
        m_receiveNext = std::max(m_receiveNext, 1u);
        if (segment.ack) // the answer to Connect
        {
            m_state = State::kOpen;
            Acknowledged(segment.acknowledgement);
            SendSegment(m_sendNext, Create<Packet>(), false, true);
            SendPending();
            return;
        }
        SendSegment(0, Create<Packet>(), true, true);
        m_state = State::kOpen;
        m_sendNext = std::max(m_sendNext, 1u);
        m_sendUnacknowledged = std::max(m_sendUnacknowledged, 1u);
        SendPending();
        return;
    }
    if (m_state != State::kOpen)
    {
        return;
    }
    if (segment.ack)
    {
        Acknowledged(segment.acknowledgement);
    }
    if (segment.payload->GetSize() == 0)
    {
        return;
    }
    if (segment.sequence == m_receiveNext)
    {
        m_receiveNext += segment.payload->GetSize();
    }
    SendSegment(m_sendNext, Create<Packet>(), false, true);
    DeliverCompleted();
}

void
ControlStream::Acknowledged(uint32_t acknowledgement)
{
    if (acknowledgement <= m_sendUnacknowledged || acknowledgement > m_queueEnd)
    {
        return;
    }
    m_sendUnacknowledged = acknowledgement;
    m_sendNext = std::max(m_sendNext, acknowledgement);
    std::erase_if(
        m_queue, [acknowledgement](const Queued& entry) { return entry.End() <= acknowledgement; });
    m_timeout = kInitialTimeout;
    m_timer.Cancel();
    m_timer = {}; // the event is not kept
    if (m_sendUnacknowledged < m_sendNext)
    {
        ArmTimer();
    }
    if (m_queue.empty())
    {
        m_queue.shrink_to_fit(); // of a million agents nearly all have nothing to say
    }
}

void
ControlStream::DeliverCompleted()
{
    std::vector<ControlMessage> completed;
    for (const Queued& entry : m_peer->m_queue)
    {
        if (entry.End() > m_delivered && entry.End() <= m_receiveNext)
        {
            completed.push_back(entry.message);
            m_delivered = entry.End();
        }
    }
    for (ControlMessage& message : completed)
    {
        m_receive(std::move(message));
    }
}

void
ControlStream::ArmTimer()
{
    m_timer = Simulator::Schedule(m_timeout, &ControlStream::Timeout, this);
}

void
ControlStream::Timeout()
{
    m_timeout = std::min(m_timeout + m_timeout, kMaxTimeout);
    ++m_traffic.retransmissions;
    ArmTimer();
    if (m_state == State::kSynSent)
    {
        SendSegment(0, Create<Packet>(), true, false);
        return;
    }
    m_sendNext = m_sendUnacknowledged;
    SendPending();
}

} // namespace ns3::vnlab
