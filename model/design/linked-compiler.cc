// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/linked-compiler.h"

#include "model/design/chain-rules.h"
#include "model/design/link-scopes.h"
#include "model/design/segment-rules.h"
#include "model/design/vnic-scopes.h"

namespace ns3::vnlab
{

std::vector<Scope>
LinkedCompiler::AllScopes(const TenantView& view) const
{
    std::vector<Scope> scopes = VnicScopes(view);
    AddScopes(LinkScopes(view), scopes);
    return scopes;
}

std::vector<Scope>
LinkedCompiler::AffectedScopes(const TenantView&, const TenantView&, const ViewDelta& delta) const
{
    std::vector<Scope> scopes = AffectedVnicScopes(delta);
    AddScopes(AffectedLinkScopes(delta), scopes);
    return scopes;
}

void
LinkedCompiler::Compile(const TenantView& view, const Scope& scope, std::vector<Rule>& rules) const
{
    const VnicId a{scope.a};
    if (scope.kind == Scope::Kind::kVnic)
    {
        if (view.Has(a))
        {
            AddPortRule(view, scope, a, rules);
        }
        return;
    }
    const VnicId b{scope.b};
    const ViewLink* link = view.FindLink(a, b);
    if (link)
    {
        AddNextHops(view, scope, *link, rules);
    }
    if (link && view.HostOf(a) != view.HostOf(b))
    {
        AddLocationRules(view, scope, view.HostOf(a), b, rules);
        AddLocationRules(view, scope, view.HostOf(b), a, rules);
    }
}

} // namespace ns3::vnlab
