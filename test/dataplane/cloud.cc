// SPDX-License-Identifier: GPL-2.0-only
#include "test/dataplane/cloud.h"

#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"

#include <array>

namespace ns3::vnlab::test
{

Bytes
BytesOfPacket(const Ptr<const Packet>& packet)
{
    Bytes bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return bytes;
}

Bytes
FromHex(const std::string& digits)
{
    Bytes bytes;
    std::string pair;
    for (const char digit : digits)
    {
        if (digit != ' ')
        {
            pair += digit;
        }
        if (pair.size() == 2)
        {
            bytes.push_back(static_cast<uint8_t>(std::stoul(pair, nullptr, 16)));
            pair.clear();
        }
    }
    return bytes;
}

Cloud::Cloud(const Topology& shape, const LinkProfile& links)
    : topology(shape),
      fabric(shape, links, links, WanGraph{}, drops)
{
    drops.AddObserver(
        [this](DropReason reason, const Ptr<const Packet>& packet) {
            dropped.push_back({reason, BytesOfPacket(packet)});
        });
}

Cloud::~Cloud()
{
    m_guests.clear();
    m_switches.clear();
    Simulator::Destroy();
}

Ptr<VnicDevice>
Cloud::AddVnic(HostSwitch& hostSwitch, uint32_t vnic)
{
    auto device = CreateObject<VnicDevice>();
    device->Configure(VnicId{vnic},
                      ToMac48(address_plan::VnicMac(VnicId{vnic})),
                      address_plan::VnicAddress(hostSwitch.GetHost(), vnic + 1),
                      drops);
    hostSwitch.Attach(device);
    return device;
}

Guest&
Cloud::AddGuest(GuestKind kind, Ptr<VnicDevice> device, uint32_t address, uint8_t prefix)
{
    const VmId vm{device->GetVnic().value};
    if (kind == GuestKind::kLight)
    {
        m_guests.push_back(std::make_unique<LightGuest>(vm, drops));
    }
    else
    {
        m_guests.push_back(std::make_unique<FullGuest>(vm, drops));
    }
    m_guests.back()->SetListener(this);
    m_guests.back()->AddVnic(device, address, prefix);
    return *m_guests.back();
}

void
Cloud::ReceiveUdp(Guest& guest, const UdpDatagram& datagram)
{
    received.push_back({guest.GetVm().value,
                        datagram.source,
                        datagram.sourcePort,
                        datagram.destinationPort,
                        BytesOfPacket(datagram.payload)});
}

Ptr<Packet>
MakeUdpFrame(const MacBytes& sourceMac,
             const MacBytes& destinationMac,
             uint32_t source,
             uint32_t destination,
             const Bytes& payload,
             bool dontFragment,
             uint8_t tos)
{
    OuterIpv4 ip;
    ip.sourceMac = sourceMac;
    ip.destinationMac = destinationMac;
    ip.source = source;
    ip.destination = destination;
    ip.protocol = ipproto::kUdp;
    ip.dontFragment = dontFragment;
    ip.tos = tos;
    ip.l4Length = kUdpSize + payload.size();
    std::array<uint8_t, kEthernetIpv4Size + kUdpSize> header;
    const size_t written = WriteEthernetIpv4(header, ip);
    (void)WriteUdp(std::span(header).subspan(written),
                   ip,
                   4000,
                   kTrafficPort,
                   InternetChecksum{}.Add(payload));
    auto packet = Create<Packet>(payload.data(), static_cast<uint32_t>(payload.size()));
    PrependBytes(packet, header);
    return packet;
}

} // namespace ns3::vnlab::test
