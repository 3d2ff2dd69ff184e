// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/vnic-link-compiler.h"

#include "model/design/link-scopes.h"
#include "model/design/vnic-scopes.h"

namespace ns3::vnlab
{

std::vector<Scope>
VnicLinkCompiler::AllScopes(const TenantView& view) const
{
    std::vector<Scope> scopes = VnicScopes(view);
    AddScopes(LinkScopes(view), scopes);
    return scopes;
}

std::vector<Scope>
VnicLinkCompiler::AffectedScopes(const TenantView&, const TenantView&, const ViewDelta& delta) const
{
    std::vector<Scope> scopes = AffectedVnicScopes(delta);
    AddScopes(AffectedLinkScopes(delta), scopes);
    return scopes;
}

void
VnicLinkCompiler::Compile(const TenantView& view,
                          const Scope& scope,
                          std::vector<Rule>& rules) const
{
    if (scope.kind == Scope::Kind::kVnic)
    {
        if (view.Has(VnicId{scope.a}))
        {
            AddVnic(view, scope, VnicId{scope.a}, rules);
        }
    }
    else if (const ViewLink* link = view.FindLink(VnicId{scope.a}, VnicId{scope.b}))
    {
        AddLink(view, scope, *link, rules);
    }
}

} // namespace ns3::vnlab
