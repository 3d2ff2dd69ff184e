// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/link-scopes.h"

namespace ns3::vnlab
{

std::vector<Scope>
LinkScopes(const TenantView& view)
{
    std::vector<Scope> scopes;
    for (const ViewLink& link : view.Links())
    {
        scopes.push_back(Scope::Link(link.a, link.b));
    }
    return scopes;
}

std::vector<Scope>
AffectedLinkScopes(const ViewDelta& delta)
{
    std::vector<Scope> scopes;
    for (const auto* links : {&delta.addedLinks, &delta.removedLinks, &delta.changedLinks})
    {
        for (const ViewLink& link : *links)
        {
            scopes.push_back(Scope::Link(link.a, link.b));
        }
    }
    return scopes;
}

} // namespace ns3::vnlab
