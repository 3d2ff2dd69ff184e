// SPDX-License-Identifier: GPL-2.0-only
//
// What fails under a running cloud and works again: at once for packets, later for who has to learn of it.
#include "model/deployment/operations.h"
#include "model/substrate/address-plan.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

namespace
{

void
TellIfAsked(const Operations::Submitted& submitted, const ChangeReport& report)
{
    if (submitted)
    {
        submitted(report);
    }
}

} // namespace

template <class Thing>
void
Operations::Expect(const Detection<Thing>& things,
                   const std::string& what,
                   Thing thing,
                   bool hasFailed)
{
    if (things.HasFailed(thing) != hasFailed)
    {
        throw std::invalid_argument(what + " " + std::to_string(thing.value) +
                                    (hasFailed ? " has not failed" : " has failed already"));
    }
}

bool
Operations::HasFailed(HostId host) const
{
    return m_hosts.HasFailed(host);
}

bool
Operations::HasFailed(LinkId link) const
{
    return m_links.HasFailed(link);
}

bool
Operations::HasFailed(ServerId server) const
{
    return m_version.substrate.failedServers.contains(server);
}

bool
Operations::HasPower(NodeRef node) const
{
    return node.kind == NodeKind::kHost   ? !HasFailed(HostId{node.index})
         : node.kind == NodeKind::kServer ? !HasFailed(ServerId{node.index})
                                          : true;
}

/// A link is up where it works and both of its ends have power.
void
Operations::FollowFailures(LinkId link)
{
    const FabricLink& wire = m_fabric.Link(link);
    const bool isUp = !HasFailed(link) && HasPower(wire.From()) && HasPower(wire.To());
    if (isUp != m_fabric.IsUp(link))
    {
        m_fabric.SetUp(link, isUp);
    }
}

template <class Thing>
void
Operations::Know(std::set<Thing>& known,
                 Thing thing,
                 bool fails,
                 const Edits& edits,
                 const Done& acked,
                 const Submitted& submitted)
{
    const auto set = [&known, thing](bool to)
    { to ? void(known.insert(thing)) : void(known.erase(thing)); };
    set(fails);
    TellIfAsked(submitted,
                Apply(
                    edits, [&] { set(!fails); }, acked));
}

/// What the host's VMs send and are sent from now on is lost.
void
Operations::PowerOff(HostId host)
{
    FollowFailures(m_fabric.GetTopology().HostUp(host));
    FollowFailures(m_fabric.GetTopology().HostDown(host));
    m_attachment.EndRedirects(host);
    for (const VmId vm : m_vmsByHost.At(host))
    {
        if (m_attachment.IsActive(vm))
        {
            m_attachment.Suspend(vm);
        }
    }
}

void
Operations::Fail(HostId host, Done acked, Submitted submitted)
{
    Expect(m_hosts, "host", host, false);
    const auto notice = [this, host, acked, submitted](bool)
    {
        Know(m_version.substrate.failedHosts,
             host,
             true,
             Touching(m_vmsByHost.At(host)),
             acked,
             submitted);
        m_controlPlane.CloseAgent(EnforcementPoint::Of(host));
    };
    m_hosts.Set(host, true, m_detection, notice);
    PowerOff(host);
}

void
Operations::Repair(HostId host, Done acked, Submitted submitted)
{
    Expect(m_hosts, "host", host, true);
    m_hosts.NoticeNow(host); // who registers again has been away
    m_hosts.Set(host, false, Time(0), [](bool) {});
    m_hosts.NoticeNow(host);
    FollowFailures(m_fabric.GetTopology().HostUp(host));
    FollowFailures(m_fabric.GetTopology().HostDown(host));
    Know(m_version.substrate.failedHosts,
         host,
         false,
         Touching(m_vmsByHost.At(host)),
         acked,
         submitted);
    m_controlPlane.OpenAgent(EnforcementPoint::Of(host));
}

