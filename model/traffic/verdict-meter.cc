// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/verdict-meter.h"

#include "model/ip/packet-fields.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// After the first copy of a packet has ended, for the others.
const Time kForCopies = MilliSeconds(100);

constexpr uint32_t kFirstGroup = 0xe0000000; // RFC 1112 §4; broadcast is behind it

uint64_t
AddressKey(TenantId tenant, uint32_t address)
{
    return uint64_t{tenant.value} << 32 | address;
}

} // namespace

VerdictMeter::VerdictMeter(
    const CloudPlan& plan, const SpecOracle& oracle, DropLog& drops, Runs runs, Judged judged)
    : m_plan(plan),
      m_oracle(oracle),
      m_runs(std::move(runs)),
      m_judged(std::move(judged))
{
    drops.AddObserver([this](DropReason reason, const Ptr<const Packet>& packet)
                      { Dropped(reason, packet); });
}

void
VerdictMeter::Watch(const Ptr<VnicDevice>& vnic)
{
    const VnicId id = vnic->GetVnic();
    const VnicPlan& plan = m_plan.At(id);
    m_addresses[AddressKey(m_plan.At(plan.vm).tenant, plan.address)] = id;
    if (m_devices.size() <= id.value)
    {
        m_devices.resize(id.value + 1);
    }
    m_devices[id.value] = vnic;
    vnic->AddObserver(this);
}

void
VerdictMeter::SendBegins(const VnicDevice& vnic, const Ptr<const Packet>& frame)
{
    if (PopulationOf(frame) != Population::kTraffic)
    {
        return;
    }
    const std::optional<FrameFields> fields = FieldsOf(frame);
    if (!fields || !fields->isIpv4 || fields->fragmentOffset != 0 ||
        fields->destination >= kFirstGroup)
    {
        return;
    }
    JudgeUntil(Simulator::Now() - kForCopies);
    const VnicId from = vnic.GetVnic();
    const TenantId tenant = m_plan.At(m_plan.At(from).vm).tenant;
    const auto to = m_addresses.find(AddressKey(tenant, fields->destination));
    m_flights.try_emplace(
        frame->GetUid(),
        Flight{.from = from,
               .to = to == m_addresses.end() ? std::nullopt : std::optional(to->second),
               .service = {fields->protocol, fields->sourcePort, fields->destinationPort},
               .population = Population::kTraffic,
               .sent = Simulator::Now(),
               .ended = {},
               .droppedByRules = {}});
}

void
VerdictMeter::ProbeSent(VnicId from,
                        VnicId to,
                        const Service& service,
                        const Ptr<const Packet>& frame)
{
    JudgeUntil(Simulator::Now() - kForCopies);
    m_flights.try_emplace(frame->GetUid(),
                          Flight{.from = from,
                                 .to = to,
                                 .service = {service.ipProtocol, service.port, service.port},
                                 .population = Population::kProbe,
                                 .sent = Simulator::Now(),
                                 .ended = {},
                                 .droppedByRules = {}});
}

void
VerdictMeter::Received(const VnicDevice& vnic, const Ptr<const Packet>& frame)
{
    Arrived(vnic.GetVnic(), frame);
}

void
VerdictMeter::Probed(const VnicDevice& vnic, const Ptr<const Packet>& frame)
{
    Arrived(vnic.GetVnic(), frame);
}

void
VerdictMeter::Arrived(VnicId at, const Ptr<const Packet>& frame)
{
    const auto found = m_flights.find(frame->GetUid());
    if (found == m_flights.end() || found->second.from == at)
    {
        return;
    }
    Flight& flight = found->second;
    if (flight.to != at && m_oracle.MayPass(flight.from, at, flight.sent, Simulator::Now()))
    {
        return;
    }
    const Wanted wanted =
        m_oracle.Wants(flight.from, at, flight.service, flight.sent, Simulator::Now());
    flight.isWithStranger |= wanted == Wanted::kNever;
    if (flight.to == at)
    {
        flight.hasArrived = true;
        flight.wanted = wanted;
        flight.place = PlaceOf(at);
    }
    End(found->first, flight);
}

void
VerdictMeter::Dropped(DropReason reason, const Ptr<const Packet>& packet)
{
    const auto found = m_flights.find(packet->GetUid());
    if (found == m_flights.end())
    {
        return;
    }
    Flight& flight = found->second;
    if (IsOfRules(reason) && flight.to && RunsOnItsWay(flight))
    {
        flight.droppedByRules = Simulator::Now();
        flight.place = flight.hasArrived ? flight.place : PlaceOf(*flight.to);
    }
    End(found->first, flight);
}

/// Whether all VMs run that should have to do with a packet.
bool
VerdictMeter::RunsOnItsWay(const Flight& flight) const
{
    return m_runs(m_plan.At(*flight.to).vm) && m_runs(m_plan.At(flight.from).vm) &&
           std::ranges::all_of(m_oracle.Way(flight.from, *flight.to, flight.sent), m_runs);
}

void
VerdictMeter::End(uint64_t uid, Flight& flight)
{
    if (!flight.ended)
    {
        flight.ended = Simulator::Now();
        m_ended.emplace_back(*flight.ended, uid);
    }
}

void
VerdictMeter::JudgeUntil(Time time)
{
    while (!m_ended.empty() && m_ended.front().first < time)
    {
        const auto flight = m_flights.find(m_ended.front().second);
        if (const std::optional<JudgedPacket> judged = Judge(flight->second))
        {
            m_judged(*judged);
        }
        m_flights.erase(flight);
        m_ended.pop_front();
    }
}

/// In the order of the class comment.
std::optional<JudgedPacket>
VerdictMeter::Judge(const Flight& flight) const
{
    JudgedPacket packet{.population = flight.population,
                        .conversation = {flight.from, flight.to, flight.service},
                        .sent = flight.sent,
                        .place = flight.place};
    Wanted wanted = flight.wanted;
    if (!flight.hasArrived)
    {
        wanted = flight.to ? m_oracle.Wants(flight.from,
                                            *flight.to,
                                            flight.service,
                                            flight.sent,
                                            flight.droppedByRules.value_or(*flight.ended))
                           : Wanted::kNever;
    }
    packet.isWanted = wanted == Wanted::kAlways;
    if (flight.isWithStranger)
    {
        packet.verdict = Verdict::kWronglyDelivered;
        return packet;
    }
    if (wanted == Wanted::kChanged || (!flight.hasArrived && !flight.droppedByRules))
    {
        return std::nullopt;
    }
    packet.verdict =
        packet.isWanted && !flight.hasArrived ? Verdict::kWronglyDropped : Verdict::kRight;
    return packet;
}

uint32_t
VerdictMeter::PlaceOf(VnicId vnic) const
{
    const bool isWatched = vnic.value < m_devices.size() && m_devices[vnic.value];
    return isWatched ? m_devices[vnic.value]->GetProviderAddress() : 0;
}

void
VerdictMeter::Finish()
{
    JudgeUntil(Time::Max());
}

} // namespace ns3::vnlab
