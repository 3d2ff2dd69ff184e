// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SEGMENT_RULES_H
#define VNLAB_SEGMENT_RULES_H

#include "model/cloud/tenant-view.h"
#include "model/rule/rule.h"

#include <vector>

namespace ns3::vnlab
{

/// Appends the rule that puts a vNIC into its segment, at its own host.
void AddPortRule(const TenantView& view,
                 const Scope& origin,
                 VnicId vnic,
                 std::vector<Rule>& rules);

/// Appends what a host's VTEP needs to reach a vNIC: the answer to ARP and, where the vNIC is on
/// another host, the FDB entry.
void AddLocationRules(
    const TenantView& view, const Scope& origin, HostId at, VnicId vnic, std::vector<Rule>& rules);

/// Appends what a gateway needs to bring frames to a vNIC: the answer to ARP and the FDB entry.
void AddGatewayRules(const TenantView& view,
                     const Scope& origin,
                     ServerId gateway,
                     VnicId vnic,
                     std::vector<Rule>& rules);

} // namespace ns3::vnlab

#endif // VNLAB_SEGMENT_RULES_H
