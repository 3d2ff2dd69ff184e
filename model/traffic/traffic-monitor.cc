// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/traffic-monitor.h"

#include "model/traffic/probe-payload.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ns3::vnlab
{

TrafficMonitor::TrafficMonitor(const CloudPlan& plan, GuestOf guestOf)
    : m_plan(plan),
      m_guestOf(std::move(guestOf))
{
}

TrafficMonitor::~TrafficMonitor() = default;

TrafficMonitor::FlowId
TrafficMonitor::Add(const FlowConfig& config)
{
    const FlowId id = m_flows.size();
    m_flows.push_back({.config = config});
    Simulator::Schedule(config.start - Simulator::Now(), &TrafficMonitor::SendNext, this, id);
    return id;
}

const Flow&
TrafficMonitor::At(FlowId flow) const
{
    return m_flows[flow];
}

const std::deque<Flow>&
TrafficMonitor::Flows() const
{
    return m_flows;
}

const std::vector<float>&
TrafficMonitor::Delays() const
{
    return m_delays;
}

std::vector<float>
TrafficMonitor::DelayVariations() const
{
    std::vector<float> least(m_flows.size(), std::numeric_limits<float>::infinity());
    for (size_t i = 0; i < m_delays.size(); ++i)
    {
        least[m_delayed[i]] = std::min(least[m_delayed[i]], m_delays[i]);
    }
    std::vector<float> variations(m_delays.size());
    for (size_t i = 0; i < m_delays.size(); ++i)
    {
        variations[i] = m_delays[i] - least[m_delayed[i]];
    }
    return variations;
}

void
TrafficMonitor::SendNext(FlowId id)
{
    Flow& flow = m_flows[id];
    const FlowConfig& config = flow.config;
    if (Simulator::Now() >= config.stop)
    {
        return;
    }
    const VnicPlan& destination = m_plan.At(config.destination);
    Guest& sender = m_guestOf(m_plan.At(config.source).vm);
    const ProbePayload probe{.flow = static_cast<uint32_t>(id),
                             .sequence = flow.sent++,
                             .sent_ns = Simulator::Now().GetNanoSeconds()};
    flow.arrived.push_back(false);
    sender.SendUdp(
        destination.address, kTrafficPort, kTrafficPort, MakeProbe(probe, config.payloadBytes));
    Simulator::Schedule(config.interval, &TrafficMonitor::SendNext, this, id);
}

void
TrafficMonitor::ReceiveUdp(Guest& guest, const UdpDatagram& datagram)
{
    const std::optional<ProbePayload> probe = ReadProbe(datagram.payload);
    if (!probe || probe->flow >= m_flows.size() || datagram.destinationPort != kTrafficPort)
    {
        return;
    }
    Flow& flow = m_flows[probe->flow];
    if (guest.GetVm() != m_plan.At(flow.config.destination).vm)
    {
        ++flow.misdelivered;
        return;
    }
    if (probe->sequence >= flow.sent || flow.arrived[probe->sequence])
    {
        return;
    }
    flow.arrived[probe->sequence] = true;
    flow.reordered += flow.lastArrival && probe->sequence < flow.highest ? 1 : 0;
    flow.highest = std::max(flow.highest, probe->sequence);
    const Time sent = NanoSeconds(probe->sent_ns);
    flow.lastArrival = Simulator::Now();
    if (!flow.firstArrival)
    {
        flow.firstArrival = Simulator::Now();
        flow.firstDelay = datagram.at - sent;
    }
    else if (sent >= *flow.firstArrival)
    {
        m_delays.push_back(static_cast<float>((datagram.at - sent).GetSeconds()));
        m_delayed.push_back(probe->flow);
    }
}

} // namespace ns3::vnlab
