// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/chain-meter.h"

#include "model/ip/packet-fields.h"
#include "model/population.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const Time kLongest = Seconds(10); // that a packet is on its way

uint64_t
AddressInTenant(TenantId tenant, uint32_t address)
{
    return uint64_t{tenant.value} << 32 | address;
}

} // namespace

ChainMeter::ChainMeter(const CloudPlan& plan, const SpecOracle& oracle)
    : m_plan(plan),
      m_oracle(oracle)
{
}

void
ChainMeter::Watch(VnicDevice& vnic)
{
    const VnicPlan& plan = m_plan.At(vnic.GetVnic());
    m_addresses[AddressInTenant(m_plan.At(plan.vm).tenant, plan.address)] = vnic.GetVnic();
    vnic.AddObserver(this);
}

void
ChainMeter::OnJudged(Judged subscriber)
{
    m_judged = std::move(subscriber);
}

const ChainCounts&
ChainMeter::Counts() const
{
    return m_counts;
}

void
ChainMeter::SendBegins(const VnicDevice& vnic, const Ptr<const Packet>& frame)
{
    const std::optional<FrameFields> fields =
        PopulationOf(frame) == Population::kTraffic ? FieldsOf(frame) : std::nullopt;
    const VnicId from = vnic.GetVnic();
    if (!fields || !fields->isIpv4 || fields->source != vnic.GetGuestAddress())
    {
        return;
    }
    const auto to = m_addresses.find(
        AddressInTenant(m_plan.At(m_plan.At(from).vm).tenant, fields->destination));
    if (to == m_addresses.end())
    {
        return;
    }
    const Time now = Simulator::Now();
    std::vector<VmId> way = m_oracle.Way(from, to->second, now);
    for (; !m_sent.empty() && m_sent.front().first + kLongest < now; m_sent.pop_front())
    {
        m_flights.erase(m_sent.front().second);
    }
    if (!way.empty())
    {
        m_sent.emplace_back(now, frame->GetUid());
        m_flights.try_emplace(
            frame->GetUid(),
            Flight{.from = from, .to = to->second, .way = std::move(way), .sent = now});
    }
}

void
ChainMeter::Passed(VnicId at, const Ptr<const Packet>& frame)
{
    const auto found = m_flights.find(frame->GetUid());
    if (found == m_flights.end())
    {
        return;
    }
    Flight& flight = found->second;
    const auto place = std::ranges::find(flight.way, m_plan.At(at).vm) - flight.way.begin();
    const auto index = static_cast<size_t>(place);
    flight.strayed |=
        index > flight.passed || index == flight.way.size(); // too early, or not on the way
    flight.passed += index == flight.passed && index < flight.way.size() ? 1 : 0;
}

void
ChainMeter::Received(const VnicDevice& vnic, const Ptr<const Packet>& frame)
{
    const auto found = m_flights.find(frame->GetUid());
    if (found == m_flights.end() || found->second.to != vnic.GetVnic())
    {
        return;
    }
    if (const auto fields = FieldsOf(frame); fields && fields->moreFragments)
    {
        return; // the last of them ends it
    }
    const Flight flight = std::move(found->second);
    m_flights.erase(found);
    const bool isLed = !flight.strayed && flight.passed == flight.way.size();
    ++(isLed ? m_counts.led : m_counts.bypassed);
    if (m_judged)
    {
        m_judged(flight.from, flight.to, flight.sent, isLed);
    }
}

} // namespace ns3::vnlab
