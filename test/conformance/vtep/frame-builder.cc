// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/vtep/frame-builder.h"

#include "model/substrate/address-plan.h"
#include "model/wire/big-endian.h"
#include "model/wire/internet-checksum.h"
#include "model/wire/protocol-numbers.h"

namespace ns3::vnlab::test
{

namespace
{

constexpr uint16_t kIpv6 = 0x86dd;
constexpr size_t kEthernet = 14;

void
Put(Bytes& to, std::span<const uint8_t> bytes)
{
    to.insert(to.end(), bytes.begin(), bytes.end());
}

void
Put16(Bytes& to, uint16_t word)
{
    to.push_back(static_cast<uint8_t>(word >> 8));
    to.push_back(static_cast<uint8_t>(word));
}

void
Put32(Bytes& to, uint32_t word)
{
    Put16(to, static_cast<uint16_t>(word >> 16));
    Put16(to, static_cast<uint16_t>(word));
}

} // namespace

Bytes
EthernetFrame(const Link& link, uint16_t etherType, std::span<const uint8_t> payload)
{
    Bytes frame;
    Put(frame, link.destination);
    Put(frame, link.source);
    if (link.tag)
    {
        Put16(frame, ethertype::kDot1q);
        Put16(frame, *link.tag);
    }
    Put16(frame, etherType);
    Put(frame, payload);
    return frame;
}

Bytes
Ipv4Frame(const Link& link, const Ipv4Header& header, std::span<const uint8_t> payload)
{
    const size_t headerSize = 20 + header.options.size();
    Bytes packet;
    packet.push_back(static_cast<uint8_t>(0x40 | headerSize / 4));
    packet.push_back(header.tos);
    Put16(packet, static_cast<uint16_t>(headerSize + payload.size()));
    Put16(packet, header.identification);
    Put16(packet,
          static_cast<uint16_t>((header.dontFragment ? 0x4000 : 0) |
                                (header.moreFragments ? 0x2000 : 0) | header.fragmentOffset));
    packet.push_back(header.ttl);
    packet.push_back(header.protocol);
    Put16(packet, 0);
    Put32(packet, header.source);
    Put32(packet, header.destination);
    Put(packet, header.options);
    WriteBig16(&packet[10], ChecksumOf(packet));
    Put(packet, payload);
    return EthernetFrame(link, ethertype::kIpv4, packet);
}

Bytes
Ipv6Frame(const Link& link, const Ipv6Header& header, std::span<const uint8_t> payload)
{
    Bytes packet;
    Put32(packet, 0x60000000 | uint32_t{header.trafficClass} << 20);
    Put16(packet, static_cast<uint16_t>(payload.size()));
    packet.push_back(header.nextHeader);
    packet.push_back(header.hopLimit);
    Put(packet, header.source);
    Put(packet, header.destination);
    Put(packet, payload);
    return EthernetFrame(link, kIpv6, packet);
}

Bytes
ArpFrame(const Link& link, const ArpBody& body)
{
    Bytes packet{0, 1, 8, 0, 6, 4};
    Put16(packet, body.operation);
    Put(packet, body.senderMac);
    Put32(packet, body.sender);
    Put(packet, body.targetMac);
    Put32(packet, body.target);
    return EthernetFrame(link, ethertype::kArp, packet);
}

Bytes
VxlanFrame(const ForgedOuter& outer, std::span<const uint8_t> inner)
{
    const uint32_t source = address_plan::HostAddress({outer.fromHost});
    const uint32_t destination = address_plan::HostAddress({outer.toHost});
    const auto length = static_cast<uint16_t>(16 + inner.size());
    Bytes udp;
    Put16(udp, outer.sourcePort);
    Put16(udp, udpport::kVxlan);
    Put16(udp, length);
    Put16(udp, 0);
    Put32(udp, outer.flags);
    Put32(udp, outer.vniWord);
    Put(udp, inner);
    if (!outer.noChecksum)
    {
        const uint16_t checksum = InternetChecksum{}
                                      .AddDoubleWord(source)
                                      .AddDoubleWord(destination)
                                      .AddWord(ipproto::kUdp)
                                      .AddWord(length)
                                      .Add(udp)
                                      .Value();
        const auto sent = static_cast<uint16_t>(checksum + outer.checksumError);
        WriteBig16(&udp[6], sent == 0 ? 0xffff : sent);
    }
    const Link link{address_plan::NodeMac({NodeKind::kLeaf, 0}),
                    address_plan::NodeMac({NodeKind::kHost, outer.atHost})};
    return Ipv4Frame(link,
                     {.source = source,
                      .destination = destination,
                      .tos = outer.tos,
                      .identification = outer.identification,
                      .options = outer.options},
                     udp);
}

std::array<Bytes, 2>
Halves(const Bytes& frame, uint16_t cut)
{
    constexpr size_t ip = kEthernet;
    constexpr size_t payload = kEthernet + 20;
    Bytes first(frame.begin(), frame.begin() + payload + cut);
    Bytes second(frame.begin(), frame.begin() + payload);
    second.insert(second.end(), frame.begin() + payload + cut, frame.end());
    WriteBig16(&first[ip + 6], 0x2000);
    WriteBig16(&second[ip + 6], cut / 8);
    for (Bytes* half : {&first, &second})
    {
        WriteBig16(&(*half)[ip + 2], static_cast<uint16_t>(half->size() - kEthernet));
        WriteBig16(&(*half)[ip + 10], 0);
        WriteBig16(&(*half)[ip + 10], ChecksumOf(std::span(*half).subspan(ip, 20)));
    }
    return {first, second};
}

} // namespace ns3::vnlab::test
