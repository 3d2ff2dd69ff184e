// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TUNNEL_ECN_H
#define VNLAB_TUNNEL_ECN_H

#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @return the ECN field of the outer header for an inner one: a copy, but CE becomes ECT(0)
 *         (RFC 3168 §9.1.1 full functionality, as Linux's INET_ECN_encapsulate has it)
 */
uint8_t OuterEcn(const FrameFields& inner);

/**
 * @brief Hands the congestion mark of the outer header on to the inner one (RFC 6040 §4.2, figure 4,
 * as Linux's INET_ECN_decapsulate has it).
 *
 * IPv4 and IPv6; a frame with an 802.1Q tag keeps its marks and is never dropped, as in Linux.
 * @param outerTos TOS byte of the outer header
 * @param frame the inner Ethernet frame; its TOS and header checksum are changed where needed
 * @param inner its fields; `tos` follows
 * @return false where the frame has to be dropped: CE on a packet whose ends do not know ECN
 */
bool CombineEcn(uint8_t outerTos, const Ptr<Packet>& frame, FrameFields& inner);

} // namespace ns3::vnlab

#endif // VNLAB_TUNNEL_ECN_H
