// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/tcp-stream.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Of one connection: what is still on its way from an earlier one is told apart by this.
constexpr uint32_t kSequenceSpace = 1 << 28;

} // namespace

TcpStream::TcpStream(const TcpSegment& addressing,
                     uint32_t segment,
                     Transmit transmit,
                     Receive receive,
                     TcpTraffic& traffic)
    : m_addressing(addressing),
      m_transmit(std::move(transmit)),
      m_receive(std::move(receive)),
      m_traffic(traffic),
      m_congestion(segment)
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
TcpStream::SetPatience(Patience* patience)
{
    m_patience = patience;
}

void
TcpStream::Connect()
{
    m_state = State::kSynSent;
    m_sendNext = 1;
    SendSyn();
}

void
TcpStream::Send(Ptr<Packet> bytes, std::any content)
{
    const uint32_t begin = std::exchange(m_queueEnd, m_queueEnd + bytes->GetSize());
    m_queue.push_back({std::move(content), std::move(bytes), begin});
    SendPending();
}

std::vector<std::any>
TcpStream::Undelivered() const
{
    std::vector<std::any> contents;
    for (const Queued& entry : From(m_peer->m_delivered))
    {
        contents.push_back(entry.content);
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
    m_forgotten = 0;
    m_queueEnd = 1;
    m_sendNext = 0;
    m_sentEnd = 0;
    m_sendUnacknowledged = 0;
    m_receiveNext = 0;
    m_delivered = 1;
    m_timedEnd = 0;
    m_congestion = CongestionWindow(m_congestion.Segment());
    m_rto = {};
    m_early = {};
    StopTimer();
}

void
TcpStream::Relocate(const MacBytes& mac, const MacBytes& nextHopMac, Transmit transmit)
{
    m_addressing.sourceMac = mac;
    m_addressing.destinationMac = nextHopMac;
    m_transmit = std::move(transmit);
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

/// Sends the SYN, or the one that answers the peer's.
void
TcpStream::SendSyn()
{
    CountSent(0, 1);
    ArmTimer();
    SendSegment(0, Create<Packet>(), true, m_state != State::kSynSent);
}

void
TcpStream::SendAck()
{
    SendSegment(m_sendNext, Create<Packet>(), false, true);
}

/// @return the messages that are not yet acknowledged in full
std::span<const TcpStream::Queued>
TcpStream::Waiting() const
{
    return std::span(m_queue).subspan(m_forgotten);
}

/// @return the messages that end behind a place; it is in the first of them
std::span<const TcpStream::Queued>
TcpStream::From(uint32_t sequence) const
{
    const std::span<const Queued> waiting = Waiting();
    const auto first = std::ranges::partition_point(
        waiting, [sequence](const Queued& entry) { return entry.End() <= sequence; });
    return waiting.subspan(first - waiting.begin());
}

/// Lets go of messages that end before a place. A long queue is moved up when half of it is gone, so that
/// each message is moved but once or so.
void
TcpStream::ForgetUntil(uint32_t sequence)
{
    const size_t kept = From(sequence).size();
    while (m_queue.size() - m_forgotten > kept)
    {
        m_queue[m_forgotten++] = {};
    }
    if (kept == 0)
    {
        m_queue = {}; // of a million agents nearly all have nothing to say
        m_forgotten = 0;
    }
    else if (m_forgotten >= kept)
    {
        m_queue.erase(m_queue.begin(), m_queue.end() - static_cast<ptrdiff_t>(kept));
        m_forgotten = 0;
    }
}

/// @return bytes of the segment that begins at a place of the queue
uint32_t
TcpStream::SizeAt(uint32_t sequence) const
{
    return std::min(m_congestion.Segment(), From(sequence).front().End() - sequence);
}

void
TcpStream::SendData(uint32_t sequence)
{
    const Queued& message = From(sequence).front();
    const uint32_t size = SizeAt(sequence);
    CountSent(sequence, sequence + size);
    SendSegment(
        sequence, message.bytes->CreateFragment(sequence - message.begin, size), false, true);
}

void
TcpStream::SendPending()
{
    if (m_state != State::kOpen)
    {
        return;
    }
    const uint32_t window = std::min(m_congestion.Bytes(), kTcpWindow);
    while (m_sendNext < m_queueEnd)
    {
        const uint32_t flight = m_sendNext - m_sendUnacknowledged;
        const uint32_t size = SizeAt(m_sendNext);
        if (flight > 0 && flight + size > window)
        {
            break;
        }
        SendData(std::exchange(m_sendNext, m_sendNext + size));
    }
    if (m_sendUnacknowledged < m_sentEnd && m_timer.IsExpired())
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
        ReceiveSyn(segment);
        return;
    }
    if (m_state != State::kSynReceived && m_state != State::kOpen)
    {
        return;
    }
    if (segment.ack)
    {
        ReceiveAck(segment);
    }
    if (segment.payload->GetSize() > 0)
    {
        ReceiveData(segment);
    }
}

void
TcpStream::ReceiveSyn(const TcpSegment& segment)
{
    m_receiveNext = std::max(m_receiveNext, 1u);
    if (segment.ack || m_state == State::kOpen) // the answer to Connect; or one that was sent again
    {
        if (m_state == State::kSynSent)
        {
            Acknowledged(1);
        }
        SendAck();
        SendPending();
        return;
    }
    m_state = State::kSynReceived;
    m_sendNext = 1;
    SendSyn();
}

void
TcpStream::ReceiveAck(const TcpSegment& segment)
{
    const uint32_t end = segment.acknowledgement;
    if (end > m_sentEnd || end < m_sendUnacknowledged)
    {
        return;
    }
    if (end > m_sendUnacknowledged)
    {
        Acknowledged(end);
    }
    else if (end < m_sentEnd && segment.payload->GetSize() == 0 &&
             m_congestion.Duplicate(end, m_sentEnd))
    {
        SendData(end);
    }
    SendPending();
}

void
TcpStream::Acknowledged(uint32_t end)
{
    if (m_timedEnd > 0 && end >= m_timedEnd)
    {
        m_rto.Sample(Simulator::Now() - m_timedAt);
        m_timedEnd = 0;
    }
    const uint32_t begin = std::exchange(m_sendUnacknowledged, end);
    m_waitingSince = Simulator::Now();
    m_traffic.acknowledged += end - begin;
    m_sendNext = std::max(m_sendNext, end);
    ForgetUntil(end);
    StopTimer();
    if (end < m_sentEnd)
    {
        ArmTimer();
    }
    if (begin == 0) // the SYN, which opens no window
    {
        m_state = State::kOpen;
        m_rto.Opened();
    }
    else if (m_congestion.Acknowledged(end - begin, end))
    {
        SendData(end);
    }
}

void
TcpStream::ReceiveData(const TcpSegment& segment)
{
    const uint32_t end = segment.sequence + segment.payload->GetSize();
    if (segment.sequence > m_receiveNext)
    {
        m_early.Add(segment.sequence, end);
    }
    else
    {
        m_receiveNext = m_early.TakeFrom(std::max(m_receiveNext, end));
    }
    SendAck();
    DeliverCompleted();
}

void
TcpStream::DeliverCompleted()
{
    std::vector<std::any> completed;
    for (const Queued& entry : m_peer->From(m_delivered))
    {
        if (entry.End() > m_receiveNext)
        {
            break;
        }
        completed.push_back(entry.content);
        m_delivered = entry.End();
    }
    for (const std::any& content : completed)
    {
        m_receive(content);
    }
}

/// Keeps account of what is sent for the first time and again: by Karn's algorithm, only a segment of
/// the first kind tells a round trip.
void
TcpStream::CountSent(uint32_t begin, uint32_t end)
{
    if (begin < m_sentEnd)
    {
        ++m_traffic.retransmissions;
        m_timedEnd = begin < m_timedEnd ? 0 : m_timedEnd;
    }
    else if (m_timedEnd == 0)
    {
        m_timedEnd = end;
        m_timedAt = Simulator::Now();
    }
    if (m_sentEnd == m_sendUnacknowledged)
    {
        m_waitingSince = Simulator::Now();
    }
    m_sentEnd = std::max(m_sentEnd, end);
}

void
TcpStream::StopTimer()
{
    m_timer.Cancel();
    m_timer = {}; // the event is not kept
}

void
TcpStream::ArmTimer()
{
    m_timer.Cancel();
    const Time wait = m_patience ? std::min(m_rto.Timeout(), Left()) : m_rto.Timeout();
    m_timer = Simulator::Schedule(wait, &TcpStream::Timeout, this);
}

/// @return how long the end goes on trying
Time
TcpStream::Left() const
{
    return std::max(m_patience->UserTimeout() - (Simulator::Now() - m_waitingSince), Time(0));
}

void
TcpStream::Timeout()
{
    if (m_patience && Left().IsZero())
    {
        m_patience->GaveUp();
        return;
    }
    const bool again = m_rto.IsBackedOff();
    m_rto.BackOff();
    if (m_sendUnacknowledged == 0)
    {
        SendSyn();
        return;
    }
    m_congestion.TimedOut(m_sendUnacknowledged, m_sentEnd, again);
    m_sendNext = m_sendUnacknowledged;
    SendPending();
}

} // namespace ns3::vnlab
