// SPDX-License-Identifier: GPL-2.0-only
#include "model/guest/light-guest.h"

#include "model/wire/big-endian.h"
#include "model/wire/internet-checksum.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr uint16_t kArpRequest = 1;
constexpr uint16_t kArpReply = 2;
constexpr uint8_t kIcmpEchoReply = 0;
constexpr uint8_t kIcmpEcho = 8;
const Time kRequestInterval = Seconds(1);
const Time kAliveTime = Seconds(120);
const Time kFailedTime = Seconds(100);

InternetChecksum
SumOf(const Ptr<const Packet>& packet)
{
    std::array<uint8_t, 65536> bytes;
    return InternetChecksum{}.Add(std::span(bytes.data(), CopyHead(packet, bytes)));
}

/// Cuts the padding that short Ethernet frames have behind the IPv4 packet.
void
TrimToIpv4(const FrameFields& fields, const Ptr<Packet>& frame)
{
    const uint32_t length = fields.l3Offset + fields.totalLength;
    if (frame->GetSize() > length)
    {
        frame->RemoveAtEnd(frame->GetSize() - length);
    }
}

} // namespace

LightGuest::LightGuest(VmId vm, DropLog& drops)
    : Guest(vm),
      m_drops(drops)
{
}

LightGuest::~LightGuest()
{
    for (const Vnic& vnic : m_vnics)
    {
        vnic.device->SetSink(nullptr);
    }
}

void
LightGuest::AddVnic(Ptr<VnicDevice> device, uint32_t address, uint8_t prefixLength)
{
    device->SetSink(this);
    m_vnics.push_back({std::move(device), address, prefixLength});
}

void
LightGuest::SendUdp(uint32_t destination,
                    uint16_t sourcePort,
                    uint16_t destinationPort,
                    Ptr<Packet> payload)
{
    const Vnic& vnic = VnicFor(destination);
    OuterIpv4 ip;
    ip.source = vnic.address;
    ip.destination = destination;
    ip.protocol = ipproto::kUdp;
    ip.l4Length = kUdpSize + payload->GetSize();
    std::array<uint8_t, kUdpSize> header;
    if (WriteUdp(header, ip, sourcePort, destinationPort, SumOf(payload)) == 0)
    {
        m_drops.Count(VNLAB_DROP_MTU_EXCEEDED, payload);
        return;
    }
    SendIpv4(vnic, ip, header, std::move(payload));
}

void
LightGuest::SetNeighbor(uint32_t address, const MacBytes& mac)
{
    NeighborTable::Entry& entry = m_neighbors.Get(address);
    entry.mac = mac;
    entry.state = NeighborTable::State::kPermanent;
}

const LightGuest::Vnic&
LightGuest::VnicFor(uint32_t destination) const
{
    const auto sameSubnet = [destination](const Vnic& vnic) {
        const uint64_t mask = ~uint64_t{0} << (32 - vnic.prefixLength);
        return ((vnic.address ^ destination) & mask) == 0;
    };
    const auto it = std::find_if(m_vnics.begin(), m_vnics.end(), sameSubnet);
    return it == m_vnics.end() ? m_vnics.front() : *it;
}

const LightGuest::Vnic&
LightGuest::VnicOf(const EthernetDevice& device) const
{
    return *std::find_if(m_vnics.begin(), m_vnics.end(), [&device](const Vnic& vnic) {
        return PeekPointer(vnic.device) == &device;
    });
}

void
LightGuest::SendIpv4(const Vnic& vnic,
                     OuterIpv4& ip,
                     std::span<const uint8_t> l4Header,
                     Ptr<Packet> payload)
{
    NeighborTable::Entry& neighbor = m_neighbors.Get(ip.destination);
    ip.sourceMac = ToBytes(vnic.device->GetMac());
    ip.destinationMac = neighbor.mac;
    ip.id = m_identification++;

    std::array<uint8_t, kEthernetIpv4Size + kUdpSize> header;
    if (ip.l4Length + 20 > vnic.device->GetMtu() || WriteEthernetIpv4(header, ip) == 0)
    {
        m_drops.Count(VNLAB_DROP_MTU_EXCEEDED, payload);
        return;
    }
    std::copy(l4Header.begin(), l4Header.end(), header.begin() + kEthernetIpv4Size);
    PrependBytes(payload, std::span(header).first(kEthernetIpv4Size + l4Header.size()));
    SendOrQueue(vnic, neighbor, std::move(payload));
}

