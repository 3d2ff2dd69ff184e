// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REACH_GROUPS_H
#define VNLAB_REACH_GROUPS_H

#include "model/cloud/tenant-view.h"
#include "model/spec/attacker.h"
#include "model/spec/reachability.h"

#include <span>

namespace ns3::vnlab
{

// What follows takes the attacker's position into account. What power and knowledge change is for the
// design to say.

/// @return everybody reaches everybody: no isolation
Reachability ReachEverybody(std::span<const TenantView> tenants, const Attacker& attacker);

/// @return everybody reaches whose address lies in a subnet of its own: no isolation, for who knows no
///         other subnets
Reachability ReachSubnets(std::span<const TenantView> tenants, const Attacker& attacker);

/// @return everybody reaches who is on the same path of the same tenant: isolated segments
Reachability ReachSegment(std::span<const TenantView> tenants, const Attacker& attacker);

/// @return the ends of virtual links reach each other: isolated links, on any port
Reachability ReachLinks(std::span<const TenantView> tenants, const Attacker& attacker);

/**
 * @return the ends of virtual links reach each other, on any port, where the link permits a service
 * that a sender can take for its own: what a filter without state lets through, which cannot tell a
 * request from a reply
 * @param attacker its power decides which ports it may send from
 * @param ipProtocol of what is sent
 */
Reachability ReachLinks(std::span<const TenantView> tenants,
                        const Attacker& attacker,
                        uint8_t ipProtocol);

/// @return everybody reaches whoever has a virtual link
Reachability ReachLinked(std::span<const TenantView> tenants, const Attacker& attacker);

} // namespace ns3::vnlab

#endif // VNLAB_REACH_GROUPS_H
