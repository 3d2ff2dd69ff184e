// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REACH_GROUPS_H
#define VNLAB_REACH_GROUPS_H

#include "model/cloud/tenant-view.h"
#include "model/spec/reach-question.h"
#include "model/spec/reachability.h"

#include <functional>
#include <span>

namespace ns3::vnlab
{

// What follows takes the attacker's position into account. What power and knowledge change is for the
// design to say.

/// @return nobody reaches anybody: what other claims begin with
Reachability ReachNobody(std::span<const TenantView> tenants, const Attacker& attacker);

/// @return everybody reaches everybody: no isolation
Reachability ReachEverybody(std::span<const TenantView> tenants, const Attacker& attacker);

/// @return everybody reaches whose address lies in a subnet of its own: no isolation, for who knows no
///         other subnets
Reachability ReachSubnets(std::span<const TenantView> tenants, const Attacker& attacker);

/// @return everybody reaches who is on the same path of the same tenant: isolated segments
Reachability ReachSegment(std::span<const TenantView> tenants, const Attacker& attacker);

/// @return the ends of virtual links reach each other: isolated links, on any port
Reachability ReachLinks(std::span<const TenantView> tenants, const Attacker& attacker);

/// Whether a virtual link counts.
using LinkFilter = std::function<bool(const ViewLink& link)>;

/// @return the ends of those virtual links that count reach each other
Reachability ReachLinks(std::span<const TenantView> tenants,
                        const Attacker& attacker,
                        const LinkFilter& counts);

/**
 * @return the ends of virtual links reach each other where the link permits an attacked service, or a
 *         port of its protocol that an attacker can take for its own: what a filter without state lets
 *         through, which cannot tell a request from a reply
 * @param question its attacker's power decides which ports may be sent from
 */
Reachability ReachPermitted(std::span<const TenantView> tenants, const ReachQuestion& question);

/**
 * @brief Adds what root gains in a VM on a service chain, under a design that steers: it passes packets of
 *        either end on, and sends its own in their name.
 *
 * They arrive where all VMs run that come behind it. Answers go to whom they name; that they pass it, too, is
 * not counted as an answer to it.
 */
void AddCarriers(std::span<const TenantView> tenants,
                 const ReachQuestion& question,
                 Reachability& reach);

/// @return everybody reaches who has a virtual link that counts
Reachability ReachLinked(std::span<const TenantView> tenants,
                         const Attacker& attacker,
                         const LinkFilter& counts);

} // namespace ns3::vnlab

#endif // VNLAB_REACH_GROUPS_H
