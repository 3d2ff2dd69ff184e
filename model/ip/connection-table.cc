// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/connection-table.h"

#include "model/ip/icmp-error.h"
#include "model/wire/big-endian.h"
#include "model/wire/header-sizes.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tcp-fields.h"

#include <algorithm>
#include <span>

namespace ns3::vnlab
{

namespace
{

/// What of a segment's flags decides, the first that it has: RST, SYN with ACK, SYN, FIN, ACK.
enum class SegmentKind : uint8_t
{
    kSyn,
    kSynAck,
    kFin,
    kAck,
    kReset,
    kNone,
};

SegmentKind
KindOf(uint8_t flags)
{
    if (flags & tcpflag::kReset)
    {
        return SegmentKind::kReset;
    }
    if (flags & tcpflag::kSyn)
    {
        return flags & tcpflag::kAck ? SegmentKind::kSynAck : SegmentKind::kSyn;
    }
    if (flags & tcpflag::kFin)
    {
        return SegmentKind::kFin;
    }
    return flags & tcpflag::kAck ? SegmentKind::kAck : SegmentKind::kNone;
}

using enum TcpTrack;

constexpr std::optional<TcpTrack> kBad{};

/// By the sender's side, the kind of segment and the state before; netfilter's states and events
/// (net/netfilter/nf_conntrack_proto_tcp.c). What it ignores leaves the state as it is.
using Row = std::array<std::optional<TcpTrack>, 10>;

// clang-format off
//                     none         SYN sent     SYN received  established   FIN wait     close wait    last ACK     time wait    close        SYN sent 2
constexpr Row kSynFromOpener{
                       kSynSent,    kSynSent,    kSynReceived, kEstablished, kFinWait,    kCloseWait,   kLastAck,    kSynSent,    kSynSent,    kSynSent2};
constexpr Row kSynAckFromOpener{
                       kBad,        kBad,        kSynReceived, kBad,         kBad,        kBad,         kBad,        kBad,        kBad,        kSynReceived};
constexpr Row kFinFromOpener{
                       kBad,        kBad,        kFinWait,     kFinWait,     kLastAck,    kLastAck,     kLastAck,    kTimeWait,   kClose,      kBad};
constexpr Row kAckFromOpener{
                       kEstablished, kBad,       kEstablished, kEstablished, kCloseWait,  kCloseWait,   kTimeWait,   kTimeWait,   kClose,      kBad};
constexpr Row kSynFromOther{
                       kBad,        kSynSent2,   kBad,         kBad,         kBad,        kBad,         kBad,        kSynSent,    kBad,        kSynSent2};
constexpr Row kSynAckFromOther{
                       kBad,        kSynReceived, kSynReceived, kEstablished, kFinWait,   kCloseWait,   kLastAck,    kTimeWait,   kClose,      kSynReceived};
constexpr Row kFinFromOther{
                       kBad,        kBad,        kFinWait,     kFinWait,     kLastAck,    kLastAck,     kLastAck,    kTimeWait,   kClose,      kBad};
constexpr Row kAckFromOther{
                       kBad,        kSynSent,    kSynReceived, kEstablished, kCloseWait,  kCloseWait,   kTimeWait,   kTimeWait,   kClose,      kSynSent2};
constexpr Row kResetFromAny{
                       kBad,        kClose,      kClose,       kClose,       kClose,      kClose,       kClose,      kClose,      kClose,      kClose};
constexpr Row kNothing{kBad,        kBad,        kBad,         kBad,         kBad,        kBad,         kBad,        kBad,        kBad,        kBad};
// clang-format on

const Row&
RowOf(SegmentKind kind, bool fromOpener)
{
    switch (kind)
    {
    case SegmentKind::kSyn:
        return fromOpener ? kSynFromOpener : kSynFromOther;
    case SegmentKind::kSynAck:
        return fromOpener ? kSynAckFromOpener : kSynAckFromOther;
    case SegmentKind::kFin:
        return fromOpener ? kFinFromOpener : kFinFromOther;
    case SegmentKind::kAck:
        return fromOpener ? kAckFromOpener : kAckFromOther;
    case SegmentKind::kReset:
        return kResetFromAny;
    case SegmentKind::kNone:
        break;
    }
    return kNothing;
}

constexpr size_t kIcmpIdentifier = 4;
constexpr size_t kTcpFlags = 13;

/// Fills in what stands behind an IPv4 header. @return whether enough of it is there
bool
ReadL4(std::span<const uint8_t> l4, TrackedPacket& packet)
{
    switch (packet.protocol)
    {
    case ipproto::kTcp:
        if (l4.size() <= kTcpFlags)
        {
            return false;
        }
        packet.tcpFlags = l4[kTcpFlags];
        break;
    case ipproto::kIcmp:
        if (l4.size() < headersize::kIcmp)
        {
            return false;
        }
        packet.icmpType = l4[0];
        packet.sourcePort = ReadBig16(&l4[kIcmpIdentifier]);
        packet.destinationPort = packet.sourcePort;
        break;
    default:
        break;
    }
    return true;
}

/// @return the packet that an ICMP error quotes: its IPv4 header and at least eight bytes
std::optional<TrackedPacket>
Quoted(std::span<const uint8_t> quote)
{
    constexpr size_t ports = 4;
    if (quote.size() < headersize::kIpv4)
    {
        return std::nullopt;
    }
    const size_t header = size_t{quote[0] & 15U} * 4;
    if (header < headersize::kIpv4 || quote.size() < header + ports)
    {
        return std::nullopt;
    }
    TrackedPacket packet{.source = ReadBig32(&quote[12]),
                         .destination = ReadBig32(&quote[16]),
                         .protocol = quote[9],
                         .isError = true};
    const std::span l4 = quote.subspan(header);
    if (packet.protocol == ipproto::kTcp || packet.protocol == ipproto::kUdp)
    {
        packet.sourcePort = ReadBig16(&l4[0]);
        packet.destinationPort = ReadBig16(&l4[2]);
        return packet;
    }
    return ReadL4(l4, packet) ? std::optional(packet) : std::nullopt;
}

} // namespace

std::optional<TrackedPacket>
TrackedPacketOf(const Ptr<const Packet>& frame, const FrameFields& fields)
{
    if (!fields.isIpv4 || fields.fragmentOffset != 0)
    {
        return std::nullopt;
    }
    std::array<uint8_t, 160> bytes; // the longest headers, and those that an error quotes
    const std::span head(bytes.data(), CopyHead(frame, bytes));
    const std::span l4 = head.subspan(std::min<size_t>(fields.l4Offset, head.size()));
    TrackedPacket packet{.source = fields.source,
                         .destination = fields.destination,
                         .protocol = fields.protocol,
                         .sourcePort = fields.sourcePort,
                         .destinationPort = fields.destinationPort};
    if (!ReadL4(l4, packet))
    {
        return std::nullopt;
    }
    if (packet.protocol == ipproto::kIcmp && IsIcmpError(packet.icmpType))
    {
        return Quoted(l4.subspan(headersize::kIcmp));
    }
    return packet;
}

ConnectionTable::ConnectionTable(size_t capacity, const ConnectionTimeouts& timeouts)
    : m_capacity(capacity),
      m_timeouts(timeouts)
{
}

ConnectionTable::Key
ConnectionTable::KeyOf(const TrackedPacket& packet)
{
    const std::pair from(packet.source, packet.sourcePort);
    const std::pair to(packet.destination, packet.destinationPort);
    return {packet.zone, packet.protocol, {std::min(from, to), std::max(from, to)}};
}

/// @return the state behind a packet; nothing: it is out of place. Without states, kNone
std::optional<TcpTrack>
ConnectionTable::NextState(const TrackedPacket& packet, const Connection* known) const
{
    const bool fromOpener = !known || known->opener == std::pair(packet.source, packet.sourcePort);
    if (packet.protocol == ipproto::kTcp)
    {
        const TcpTrack before = known ? known->state : kNone;
        return RowOf(KindOf(packet.tcpFlags), fromOpener)[static_cast<size_t>(before)];
    }
    const bool isQuery = packet.protocol != ipproto::kIcmp || packet.icmpType == kIcmpEcho;
    const bool isReply = packet.protocol != ipproto::kIcmp || packet.icmpType == kIcmpEchoReply;
    return (fromOpener ? isQuery : isReply) ? std::optional(kNone) : std::nullopt;
}

Tracked
ConnectionTable::Classify(const TrackedPacket& packet, Time now)
{
    Expire(now);
    const auto known = m_connections.find(KeyOf(packet));
    if (packet.isError)
    {
        return known == m_connections.end() ? Tracked::kInvalid : Tracked::kRelated;
    }
    if (known == m_connections.end())
    {
        return NextState(packet, nullptr) ? Tracked::kOpens : Tracked::kInvalid;
    }
    return NextState(packet, &known->second) ? Tracked::kBelongs : Tracked::kInvalid;
}

/// @return whether a packet opens again what its other end has closed
bool
ConnectionTable::IsReopened(TcpTrack before, TcpTrack after)
{
    return before == kTimeWait && after == kSynSent;
}

bool
ConnectionTable::IsFromOpener(const TrackedPacket& packet, Time now)
{
    Expire(now);
    const auto known = m_connections.find(KeyOf(packet));
    if (known == m_connections.end() ||
        known->second.opener == std::pair(packet.source, packet.sourcePort))
    {
        return true;
    }
    const std::optional<TcpTrack> next =
        packet.isError ? std::nullopt : NextState(packet, &known->second);
    return next && IsReopened(known->second.state, *next);
}

bool
ConnectionTable::HasRoom(Time now)
{
    return Size(now) < m_capacity;
}

bool
ConnectionTable::Note(const TrackedPacket& packet, Time now)
{
    Expire(now);
    const Key key = KeyOf(packet);
    const auto known = m_connections.find(key);
    if (known == m_connections.end())
    {
        if (m_connections.size() >= m_capacity)
        {
            return false;
        }
        Connection& opened = m_connections[key];
        opened.opener = {packet.source, packet.sourcePort};
        opened.state = NextState(packet, nullptr).value();
        Renew(key, opened, now + LifetimeOf(packet, opened));
        return true;
    }
    Connection& connection = known->second;
    const bool isReset = packet.protocol == ipproto::kTcp && packet.tcpFlags & tcpflag::kReset;
    if (isReset && !connection.isAnswered)
    {
        m_connections.erase(known); // refused before it was open
        return true;
    }
    const std::pair sender(packet.source, packet.sourcePort);
    const TcpTrack before = connection.state;
    connection.state = NextState(packet, &connection).value();
    const bool isReopened = IsReopened(before, connection.state);
    connection.opener = isReopened ? sender : connection.opener;
    connection.isAnswered = !isReopened && (connection.isAnswered || connection.opener != sender);
    Renew(key, connection, now + LifetimeOf(packet, connection));
    return true;
}

void
ConnectionTable::Renew(const Key& key, Connection& connection, Time until)
{
    connection.until = until;
    if (until < connection.due)
    {
        connection.due = until;
        m_deadlines.emplace(until, key);
    }
}

Time
ConnectionTable::LifetimeOf(const TrackedPacket& packet, const Connection& connection) const
{
    switch (packet.protocol)
    {
    case ipproto::kTcp:
        return m_timeouts.tcp[static_cast<size_t>(connection.state)];
    case ipproto::kUdp:
        return connection.isAnswered ? m_timeouts.udpStream : m_timeouts.udp;
    case ipproto::kIcmp:
        return m_timeouts.icmp;
    default:
        return m_timeouts.other;
    }
}

void
ConnectionTable::Expire(Time now)
{
    while (!m_deadlines.empty() && m_deadlines.top().first <= now)
    {
        const auto [due, key] = m_deadlines.top();
        m_deadlines.pop();
        const auto connection = m_connections.find(key);
        if (connection == m_connections.end() || connection->second.due != due)
        {
            continue; // of one that is gone, or looked at before
        }
        if (connection->second.until <= now)
        {
            m_connections.erase(connection);
            continue;
        }
        connection->second.due = Time::Max();
        Renew(key, connection->second, connection->second.until);
    }
}

size_t
ConnectionTable::Size(Time now)
{
    Expire(now);
    return m_connections.size();
}

TcpTrack
ConnectionTable::StateOf(const TrackedPacket& packet, Time now)
{
    Expire(now);
    const auto known = m_connections.find(KeyOf(packet));
    return known == m_connections.end() ? kNone : known->second.state;
}

void
ConnectionTable::Move(uint64_t zone, ConnectionTable& to)
{
    auto it = m_connections.lower_bound(Key{.zone = zone});
    while (it != m_connections.end() && it->first.zone == zone)
    {
        Connection& moved = to.m_connections[it->first] = it->second;
        moved.due = Time::Max();
        to.Renew(it->first, moved, moved.until);
        it = m_connections.erase(it);
    }
}

} // namespace ns3::vnlab
