// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TUNNEL_MTU_H
#define VNLAB_TUNNEL_MTU_H

#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @return whether a frame that a tunnel cannot carry whole is given up and its sender told, as
 *         Linux decides (skb_tunnel_check_pmtu); otherwise the outer packet travels in fragments
 *
 * Told are the senders of IPv4 packets with DF that are no fragments, and of all IPv6 packets; not
 * of 802.1Q-tagged ones, of ICMP errors, and of packets to or from addresses that Linux takes
 * for nobody's or everybody's. Extension headers of IPv6 are not looked behind.
 * @param mtu bytes of an IP packet that the tunnel carries whole
 */
bool IsGivenUpAsTooBig(const Ptr<const Packet>& frame, const FrameFields& fields, uint32_t mtu);

/**
 * @brief The message to the sender of such a frame, in the name of its receiver: ICMP
 * "fragmentation needed" or ICMPv6 "packet too big", as Linux builds them for bridged tunnels
 * (iptunnel_pmtud_build_icmp, iptunnel_pmtud_build_icmpv6).
 *
 * TTL or hop limit are the packet's own.
 * @return nullptr where the frame went to a group: nobody could have sent the message
 */
Ptr<Packet> MakeTooBigMessage(const Ptr<const Packet>& frame,
                              const FrameFields& fields,
                              uint32_t mtu);

} // namespace ns3::vnlab

#endif // VNLAB_TUNNEL_MTU_H
