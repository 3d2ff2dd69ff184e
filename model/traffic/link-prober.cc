// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/link-prober.h"

#include "model/ip/packet-fields.h"
#include "model/population.h"
#include "model/traffic/probe-frame.h"
#include "model/traffic/probe-payload.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

LinkProber::LinkProber(const CloudPlan& plan, DeviceOf deviceOf)
    : m_plan(plan),
      m_deviceOf(std::move(deviceOf))
{
}

LinkProber::FlowId
LinkProber::Add(const FlowConfig& config, const Service& service)
{
    const FlowId id = m_flows.size();
    m_flows.push_back({.config = config});
    m_services.push_back(service);
    if (m_observed.insert(config.destination).second)
    {
        m_deviceOf(config.destination).AddObserver(this);
    }
    Simulator::Schedule(config.start - Simulator::Now(), &LinkProber::SendNext, this, id);
    return id;
}

const Flow&
LinkProber::At(FlowId flow) const
{
    return m_flows[flow];
}

void
LinkProber::OnSending(Sending subscriber)
{
    m_subscribers.push_back(std::move(subscriber));
}

void
LinkProber::SendNext(FlowId id)
{
    Flow& flow = m_flows[id];
    const FlowConfig& config = flow.config;
    if (Simulator::Now() >= config.stop)
    {
        return;
    }
    const ProbePayload probe{.flow = static_cast<uint32_t>(id),
                             .sequence = flow.sent++,
                             .sent_ns = Simulator::Now().GetNanoSeconds()};
    flow.arrived.push_back(false);
    Ptr<Packet> frame = MakeProbeFrame(m_plan.At(config.source),
                                       m_plan.At(config.destination),
                                       m_services[id],
                                       MakeProbe(probe, config.payloadBytes));
    Mark(frame, Population::kProbe);
    for (const Sending& subscriber : m_subscribers)
    {
        subscriber(config.source, config.destination, m_services[id], frame);
    }
    m_deviceOf(config.source).SendFrame(std::move(frame));
    Simulator::Schedule(config.interval, &LinkProber::SendNext, this, id);
}

void
LinkProber::Probed(const VnicDevice& vnic, const Ptr<const Packet>& frame)
{
    const std::optional<FrameFields> fields = CheckedFieldsOf(frame);
    if (!fields || fields->destinationMac != ToBytes(vnic.GetMac()))
    {
        return;
    }
    const std::optional<ProbePayload> probe = ReadProbe(PayloadOfProbe(frame, *fields));
    if (!probe || probe->flow >= m_flows.size())
    {
        return;
    }
    Flow& flow = m_flows[probe->flow];
    if (vnic.GetVnic() != flow.config.destination)
    {
        ++flow.misdelivered;
    }
    else if (probe->sequence < flow.sent)
    {
        flow.arrived[probe->sequence] = true;
    }
}

} // namespace ns3::vnlab
