// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOST_CONNECTIONS_H
#define VNLAB_HOST_CONNECTIONS_H

#include "model/dataplane/frame-filter.h"
#include "model/ip/connection-table.h"
#include "model/spec/specification.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/// A packet as a firewall with memory sees it.
struct SeenPacket
{
    /// Nothing: it is of no connection that could be known: not IPv4, cut off, or a fragment behind the first.
    std::optional<TrackedPacket> tracked{};
    Tracked kind{Tracked::kOpens};
    /// What is spoken, by the end that was asked. No port: none, or none is to be seen.
    Service service;
    bool senderAsked{true}; ///< whether who sends it has opened the connection, and not who gets it
};

/**
 * @brief The connections that the firewall of a host remembers: one table for all of its vNICs.
 *
 * Each vNIC has zones of its own, as in OVN, so tenants with the same addresses do not meet, and a connection
 * between two vNICs of a host is there twice. One of them is for what the vNIC says itself; what it passes on for
 * others it sees twice, coming and going, each of which is a zone. So every zone sees every packet once.
 */
class HostConnections
{
  public:
    /// Where a packet is seen at a vNIC.
    enum class Side : uint8_t
    {
        kOwn,       ///< from or to the vNIC's own guest
        kPassedIn,  ///< of others, coming
        kPassedOut, ///< of others, going on
    };

    /// @param capacity connections, over all vNICs
    explicit HostConnections(uint32_t capacity);

    /// @return what a frame is to the connections that are known; nothing changes by it
    SeenPacket See(const FilteredFrame& frame, Side side);

    /**
     * @brief Decides on a frame, and remembers it if it passes.
     * @param permits asked with a SeenPacket whether rules permit what is spoken; not of packets that are out of
     *        place. They are asked about every packet, so that what they permit no more ends at once
     */
    template <class Permits>
    std::optional<DropReason> Decide(const FilteredFrame& frame, Side side, const Permits& permits)
    {
        const SeenPacket seen = See(frame, side);
        if (seen.kind == Tracked::kInvalid || !permits(seen))
        {
            return VNLAB_DROP_NOT_PERMITTED;
        }
        return Keep(frame, seen) ? std::nullopt : std::optional(VNLAB_DROP_CONNECTIONS_FULL);
    }

    /// Gives what is remembered of a vNIC to another host.
    void Move(VnicId vnic, HostConnections& to);

    void Clear();

    /// @return connections that are remembered
    size_t Size(Time now);

  private:
    /// Remembers a frame that passes. @return false where there is no room for its connection
    bool Keep(const FilteredFrame& frame, const SeenPacket& seen);

    uint32_t m_capacity;
    ConnectionTable m_table;
};

} // namespace ns3::vnlab

#endif // VNLAB_HOST_CONNECTIONS_H
