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

/// Appends the scopes of those among links whose traffic passes other VMs.
template <class Links>
void
AddSteeredScopes(const Links& links, std::vector<Scope>& scopes)
{
    for (const ViewLink& link : links)
    {
        if (!link.via.empty())
        {
            scopes.push_back(Scope::Link(link.a, link.b));
        }
    }
}

} // namespace ns3::vnlab

#endif // VNLAB_LINK_SCOPES_H
