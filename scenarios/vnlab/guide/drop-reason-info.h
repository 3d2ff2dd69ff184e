// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DROP_REASON_INFO_H
#define VNLAB_DROP_REASON_INFO_H

#include "model/drop-log.h"

#include <array>
#include <string_view>

namespace ns3::vnlab
{

/// Where packets are dropped for a reason, and what it means; doc/metrics.md has the same table.
struct DropReasonInfo
{
    std::string_view where;
    std::string_view why; ///< "" where the name says all
};

/// By DropReason.
inline constexpr std::array<DropReasonInfo, VNLAB_DROP_REASON_COUNT> kDropReasons{{
    {"any", "truncated or inconsistent headers"},
    {"any", "an EtherType that is not handled here"},
    {"VM hook", "no encapsulation rule for the destination"},
    {"VM hook", "no decapsulation rule"},
    {"VM hook", "the source is not on the whitelist"},
    {"VM hook", "the frame could not be resized"},
    {"VTEP", "no such segment here"},
    {"VTEP, fabric", "neither an FDB nor a flood entry"},
    {"identity firewall", "not this vNIC's address"},
    {"identity firewall", "no entry for this pair of identities"},
    {"host", "the VM's certificate was refused"},
    {"host", "no vNIC has this address"},
    {"fabric", "destination unknown"},
    {"fabric, host", ""},
    {"link", "queue limit reached"},
    {"host", "does not fit and may not be fragmented"},
    {"host, guest", "a fragment never arrived"},
    {"guest", "no answer, or the queue was full"},
    {"guest", "another MAC or IP address"},
    {"guest", "closed port or other protocol"},
    {"vNIC", "not attached, or no longer"},
    {"link", "it is down, or went down with the frame in flight"},
    {"fabric", "the only way of a bridge leads back to the sender"},
    {"host", "a limited VM sends more than it may"},
}};

} // namespace ns3::vnlab

#endif // VNLAB_DROP_REASON_INFO_H
