// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IP_IN_IP_H
#define VNLAB_IP_IN_IP_H

#include "model/wire/frame-fields.h"
#include "model/wire/outer-ipv4-udp.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <optional>

namespace ns3::vnlab
{

/**
 * @brief Puts the IPv4 packet of a frame into another one (RFC 2003): 20 bytes more.
 * @param frame with a whole IPv4 packet and no VLAN tag; left as it is
 * @param outer Ethernet and IPv4 addresses, and the identification; the rest is set here. DSCP and ECN are
 *        the inner header's
 */
Ptr<Packet> PutIntoIpIp(const Ptr<const Packet>& frame, const FrameFields& fields, OuterIpv4 outer);

/**
 * @brief Takes the inner packet out, behind an Ethernet header with the outer one's addresses.
 * @param frame whole, of protocol 4; becomes the inner packet
 * @return its fields; nothing where what is inside is no IPv4 packet, or not all of it
 */
std::optional<FrameFields> TakeOutOfIpIp(const Ptr<Packet>& frame, const FrameFields& outer);

} // namespace ns3::vnlab

#endif // VNLAB_IP_IN_IP_H
