// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/segment-rules.h"

#include "model/substrate/address-plan.h"

namespace ns3::vnlab
{

namespace
{

Rule
ArpRule(const TenantView& view, const Scope& origin, EnforcementPoint at, VnicId vnic)
{
    const VnicPlan& plan = view.Plan().At(vnic);
    return MakeRule(
        origin, at, TableId::kArp, ArpKey{view.VniOf(vnic), plan.address}, ArpValue{plan.mac});
}

Rule
FdbRule(const TenantView& view, const Scope& origin, EnforcementPoint at, VnicId vnic)
{
    return MakeRule(origin,
                    at,
                    TableId::kFdb,
                    SegmentMacKey{view.VniOf(vnic), view.Plan().At(vnic).mac},
                    FdbValue{address_plan::HostAddress(view.HostOf(vnic))});
}

} // namespace

void
AddPortRule(const TenantView& view, const Scope& origin, VnicId vnic, std::vector<Rule>& rules)
{
    rules.push_back(MakeRule(origin,
                             EnforcementPoint::Of(view.HostOf(vnic)),
                             TableId::kPortSegment,
                             PortSegmentKey{vnic},
                             PortSegmentValue{view.VniOf(vnic)}));
}

void
AddLocationRules(
    const TenantView& view, const Scope& origin, HostId at, VnicId vnic, std::vector<Rule>& rules)
{
    rules.push_back(ArpRule(view, origin, EnforcementPoint::Of(at), vnic));
    if (view.HostOf(vnic) != at)
    {
        rules.push_back(FdbRule(view, origin, EnforcementPoint::Of(at), vnic));
    }
}

void
AddGatewayRules(const TenantView& view,
                const Scope& origin,
                ServerId gateway,
                VnicId vnic,
                std::vector<Rule>& rules)
{
    rules.push_back(ArpRule(view, origin, EnforcementPoint::Of(gateway), vnic));
    rules.push_back(FdbRule(view, origin, EnforcementPoint::Of(gateway), vnic));
}

} // namespace ns3::vnlab
