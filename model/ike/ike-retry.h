// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_RETRY_H
#define VNLAB_IKE_RETRY_H

#include "ns3/nstime.h"

#include <cmath>
#include <cstdint>

namespace ns3::vnlab::ike
{

/// A request is sent so often again before its sender gives up.
constexpr uint32_t kRetries = 5;

/**
 * @return how long after it was sent for the n-th time a request is sent again: 4 s × 1.8^(n − 1), so that all of it
 *         takes 165 s. They are strongSwan's defaults (charon.retransmit_timeout, _base, _tries); RFC 7296 §2.4
 *         leaves the times to whoever sends.
 */
inline Time
RetryAfter(uint32_t n)
{
    constexpr double first_s = 4.0;
    constexpr double base = 1.8;
    return Seconds(first_s * std::pow(base, n - 1));
}

/// How long packets may come in by an association that has been replaced: strongSwan's charon.delete_rekeyed_delay.
inline const Time kOpensOnFor = Seconds(5);

} // namespace ns3::vnlab::ike

#endif // VNLAB_IKE_RETRY_H
