// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ATTACKED_SERVICES_H
#define VNLAB_ATTACKED_SERVICES_H

#include "model/cloud/tenant-view.h"
#include "model/guest/guest.h"
#include "model/wire/protocol-numbers.h"

#include <span>
#include <vector>

namespace ns3::vnlab
{

/// What is attacked where a link permits everything or there is none.
constexpr Service kDefaultService{ipproto::kUdp, kServicePort};

/**
 * @return the services of one end of a link that an attacker at the other is after: those chosen; where
 *         none are, those of UDP and TCP that the link permits, "any port" as kServicePort; where it
 *         permits everything or nothing of these, or there is no link, kDefaultService
 * @param chosen as ReachQuestion has them
 * @param link nullptr: there is none
 */
std::vector<Service> AttackedServices(std::span<const Service> chosen, const ViewLink* link);

/// @return whether one of them is attacked over UDP
bool HasDatagrams(std::span<const Service> services);

} // namespace ns3::vnlab

#endif // VNLAB_ATTACKED_SERVICES_H
