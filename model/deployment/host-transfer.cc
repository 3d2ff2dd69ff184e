// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/host-transfer.h"

#include "model/ip/packet-fields.h"
#include "model/ip/tcp-segment.h"
#include "model/population.h"
#include "model/substrate/address-plan.h"
#include "model/wire/header-sizes.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kMostPackets = std::numeric_limits<uint8_t>::max(); // FabricFrame::packets
constexpr uint32_t kLeastSegments = 512; // in what is sent, where packets are that small
constexpr uint32_t kFirstWindow = 10;    // segments; RFC 6928
constexpr uint32_t kReordering = 3;      // segments; RFC 9002's kPacketThreshold
constexpr uint32_t kLeastAfterLoss = 2;  // segments; RFC 5681 equation 4

FabricFrame
FrameOf(const TcpSegment& segment)
{
    Ptr<Packet> packet = MakeFrame(segment);
    Mark(packet, Population::kMigration);
    const FrameFields fields = *FieldsOf(packet);
    return MakeFabricFrame(std::move(packet), fields);
}

TcpSegment
SegmentBetween(const HostSwitch& from, const HostSwitch& to, uint16_t port, uint32_t payload)
{
    return {.sourceMac = ToBytes(from.GetUplink()->GetMac()),
            .destinationMac = from.GetUplink()->LeafMac(),
            .source = address_plan::HostAddress(from.GetHost()),
            .destination = address_plan::HostAddress(to.GetHost()),
            .sourcePort = port,
            .destinationPort = port,
            .payload = Create<Packet>(payload)};
}

} // namespace

HostTransfer::HostTransfer(const Ends& ends, uint32_t segment)
    : m_ends(ends),
      m_payload(ends.from.GetUplink()->GetMtu() - kTcpIpHeaders),
      m_mostInSegment(std::clamp(segment, m_payload, kMostPackets * m_payload)),
      m_segment(m_mostInSegment),
      m_window(uint64_t{kFirstWindow} * kSegment),
      m_threshold(UINT64_MAX)
{
    m_ends.stack.Listen(EndpointOf(m_ends.from), *this);
    m_ends.stack.Listen(EndpointOf(m_ends.to), *this);
}

HostTransfer::~HostTransfer()
{
    m_pump.Cancel();
    m_timer.Cancel();
    m_ends.stack.Forget(EndpointOf(m_ends.from));
    m_ends.stack.Forget(EndpointOf(m_ends.to));
}

HostStack::Endpoint
HostTransfer::EndpointOf(const HostSwitch& host) const
{
    return {address_plan::HostAddress(host.GetHost()), ipproto::kTcp, m_ends.port};
}

void
HostTransfer::OnStall(std::function<void()> stalled)
{
    m_stalled = std::move(stalled);
}

uint64_t
HostTransfer::FrameBytes() const
{
    return m_frameBytes;
}

uint64_t
HostTransfer::Retransmissions() const
{
    return m_retransmissions;
}

void
HostTransfer::Send(uint64_t bytes, std::function<void()> done)
{
    const uint64_t even = bytes / kLeastSegments / m_payload * m_payload;
    m_segment = static_cast<uint32_t>(std::clamp<uint64_t>(even, m_payload, m_mostInSegment));
    m_left = bytes;
    m_done = std::move(done);
    m_pump =
        Simulator::ScheduleNow(bytes > 0 ? &HostTransfer::Pump : &HostTransfer::FinishIfDone, this);
}

/// Sends what window and card take, and comes back when the card takes more.
void
HostTransfer::Pump()
{
    while (m_left > 0)
    {
        const auto bytes = static_cast<uint32_t>(std::min<uint64_t>(m_left, m_segment));
        if (m_flyingBytes > 0 && m_flyingBytes + bytes > m_window)
        {
            return;
        }
        if (const Time free = NanoSeconds(m_leaves_ns[0]); free > Simulator::Now())
        {
            m_pump.Cancel();
            m_pump = Simulator::Schedule(free - Simulator::Now(), &HostTransfer::Pump, this);
            return;
        }
        SendSegment(bytes);
    }
}

