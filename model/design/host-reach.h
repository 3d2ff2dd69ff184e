// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOST_REACH_H
#define VNLAB_HOST_REACH_H

#include "model/cloud/tenant-view.h"
#include "model/design/reach-groups.h"
#include "model/spec/reach-question.h"
#include "model/spec/reachability.h"

#include <cstdint>
#include <span>

namespace ns3::vnlab
{

// What owning a host gains (Capability::kHostRoot): the VMs on it, and packets to other hosts that no host would
// send which does its work.

/// Adds that who has a VM has all VMs on its host: it reaches them, and whom they reach.
void JoinHosts(std::span<const TenantView> tenants, Reachability& reach);

/**
 * @return whether the attacker owns a host and what is asked of can come by a forged packet: to one that bears
 *         another's name, no answer comes back, so what is exploited has to take datagrams
 */
bool TakesForgedPackets(const ReachQuestion& question);

/// @return the links over which a filter lets a forged packet through. @see PassingLinks
LinkFilter ForgedLinks(const ReachQuestion& question, FilterMemory memory);

/// Where somebody must be whose name a forged packet may bear.
enum class NamePlace : uint8_t
{
    kAnywhere,
    kElsewhere, ///< not on the target's host, which looks where tunnels come from
};

/// Adds that everybody reaches the ends of links that count, in the name of who sends to them there: the other end,
/// or the last one on a service chain.
void AddForgedNames(std::span<const TenantView> tenants,
                    const LinkFilter& counts,
                    NamePlace place,
                    Reachability& reach);

} // namespace ns3::vnlab

#endif // VNLAB_HOST_REACH_H
