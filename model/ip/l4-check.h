// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_L4_CHECK_H
#define VNLAB_L4_CHECK_H

#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3::vnlab
{

/// What an IPv4 packet says of the message behind its header. Addresses in host byte order.
struct L4Envelope
{
    uint8_t protocol{0};
    uint32_t source{0};
    uint32_t destination{0};
};

/**
 * @brief Whether a UDP, TCP or ICMP message is whole and its checksum is right, as receivers check
 * before anything else (RFC 1122 §4.1.3.4, §4.2.2.7, §3.2.2).
 * @param packet holds the message from byte `offset` on
 * @return true for other protocols, and for a UDP checksum of 0 (there is none, RFC 768)
 */
bool IsValidL4(const L4Envelope& envelope, const Ptr<const Packet>& packet, uint32_t offset);

/// @param frame an unfragmented IPv4 packet without padding. @see above
inline bool
IsValidL4(const Ptr<const Packet>& frame, const FrameFields& fields)
{
    return IsValidL4({fields.protocol, fields.source, fields.destination}, frame, fields.l4Offset);
}

} // namespace ns3::vnlab

#endif // VNLAB_L4_CHECK_H
