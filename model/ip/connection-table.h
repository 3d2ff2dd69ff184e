// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CONNECTION_TABLE_H
#define VNLAB_CONNECTION_TABLE_H

#include "model/wire/frame-fields.h"

#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// A packet as connection tracking sees it. Host byte order.
struct TrackedPacket
{
    uint32_t source{0};
    uint32_t destination{0};
    uint8_t protocol{0};
    uint16_t sourcePort{0};      ///< of an ICMP query its identifier
    uint16_t destinationPort{0}; ///< likewise
    uint8_t tcpFlags{0};
    uint8_t icmpType{0};
    bool isError{
        false}; ///< an ICMP error; then the fields above are those of the packet that it quotes
    uint64_t zone{0}; ///< connections in different zones are different ones

    bool operator==(const TrackedPacket&) const = default;
};

/// @return the packet of a frame; nothing where it is not IPv4, a fragment behind the first, or cut off
std::optional<TrackedPacket> TrackedPacketOf(const Ptr<const Packet>& frame,
                                             const FrameFields& fields);

/// States of a TCP connection between two ends that are both only heard, as netfilter has them.
enum class TcpTrack : uint8_t
{
    kNone,
    kSynSent,
    kSynReceived,
    kEstablished,
    kFinWait,
    kCloseWait,
    kLastAck,
    kTimeWait,
    kClose,
    kSynSent2, ///< both ends have sent a SYN
};

/// How long a connection is remembered in silence: Linux's defaults (nf_conntrack-sysctl.rst).
struct ConnectionTimeouts
{
    /// By TcpTrack.
    std::array<Time, 10> tcp{Seconds(0),
                             Seconds(120),
                             Seconds(60),
                             Seconds(432'000),
                             Seconds(120),
                             Seconds(60),
                             Seconds(30),
                             Seconds(120),
                             Seconds(10),
                             Seconds(120)};
    Time udp{Seconds(30)};
    Time udpStream{Seconds(120)}; ///< once it has been answered
    Time icmp{Seconds(30)};
    Time other{Seconds(600)};
};

/// What a packet is to the connections that are known.
enum class Tracked : uint8_t
{
    kOpens,   ///< it would be the first of one
    kBelongs, ///< to one that is open, in either direction
    kRelated, ///< an ICMP error about one
    kInvalid, ///< to none, and it cannot open one; or out of place in one
};

/**
 * @brief Who has spoken with whom: the connections of TCP, UDP, ICMP queries and, by addresses alone, of
 * other protocols.
 *
 * Behaves as Linux's nf_conntrack with its defaults, zones included, but that it looks at no sequence numbers, and that a full
 * table refuses what is new and gives nobody up for it. A connection that a table finds open, by an ACK that
 * it has seen no SYN before, is taken for established (nf_conntrack_tcp_loose).
 */
class ConnectionTable
{
  public:
    /// @param capacity connections; nf_conntrack_max of a machine with 1 to 4 GB by default
    explicit ConnectionTable(size_t capacity = 65'536, const ConnectionTimeouts& timeouts = {});

    /// @return what a packet is; nothing changes by it
    Tracked Classify(const TrackedPacket& packet, Time now);

    /// @return whether a packet, or the one that an error quotes, is of the end that opened its connection; true
    ///         where it opens one
    bool IsFromOpener(const TrackedPacket& packet, Time now);

    /// @return whether there is room for another connection
    bool HasRoom(Time now);

    /// Notes that a packet passes which opens a connection or belongs to one.
    /// @return false where it would open one and the table is full
    bool Note(const TrackedPacket& packet, Time now);

    /// @return connections that are remembered
    size_t Size(Time now);

    /// @return the state of a packet's connection; kNone: there is none, or it is not TCP
    TcpTrack StateOf(const TrackedPacket& packet, Time now);

    /// Gives the connections of a zone, with all that is known of them, to another table, which may be over its
    /// capacity then: they move with a VM.
    void Move(uint64_t zone, ConnectionTable& to);

  private:
    /// A connection by its first packet's source and its destination.
    struct Key
    {
        uint64_t zone;
        uint8_t protocol{};
        std::array<std::pair<uint32_t, uint16_t>, 2> ends{}; ///< the lower one first

        auto operator<=>(const Key&) const = default;
    };

    struct Connection
    {
        std::pair<uint32_t, uint16_t> opener;
        TcpTrack state{TcpTrack::kNone};
        bool isAnswered{false};
        Time until;
        Time due{
            Time::Max()}; ///< when the table looks at it: not after `until`, or that is put off
    };

    using Deadline = std::pair<Time, Key>;

    static Key KeyOf(const TrackedPacket& packet);
    std::optional<TcpTrack> NextState(const TrackedPacket& packet, const Connection* known) const;
    static bool IsReopened(TcpTrack before, TcpTrack after);
    Time LifetimeOf(const TrackedPacket& packet, const Connection& connection) const;
    void Renew(const Key& key, Connection& connection, Time until);
    void Expire(Time now);

    size_t m_capacity;
    ConnectionTimeouts m_timeouts;
    std::map<Key, Connection> m_connections;
    /// When connections may be over: one of each counts, that of Connection::due.
    std::priority_queue<Deadline, std::vector<Deadline>, std::greater<>> m_deadlines;
};

} // namespace ns3::vnlab

#endif // VNLAB_CONNECTION_TABLE_H
