// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ROUTED_PACKET_H
#define VNLAB_ROUTED_PACKET_H

#include "model/mac-bytes.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief An IPv4 packet as routers send it on: TTL less the hops, checksum right (RFC 1624 equation 3), the
 *        last one's Ethernet addresses.
 * @param frame without a VLAN tag; left as it is
 * @param hops fewer than its TTL, which the caller checks
 */
Ptr<Packet> Routed(const Ptr<const Packet>& frame,
                   const MacBytes& source,
                   const MacBytes& destination,
                   uint8_t hops = 1);

} // namespace ns3::vnlab

#endif // VNLAB_ROUTED_PACKET_H
