// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/segment-compiler.h"

#include "model/design/chain-rules.h"
#include "model/design/link-scopes.h"
#include "model/design/segment-rules.h"

namespace ns3::vnlab
{

std::vector<Scope>
SegmentCompiler::AllScopes(const TenantView& view) const
{
    std::vector<Scope> scopes;
    for (const VnicId vnic : view.Vnics())
    {
        scopes.push_back(Scope::Of(vnic));
    }
    AddSegments(view, scopes);
    AddSteeredScopes(view.Links(), scopes);
    return scopes;
}

std::vector<Scope>
SegmentCompiler::AffectedScopes(const TenantView& before,
                                const TenantView& after,
                                const ViewDelta& delta) const
{
    std::vector<Scope> scopes;
    for (const VnicId vnic : delta.addedVnics)
    {
        scopes.push_back(Scope::Of(vnic));
        AddChanged(after, before, vnic, scopes);
    }
    for (const VnicId vnic : delta.removedVnics)
    {
        scopes.push_back(Scope::Of(vnic));
        AddChanged(before, after, vnic, scopes);
    }
    for (const VnicId vnic : delta.changedVnics)
    {
        scopes.push_back(Scope::Of(vnic));
        AddChanged(after, before, vnic, scopes);
        AddChanged(before, after, vnic, scopes);
    }
    for (const auto* links : {&delta.addedLinks, &delta.removedLinks, &delta.changedLinks})
    {
        AddSteeredScopes(*links, scopes);
    }
    return scopes;
}

void
SegmentCompiler::Compile(const TenantView& view, const Scope& scope, std::vector<Rule>& rules) const
{
    const VnicId vnic{scope.a};
    if (scope.kind == Scope::Kind::kLink)
    {
        if (const ViewLink* link = view.FindLink(vnic, VnicId{scope.b}))
        {
            AddNextHops(view, scope, *link, rules);
        }
    }
    else if (scope.kind != Scope::Kind::kVnic)
    {
        CompileSegment(view, scope, rules);
    }
    else if (view.Has(vnic))
    {
        AddPortRule(view, scope, vnic, rules);
    }
}

} // namespace ns3::vnlab
