// SPDX-License-Identifier: GPL-2.0-only
#include "model/guest/arp-resolver.h"

#include "model/wire/arp-frame.h"
#include "model/wire/packet-bytes.h"

#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

using State = NeighborTable::State;

// Of ns-3's ArpCache: WaitReplyTimeout, AliveTimeout, DeadTimeout, MaxRetries, PendingQueueSize.
const Time kTick = Seconds(1);
const Time kAliveTime = Seconds(120);
const Time kFailedTime = Seconds(100);
constexpr uint8_t kRepeats = 3;
constexpr size_t kMaxPending = 3;

int64_t
NowPlus(Time duration)
{
    return (Simulator::Now() + duration).GetNanoSeconds();
}

} // namespace

ArpResolver::ArpResolver(Ptr<VnicDevice> device, uint32_t address, DropLog& drops)
    : m_device(std::move(device)),
      m_drops(drops),
      m_address(address)
{
}

ArpResolver::~ArpResolver()
{
    m_timer.Cancel();
}

void
ArpResolver::SetPermanent(uint32_t address, const MacBytes& mac)
{
    NeighborTable::Entry& entry = m_neighbors.Get(address);
    entry.mac = mac;
    entry.state = State::kPermanent;
    if (const auto pending = std::exchange(entry.pending, nullptr))
    {
        for (Ptr<Packet>& frame : *pending)
        {
            Transmit(entry, std::move(frame));
        }
    }
}

const MacBytes*
ArpResolver::Find(uint32_t neighbor)
{
    const NeighborTable::Entry* entry = m_neighbors.Find(neighbor);
    const bool known =
        entry &&
        (entry->state == State::kPermanent ||
         (entry->state == State::kAlive && Simulator::Now().GetNanoSeconds() <= entry->until_ns));
    return known ? &entry->mac : nullptr;
}

void
ArpResolver::Send(uint32_t neighbor, Ptr<Packet> frame)
{
    NeighborTable::Entry& entry = m_neighbors.Get(neighbor);
    const bool expires = entry.state == State::kAlive || entry.state == State::kFailed;
    if (expires && Simulator::Now().GetNanoSeconds() > entry.until_ns)
    {
        StartResolution(entry, PopulationOf(frame));
    }
    switch (entry.state)
    {
    case State::kAlive:
    case State::kPermanent:
        Transmit(entry, std::move(frame));
        return;
    case State::kResolving:
        if (entry.pending->size() < kMaxPending)
        {
            entry.pending->push_back(std::move(frame));
            return;
        }
        break;
    case State::kFailed:
        break;
    }
    m_drops.Count(VNLAB_DROP_ARP_UNRESOLVED, frame);
}

void
ArpResolver::Transmit(const NeighborTable::Entry& entry, Ptr<Packet> frame)
{
    PrependBytes(frame, entry.mac);
    m_device->SendFrame(std::move(frame));
}

void
ArpResolver::StartResolution(NeighborTable::Entry& entry, Population population)
{
    entry.state = State::kResolving;
    entry.repeats = 0;
    entry.pending = std::make_unique<std::vector<Ptr<Packet>>>();
    // Later, as a request is no part of the caller's sending.
    Simulator::ScheduleNow(
        &VnicDevice::SendFrame, m_device, MakeRequest(entry.address, population));
    if (m_timer.IsExpired())
    {
        m_timer = Simulator::Schedule(kTick, &ArpResolver::Tick, this);
    }
}

Ptr<Packet>
ArpResolver::MakeRequest(uint32_t address, Population population) const
{
    Ptr<Packet> request = MakeArpFrame({.operation = kArpRequest,
                                        .senderMac = ToBytes(m_device->GetMac()),
                                        .sender = m_address,
                                        .targetMac = kBroadcastMac,
                                        .target = address});
    Mark(request, population);
    return request;
}

void
ArpResolver::Tick()
{
    bool again = false;
    for (NeighborTable::Entry& entry : m_neighbors.Entries())
    {
        if (entry.state != State::kResolving)
        {
            continue;
        }
        if (entry.repeats < kRepeats)
        {
            ++entry.repeats;
            again = true;
            m_device->SendFrame(MakeRequest(entry.address, PopulationOf(entry.pending->front())));
            continue;
        }
        entry.state = State::kFailed;
        entry.until_ns = NowPlus(kFailedTime);
        const auto pending = std::exchange(entry.pending, nullptr);
        for (const Ptr<Packet>& frame : *pending)
        {
            m_drops.Count(VNLAB_DROP_ARP_UNRESOLVED, frame);
        }
    }
    if (again)
    {
        m_timer = Simulator::Schedule(kTick, &ArpResolver::Tick, this);
    }
}

void
ArpResolver::ReceiveArp(const FrameFields& fields, Population population)
{
    const MacBytes own = ToBytes(m_device->GetMac());
    if (fields.targetIp != m_address)
    {
        return; // a request for somebody else reaches everybody: no loss
    }
    if (fields.arpOperation == kArpRequest)
    {
        Ptr<Packet> reply = MakeArpReply(fields, own);
        Mark(reply, population);
        m_device->SendFrame(reply);
        return;
    }
    NeighborTable::Entry* entry = m_neighbors.Find(fields.senderIp);
    if (fields.arpOperation != kArpReply || fields.targetMac != own || !entry ||
        entry->state != State::kResolving)
    {
        return;
    }
    entry->state = State::kAlive;
    entry->mac = fields.senderMac;
    entry->until_ns = NowPlus(kAliveTime);
    const auto pending = std::exchange(entry->pending, nullptr);
    for (Ptr<Packet>& frame : *pending)
    {
        Transmit(*entry, std::move(frame));
    }
}

void
ArpResolver::Seen(uint32_t source, const MacBytes& mac)
{
    if (NeighborTable::Entry* entry = m_neighbors.Find(source))
    {
        if (entry->state == State::kAlive)
        {
            entry->until_ns = NowPlus(kAliveTime);
        }
        return;
    }
    for (NeighborTable::Entry& entry : m_neighbors.Entries())
    {
        if (entry.state == State::kAlive && entry.mac == mac)
        {
            entry.until_ns = NowPlus(kAliveTime);
        }
    }
}

} // namespace ns3::vnlab
