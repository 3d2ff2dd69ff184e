// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/intruder.h"

#include "model/attack/own-vm.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <set>

namespace ns3::vnlab
{

Intruder::Intruder(Deployment& cloud)
    : m_cloud(cloud),
      m_forge(cloud.Plan(), cloud.Version())
{
}

void
Intruder::Attempt(VmId owned,
                  VmId target,
                  const Attacker& attacker,
                  const Ptr<Packet>& payload) const
{
    const CloudPlan& plan = m_cloud.Plan();
    for (const VnicId targetVnic : plan.At(target).vnics)
    {
        const std::optional<VnicId> own = ChooseOwn(owned, targetVnic, attacker.knowledge);
        if (!own)
        {
            continue;
        }
        if (plan.At(*own).address != plan.At(targetVnic).address)
        {
            SendOwn(*own, targetVnic, LowestSourcePort(attacker.power), payload);
        }
        if (attacker.power == Capability::kGuestUser)
        {
            continue;
        }
        if (attacker.knowledge == Knowledge::kEverything)
        {
            Forge(*own, targetVnic, payload);
        }
        else
        {
            ForgeFromMaps(*own, targetVnic, payload);
        }
    }
}

void
Intruder::SendOwn(VnicId own, VnicId target, uint16_t lowestPort, const Ptr<Packet>& payload) const
{
    const CloudPlan& plan = m_cloud.Plan();
    std::set<uint16_t> sourcePorts{kServicePort};
    const TenantView& view = m_cloud.ViewOf(plan.At(plan.At(target).vm).tenant);
    if (const ViewLink* link = view.FindLink(own, target))
    {
        for (const Service& service : link->allow)
        {
            if (service.ipProtocol == ipproto::kUdp && service.port > 0 &&
                service.port >= lowestPort)
            {
                sourcePorts.insert(service.port);
            }
        }
    }
    Guest& guest = m_cloud.GuestOf(plan.At(own).vm);
    for (const uint16_t port : sourcePorts)
    {
        guest.SendUdp(plan.At(target).address, port, kServicePort, payload->Copy());
    }
}

void
Intruder::Forge(VnicId own, VnicId target, const Ptr<Packet>& payload) const
{
    VnicDevice& device = m_cloud.DeviceOf(own);
    device.InjectFrame(m_forge.Plain(own, target, payload->Copy()));
    if (const std::optional<VnicId> peer = PeerOf(target))
    {
        device.InjectFrame(m_forge.Plain(*peer, target, payload->Copy()));
        for (const Ptr<Packet>& frame : m_forge.Tunnelled(*peer, target, payload))
        {
            device.InjectFrame(frame);
        }
    }
}

void
Intruder::ForgeFromMaps(VnicId own, VnicId target, const Ptr<Packet>& payload) const
{
    const OwnVm vm(m_cloud, m_cloud.Plan().At(own).vm);
    const FrameEnd to = m_forge.End(target);
    std::vector<FrameEnd> names{m_forge.End(own)};
    const std::vector<FrameEnd> peers = vm.Peers(own);
    const auto other = std::ranges::find_if(
        peers, [&to](const FrameEnd& peer) { return peer.address != to.address; });
    if (other != peers.end())
    {
        names.push_back(*other);
    }
    VnicDevice& device = m_cloud.DeviceOf(own);
    for (const FrameEnd& as : names)
    {
        device.InjectFrame(ForgeDatagram(as, to, payload->Copy()));
        for (const Ptr<Packet>& frame : vm.Tunnelled(own, as, to.address, payload))
        {
            device.InjectFrame(frame);
        }
    }
}

std::optional<VnicId>
Intruder::ChooseOwn(VmId owned, VnicId target, Knowledge knowledge) const
{
    const CloudPlan& plan = m_cloud.Plan();
    if (knowledge == Knowledge::kOwnVm)
    {
        return OwnVm(m_cloud, owned).VnicTowards(plan.At(target).address);
    }
    const std::vector<VnicId>& own = plan.At(owned).vnics;
    const bool sameTenant = plan.At(owned).tenant == plan.At(plan.At(target).vm).tenant;
    const auto onPath = std::ranges::find_if(
        own, [&plan, target](VnicId vnic) { return plan.At(vnic).path == plan.At(target).path; });
    return sameTenant && onPath != own.end() ? *onPath : own.front();
}

std::optional<VnicId>
Intruder::PeerOf(VnicId target) const
{
    const CloudPlan& plan = m_cloud.Plan();
    const TenantView& view = m_cloud.ViewOf(plan.At(plan.At(target).vm).tenant);
    for (const ViewLink& link : view.Links())
    {
        if (link.a == target || link.b == target)
        {
            return link.a == target ? link.b : link.a;
        }
    }
    return std::nullopt;
}

} // namespace ns3::vnlab
