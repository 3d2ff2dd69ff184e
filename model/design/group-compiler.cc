// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/group-compiler.h"

#include "model/design/link-scopes.h"
#include "model/design/vm-groups.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

void
AddGroupPort(const TenantView& view, const Scope& scope, VnicId vnic, std::vector<Rule>& rules)
{
    rules.push_back(MakeRule(scope,
                             EnforcementPoint::Of(view.HostOf(vnic)),
                             kGroupPortTable,
                             GroupPortKey{vnic},
                             GroupPortValue{view.Plan().At(vnic).address, GroupOf(view, vnic)}));
}

/// What the host of a link's end takes from the other one.
void
AddIngress(const TenantView& view,
           const Scope& scope,
           std::pair<VnicId, GroupId> own,
           std::pair<VnicId, GroupId> peer,
           std::vector<Rule>& rules)
{
    const EnforcementPoint at = EnforcementPoint::Of(view.HostOf(own.first));
    const auto addRule = [&](const Service& service)
    {
        rules.push_back(MakeRule(scope,
                                 at,
                                 kGroupRuleTable,
                                 GroupRuleKey{.group = own.second,
                                              .remote = peer.second,
                                              .port = service.port,
                                              .protocol = service.ipProtocol},
                                 NoValue{}));
    };
    const std::vector<Service>& allow = view.FindLink(own.first, peer.first)->allow;
    for (const Service& service : allow)
    {
        addRule(service);
    }
    if (allow.empty())
    {
        addRule({});
    }
    rules.push_back(MakeRule(scope,
                             at,
                             kGroupAddressTable,
                             GroupAddressKey{peer.second, view.Plan().At(peer.first).address},
                             NoValue{}));
}

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

/// Chains are led nowhere here, so their links are as all others.
std::vector<Scope>
GroupCompiler::AllScopes(const TenantView& view) const
{
    std::vector<Scope> scopes = m_locations.AllScopes(view);
    std::erase_if(scopes, [](const Scope& scope) { return scope.kind == Scope::Kind::kLink; });
    const std::vector<Scope> links = LinkScopes(view);
    scopes.insert(scopes.end(), links.begin(), links.end());
    return scopes;
}

std::vector<Scope>
GroupCompiler::AffectedScopes(const TenantView& before,
                              const TenantView& after,
                              const ViewDelta& delta) const
{
    std::vector<Scope> scopes = m_locations.AffectedScopes(before, after, delta);
    const std::vector<Scope> links = AffectedLinkScopes(delta);
    scopes.insert(scopes.end(), links.begin(), links.end());
    for (const VnicId vnic : Regrouped(before, after, delta))
    {
        scopes.push_back(Scope::Of(vnic));
        AddLinksOf(before, vnic, scopes);
        AddLinksOf(after, vnic, scopes);
    }
    return scopes;
}

void
GroupCompiler::Compile(const TenantView& view, const Scope& scope, std::vector<Rule>& rules) const
{
    const VnicId a{scope.a};
    if (scope.kind != Scope::Kind::kLink)
    {
        m_locations.Compile(view, scope, rules);
        if (scope.kind == Scope::Kind::kVnic && view.Has(a))
        {
            AddGroupPort(view, scope, a, rules);
        }
        return;
    }
    const VnicId b{scope.b};
    if (view.FindLink(a, b))
    {
        const std::pair one(a, GroupOf(view, a));
        const std::pair other(b, GroupOf(view, b));
        AddIngress(view, scope, one, other, rules);
        AddIngress(view, scope, other, one, rules);
    }
}

} // namespace ns3::vnlab
