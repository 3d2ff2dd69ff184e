// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REACH_GROUPS_H
#define VNLAB_REACH_GROUPS_H

#include "model/cloud/tenant-view.h"
#include "model/spec/reach-question.h"
#include "model/spec/reachability.h"

#include <cstdint>
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

/// How a filter tells an answer from a request.
enum class FilterMemory : uint8_t
{
    kNone,        ///< by its source port: not at all
    kConnections, ///< by the connection that somebody has opened
};

/**
 * @return the links over which a filter of services lets an attacked one through: those that permit it; without
 *         memory, those that permit a port of its protocol, too, that the attacker can take for its own
 * @param question outlives what is returned; its attacker's power decides which ports may be sent from
 * @param byDatagrams whether services over UDP alone count
 */
LinkFilter PassingLinks(const ReachQuestion& question,
                        FilterMemory memory,
                        bool byDatagrams = false);

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

/// The same where filters look at services. @param counts the links over which they let an attacked one through
void AddCarriers(std::span<const TenantView> tenants,
                 const ReachQuestion& question,
                 const LinkFilter& counts,
                 Reachability& reach);

/**
 * @brief Adds what root gains by forging under a design that knows who sends by its addresses, and by a place that it
 *        shares with others.
 *
 * It sends in the name of each VM at its place to those that that VM has a link with, if it knows the name. Answers
 * go to whom they name.
 * @param placeOf of a host
 */
void AddForgers(std::span<const TenantView> tenants,
                const ReachQuestion& question,
                const LinkFilter& counts,
                const std::function<uint32_t(HostId host)>& placeOf,
                Reachability& reach);

/// @return everybody reaches who has a virtual link that counts
Reachability ReachLinked(std::span<const TenantView> tenants,
                         const Attacker& attacker,
                         const LinkFilter& counts);

} // namespace ns3::vnlab

#endif // VNLAB_REACH_GROUPS_H
