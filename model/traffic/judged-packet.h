// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_JUDGED_PACKET_H
#define VNLAB_JUDGED_PACKET_H

#include "model/drop-log.h"
#include "model/ids.h"
#include "model/population.h"
#include "model/traffic/spec-oracle.h"

#include "ns3/nstime.h"

#include <compare>
#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/// Who sends what to whom: packets of which one shows what has become of the others.
struct Conversation
{
    VnicId from;
    std::optional<VnicId> to; ///< whose address it is sent to; nothing: nobody's of the tenant
    PacketService service;

    auto operator<=>(const Conversation&) const = default;
};

/// What was done to a packet, held against what tenants want.
enum class Verdict : uint8_t
{
    kRight,
    kWronglyDelivered, ///< it got to somebody who may not have it
    kWronglyDropped,   ///< rules, or the lack of some, kept it from whom it was for
};

/// A packet that is judged: nothing that was wanted of it changed while it was on its way.
struct JudgedPacket
{
    Population population{};
    Conversation conversation;
    Time sent;
    uint32_t place{0};    ///< provider address that the receiver had when it ended
    bool isWanted{false}; ///< by whom it was sent to
    Verdict verdict{};
};

/**
 * @return whether a drop for that reason is a verdict of rules: they forbid the packet, lead it to
 *         where its receiver is not, or are not there.
 *
 * What no design can help is none: a queue that overflows, a link or host that is down, a vNIC that is
 * not plugged in, limits, sizes, a VM that its host does not admit, and what guests do.
 */
constexpr bool
IsOfRules(DropReason reason)
{
    switch (reason)
    {
    case VNLAB_DROP_NO_TUNNEL:
    case VNLAB_DROP_UNKNOWN_TUNNEL:
    case VNLAB_DROP_NOT_WHITELISTED:
    case VNLAB_DROP_UNKNOWN_VNI:
    case VNLAB_DROP_UNKNOWN_MAC:
    case VNLAB_DROP_SPOOFED_SOURCE:
    case VNLAB_DROP_NOT_PERMITTED:
    case VNLAB_DROP_NO_PORT:
    case VNLAB_DROP_NO_ROUTE:
    case VNLAB_DROP_TTL_EXPIRED:
    case VNLAB_DROP_FILTERED:
    case VNLAB_DROP_UNRESOLVED:
    case VNLAB_DROP_WRONG_VTEP:
    case VNLAB_DROP_NO_ASSOCIATION:
    case VNLAB_DROP_NOT_AUTHENTIC:
        return true;
    default:
        return false;
    }
}

} // namespace ns3::vnlab

#endif // VNLAB_JUDGED_PACKET_H