void
LightGuest::SendOrQueue(const Vnic& vnic, NeighborTable::Entry& neighbor, Ptr<Packet> frame)
{
    using State = NeighborTable::State;
    const bool expires = neighbor.state == State::kAlive || neighbor.state == State::kFailed;
    if (expires && Simulator::Now().GetNanoSeconds() >= neighbor.until_ns)
    {
        StartResolution(neighbor);
    }
    switch (neighbor.state)
    {
    case State::kAlive:
    case State::kPermanent:
        vnic.device->SendFrame(std::move(frame));
        return;
    case State::kResolving:
        if (neighbor.pending->size() < NeighborTable::kMaxPending)
        {
            neighbor.pending->push_back(std::move(frame));
            return;
        }
        break;
    case State::kFailed:
        break;
    }
    m_drops.Count(VNLAB_DROP_ARP_UNRESOLVED, frame);
}

void
LightGuest::StartResolution(NeighborTable::Entry& neighbor)
{
    neighbor.state = NeighborTable::State::kResolving;
    neighbor.requests = 0;
    ++neighbor.generation;
    neighbor.pending = std::make_unique<std::vector<Ptr<Packet>>>();
    // Later, as a host switch may answer at once while the caller still holds the entry.
    Simulator::ScheduleNow(&LightGuest::Request, this, neighbor.address, neighbor.generation);
}

void
LightGuest::Request(uint32_t address, uint32_t generation)
{
    NeighborTable::Entry* neighbor = m_neighbors.Find(address);
    if (neighbor->state != NeighborTable::State::kResolving ||
        neighbor->generation != generation)
    {
        return;
    }
    if (neighbor->requests < NeighborTable::kMaxRequests)
    {
        ++neighbor->requests;
        Simulator::Schedule(kRequestInterval, &LightGuest::Request, this, address, generation);
        SendArp(VnicFor(address), kArpRequest, MacBytes{}, address);
        return;
    }
    neighbor->state = NeighborTable::State::kFailed;
    neighbor->until_ns = (Simulator::Now() + kFailedTime).GetNanoSeconds();
    for (const Ptr<Packet>& frame : *std::exchange(neighbor->pending, nullptr))
    {
        m_drops.Count(VNLAB_DROP_ARP_UNRESOLVED, frame);
    }
}

void
LightGuest::SendArp(const Vnic& vnic,
                    uint16_t operation,
                    const MacBytes& targetMac,
                    uint32_t targetAddress)
{
    constexpr std::array<uint8_t, 6> ethernetAndIpv4{0, 1, 8, 0, 6, 4}; // RFC 826
    const MacBytes source = ToBytes(vnic.device->GetMac());
    const MacBytes& destination = operation == kArpRequest ? kBroadcastMac : targetMac;
    std::array<uint8_t, 42> frame;
    uint8_t* at = std::copy(destination.begin(), destination.end(), frame.data());
    at = std::copy(source.begin(), source.end(), at);
    WriteBig16(at, ethertype::kArp);
    at = std::copy(ethernetAndIpv4.begin(), ethernetAndIpv4.end(), at + 2);
    WriteBig16(at, operation);
    at = std::copy(source.begin(), source.end(), at + 2);
    WriteBig32(at, vnic.address);
    at = std::copy(targetMac.begin(), targetMac.end(), at + 4);
    WriteBig32(at, targetAddress);
    vnic.device->SendFrame(Create<Packet>(frame.data(), frame.size()));
}

