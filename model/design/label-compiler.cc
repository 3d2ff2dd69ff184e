// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/label-compiler.h"

namespace ns3::vnlab
{

namespace
{

/// @param group whose number fits: to others the design objects
IdentityNumber
NumberOf(const TenantView& view, GroupId group)
{
    return static_cast<IdentityNumber>(IdentityOf(view.Plan(), group));
}

} // namespace

uint32_t
IdentityOf(const CloudPlan& plan, GroupId group)
{
    return kFirstIdentity + plan.At(group.first).number;
}

void
LabelCompiler::AddPort(const TenantView& view,
                       const Scope& scope,
                       const GroupMember& port,
                       std::vector<Rule>& rules) const
{
    rules.push_back(
        MakeRule(scope,
                 EnforcementPoint::Of(view.HostOf(port.vnic)),
                 kLabelPortTable,
                 LabelPortKey{port.vnic},
                 LabelPortValue{view.Plan().At(port.vnic).address, NumberOf(view, port.group)}));
}

/// Links have no direction: either end may ask.
void
LabelCompiler::AddEnd(const TenantView& view,
                      const Scope& scope,
                      const GroupMember& own,
                      const GroupMember& peer,
                      std::vector<Rule>& rules) const
{
    const EnforcementPoint at = EnforcementPoint::Of(view.HostOf(own.vnic));
    const IdentityNumber identity = NumberOf(view, peer.group);
    for (const Service& service : ServicesOf(view, own.vnic, peer.vnic))
    {
        for (const PolicyDirection direction :
             {PolicyDirection::kIngress, PolicyDirection::kEgress})
        {
            rules.push_back(MakeRule(scope,
                                     at,
                                     kLabelPolicyTable,
                                     LabelPolicyKey{.vnic = own.vnic,
                                                    .identity = identity,
                                                    .port = service.port,
                                                    .protocol = service.ipProtocol,
                                                    .direction = direction},
                                     NoValue{}));
        }
    }
    rules.push_back(
        MakeRule(scope,
                 at,
                 kLabelAddressTable,
                 LabelAddressKey{view.VniOf(peer.vnic), view.Plan().At(peer.vnic).address},
                 LabelAddressValue{identity}));
}

} // namespace ns3::vnlab
