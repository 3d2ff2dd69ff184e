// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHAIN_RULES_H
#define VNLAB_CHAIN_RULES_H

#include "model/cloud/tenant-view.h"
#include "model/rule/rule.h"

#include <vector>

namespace ns3::vnlab
{

/// One step of what one end of a service chain sends to the other.
struct ChainHop
{
    VnicId source;
    VnicId destination;
    VnicId at; ///< that sends it on: the source itself, or one that it passes
    VnicId next;
};

/// @return the vNICs that a link's traffic passes, its ends among them, from a to b
std::vector<VnicId> WayOf(const ViewLink& link);

/// @return the steps of a link, both ways, in order; of one that goes straight there are none. Those whose
///         `at` does not exist in the version are left out: what comes there ends there
std::vector<ChainHop> ChainHops(const TenantView& view, const ViewLink& link);

/// Appends what host switches need to lead the packets of a link from hop to hop.
void AddNextHops(const TenantView& view,
                 const Scope& origin,
                 const ViewLink& link,
                 std::vector<Rule>& rules);

} // namespace ns3::vnlab

#endif // VNLAB_CHAIN_RULES_H
