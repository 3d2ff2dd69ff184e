// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/grouped-compiler.h"

#include "model/design/link-scopes.h"
#include "model/design/vnic-scopes.h"

namespace ns3::vnlab
{

namespace
{

void
AddLinksOf(const TenantView& view, VnicId vnic, std::vector<Scope>& scopes)
{
    view.AnyPeerOf(vnic,
                   [&](VnicId peer)
                   {
                       scopes.push_back(Scope::Link(vnic, peer));
                       return false;
                   });
}

} // namespace

std::vector<Scope>
GroupedCompiler::AllScopes(const TenantView& view) const
{
    std::vector<Scope> scopes = m_locations.AllScopes(view);
    std::erase_if(scopes, [](const Scope& scope) { return scope.kind == Scope::Kind::kLink; });
    AddScopes(LinkScopes(view), scopes);
    return scopes;
}

std::vector<Scope>
GroupedCompiler::AffectedScopes(const TenantView& before,
                                const TenantView& after,
                                const ViewDelta& delta) const
{
    std::vector<Scope> scopes = m_locations.AffectedScopes(before, after, delta);
    AddScopes(AffectedLinkScopes(delta), scopes);
    for (const VnicId vnic : Regrouped(before, after, delta))
    {
        scopes.push_back(Scope::Of(vnic));
        AddLinksOf(before, vnic, scopes);
        AddLinksOf(after, vnic, scopes);
    }
    return scopes;
}

void
GroupedCompiler::Compile(const TenantView& view, const Scope& scope, std::vector<Rule>& rules) const
{
    const VnicId a{scope.a};
    if (scope.kind != Scope::Kind::kLink)
    {
        m_locations.Compile(view, scope, rules);
        if (scope.kind == Scope::Kind::kVnic && view.Has(a))
        {
            AddPort(view, scope, {a, GroupOf(view, a)}, rules);
        }
        return;
    }
    const VnicId b{scope.b};
    if (view.FindLink(a, b))
    {
        const GroupMember one{a, GroupOf(view, a)};
        const GroupMember other{b, GroupOf(view, b)};
        AddEnd(view, scope, one, other, rules);
        AddEnd(view, scope, other, one, rules);
    }
}

std::vector<Service>
ServicesOf(const TenantView& view, VnicId a, VnicId b)
{
    const std::vector<Service>& allow = view.FindLink(a, b)->allow;
    return allow.empty() ? std::vector<Service>{Service{}} : allow;
}

} // namespace ns3::vnlab
