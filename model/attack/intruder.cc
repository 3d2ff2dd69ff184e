// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/intruder.h"

#include "model/attack/own-vm.h"
#include "model/attack/sealed-frames.h"
#include "model/attack/source-ports.h"
#include "model/design/attacked-services.h"
#include "model/substrate/address-plan.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

Intruder::Intruder(Deployment& cloud, std::vector<Service> services)
    : m_cloud(cloud),
      m_services(std::move(services)),
      m_forge(cloud.Plan(), cloud.Version()),
      m_hostForge(cloud)
{
}

void
Intruder::Attempt(VmId owned, VmId target, const Attacker& attacker, const Ptr<Packet>& payload)
{
    if (attacker.power >= Capability::kHostRoot)
    {
        AttemptFromHost(owned, target, attacker, payload);
    }
    else
    {
        AttemptFromVm(owned, target, attacker, payload);
    }
}

void
Intruder::AttemptFromVm(VmId owned,
                        VmId target,
                        const Attacker& attacker,
                        const Ptr<Packet>& payload)
{
    const CloudPlan& plan = m_cloud.Plan();
    const bool forges = attacker.power >= Capability::kGuestRoot &&
                        !ReachesAs(Capability::kGuestUser, owned, target, attacker);
    for (const VnicId targetVnic : plan.At(target).vnics)
    {
        const std::optional<VnicId> own = ChooseOwn(owned, targetVnic, attacker.knowledge);
        if (!own)
        {
            continue;
        }
        const Way way{*own, targetVnic};
        if (plan.At(*own).address != plan.At(targetVnic).address)
        {
            SendOwn(way, LowestSourcePort(attacker.power), payload);
        }
        if (forges)
        {
            ForgeCarried(way, payload);
        }
        if (forges && attacker.knowledge == Knowledge::kEverything)
        {
            Forge(way, payload);
        }
        else if (forges)
        {
            ForgeFromMaps(way, payload);
        }
    }
}

bool
Intruder::ReachesAs(Capability power, VmId owned, VmId target, Attacker attacker)
{
    attacker.power = power;
    auto known = m_known.find(attacker);
    if (known == m_known.end())
    {
        const ReachQuestion question{
            .attacker = attacker, .contact = Contact::kExploit, .services = m_services};
        known = m_known.emplace(attacker, KnownReach(m_cloud, question)).first;
    }
    return known->second.Reaches(owned, target);
}

void
Intruder::SendOwn(const Way& way, uint16_t lowestPort, const Ptr<Packet>& payload) const
{
    const ViewLink* link = LinkOf(way);
    for (const Service& service : AttackedServices(m_services, link))
    {
        m_cloud.GuestOf(m_cloud.Plan().At(way.target).vm).Listen(service.ipProtocol, service.port);
        SendTo(way, service, 0, payload);
        for (const uint16_t port : SourcePorts(link, service, lowestPort))
        {
            SendTo(way, service, port, payload);
        }
    }
}

/// @param sourcePort 0: any
void
Intruder::SendTo(const Way& way,
                 const Service& service,
                 uint16_t sourcePort,
                 const Ptr<Packet>& payload) const
{
    const CloudPlan& plan = m_cloud.Plan();
    Guest& guest = m_cloud.GuestOf(plan.At(way.own).vm);
    const uint32_t destination = plan.At(way.target).address;
    if (service.ipProtocol == ipproto::kTcp)
    {
        guest.Send(guest.Connect(destination, service.port, sourcePort, Population::kAttack),
                   payload->Copy());
    }
    else
    {
        const uint16_t from = sourcePort == 0 ? kServicePort : sourcePort;
        guest.SendUdp(destination, from, service.port, payload->Copy());
    }
}

void
Intruder::Forge(const Way& way, const Ptr<Packet>& payload) const
{
    VnicDevice& device = m_cloud.DeviceOf(way.own);
    for (const uint16_t port : DatagramPorts(LinkOf(way)))
    {
        device.InjectFrame(m_forge.Plain(way.own, way.target, {payload, port}));
    }
    Guest& target = m_cloud.GuestOf(m_cloud.Plan().At(way.target).vm);
    for (const ViewLink* link : LinksToForge(way))
    {
        const VnicId peer = link->a == way.target ? link->b : link->a;
        for (const uint16_t port : DatagramPorts(link))
        {
            target.Listen(ipproto::kUdp, port);
            const ForgedMessage message{payload, port};
            device.InjectFrame(m_forge.Plain(peer, way.target, message));
            for (const Ptr<Packet>& frame : m_forge.Tunnelled(peer, way.target, message))
            {
                device.InjectFrame(frame);
            }
            for (const auto& frame : SealedFrames(m_cloud, way.own, peer, way.target, message))
            {
                device.InjectFrame(frame);
            }
        }
    }
}

