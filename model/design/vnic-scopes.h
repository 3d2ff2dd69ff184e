// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VNIC_SCOPES_H
#define VNLAB_VNIC_SCOPES_H

#include "model/cloud/tenant-view.h"
#include "model/rule/scope.h"

#include <vector>

namespace ns3::vnlab
{

/// @return the scope of each vNIC
std::vector<Scope> VnicScopes(const TenantView& view);

/// @return the scopes of vNICs that come, go or change
std::vector<Scope> AffectedVnicScopes(const ViewDelta& delta);

/// Appends scopes to others.
inline void
AddScopes(const std::vector<Scope>& more, std::vector<Scope>& scopes)
{
    scopes.insert(scopes.end(), more.begin(), more.end());
}

} // namespace ns3::vnlab

#endif // VNLAB_VNIC_SCOPES_H