void
HostTransfer::SendSegment(uint32_t bytes)
{
    TcpSegment first =
        SegmentBetween(m_ends.from, m_ends.to, m_ends.port, std::min(bytes, m_payload));
    first.sequence = m_next; // of segments, since each is acknowledged for itself
    FabricFrame frame = FrameOf(first);
    const uint32_t packets = (bytes + m_payload - 1) / m_payload;
    frame.packets = static_cast<uint8_t>(packets);
    frame.bytes = bytes + packets * (headersize::kEthernet + kTcpIpHeaders);
    m_frameBytes += frame.bytes;
    m_left -= bytes;
    m_flyingBytes += bytes;
    m_flying.push_back({m_next++, bytes, Simulator::Now()});
    const LinkId uplink = m_ends.fabric.GetTopology().HostUp(m_ends.from.GetHost());
    m_ends.from.GetUplink()->SendToFabric(std::move(frame));
    m_leaves_ns = {m_leaves_ns[1], m_ends.fabric.Link(uplink).FreeAt_ns()};
    if (m_timer.IsExpired())
    {
        ArmTimer();
    }
}

void
HostTransfer::ReceivePacket(uint32_t address, const Ptr<const Packet>& frame)
{
    const std::optional<TcpSegment> segment = ReadSegment(frame);
    if (!segment)
    {
        return;
    }
    if (address == address_plan::HostAddress(m_ends.to.GetHost()))
    {
        SendAck(segment->sequence);
        return;
    }
    Acknowledged(segment->acknowledgement);
}

void
HostTransfer::SendAck(uint32_t number)
{
    TcpSegment ack = SegmentBetween(m_ends.to, m_ends.from, m_ends.port, 0);
    ack.acknowledgement = number;
    FabricFrame frame = FrameOf(ack);
    m_frameBytes += frame.bytes;
    m_ends.to.GetUplink()->SendToFabric(std::move(frame));
}

void
HostTransfer::Acknowledged(uint32_t number)
{
    const auto flying = std::ranges::find(m_flying, number, &Flying::number);
    if (flying == m_flying.end())
    {
        return; // it was taken for lost
    }
    const uint32_t bytes = flying->bytes;
    m_rto.Sample(Simulator::Now() - flying->sentAt);
    Grow(bytes);
    m_flyingBytes -= bytes;
    m_flying.erase(flying);
    if (number >= kReordering)
    {
        Lose(number - kReordering + 1);
    }
    ArmTimer();
    Pump();
    FinishIfDone();
}

/// Where the window is what limits the sender, as Linux has it (tcp_is_cwnd_limited): in slow start it may be
/// twice what is on its way.
void
HostTransfer::Grow(uint32_t bytes)
{
    if (m_window < m_threshold)
    {
        m_window += m_window < 2 * m_flyingBytes ? bytes : 0;
    }
    else if (m_flyingBytes + m_segment > m_window)
    {
        m_window += uint64_t{kSegment} * bytes / m_window;
    }
}

/// Takes segments for lost. @param before number of the first that is not
void
HostTransfer::Lose(uint32_t before)
{
    const uint64_t flight = m_flyingBytes;
    while (!m_flying.empty() && m_flying.front().number < before)
    {
        const Flying lost = m_flying.front();
        m_flying.pop_front();
        m_flyingBytes -= lost.bytes;
        m_left += lost.bytes;
        ++m_retransmissions;
        if (lost.number >= m_recover)
        {
            Halve(flight);
        }
    }
}

/// Once for all that was on its way at a time. @param flight bytes that were
void
HostTransfer::Halve(uint64_t flight)
{
    m_threshold = std::max<uint64_t>(flight / 2, uint64_t{kLeastAfterLoss} * kSegment);
    m_window = m_threshold;
    m_recover = m_next;
}

void
HostTransfer::ArmTimer()
{
    m_timer.Cancel();
    if (!m_flying.empty())
    {
        m_timer = Simulator::Schedule(m_rto.Timeout(), &HostTransfer::Timeout, this);
    }
}

void
HostTransfer::Timeout()
{
    m_rto.BackOff();
    Halve(m_flyingBytes);
    Lose(m_next);
    m_window = kSegment;
    Pump();
    if (const auto stalled = m_stalled) // a copy, since it may destroy the other
    {
        stalled();
    }
}

void
HostTransfer::FinishIfDone()
{
    if (m_left == 0 && m_flying.empty() && m_done)
    {
        std::exchange(m_done, nullptr)();
    }
}

} // namespace ns3::vnlab
