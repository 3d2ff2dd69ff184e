// SPDX-License-Identifier: GPL-2.0-only
//
// Attempts of an attacker who owns a host.

#include "model/attack/intruder.h"
#include "model/attack/source-ports.h"
#include "model/design/attacked-services.h"
#include "model/spec/permitted-services.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

HostId
Intruder::HostOf(VmId vm) const
{
    return m_cloud.Version().PlaceOf(m_cloud.Plan().At(vm).vnics.front()).host;
}

std::vector<VmId>
Intruder::Beside(VmId vm) const
{
    std::vector<VmId> beside{vm};
    const HostId host = HostOf(vm);
    for (const VmId other : m_cloud.ActiveVms())
    {
        if (other != vm && HostOf(other) == host)
        {
            beside.push_back(other);
        }
    }
    return beside;
}

void
Intruder::AttemptFromHost(VmId owned,
                          VmId target,
                          const Attacker& attacker,
                          const Ptr<Packet>& payload)
{
    const CloudPlan& plan = m_cloud.Plan();
    if (HostOf(owned) == HostOf(target))
    {
        HandOver(plan.At(owned).vnics.front(), plan.At(target).vnics.front(), payload);
        return;
    }
    const std::vector<VmId> beside = Beside(owned);
    for (const Capability power : kUsualPowers)
    {
        const auto from = std::ranges::find_if(
            beside, [&](VmId vm) { return ReachesAs(power, vm, target, attacker); });
        if (from != beside.end())
        {
            Attacker enough = attacker;
            enough.power = power;
            AttemptFromVm(*from, target, enough, payload);
            return;
        }
    }
    for (const VnicId vnic : plan.At(target).vnics)
    {
        ForgeAtHost(owned, vnic, payload);
    }
}

void
Intruder::HandOver(VnicId own, VnicId target, const Ptr<Packet>& payload) const
{
    m_cloud.GuestOf(m_cloud.Plan().At(target).vm).Listen(ipproto::kUdp, kServicePort);
    m_cloud.DeviceOf(target).HandToGuest(m_forge.Plain(own, target, {payload, kServicePort}));
}

/// In the own VM's name; and of the target's links, over one whose other side is on another host than the target, and
/// over one whose other side is beside it: where tunnels come from may matter. Before others come those that permit
/// what is sent.
void
Intruder::ForgeAtHost(VmId owned, VnicId target, const Ptr<Packet>& payload) const
{
    const CloudPlan& plan = m_cloud.Plan();
    const TenantView& view = m_cloud.ViewOf(plan.At(plan.At(target).vm).tenant);
    const HostId from = HostOf(owned);
    const VnicId own = plan.At(owned).vnics.front();
    SendAs(from, {own, own}, target, view.FindLink(own, target), payload);
    std::array<bool, 2> isDone{};
    for (const bool permits : {true, false})
    {
        for (const ViewLink& link : view.Links())
        {
            const bool isOfTarget = link.a == target || link.b == target;
            if (!isOfTarget || DatagramPorts(&link).empty() || permits != PermitsDatagrams(link))
            {
                continue;
            }
            for (const HostForge::Name& name : m_hostForge.NamesFor(link, target))
            {
                bool& done = isDone[view.HostOf(name.sender) == view.HostOf(target) ? 1 : 0];
                if (!done)
                {
                    SendAs(from, name, target, &link, payload);
                }
                done = true;
            }
        }
    }
}

bool
Intruder::PermitsDatagrams(const ViewLink& link) const
{
    return std::ranges::any_of(AttackedServices(m_services, &link),
                               [&link](const Service& service)
                               {
                                   return service.ipProtocol == ipproto::kUdp &&
                                          (Permits(link.allow, service) ||
                                           !SourcePorts(&link, service, 0).empty());
                               });
}

void
Intruder::SendAs(HostId from,
                 const HostForge::Name& name,
                 VnicId target,
                 const ViewLink* link,
                 const Ptr<Packet>& payload) const
{
    Guest& guest = m_cloud.GuestOf(m_cloud.Plan().At(target).vm);
    for (const uint16_t port : DatagramPorts(link))
    {
        guest.Listen(ipproto::kUdp, port);
        ForgedMessage message{payload, port};
        m_hostForge.Send(from, name, target, message);
        for (const uint16_t source : SourcePorts(link, {ipproto::kUdp, port}, 0))
        {
            message.fields.sourcePort = source;
            m_hostForge.Send(from, name, target, message);
        }
    }
}

} // namespace ns3::vnlab
