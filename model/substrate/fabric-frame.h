// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FABRIC_FRAME_H
#define VNLAB_FABRIC_FRAME_H

#include "model/mac-bytes.h"
#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief An Ethernet frame on its way through the fabric.
 *
 * Carries what routers look at, read once where the frame enters, so a hop parses nothing. The
 * packet keeps the bytes as they were sent; a router's changes (TTL, header checksum, Ethernet
 * addresses) are only counted in `hops` and are made by AsSeen() when someone looks. A frame that
 * is bridged is not changed and has no hops (FabricPipeline::AsSeen).
 *
 * Several packets may go as one, where their times and fates one by one do not matter: they take the
 * bytes and the time of all on each link, and are forwarded when the last has come, lost together and
 * counted as one drop. Who looks sees the first.
 */
struct FabricFrame
{
    Ptr<Packet> packet;      ///< from the Ethernet header on; the first of several
    uint32_t destination{0}; ///< IPv4, host byte order
    uint32_t flowHash{0};    ///< of the 5-tuple, for ECMP; see HashGreKey
    uint32_t bytes{0};       ///< length of the packet, of all of them together
    int64_t ready_ns{0}; ///< when who sent it had finished it, which may be after it was handed on
    uint8_t ttl{64};     ///< as sent
    uint8_t hops{0};     ///< routers passed
    uint8_t dscp{0};     ///< as sent; RFC 2474
    uint8_t packets{1};  ///< alike and back to back, as which this goes; 0: see IsWeightless

    /// @return whether it is a probe, which must not disturb what it measures: it takes no room
    bool IsWeightless() const
    {
        return packets == 0;
    }
};

/// @return the frame with what switches look at. @param fields of the packet
FabricFrame MakeFabricFrame(Ptr<Packet> packet, const FrameFields& fields);

/// Has the hash of a GRE packet with a key depend on the key, in the place of the ports that it lacks.
/// Fragments have none, as they have no ports. @see RFC 7637 §4.1
void HashGreKey(FabricFrame& frame);

/**
 * @brief A routed frame as it is on a link: TTL less the hops, checksum right, that link's
 *        addresses. The packet is IPv4.
 * @return a copy; the frame's own packet is shared by others and stays as it was sent
 */
Ptr<Packet> AsSeen(const FabricFrame& frame, const MacBytes& source, const MacBytes& destination);

} // namespace ns3::vnlab

#endif // VNLAB_FABRIC_FRAME_H
