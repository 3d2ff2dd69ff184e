// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/vnic-scopes.h"

namespace ns3::vnlab
{

std::vector<Scope>
VnicScopes(const TenantView& view)
{
    std::vector<Scope> scopes;
    for (const VnicId vnic : view.Vnics())
    {
        scopes.push_back(Scope::Of(vnic));
    }
    return scopes;
}

std::vector<Scope>
AffectedVnicScopes(const ViewDelta& delta)
{
    std::vector<Scope> scopes;
    for (const auto* vnics : {&delta.addedVnics, &delta.removedVnics, &delta.changedVnics})
    {
        for (const VnicId vnic : *vnics)
        {
            scopes.push_back(Scope::Of(vnic));
        }
    }
    return scopes;
}

} // namespace ns3::vnlab
