// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IPV4_FRAGMENTS_H
#define VNLAB_IPV4_FRAGMENTS_H

#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Cuts an IPv4 packet into fragments that fit an MTU (RFC 791 §3.2).
 *
 * All but the last carry as many bytes as fit, in units of 8. Options without the copy flag become
 * no-operation options behind the first fragment, as Linux does. Fragments can be cut again.
 * @param frame an Ethernet frame with a well-formed IPv4 packet; left as it is
 * @param fields of the frame
 * @param mtu largest IPv4 packet in bytes, 68 or more
 * @return Ethernet frames in the order of their offsets; one, equal to `frame`, where it fits
 */
std::vector<Ptr<Packet>> FragmentIpv4(const Ptr<const Packet>& frame,
                                      const FrameFields& fields,
                                      uint32_t mtu);

} // namespace ns3::vnlab

#endif // VNLAB_IPV4_FRAGMENTS_H
