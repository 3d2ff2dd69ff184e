// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/link-transmitter.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

LinkTransmitter::LinkTransmitter(FabricLink& link,
                                 std::unique_ptr<LinkQueue> queue,
                                 DropLog& drops,
                                 Departure departure)
    : m_link(link),
      m_queue(std::move(queue)),
      m_drops(drops),
      m_departure(std::move(departure))
{
}

LinkTransmitter::~LinkTransmitter()
{
    m_next.Cancel();
}

void
LinkTransmitter::Send(FabricFrame frame)
{
    if (frame.IsWeightless())
    {
        const int64_t now_ns = Simulator::Now().GetNanoSeconds();
        const int64_t arrival_ns = m_link.SendWeightless(now_ns, frame.bytes);
        m_departure(std::move(frame), arrival_ns - now_ns);
        return;
    }
    if (m_queue->IsEmpty() && m_link.FreeAt_ns() <= Simulator::Now().GetNanoSeconds())
    {
        Depart(std::move(frame));
        return;
    }
    if (const std::optional<FabricFrame> refused = m_queue->Push(std::move(frame)))
    {
        m_link.Refuse();
        m_drops.Count(VNLAB_DROP_QUEUE_OVERFLOW, refused->packet);
    }
    if (m_next.IsExpired())
    {
        ScheduleNext();
    }
}

void
LinkTransmitter::DropWaiting()
{
    m_next.Cancel();
    while (const std::optional<FabricFrame> frame = m_queue->Pop())
    {
        m_drops.Count(VNLAB_DROP_LINK_DOWN, frame->packet);
    }
}

void
LinkTransmitter::Depart(FabricFrame frame)
{
    const int64_t now_ns = Simulator::Now().GetNanoSeconds();
    const int64_t arrival_ns = m_link.Send(now_ns, frame.bytes, frame.packets);
    m_departure(std::move(frame), arrival_ns - now_ns);
}

void
LinkTransmitter::DepartNext()
{
    Depart(*m_queue->Pop());
    ScheduleNext();
}

void
LinkTransmitter::ScheduleNext()
{
    if (!m_queue->IsEmpty())
    {
        m_next = Simulator::Schedule(
            NanoSeconds(m_link.FreeAt_ns()) - Simulator::Now(), &LinkTransmitter::DepartNext, this);
    }
}

} // namespace ns3::vnlab
