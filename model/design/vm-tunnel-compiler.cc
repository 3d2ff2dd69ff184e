// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/vm-tunnel-compiler.h"

#include "model/rule/ipsec-tables.h"

namespace ns3::vnlab
{

void
VmTunnelCompiler::AddVnic(const TenantView& view,
                          const Scope& scope,
                          VnicId vnic,
                          std::vector<Rule>& rules) const
{
    const VnicPlace& place = view.PlaceOf(vnic);
    rules.push_back(MakeRule(scope,
                             EnforcementPoint::Of(place.host),
                             TableId::kPortAddress,
                             PortAddressKey{place.providerAddress},
                             PortAddressValue{vnic}));
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
