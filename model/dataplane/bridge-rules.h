// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BRIDGE_RULES_H
#define VNLAB_BRIDGE_RULES_H

#include "model/wire/arp-frame.h"
#include "model/wire/frame-fields.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

/// @return whether a bridge accepts frames from this address: not from a group, nor from none
constexpr bool
IsValidSource(const MacBytes& mac)
{
    return !IsGroup(mac) && mac != MacBytes{};
}

/**
 * @return whether frames to this group stay on one link (IEEE 802.1Q §8.6.3), so that Linux's
 *         bridge does not forward them: pause, LACP, LLDP and others
 *
 * Spanning tree's address, the first of the range, is forwarded, as by a bridge that takes no part
 * in it.
 */
inline bool
IsReservedGroup(const MacBytes& mac)
{
    constexpr std::array<uint8_t, 5> prefix{0x01, 0x80, 0xc2, 0, 0};
    return std::equal(prefix.begin(), prefix.end(), mac.begin()) && mac[5] >= 1 && mac[5] <= 0x0f;
}

/// @return whether a frame is an ARP request that a bridge may answer: not one to a single station,
///         a probe (RFC 5227 §2.1) or an announcement
inline bool
IsQuestionToAll(const FrameFields& fields)
{
    return fields.isArp && fields.arpOperation == kArpRequest && IsGroup(fields.destinationMac) &&
           fields.senderIp != 0 && fields.senderIp != fields.targetIp;
}

} // namespace ns3::vnlab

#endif // VNLAB_BRIDGE_RULES_H
