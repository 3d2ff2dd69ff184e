// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/segment-rules.h"

#include "model/substrate/address-plan.h"

namespace ns3::vnlab
{

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
    const VnicPlan& plan = view.Plan().At(vnic);
    const Vni vni = view.VniOf(vnic);
    const HostId host = view.HostOf(vnic);
    rules.push_back(MakeRule(origin,
                             EnforcementPoint::Of(at),
                             TableId::kArp,
                             ArpKey{vni, plan.address},
                             ArpValue{plan.mac}));
    if (host != at)
    {
        rules.push_back(MakeRule(origin,
                                 EnforcementPoint::Of(at),
                                 TableId::kFdb,
                                 SegmentMacKey{vni, plan.mac},
                                 FdbValue{address_plan::HostAddress(host)}));
    }
}

} // namespace ns3::vnlab
