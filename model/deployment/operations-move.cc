// SPDX-License-Identifier: GPL-2.0-only
//
// VMs that move: at once, or copied by a Migration before.

#include "model/cloud/cloud-names.h"
#include "model/deployment/operations.h"
#include "model/substrate/address-plan.h"

#include "ns3/simulator.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

void
Operations::Move(
    VmId vm, HostId to, Time downtime, Submitted submitted, Done acked, const MoveManner& manner)
{
    const std::vector<VnicPlace> places = TakePlaces(vm, to);
    m_attachment.Suspend(vm);
    Simulator::Schedule(downtime,
                        [this, vm, places, submitted, acked, manner]
                        { Land(vm, places, submitted, acked, manner); });
}

void
Operations::Migrate(VmId vm,
                    HostId to,
                    const PreCopyOrder& order,
                    Submitted submitted,
                    Done acked,
                    const MoveManner& manner)
{
    std::vector<VnicPlace> places = TakePlaces(vm, to);
    const HostId from = m_plan.HostOf(vm, m_version);
    const auto stall = [this, vm, from, to]
    {
        if (m_hosts.HasFailed(from) || m_hosts.HasFailed(to))
        {
            GiveUpMigration(vm);
        }
    };
    m_migrating[vm] = {std::make_unique<Migration>(
                           order,
                           m_makeTransfer(from, to),
                           Migration::Calls{.pause = [this, vm] { m_attachment.Suspend(vm); },
                                            .land = [this, vm] { LandMigrated(vm); },
                                            .stall = stall}),
                       std::move(places),
                       std::move(submitted),
                       std::move(acked),
                       manner};
}

bool
Operations::IsMigrating(VmId vm) const
{
    return m_migrating.contains(vm);
}

/// @throws std::invalid_argument where the VM cannot move there
std::vector<VnicPlace>
Operations::TakePlaces(VmId vm, HostId to)
{
    const auto refuse = [this, vm](const std::string& why)
    { throw std::invalid_argument(NameOf(m_plan, vm) + " cannot move: " + why); };
    const std::string host = "host " + std::to_string(to.value);
    const std::vector<VnicId>& vnics = m_plan.At(vm).vnics;
    if (!m_attachment.IsActive(vm))
    {
        refuse("it does not run");
    }
    if (IsMigrating(vm))
    {
        const HostId already = m_migrating.at(vm).places.front().host;
        refuse("it is on its way to host " + std::to_string(already.value) + " already");
    }
    if (to.value >= m_version.slots.Hosts())
    {
        refuse("there is no " + host);
    }
    if (m_plan.HostOf(vm, m_version) == to)
    {
        refuse("it is on " + host);
    }
    if (m_hosts.HasFailed(to))
    {
        refuse(host + " has failed");
    }
    if (m_hosts.HasFailed(m_plan.HostOf(vm, m_version)))
    {
        refuse("its host has failed");
    }
    if (m_version.slots.Free(to) < vnics.size())
    {
        refuse(host + " has no room for its " + std::to_string(vnics.size()) + " vNICs");
    }
    return TakeSlots(vm, to);
}

/// Of a host that has enough of them.
std::vector<VnicPlace>
Operations::TakeSlots(VmId vm, HostId at)
{
    std::vector<VnicPlace> places;
    for (size_t i = 0; i < m_plan.At(vm).vnics.size(); ++i)
    {
        places.push_back({at, address_plan::VnicAddress(at, *m_version.slots.Take(at))});
    }
    return places;
}

void
Operations::LandMigrated(VmId vm)
{
    const auto landing = m_migrating.extract(vm);
    const Migrating& migrating = landing.mapped();
    const auto submitted =
        [told = migrating.submitted, took = migrating.migration->Report(true)](ChangeReport report)
    {
        report.migration = took;
        told(report);
    };
    Land(vm, migrating.places, submitted, migrating.acked, migrating.manner);
}

/// The VM is gone, or a host of the two; where the VM still runs, it goes on where it was.
void
Operations::GiveUpMigration(VmId vm)
{
    const auto ending = m_migrating.extract(vm);
    if (ending.empty())
    {
        return;
    }
    const Migrating& migrating = ending.mapped();
    GiveBack(migrating.places);
    if (migrating.migration->IsPaused() && m_attachment.IsActive(vm))
    {
        m_attachment.Move(vm, Views()[m_plan.At(vm).tenant.value]);
    }
    migrating.submitted({.delta = {}, .migration = migrating.migration->Report(false)});
    migrating.acked(0);
}

void
Operations::Land(VmId vm,
                 const std::vector<VnicPlace>& places,
                 const Submitted& submitted,
                 Done acked,
                 const MoveManner& manner)
{
    const std::vector<VnicPlace> before = PlacesOf(vm);
    const ChangeReport report = GoTo(vm, places, std::move(acked));
    Follow(vm, before, manner);
    submitted(report);
}

/// Goes on to the version in which a VM is at other places, which are taken; its own are given back.
ChangeReport
Operations::GoTo(VmId vm, const std::vector<VnicPlace>& places, Done acked)
{
    const std::vector<VnicPlace> before = PlacesOf(vm);
    Place(vm, places);
    const auto undo = [&]
    {
        Place(vm, before);
        GiveBack(places);
    };
    ChangeReport report = Apply(Touching({&vm, 1}), undo, std::move(acked));
    GiveBack(before);
    return report;
}

/// Helps others to find a VM that has moved, where it goes on and the hosts have power.
void
Operations::Follow(VmId vm, const std::vector<VnicPlace>& from, const MoveManner& manner)
{
    if (!m_attachment.IsActive(vm) || m_hosts.HasFailed(m_plan.HostOf(vm, m_version)))
    {
        return;
    }
    if (manner.movesState)
    {
        m_attachment.MoveState(vm, from.front().host); // of one that has failed, nothing is left
    }
    if (manner.redirects && !m_hosts.HasFailed(from.front().host))
    {
        const Time until =
            manner.redirectFor.IsZero() ? Time::Max() : Simulator::Now() + manner.redirectFor;
        m_attachment.Redirect(vm, from, Views()[m_plan.At(vm).tenant.value], until);
    }
    if (manner.announces)
    {
        m_attachment.Announce(vm);
    }
}

uint64_t
Operations::Redirects() const
{
    return m_attachment.Redirects();
}

void
Operations::Place(VmId vm, const std::vector<VnicPlace>& places)
{
    const std::vector<VnicId>& vnics = m_plan.At(vm).vnics;
    m_vmsByHost.Move(vm, m_plan.HostOf(vm, m_version), places.front().host);
    for (size_t i = 0; i < vnics.size(); ++i)
    {
        m_version.places[vnics[i].value] = places[i];
    }
}

void
Operations::GiveBack(const std::vector<VnicPlace>& places)
{
    for (const VnicPlace& place : places)
    {
        m_version.slots.GiveBack(place.host, address_plan::SlotOf(place.providerAddress));
    }
}

} // namespace ns3::vnlab
