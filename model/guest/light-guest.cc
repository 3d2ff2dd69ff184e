// SPDX-License-Identifier: GPL-2.0-only
#include "model/guest/light-guest.h"

#include "model/ip/icmp-error.h"
#include "model/ip/ipv4-fragments.h"
#include "model/ip/l4-check.h"
#include "model/ip/packet-fields.h"
#include "model/wire/big-endian.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace ns3::vnlab
{

LightGuest::LightGuest(VmId vm, DropLog& drops)
    : Guest(vm),
      m_drops(drops)
{
}

LightGuest::~LightGuest()
{
    for (const Vnic& vnic : m_vnics)
    {
        vnic.arp->Device()->SetSink(nullptr);
    }
}

void
LightGuest::AddVnic(Ptr<VnicDevice> device, uint32_t address, uint8_t prefixLength)
{
    device->SetSink(this);
    m_vnics.push_back({std::make_unique<ArpResolver>(std::move(device), address, m_drops),
                       static_cast<uint32_t>(~uint64_t{0} << (32 - prefixLength))});
}

void
LightGuest::SendUdp(uint32_t destination,
                    uint16_t sourcePort,
                    uint16_t destinationPort,
                    Ptr<Packet> payload)
{
    if (m_vnics.empty())
    {
        m_drops.Count(VNLAB_DROP_NO_ROUTE, payload);
        return;
    }
    if (IsBroadcast(destination))
    {
        m_drops.Count(VNLAB_DROP_UNSUPPORTED, payload);
        return;
    }
    const Vnic& vnic = VnicFor(destination);
    OuterIpv4 ip;
    ip.source = vnic.arp->Address();
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
    VnicFor(address).arp->SetPermanent(address, mac);
}

bool
LightGuest::IsMine(uint32_t address) const
{
    return std::ranges::any_of(
        m_vnics, [address](const Vnic& vnic) { return vnic.arp->Address() == address; });
}

/// Whether a packet to the address is for more than one receiver.
bool
LightGuest::IsBroadcast(uint32_t address) const
{
    constexpr uint32_t firstMulticast = 0xe0000000;
    constexpr uint32_t narrowest = 0xfffffffe; // RFC 3021: from /31 on there is no broadcast
    return address >= firstMulticast ||
           std::ranges::any_of(m_vnics,
                               [address](const Vnic& vnic)
                               {
                                   return vnic.mask < narrowest && vnic.HasInSubnet(address) &&
                                          (address | vnic.mask) == 0xffffffff;
                               });
}

const LightGuest::Vnic&
LightGuest::VnicFor(uint32_t destination) const
{
    const Vnic* best = nullptr;
    for (const Vnic& vnic : m_vnics)
    {
        if (vnic.HasInSubnet(destination) && (!best || vnic.mask > best->mask))
        {
            best = &vnic;
        }
    }
    return best ? *best : m_vnics.front();
}

const LightGuest::Vnic&
LightGuest::VnicOf(const EthernetDevice& device) const
{
    return *std::ranges::find_if(m_vnics,
                                 [&device](const Vnic& vnic)
                                 { return PeekPointer(vnic.arp->Device()) == &device; });
}

void
LightGuest::SendIpv4(const Vnic& vnic,
                     OuterIpv4& ip,
                     std::span<const uint8_t> l4Header,
                     Ptr<Packet> payload)
{
    const Ptr<VnicDevice>& device = vnic.arp->Device();
    const bool toSelf = IsMine(ip.destination);
    const MacBytes* neighbor = toSelf ? nullptr : vnic.arp->Find(ip.destination);
    ip.sourceMac = ToBytes(device->GetMac());
    ip.destinationMac = neighbor ? *neighbor : ip.sourceMac;
    ip.id = m_identification++;
    std::array<uint8_t, kEthernetIpv4Size + headersize::kTcp> header; // the longest of all
    const size_t written = WriteEthernetIpv4(header, ip);
    std::copy(l4Header.begin(), l4Header.end(), header.begin() + written);
    PrependBytes(payload, std::span(header).first(written + l4Header.size()));

    const bool fits = headersize::kIpv4 + ip.l4Length <= device->GetMtu();
    if (toSelf)
    {
        Simulator::ScheduleNow(&VnicDevice::Deliver, device, payload);
    }
    else if (fits && neighbor)
    {
        device->SendFrame(std::move(payload));
    }
    else if (fits)
    {
        SendToNeighbor(vnic, ip.destination, std::move(payload));
    }
    else
    {
        for (Ptr<Packet>& fragment : FragmentIpv4(payload, *FieldsOf(payload), device->GetMtu()))
        {
            SendToNeighbor(vnic, ip.destination, std::move(fragment));
        }
    }
}

void
LightGuest::SendToNeighbor(const Vnic& vnic, uint32_t neighbor, Ptr<Packet> frame)
{
    frame->RemoveAtStart(sizeof(MacBytes));
    vnic.arp->Send(neighbor, std::move(frame));
}

void
LightGuest::SendIcmpError(const Vnic& vnic,
                          uint8_t type,
                          uint8_t code,
                          const Ptr<const Packet>& about,
                          const FrameFields& fields)
{
    const IcmpError error{.type = type,
                          .code = code,
                          .source = vnic.arp->Address(),
                          .sourceMac = ToBytes(vnic.arp->Device()->GetMac())};
    Ptr<Packet> message = MakeIcmpError(error, about, fields);
    if (message && !IsMine(fields.source))
    {
        SendToNeighbor(VnicFor(fields.source), fields.source, std::move(message));
    }
}

void
LightGuest::ReceiveFrame(EthernetDevice& device, Ptr<Packet> frame)
{
    const std::optional<FrameFields> fields = CheckedFieldsOf(frame);
    if (!fields)
    {
        m_drops.Count(VNLAB_DROP_MALFORMED, frame);
        return;
    }
    const bool isTagged = fields->l3Offset != headersize::kEthernet;
    const Vnic& vnic = VnicOf(device);
    if (!IsGroup(fields->destinationMac) && fields->destinationMac != ToBytes(device.GetMac()))
    {
        m_drops.Count(VNLAB_DROP_NOT_FOR_GUEST, frame);
    }
    else if (fields->isArp && !isTagged)
    {
        vnic.arp->ReceiveArp(*fields, PopulationOf(frame));
    }
    else if (fields->isIpv4 && !isTagged)
    {
        ReceiveIpv4(vnic, std::move(frame), *fields);
    }
    else
    {
        m_drops.Count(VNLAB_DROP_NO_LISTENER, frame);
    }
}

void
LightGuest::ReceiveIpv4(const Vnic& vnic, Ptr<Packet> frame, const FrameFields& fields)
{
    vnic.arp->Seen(fields.source, fields.sourceMac);
    if (!IsMine(fields.destination) && !IsBroadcast(fields.destination))
    {
        m_drops.Count(VNLAB_DROP_NOT_FOR_GUEST, frame);
        return;
    }
    TrimToIpv4(frame, fields);
    if (!IsFragment(fields))
    {
        ReceiveL4(vnic, std::move(frame), fields);
        return;
    }
    if (!m_reassembler)
    {
        m_reassembler = std::make_unique<Ipv4Reassembler>(
            m_drops,
            [this](const Ptr<const Packet>& first, const FrameFields& firstFields)
            { ReassemblyExpired(first, firstFields); });
    }
    if (const auto whole = m_reassembler->Add(std::move(frame), fields))
    {
        ReceiveL4(vnic, whole->frame, whole->fields);
    }
}

void
LightGuest::ReceiveL4(const Vnic& vnic, Ptr<Packet> frame, const FrameFields& fields)
{
    if (!IsValidL4(frame, fields))
    {
        m_drops.Count(VNLAB_DROP_MALFORMED, frame);
        return;
    }
    switch (fields.protocol)
    {
    case ipproto::kUdp:
        ReceiveUdp(vnic, std::move(frame), fields);
        break;
    case ipproto::kTcp:
        ReceiveTcp(frame, fields);
        break;
    case ipproto::kIcmp:
        ReceiveIcmp(vnic, std::move(frame), fields);
        break;
    default:
        m_drops.Count(VNLAB_DROP_NO_LISTENER, frame);
    }
}

void
LightGuest::ReassemblyExpired(const Ptr<const Packet>& first, const FrameFields& fields)
{
    SendIcmpError(VnicFor(fields.source), kIcmpTimeExceeded, kReassemblyTime, first, fields);
}

void
LightGuest::ReceiveIcmp(const Vnic& vnic, Ptr<Packet> frame, const FrameFields& fields)
{
    std::array<uint8_t, kParsedBytes> bytes;
    CopyHead(frame, bytes);
    const std::span head = std::span(bytes).subspan(fields.l4Offset, sizeof(uint32_t));
    switch (head[0])
    {
    case kIcmpEcho:
        break;
    case kIcmpEchoReply:
    case kIcmpUnreachable:
    case kIcmpTimeExceeded:
        return; // heard, but nobody here acts on it
    default:
        m_drops.Count(VNLAB_DROP_NO_LISTENER, frame);
        return;
    }
    const uint16_t checksum = UpdateChecksum(ReadBig16(&head[2]),
                                             static_cast<uint16_t>(kIcmpEcho << 8 | head[1]),
                                             static_cast<uint16_t>(kIcmpEchoReply << 8 | head[1]));
    head[0] = kIcmpEchoReply;
    WriteBig16(&head[2], checksum);
    frame->RemoveAtStart(fields.l4Offset + static_cast<uint32_t>(head.size()));

    OuterIpv4 ip;
    ip.source = IsMine(fields.destination) ? fields.destination : vnic.arp->Address();
    ip.destination = fields.source;
    ip.protocol = ipproto::kIcmp;
    ip.l4Length = head.size() + frame->GetSize();
    SendIpv4(VnicFor(fields.source), ip, head, std::move(frame));
}

void
LightGuest::ReceiveUdp(const Vnic& vnic, Ptr<Packet> frame, const FrameFields& fields)
{
    const bool open = IsOpen(ipproto::kUdp, fields.destinationPort);
    if (!m_listener || !open)
    {
        m_drops.Count(VNLAB_DROP_NO_LISTENER, frame);
        if (!open)
        {
            SendIcmpError(vnic, kIcmpUnreachable, kPortUnreachable, frame, fields);
        }
        return;
    }
    frame->RemoveAtStart(fields.l4Offset + kUdpSize);
    m_listener->ReceiveUdp(*this,
                           {fields.source,
                            fields.sourcePort,
                            fields.destinationPort,
                            std::move(frame),
                            vnic.arp->Device()->LocalTime()});
}

} // namespace ns3::vnlab