void
LightGuest::ReceiveFrame(EthernetDevice& device, Ptr<Packet> frame)
{
    std::array<uint8_t, 94> head;
    const std::optional<FrameFields> fields =
        ParseFrame(std::span(head.data(), CopyHead(frame, head)));
    if (!fields)
    {
        m_drops.Count(VNLAB_DROP_MALFORMED, frame);
        return;
    }
    const Vnic& vnic = VnicOf(device);
    const bool forMe = IsGroup(fields->destinationMac) ||
                       fields->destinationMac == ToBytes(device.GetMac());
    if (forMe && fields->isArp)
    {
        ReceiveArp(vnic, *fields);
        return;
    }
    if (!forMe || (fields->isIpv4 && fields->destination != vnic.address))
    {
        m_drops.Count(VNLAB_DROP_NOT_FOR_GUEST, frame);
    }
    else if (fields->isIpv4 && fields->protocol == ipproto::kUdp)
    {
        ReceiveUdp(*fields, std::move(frame));
    }
    else if (fields->isIpv4 && fields->protocol == ipproto::kIcmp)
    {
        ReceiveIcmp(vnic, *fields, std::move(frame));
    }
    else
    {
        m_drops.Count(VNLAB_DROP_NO_LISTENER, frame);
    }
}

void
LightGuest::ReceiveArp(const Vnic& vnic, const FrameFields& fields)
{
    if (fields.arpOperation == kArpRequest && fields.targetIp == vnic.address)
    {
        SendArp(vnic, kArpReply, fields.senderMac, fields.senderIp);
        return;
    }
    if (fields.arpOperation != kArpReply || fields.targetIp != vnic.address)
    {
        return; // a request for somebody else reaches everybody: no loss
    }
    NeighborTable::Entry* entry = m_neighbors.Find(fields.senderIp);
    if (!entry || entry->state != NeighborTable::State::kResolving)
    {
        return;
    }
    entry->state = NeighborTable::State::kAlive;
    entry->mac = fields.senderMac;
    entry->until_ns = (Simulator::Now() + kAliveTime).GetNanoSeconds();
    for (Ptr<Packet>& frame : *std::exchange(entry->pending, nullptr))
    {
        frame->RemoveAtStart(entry->mac.size());
        PrependBytes(frame, entry->mac);
        vnic.device->SendFrame(std::move(frame));
    }
}

void
LightGuest::ReceiveIcmp(const Vnic& vnic, const FrameFields& fields, Ptr<Packet> frame)
{
    std::array<uint8_t, 4> head;
    TrimToIpv4(fields, frame);
    frame->RemoveAtStart(fields.l4Offset);
    if (CopyHead(frame, head) < head.size() || SumOf(frame).Value() != 0)
    {
        m_drops.Count(VNLAB_DROP_MALFORMED, frame);
        return;
    }
    if (head[0] != kIcmpEcho)
    {
        m_drops.Count(VNLAB_DROP_NO_LISTENER, frame);
        return;
    }
    const uint16_t checksum = UpdateChecksum(ReadBig16(&head[2]),
                                             static_cast<uint16_t>(kIcmpEcho << 8 | head[1]),
                                             static_cast<uint16_t>(kIcmpEchoReply << 8 | head[1]));
    head[0] = kIcmpEchoReply;
    WriteBig16(&head[2], checksum);
    frame->RemoveAtStart(head.size());

    OuterIpv4 ip;
    ip.source = vnic.address;
    ip.destination = fields.source;
    ip.protocol = ipproto::kIcmp;
    ip.l4Length = head.size() + frame->GetSize();
    SendIpv4(vnic, ip, head, std::move(frame));
}

void
LightGuest::ReceiveUdp(const FrameFields& fields, Ptr<Packet> frame)
{
    const bool open = std::find(std::begin(kOpenPorts),
                                std::end(kOpenPorts),
                                fields.destinationPort) != std::end(kOpenPorts);
    if (!m_listener || !open)
    {
        m_drops.Count(VNLAB_DROP_NO_LISTENER, frame);
        return;
    }
    TrimToIpv4(fields, frame);
    frame->RemoveAtStart(fields.l4Offset + kUdpSize);
    m_listener->ReceiveUdp(*this,
                           {fields.source,
                            fields.sourcePort,
                            fields.destinationPort,
                            std::move(frame)});
}

} // namespace ns3::vnlab
