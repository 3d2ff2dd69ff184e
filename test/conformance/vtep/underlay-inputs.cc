// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/vtep/input-kinds.h"

namespace ns3::vnlab::test
{

namespace
{

/// An underlay frame from a host to a VM of another one, and what is in it.
struct Forgery
{
    uint32_t at;
    uint32_t sender; ///< VM that the inner frame claims to be from
    uint32_t receiver;
    ForgedOuter outer;
};

/// @return one that a host would send for its VM
Forgery
Honest(RandomFields& random)
{
    const uint32_t receiver = random.Below(kVms.size());
    const uint32_t sender = random.RemotePeer(receiver);
    const uint32_t from = kVms[sender].host;
    return {from,
            sender,
            receiver,
            {.atHost = from,
             .fromHost = from,
             .toHost = kVms[receiver].host,
             .tos = static_cast<uint8_t>(random.Below(256)),
             .identification = static_cast<uint16_t>(random.Below(65536)),
             .sourcePort = static_cast<uint16_t>(random.Between(1024, 65535)),
             .vniWord = kSegments[kVms[receiver].segment].value << 8}};
}

Input
FromUplink(const Forgery& forgery, const Bytes& inner)
{
    return {{}, {Place::Kind::kUplink, forgery.at}, {VxlanFrame(forgery.outer, inner)}};
}

Link
InnerLink(const Forgery& forgery)
{
    return {kVms[forgery.receiver].mac, kVms[forgery.sender].mac};
}

Bytes
InnerIpv4(RandomFields& random, const Forgery& forgery, const Link& link, uint32_t size)
{
    const Ipv4Header header = random.Ipv4Between(kVms[forgery.sender], kVms[forgery.receiver]);
    return Ipv4Frame(link, header, random.Ipv4Payload(header, size));
}

Bytes
InnerIpv4(RandomFields& random, const Forgery& forgery)
{
    return InnerIpv4(random, forgery, InnerLink(forgery), random.FittingSize());
}

/// All ECN values outside and inside.
Input
EcnIpv4(RandomFields& random)
{
    const Forgery forgery = Honest(random);
    return FromUplink(forgery, InnerIpv4(random, forgery));
}

Input
EcnIpv6(RandomFields& random)
{
    const Forgery forgery = Honest(random);
    const Ipv6Header header = random.Ipv6Between(kVms[forgery.sender], kVms[forgery.receiver]);
    return FromUplink(
        forgery,
        Ipv6Frame(InnerLink(forgery), header, random.SomeBytes(random.FittingSize() - 40)));
}

/// Marks outside, but nothing inside that could carry them; or IP behind an 802.1Q tag.
Input
EcnOther(RandomFields& random)
{
    const Forgery forgery = Honest(random);
    Link link = InnerLink(forgery);
    if (random.Chance(50))
    {
        return FromUplink(forgery, EthernetFrame(link, 0x88b5, random.SomeBytes(100)));
    }
    link.tag = static_cast<uint16_t>(random.Between(1, 4094));
    if (random.Chance(50))
    {
        const Ipv6Header header = random.Ipv6Between(kVms[forgery.sender], kVms[forgery.receiver]);
        return FromUplink(forgery, Ipv6Frame(link, header, random.SomeBytes(100)));
    }
    return FromUplink(forgery, InnerIpv4(random, forgery, link, 100));
}

Input
UnknownSegment(RandomFields& random)
{
    Forgery forgery = Honest(random);
    forgery.outer.vniWord = random.Between(1, 0xffffff) << 8;
    return FromUplink(forgery, InnerIpv4(random, forgery));
}

/// Without the I flag, or with one of the bits that RFC 7348 reserves.
Input
HeaderBits(RandomFields& random)
{
    Forgery forgery = Honest(random);
    forgery.outer.tos = 0;
    switch (random.Below(4))
    {
    case 0:
        forgery.outer.flags = 0;
        break;
    case 1:
        forgery.outer.flags |= 1u << random.Below(32);
        break;
    case 2:
        forgery.outer.vniWord |= 1u << random.Below(8);
        break;
    default:
        break;
    }
    return FromUplink(forgery, InnerIpv4(random, forgery));
}

Input
WrongChecksum(RandomFields& random)
{
    Forgery forgery = Honest(random);
    forgery.outer.tos = 0;
    forgery.outer.checksumError = static_cast<uint16_t>(random.Between(1, 0xfffe));
    return FromUplink(forgery, InnerIpv4(random, forgery));
}

Input
NoChecksum(RandomFields& random)
{
    Forgery forgery = Honest(random);
    forgery.outer.tos = 0;
    forgery.outer.noChecksum = true;
    return FromUplink(forgery, InnerIpv4(random, forgery));
}

/// Bytes behind the outer IPv4 packet are not the inner frame's.
Input
Padded(RandomFields& random)
{
    const Forgery forgery = Honest(random);
    Input input = FromUplink(
        forgery, InnerIpv4(random, forgery, InnerLink(forgery), random.Between(46, 1000)));
    const Bytes padding = random.SomeBytes(random.Between(1, 40));
    input.frames.front().insert(input.frames.front().end(), padding.begin(), padding.end());
    return input;
}

/// The outer packet in two fragments, in either order.
Input
Fragments(RandomFields& random)
{
    const Forgery forgery = Honest(random);
    const Bytes inner = InnerIpv4(random, forgery, InnerLink(forgery), random.Between(1000, 1400));
    const auto cut = static_cast<uint16_t>(8 * random.Between(4, 120));
    std::array<Bytes, 2> halves = Halves(VxlanFrame(forgery.outer, inner), cut);
    if (random.Chance(50))
    {
        std::swap(halves[0], halves[1]);
    }
    return {{}, {Place::Kind::kUplink, forgery.at}, {halves[0], halves[1]}};
}

Input
OuterOptions(RandomFields& random)
{
    Forgery forgery = Honest(random);
    forgery.outer.options = Bytes(4 * random.Between(1, 10), 1);
    return FromUplink(forgery,
                      InnerIpv4(random, forgery, InnerLink(forgery), random.Between(46, 1400)));
}

/// To everybody, to an address that the host may not know, or from one that has moved.
Input
FloodsAndMoves(RandomFields& random)
{
    Forgery forgery = Honest(random);
    forgery.outer.tos = static_cast<uint8_t>(random.Below(3)); // no CE
    Link link = InnerLink(forgery);
    if (random.Chance(60))
    {
        link.destination = random.Chance(50) ? kBroadcastMac : random.StrangeMac();
    }
    if (random.Chance(60))
    {
        link.source = random.Chance(80) ? random.StrangeMac() : kVms[random.Below(4)].mac;
    }
    return FromUplink(forgery, InnerIpv4(random, forgery, link, 200));
}

/// Source addresses that nobody can have.
Input
InvalidInnerSource(RandomFields& random)
{
    const Forgery forgery = Honest(random);
    Link link = InnerLink(forgery);
    link.source = random.Chance(50) ? MacBytes{} : MacBytes{1, 2, 3, 4, 5, 6};
    return FromUplink(forgery, InnerIpv4(random, forgery, link, 200));
}

/// An inner frame that ends inside its Ethernet header.
Input
Short(RandomFields& random)
{
    const Forgery forgery = Honest(random);
    const Bytes inner = EthernetFrame(InnerLink(forgery), 0x88b5, {});
    return FromUplink(forgery, Bytes(inner.begin(), inner.begin() + random.Between(0, 13)));
}

} // namespace

std::vector<InputKind>
UnderlayInputs()
{
    return {
        {"underlay: ECN, IPv4 inside", EcnIpv4},
        {"underlay: ECN, IPv6 inside", EcnIpv6},
        {"underlay: ECN, a tag or no IP inside", EcnOther},
        {"underlay: unknown segment", UnknownSegment},
        {"underlay: flags and reserved bits", HeaderBits},
        {"underlay: wrong UDP checksum", WrongChecksum},
        {"underlay: no UDP checksum", NoChecksum},
        {"underlay: padding", Padded},
        {"underlay: fragments", Fragments},
        {"underlay: outer options", OuterOptions},
        {"underlay: floods and moved addresses", FloodsAndMoves},
        {"underlay: invalid inner source", InvalidInnerSource},
        {"underlay: truncated inner frame", Short},
    };
}

} // namespace ns3::vnlab::test
