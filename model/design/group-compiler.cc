// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/group-compiler.h"

namespace ns3::vnlab
{

void
GroupCompiler::AddPort(const TenantView& view,
                       const Scope& scope,
                       const GroupMember& port,
                       std::vector<Rule>& rules) const
{
    rules.push_back(MakeRule(scope,
                             EnforcementPoint::Of(view.HostOf(port.vnic)),
                             kGroupPortTable,
                             GroupPortKey{port.vnic},
                             GroupPortValue{view.Plan().At(port.vnic).address, port.group}));
}

void
GroupCompiler::AddEnd(const TenantView& view,
                      const Scope& scope,
                      const GroupMember& own,
                      const GroupMember& peer,
                      std::vector<Rule>& rules) const
{
    const EnforcementPoint at = EnforcementPoint::Of(view.HostOf(own.vnic));
    for (const Service& service : ServicesOf(view, own.vnic, peer.vnic))
    {
        rules.push_back(MakeRule(scope,
                                 at,
                                 kGroupRuleTable,
                                 GroupRuleKey{.group = own.group,
                                              .remote = peer.group,
                                              .port = service.port,
                                              .protocol = service.ipProtocol},
                                 NoValue{}));
    }
    rules.push_back(MakeRule(scope,
                             at,
                             kGroupAddressTable,
                             GroupAddressKey{peer.group, view.Plan().At(peer.vnic).address},
                             NoValue{}));
}

} // namespace ns3::vnlab
