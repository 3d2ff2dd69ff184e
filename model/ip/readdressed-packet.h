// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_READDRESSED_PACKET_H
#define VNLAB_READDRESSED_PACKET_H

#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief An IPv4 packet with another destination, as who translates addresses makes it: the checksums of
 *        IPv4 and of UDP are right again where they were before (RFC 1624 equation 3), and a UDP checksum
 *        that was not computed stays so. Not for TCP, whose checksum stays as it is.
 * @param frame left as it is
 * @param fields of the frame
 * @param destination IPv4, host byte order
 */
Ptr<Packet> Readdressed(const Ptr<const Packet>& frame,
                        const FrameFields& fields,
                        uint32_t destination);

} // namespace ns3::vnlab

#endif // VNLAB_READDRESSED_PACKET_H
