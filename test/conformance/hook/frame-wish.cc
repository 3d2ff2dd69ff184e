// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/frame-wish.h"

#include <linux/if_ether.h>
#include <linux/in.h>

namespace ns3::vnlab
{

namespace
{

FrameWish
DrawPacketWish(Draw& draw)
{
    FrameWish wish;
    wish.tos = static_cast<uint8_t>(draw.Word());
    wish.fragment = draw.Of<uint16_t>({0, 0x4000, 0x8000, 0xc000});
    wish.payload = draw.Below(kMaxShortPayload + 1);
    return wish;
}

} // namespace

TunnelWish
DrawWish(Draw& draw)
{
    TunnelWish wish{DrawPacketWish(draw), DrawPacketWish(draw)};
    if (!(wish.inner.tos & 3) && (wish.outer.tos & 3) == 3)
    {
        wish.outer.tos = 0; // or RFC 6040 has the frame dropped
    }
    return wish;
}

Bytes
Filler(size_t count)
{
    Bytes bytes(count);
    for (size_t i = 0; i < count; ++i)
    {
        bytes[i] = static_cast<uint8_t>((count - i) * 37 + (count - i) / 256);
    }
    return bytes;
}

Ends
DrawEnds(Draw& draw)
{
    return {draw.Station(), draw.Station(), draw.Address(), draw.Address()}; // in this order
}

Bytes
EthernetHeader(const Ends& ends, const FrameWish& wish)
{
    Bytes header = Ethernet(ends.destination, ends.source, ETH_P_IP);
    header.insert(header.begin() + 2 * ETH_ALEN, wish.tag.begin(), wish.tag.end());
    return header;
}

Bytes
IpPacket(
    Draw& draw, const Ends& ends, uint8_t protocol, const FrameWish& wish, const Bytes& payload)
{
    Ipv4Fields fields;
    fields.source = ends.from;
    fields.destination = ends.to;
    fields.protocol = protocol;
    fields.tos = wish.tos;
    fields.identification = static_cast<uint16_t>(draw.Word());
    fields.fragment = wish.fragment;
    fields.options = wish.options;
    Bytes packet = Ipv4(fields, payload);
    packet[10] ^= wish.checksumError >> 8;
    packet[11] ^= wish.checksumError & 0xff;
    return packet;
}

Bytes
IpFrame(Draw& draw, const Ends& ends, const FrameWish& wish)
{
    Bytes transport = Filler(wish.payload);
    const Bytes ports = draw.Noise(std::min<size_t>(transport.size(), 4));
    std::copy(ports.begin(), ports.end(), transport.begin());
    const uint8_t any = static_cast<uint8_t>(draw.Word());
    const uint8_t protocol = draw.Of<uint8_t>({IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP, any});
    return Join(EthernetHeader(ends, wish), IpPacket(draw, ends, protocol, wish, transport));
}

Bytes
Ipv6Frame(Draw& draw, const Ends& ends)
{
    const uint8_t payload = draw.Below(40);
    Bytes packet = Hex("60000000 0000 1140");
    packet[5] = payload;
    packet = Join(packet, draw.Noise(32));
    return Join(Ethernet(ends.destination, ends.source, ETH_P_IPV6), Join(packet, Filler(payload)));
}

Bytes
ArpRequest(const Ends& ends)
{
    return Join(Ethernet(ends.destination, ends.source, ETH_P_ARP),
                Arp(1, ends.source, ends.from, Mac{}, ends.to));
}

Bytes
AnyArpFrame(Draw& draw, const Ends& ends)
{
    Bytes frame = ArpRequest(ends);
    frame[ETH_HLEN + 7] = draw.Of<uint8_t>({1, 1, 1, 1, 2, 2, 3}); // operation
    if (draw.OneIn(6))
    {
        const size_t byte = ETH_HLEN + draw.Below(8);
        frame[byte] ^= 1 << draw.Below(8);
    }
    return frame;
}

} // namespace ns3::vnlab
