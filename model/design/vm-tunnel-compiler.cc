// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/vm-tunnel-compiler.h"

#include "model/design/link-scopes.h"
#include "model/design/vnic-scopes.h"
#include "model/rule/ipsec-tables.h"

namespace ns3::vnlab
{

namespace
{

void
AddProviderPort(const TenantView& view, const Scope& scope, std::vector<Rule>& rules)
{
    const VnicId vnic{scope.a};
    if (view.Has(vnic))
    {
        const VnicPlace& place = view.PlaceOf(vnic);
        rules.push_back(MakeRule(scope,
                                 EnforcementPoint::Of(place.host),
                                 TableId::kPortAddress,
                                 PortAddressKey{place.providerAddress},
                                 PortAddressValue{vnic}));
    }
}

} // namespace

std::vector<Scope>
VmTunnelCompiler::AllScopes(const TenantView& view) const
{
    std::vector<Scope> scopes = VnicScopes(view);
    AddScopes(LinkScopes(view), scopes);
    return scopes;
}

std::vector<Scope>
VmTunnelCompiler::AffectedScopes(const TenantView&, const TenantView&, const ViewDelta& delta) const
{
    std::vector<Scope> scopes = AffectedVnicScopes(delta);
    AddScopes(AffectedLinkScopes(delta), scopes);
    return scopes;
}

void
VmTunnelCompiler::Compile(const TenantView& view,
                          const Scope& scope,
                          std::vector<Rule>& rules) const
{
    if (scope.kind == Scope::Kind::kVnic)
    {
        AddProviderPort(view, scope, rules);
    }
    else if (const ViewLink* link = view.FindLink(VnicId{scope.a}, VnicId{scope.b}))
    {
        AddLink(view, scope, *link, rules);
    }
}

void
AddAssociation(const TenantView& view,
               const Scope& scope,
               VnicId from,
               VnicId to,
               uint32_t remote,
               std::vector<Rule>& rules)
{
    const CloudPlan& plan = view.Plan();
    const AssociationValue key{DrawEspKey(
        plan.At(plan.At(from).vm).uuid, plan.At(plan.At(to).vm).uuid, plan.At(from).path)};
    const uint32_t spi = SpiFrom(from);
    rules.push_back(MakeRule(scope,
                             EnforcementPoint::Of(from),
                             kOutboundAssociationTable,
                             OutboundAssociationKey{remote, spi},
                             key));
    rules.push_back(MakeRule(scope,
                             EnforcementPoint::Of(to),
                             kInboundAssociationTable,
                             InboundAssociationKey{spi},
                             key));
}

} // namespace ns3::vnlab
