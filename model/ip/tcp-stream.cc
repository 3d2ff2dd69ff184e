// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/tcp-stream.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kMaxSegment = 1390; // fits 1500 bytes with tunnel headers in front
/// Of one connection: what is still on its way from an earlier one is told apart by this.
constexpr uint32_t kSequenceSpace = 1 << 28;
const Time kInitialTimeout = MilliSeconds(200);
const Time kMaxTimeout = Seconds(120);

} // namespace

TcpStream::TcpStream(const TcpSegment& addressing,
                     Transmit transmit,
                     Receive receive,
                     TcpTraffic& traffic)
    : m_addressing(addressing),
      m_transmit(std::move(transmit)),
      m_receive(std::move(receive)),
      m_traffic(traffic),
      m_timeout(kInitialTimeout)
{
}

TcpStream::~TcpStream()
{
    m_timer.Cancel();
}

void
TcpStream::SetPeer(const TcpStream* peer)
{
    m_peer = peer;
}

void
TcpStream::Connect()
{
    m_state = State::kSynSent;
    m_sendNext = 1;
    SendSegment(0, Create<Packet>(), true, false);
    ArmTimer();
}

void
TcpStream::Send(Ptr<Packet> bytes, std::any content)
{
    const uint32_t begin = std::exchange(m_queueEnd, m_queueEnd + bytes->GetSize());
    m_queue.push_back({std::move(content), std::move(bytes), begin});
    if (m_state == State::kOpen)
    {
        SendPending();
    }
}

std::vector<std::any>
TcpStream::Undelivered() const
{
    std::vector<std::any> contents;
    for (const Queued& entry : m_queue)
    {
        if (entry.End() > m_peer->m_delivered)
        {
            contents.push_back(entry.content);
        }
    }
    return contents;
}

uint32_t
TcpStream::Source() const
{
    return m_addressing.source;
}

uint32_t
TcpStream::Destination() const
{
    return m_addressing.destination;
}

void
TcpStream::Reset(uint32_t source, uint32_t destination)
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
TcpStream::SendSegment(uint32_t sequence, Ptr<Packet> payload, bool syn, bool ack)
{
    TcpSegment segment = m_addressing;
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
TcpStream::SendPending()
{
    while (m_sendNext < m_queueEnd)
    {
        const auto queued = std::ranges::find_if(
            m_queue, [this](const Queued& entry) { return m_sendNext < entry.End(); });
        const uint32_t offset = m_sendNext - queued->begin;
        const uint32_t size = std::min(kMaxSegment, queued->End() - m_sendNext);
        const uint32_t sequence = std::exchange(m_sendNext, m_sendNext + size);
        SendSegment(sequence, queued->bytes->CreateFragment(offset, size), false, true);
    }
    if (m_sendUnacknowledged < m_sendNext && m_timer.IsExpired())
    {
        ArmTimer();
    }
}

void
TcpStream::ReceiveSegment(const TcpSegment& received)
{
    TcpSegment segment = received;
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
TcpStream::Acknowledged(uint32_t acknowledgement)
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
TcpStream::DeliverCompleted()
{
    std::vector<std::any> completed;
    for (const Queued& entry : m_peer->m_queue)
    {
        if (entry.End() > m_delivered && entry.End() <= m_receiveNext)
        {
            completed.push_back(entry.content);
            m_delivered = entry.End();
        }
    }
    for (const std::any& content : completed)
    {
        m_receive(content);
    }
}

void
TcpStream::ArmTimer()
{
    m_timer = Simulator::Schedule(m_timeout, &TcpStream::Timeout, this);
}

void
TcpStream::Timeout()
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
