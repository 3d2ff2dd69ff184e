// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PREFIX_ROUTES_H
#define VNLAB_PREFIX_ROUTES_H

#include "model/cloud/tenant-view.h"
#include "model/design/fabric-ways.h"
#include "model/rule/rule.h"
#include "model/spec/ipv4-prefix.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// @return the prefix by which the fabric's core knows where an address is: its rack's block for a VM that
///         is in the rack that gave it, else the address alone
Ipv4Prefix CorePrefix(const CloudPlan& plan, uint32_t address, HostId host);

/// @return the choice, of several best ways, that the core makes for all that goes to a prefix
uint32_t ChoiceFor(const Ipv4Prefix& to);

/**
 * @brief Adds the flows of spines and WAN routers to where a vNIC is, by its prefix: one at a spine, and at
 *        a WAN router one for each port but that to which it leads.
 *
 * Those of one prefix are the same for all vNICs there. A spine has ports to switches alone, which let
 * nothing in that is not permitted; a WAN router has others, to the outside, and trusts none of them.
 * @param ways of the view
 */
void AddPrefixRoutes(const TenantView& view,
                     const Scope& scope,
                     VnicId vnic,
                     FabricWays& ways,
                     std::vector<Rule>& rules);

} // namespace ns3::vnlab

#endif // VNLAB_PREFIX_ROUTES_H
