// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SITE_FLOWS_H
#define VNLAB_SITE_FLOWS_H

#include "model/cloud/tenant-view.h"
#include "model/dataplane/flow-switch.h"
#include "model/rule/rule.h"
#include "model/rule/scope.h"

#include <vector>

namespace ns3::vnlab
{

/**
 * @name The flows that join a path to its sites
 * For each vNIC of the path and each of its sites, two directed pairs of ends as for a virtual link, each with
 * a flow at the vNIC's host and one at the gateway. A scope is what a gateway and a vNIC must know of each
 * other.
 * @{
 */

/// Appends the scopes of a vNIC.
void AddSiteScopes(const CloudPlan& plan, VnicId vnic, std::vector<Scope>& scopes);

/// Appends the rules of one of these scopes.
void AddSiteFlows(const TenantView& view,
                  const Scope& scope,
                  TunnelPorts tunnels,
                  std::vector<Rule>& rules);

/// Appends the tunnel ports to gateways that a host needs for one of a tenant's paths.
/// @param scope of the host and the path
void AddGatewayPorts(const TenantView& view, const Scope& scope, std::vector<Rule>& rules);
/** @} */

} // namespace ns3::vnlab

#endif // VNLAB_SITE_FLOWS_H
