// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/stretch-meter.h"

#include "model/guest/guest.h"
#include "model/population.h"
#include "model/traffic/probe-frame.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

StretchMeter::StretchMeter(const CloudPlan& plan, Fabric& fabric, DeviceOf deviceOf, HostOf hostOf)
    : m_plan(plan),
      m_fabric(fabric),
      m_deviceOf(std::move(deviceOf)),
      m_hostOf(std::move(hostOf))
{
}

void
StretchMeter::Probe(VnicId from, VnicId to, uint32_t payloadBytes)
{
    if (!m_ways)
    {
        Begin();
    }
    // The payload has no ProbePayload: no LinkProber takes it for one of its own.
    Ptr<Packet> frame = MakeProbeFrame(m_plan.At(from),
                                       m_plan.At(to),
                                       {ipproto::kUdp, kTrafficPort},
                                       Create<Packet>(payloadBytes));
    const auto least = m_ways->Between(m_hostOf(from), m_hostOf(to), frame->GetSize());
    if (!least)
    {
        return;
    }
    Mark(frame, Population::kProbe);
    if (m_observed.insert(to).second)
    {
        m_deviceOf(to).AddObserver(this);
    }
    m_flights.emplace(frame->GetUid(), Flight{.to = to, .sent = Simulator::Now(), .least = *least});
    m_deviceOf(from).SendFrame(std::move(frame));
}

const std::vector<Stretch>&
StretchMeter::Arrived() const
{
    return m_arrived;
}

void
StretchMeter::Begin()
{
    m_ways.emplace(m_fabric);
    for (uint32_t i = 0; i < m_fabric.GetTopology().Links(); ++i)
    {
        const LinkId link{i};
        m_fabric.AddTap(
            link, [this, link](const Ptr<const Packet>& frame) { Crossed(link, frame->GetUid()); });
    }
}

void
StretchMeter::Crossed(LinkId link, uint64_t uid)
{
    if (const auto flight = m_flights.find(uid); flight != m_flights.end())
    {
        const FabricLink& wire = m_fabric.Link(link);
        std::map<NodeRef, uint32_t>& links = flight->second.links;
        links[wire.To()] = links[wire.From()] + 1;
    }
}

void
StretchMeter::Probed(const VnicDevice& vnic, const Ptr<const Packet>& frame)
{
    const auto found = m_flights.find(frame->GetUid());
    if (found == m_flights.end() || found->second.to != vnic.GetVnic())
    {
        return;
    }
    const Flight& flight = found->second;
    const auto links = flight.links.find({NodeKind::kHost, m_hostOf(flight.to).value});
    if (links != flight.links.end())
    {
        const Time delay = vnic.LocalTime() - flight.sent;
        m_arrived.push_back({.hops = static_cast<double>(links->second) / flight.least.links,
                             .time = delay.GetSeconds() / flight.least.time.GetSeconds()});
    }
    m_flights.erase(found);
}

} // namespace ns3::vnlab
