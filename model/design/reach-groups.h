// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REACH_GROUPS_H
#define VNLAB_REACH_GROUPS_H

#include "model/cloud/tenant-view.h"
#include "model/spec/reachability.h"

#include <span>

namespace ns3::vnlab
{

/// @return everybody reaches everybody: no isolation
Reachability ReachEverybody(std::span<const TenantView> tenants);

/// @return everybody reaches who is on the same path of the same tenant: isolated segments
Reachability ReachSegment(std::span<const TenantView> tenants);

/// @return the ends of virtual links reach each other: isolated links, on any port
Reachability ReachLinks(std::span<const TenantView> tenants);

/**
 * @return the ends of virtual links reach each other, on any port, where the link permits a service
 * that a sender can take for its own: what a filter without state lets through, which cannot tell a
 * request from a reply
 * @param ipProtocol of what is sent
 * @param lowestPort that the sender may use
 */
Reachability ReachLinks(std::span<const TenantView> tenants,
                        uint8_t ipProtocol,
                        uint16_t lowestPort);

/// @return everybody reaches whoever has a virtual link
Reachability ReachLinked(std::span<const TenantView> tenants);

} // namespace ns3::vnlab

#endif // VNLAB_REACH_GROUPS_H
