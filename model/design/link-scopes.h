// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINK_SCOPES_H
#define VNLAB_LINK_SCOPES_H

#include "model/cloud/tenant-view.h"
#include "model/rule/scope.h"

#include <vector>

namespace ns3::vnlab
{

/// @return the scope of each virtual link
std::vector<Scope> LinkScopes(const TenantView& view);

/// @return the scopes of links that come or go, or of which an end does or moves
std::vector<Scope> AffectedLinkScopes(const ViewDelta& delta);

} // namespace ns3::vnlab

#endif // VNLAB_LINK_SCOPES_H