void
Intruder::ForgeFromMaps(const Way& way, const Ptr<Packet>& payload) const
{
    const OwnVm vm(m_cloud, m_cloud.Plan().At(way.own).vm);
    const FrameEnd to = m_forge.End(way.target);
    std::vector<FrameEnd> names{m_forge.End(way.own)};
    const std::vector<FrameEnd> peers = vm.Peers(way.own);
    const auto other = std::ranges::find_if(
        peers, [&to](const FrameEnd& peer) { return peer.address != to.address; });
    if (other != peers.end())
    {
        names.push_back(*other);
    }
    VnicDevice& device = m_cloud.DeviceOf(way.own);
    for (const uint16_t port : DatagramPorts(LinkOf(way)))
    {
        const ForgedMessage message{payload, port};
        for (const FrameEnd& as : names)
        {
            device.InjectFrame(ForgeFrame(as, to, message));
            for (const Ptr<Packet>& frame : vm.Tunnelled(way.own, as, to.address, message))
            {
                device.InjectFrame(frame);
            }
            for (const auto& frame : FramesInOwnTunnels(m_cloud, way.own, as, to, message))
            {
                device.InjectFrame(frame);
            }
        }
    }
}

/// A VM on a service chain sends in the name of one end to the other.
void
Intruder::ForgeCarried(const Way& way, const Ptr<Packet>& payload) const
{
    const CloudPlan& plan = m_cloud.Plan();
    const TenantView& view = m_cloud.ViewOf(plan.At(plan.At(way.target).vm).tenant);
    VnicDevice& device = m_cloud.DeviceOf(way.own);
    for (const ViewLink& link : view.Links())
    {
        const bool isOfTarget = link.a == way.target || link.b == way.target;
        if (!isOfTarget || std::ranges::count(link.via, way.own) == 0)
        {
            continue;
        }
        const VnicId as = link.a == way.target ? link.b : link.a;
        for (const uint16_t port : DatagramPorts(&link))
        {
            m_cloud.GuestOf(plan.At(way.target).vm).Listen(ipproto::kUdp, port);
            device.SendFrame(ForgeFrame({plan.At(as).address, plan.At(way.own).mac},
                                        {plan.At(way.target).address, address_plan::kGatewayMac},
                                        {payload, port}));
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

/// Best is a name that a filter lets speak of what is attacked; of equals, one that belongs where the attacker is.
std::vector<const ViewLink*>
Intruder::LinksToForge(const Way& way) const
{
    const CloudPlan& plan = m_cloud.Plan();
    const TenantView& view = m_cloud.ViewOf(plan.At(plan.At(way.target).vm).tenant);
    const HostId own = m_cloud.ViewOf(plan.At(plan.At(way.own).vm).tenant).HostOf(way.own);
    const auto hostOfPeer = [&](const ViewLink& link)
    { return view.HostOf(link.a == way.target ? link.b : link.a); };
    const auto rank = [&](const ViewLink& link)
    {
        const bool isPermitted =
            std::ranges::any_of(DatagramPorts(&link),
                                [&link](uint16_t port) {
                                    return Permits(link.allow, {ipproto::kUdp, port});
                                });
        const bool isNear =
            plan.topology.DatacenterOf(hostOfPeer(link)) == plan.topology.DatacenterOf(own);
        return std::pair(isPermitted, isNear);
    };
    const auto better = [&rank](const ViewLink* than, const ViewLink& link)
    { return !than || rank(*than) < rank(link); };
    const ViewLink* here = nullptr;
    const ViewLink* direct = nullptr;
    const ViewLink* best = nullptr; // straight or not
    for (const ViewLink& link : view.Links())
    {
        const bool isOfTarget = link.a == way.target || link.b == way.target;
        if (!isOfTarget || DatagramPorts(&link).empty())
        {
            continue;
        }
        here = !here && hostOfPeer(link) == own ? &link : here;
        direct = link.via.empty() && better(direct, link) ? &link : direct;
        best = better(best, link) ? &link : best;
    }
    std::vector<const ViewLink*> links;
    if (here)
    {
        links.push_back(here);
    }
    if (direct && (!here || !here->via.empty() || better(here, *direct)))
    {
        links.push_back(direct);
    }
    if (best &&
        std::ranges::all_of(links, [&](const ViewLink* link) { return better(link, *best); }))
    {
        links.push_back(best);
    }
    return links;
}

std::vector<uint16_t>
Intruder::DatagramPorts(const ViewLink* link) const
{
    std::vector<uint16_t> ports;
    for (const Service& service : AttackedServices(m_services, link))
    {
        if (service.ipProtocol == ipproto::kUdp)
        {
            ports.push_back(service.port);
        }
    }
    return ports;
}

const ViewLink*
Intruder::LinkOf(const Way& way) const
{
    const CloudPlan& plan = m_cloud.Plan();
    return m_cloud.ViewOf(plan.At(plan.At(way.target).vm).tenant).FindLink(way.own, way.target);
}

} // namespace ns3::vnlab
