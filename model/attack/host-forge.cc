// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/host-forge.h"

#include "model/attack/frame-forge.h"
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/design/label-compiler.h"
#include "model/design/vm-groups.h"
#include "model/ip/packet-fields.h"
#include "model/substrate/address-plan.h"

#include <set>
#include <utility>

namespace ns3::vnlab
{

HostForge::HostForge(Deployment& cloud)
    : m_cloud(cloud),
      m_format(FindEncapsulation(cloud.GetDesign().GetEncapsulation()))
{
}

const TenantView&
HostForge::ViewOf(VnicId vnic) const
{
    const CloudPlan& plan = m_cloud.Plan();
    return m_cloud.ViewOf(plan.At(plan.At(vnic).vm).tenant);
}

std::vector<HostForge::Name>
HostForge::NamesFor(const ViewLink& link, VnicId target) const
{
    const VnicId as = target == link.a ? link.b : link.a;
    const VnicId last = link.via.empty() ? as
                      : target == link.a ? link.via.front()
                                         : link.via.back();
    return ViewOf(target).Has(last) ? std::vector<Name>{{as, last}} : std::vector<Name>{};
}

void
HostForge::Send(HostId from, const Name& name, VnicId target, const ForgedMessage& message) const
{
    const CloudPlan& plan = m_cloud.Plan();
    const Ptr<Packet> frame = ForgeFrame({plan.At(name.as).address, plan.At(name.sender).mac},
                                         {plan.At(target).address, plan.At(target).mac},
                                         message);
    if (m_format)
    {
        SendInTunnel(from, name, target, frame);
        return;
    }
    const Ptr<UplinkDevice> uplink = m_cloud.SwitchOf(from).GetUplink();
    uplink->SendFrame(frame);
    for (const Ptr<Packet>& around :
         FrameForge(plan, m_cloud.Version()).Around(frame, name.sender, target))
    {
        uplink->SendFrame(around);
    }
}

void
HostForge::SendInTunnel(HostId from,
                        const Name& name,
                        VnicId target,
                        const Ptr<const Packet>& frame) const
{
    const TenantView& view = ViewOf(target);
    TunnelLabel label(view.VniOf(target));
    if (m_format->CarriesPolicy() && view.Has(name.as))
    {
        label.policy = static_cast<uint16_t>(IdentityOf(m_cloud.Plan(), GroupOf(view, name.as)));
    }
    const UplinkDevice& uplink = *m_cloud.SwitchOf(from).GetUplink();
    const HostId its = m_cloud.Version().PlaceOf(name.sender).host;
    std::set says{address_plan::HostAddress(from), address_plan::HostAddress(its)};
    for (const TunnelServer* const server : m_cloud.TunnelServers())
    {
        says.insert(server->At().Address());
    }
    for (const uint32_t local : says)
    {
        Ptr<Packet> inner = frame->Copy();
        const FrameFields fields = *FieldsOf(inner);
        const TunnelEnds ends{.sourceMac = ToBytes(uplink.GetMac()),
                              .nextHopMac = uplink.LeafMac(),
                              .local = local,
                              .remote = address_plan::HostAddress(view.HostOf(target))};
        m_cloud.SwitchOf(from).GetUplink()->SendToFabric(
            m_format->Encapsulate(std::move(inner), fields, ends, label, 0));
    }
}

} // namespace ns3::vnlab