std::vector<VnicPlace>
Operations::PlacesOf(VmId vm) const
{
    std::vector<VnicPlace> places;
    for (const VnicId vnic : m_plan.At(vm).vnics)
    {
        places.push_back(m_version.PlaceOf(vnic));
    }
    return places;
}

/// Gives a VM the place of a new one. @return whether there is room; else it stays where it is
bool
Operations::PlaceElsewhere(VmId vm)
{
    const HostId to = HostForNewVm();
    std::vector<VnicPlace> places = PlacesOf(vm);
    if (HasFailed(to) || m_version.slots.Free(to) < places.size())
    {
        return false;
    }
    for (VnicPlace& place : places)
    {
        place = {to, address_plan::VnicAddress(to, m_version.slots.Take(to).value())};
    }
    Place(vm, places);
    return true;
}

ChangeReport
Operations::Evacuate(HostId host, Done acked)
{
    if (!m_version.substrate.failedHosts.contains(host))
    {
        throw std::invalid_argument("host " + std::to_string(host.value) +
                                    " is not known to have failed");
    }
    std::map<VmId, std::vector<VnicPlace>> before;
    std::vector<VmId> withoutRoom;
    std::vector<VmId> moved;
    const std::vector<VmId> there = m_vmsByHost.At(host); // who moves leaves it
    for (const VmId vm : there)
    {
        if (m_version.stopped.contains(vm))
        {
            continue;
        }
        std::vector<VnicPlace> places = PlacesOf(vm);
        const bool moves = PlaceElsewhere(vm);
        (moves ? moved : withoutRoom).push_back(vm);
        if (moves)
        {
            before.emplace(vm, std::move(places));
        }
    }
    const auto undo = [&]
    {
        for (const auto& [vm, places] : before)
        {
            GiveBack(PlacesOf(vm));
            Place(vm, places);
        }
    };
    ChangeReport report = Apply(Touching(moved), undo, std::move(acked));
    for (const auto& [vm, places] : before)
    {
        GiveBack(places);
    }
    report.withoutRoom = std::move(withoutRoom);
    return report;
}

void
Operations::SetFailed(LinkId link, bool fails, const Done& acked, const Submitted& submitted)
{
    Expect(m_links, "link", link, !fails);
    const auto notice = [this, link, fails, acked, submitted](bool isNoticed)
    {
        if (!isNoticed)
        {
            TellIfAsked(submitted, {});
            acked(0);
            return;
        }
        m_fabric.LearnFailure(link, fails);
        Know(m_version.substrate.failedLinks, link, fails, TouchingSubstrate(), acked, submitted);
    };
    m_links.Set(link, fails, m_detection, notice);
    FollowFailures(link);
}

void
Operations::Fail(LinkId link, Done acked, Submitted submitted)
{
    SetFailed(link, true, acked, submitted);
}

void
Operations::Repair(LinkId link, Done acked, Submitted submitted)
{
    SetFailed(link, false, acked, submitted);
}

void
Operations::SetFailed(ServerId server, bool fails, const Done& acked, const Submitted& submitted)
{
    if (HasFailed(server) == fails)
    {
        throw std::invalid_argument("server " + std::to_string(server.value) +
                                    (fails ? " has failed already" : " has not failed"));
    }
    Know(m_version.substrate.failedServers, server, fails, TouchingSubstrate(), acked, submitted);
    FollowFailures(m_fabric.GetTopology().ServerUp(server));
    FollowFailures(m_fabric.GetTopology().ServerDown(server));
    m_controlPlane.SetServerDown(server, fails);
}

void
Operations::Fail(ServerId server, Done acked, Submitted submitted)
{
    SetFailed(server, true, acked, submitted);
}

void
Operations::Repair(ServerId server, Done acked, Submitted submitted)
{
    SetFailed(server, false, acked, submitted);
}

} // namespace ns3::vnlab
