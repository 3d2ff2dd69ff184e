// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/protocol-numbers.h"
#include "test/conformance/vtep/input-kinds.h"

namespace ns3::vnlab::test
{

namespace
{

constexpr uint32_t kVmCount = kVms.size();

Input
FromVm(uint32_t vm, Bytes frame)
{
    return {{}, {Place::Kind::kVm, vm}, {std::move(frame)}};
}

/// @return the link from a VM to another
Link
Between(uint32_t from, uint32_t to)
{
    return {kVms[to].mac, kVms[from].mac};
}

/// @return a broadcast ARP request of a VM for a neighbour, or for an address that nobody has
Input
ArpRequest(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const TestVm& own = kVms[vm];
    const uint32_t target =
        random.Chance(80) ? kVms[random.RemotePeer(vm)].address : 0x0a000000 + random.Below(256);
    return FromVm(vm,
                  ArpFrame({kBroadcastMac, own.mac},
                           {.senderMac = own.mac, .sender = own.address, .target = target}));
}

/// @return an ARP request that is no question to everybody: a unicast one, a probe with sender 0
///         (RFC 5227), or an announcement of the own or of somebody else's address
Input
ArpSpecialRequest(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const uint32_t peer = random.RemotePeer(vm);
    const TestVm& own = kVms[vm];
    Link link{kBroadcastMac, own.mac};
    ArpBody body{.senderMac = own.mac, .sender = own.address, .target = kVms[peer].address};
    switch (random.Below(4))
    {
    case 0:
        link.destination = kVms[peer].mac;
        break;
    case 1:
        body.sender = 0;
        break;
    case 2:
        body.target = own.address;
        break;
    default:
        body.sender = kVms[peer].address;
    }
    return FromVm(vm, ArpFrame(link, body));
}

Input
ArpReply(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const uint32_t peer = random.RemotePeer(vm);
    return FromVm(vm,
                  ArpFrame(Between(vm, peer),
                           {.operation = 2,
                            .senderMac = kVms[vm].mac,
                            .sender = kVms[vm].address,
                            .targetMac = kVms[peer].mac,
                            .target = kVms[peer].address}));
}

Bytes
Ipv4To(RandomFields& random, uint32_t from, const Link& link, uint32_t size, bool dontFragment)
{
    Ipv4Header header = random.Ipv4Between(kVms[from], kVms[random.RemotePeer(from)]);
    header.dontFragment = dontFragment;
    return Ipv4Frame(link, header, random.Ipv4Payload(header, size));
}

Input
Ipv4SameHost(RandomFields& random)
{
    const uint32_t vm = random.Below(2);
    const uint32_t size = random.Chance(50) ? random.FittingSize() : random.ExceedingSize();
    return FromVm(vm, Ipv4To(random, vm, Between(vm, 1 - vm), size, random.Chance(50)));
}

Input
Ipv4OtherHost(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const Link link = Between(vm, random.RemotePeer(vm));
    return FromVm(vm, Ipv4To(random, vm, link, random.FittingSize(), random.Chance(50)));
}

Input
Ipv4TooBig(RandomFields& random, bool dontFragment)
{
    const uint32_t vm = random.Below(kVmCount);
    const Link link = Between(vm, random.RemotePeer(vm));
    return FromVm(vm, Ipv4To(random, vm, link, random.ExceedingSize(), dontFragment));
}

Input
Ipv4TooBigMayBeCut(RandomFields& random)
{
    return Ipv4TooBig(random, false);
}

Input
Ipv4TooBigMayNotBeCut(RandomFields& random)
{
    return Ipv4TooBig(random, true);
}

/// DF is set, but the packet is of those on which nobody may report (RFC 1122 §3.2.2).
Input
Ipv4TooBigWithoutAnswer(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const uint32_t peer = random.RemotePeer(vm);
    Ipv4Header header = random.Ipv4Between(kVms[vm], kVms[peer]);
    header.dontFragment = true;
    Bytes payload = random.Ipv4Payload(header, random.ExceedingSize());
    switch (random.Below(6))
    {
    case 0:
        header.protocol = ipproto::kIcmp;
        payload[0] = 3;
        break;
    case 1:
        header.fragmentOffset = static_cast<uint16_t>(random.Between(1, 100));
        break;
    case 2:
        header.destination = 0xe0000001;
        break;
    case 3:
        header.destination = 0xffffffff;
        break;
    case 4:
        header.source = random.Chance(50) ? 0 : 0x7f000001;
        break;
    default:
        header.moreFragments = true;
        payload.resize(payload.size() / 8 * 8);
    }
    return FromVm(vm, Ipv4Frame(Between(vm, peer), header, payload));
}

Input
Ipv4FragmentsAndOptions(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const uint32_t peer = random.RemotePeer(vm);
    Ipv4Header header = random.Ipv4Between(kVms[vm], kVms[peer]);
    Bytes payload = random.Ipv4Payload(header, random.FittingSize());
    if (random.Chance(50))
    {
        header.options = Bytes(4 * random.Between(1, 10), 1);
        payload.resize(std::min<size_t>(payload.size(), 1450 - 20 - header.options.size()));
    }
    else
    {
        header.moreFragments = random.Chance(50);
        header.fragmentOffset = static_cast<uint16_t>(random.Between(1, 500));
    }
    return FromVm(vm, Ipv4Frame(Between(vm, peer), header, payload));
}

Bytes
Ipv6To(RandomFields& random, uint32_t from, const Link& link, uint32_t size)
{
    const Ipv6Header header = random.Ipv6Between(kVms[from], kVms[random.RemotePeer(from)]);
    return Ipv6Frame(link, header, random.SomeBytes(size - 40));
}

Input
Ipv6Fits(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const Link link = Between(vm, random.RemotePeer(vm));
    return FromVm(vm, Ipv6To(random, vm, link, random.FittingSize()));
}

Input
Ipv6TooBig(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const Link link = Between(vm, random.RemotePeer(vm));
    return FromVm(vm, Ipv6To(random, vm, link, random.ExceedingSize()));
}

/// ICMPv6 errors, and sources that nobody can answer to.
Input
Ipv6TooBigWithoutAnswer(RandomFields& random)
{
    constexpr uint8_t icmpv6 = 58;
    constexpr std::array<uint8_t, 8> types{1, 2, 3, 4, 137, 0, 5, 128};
    const uint32_t vm = random.Below(kVmCount);
    const uint32_t peer = random.RemotePeer(vm);
    Ipv6Header header = random.Ipv6Between(kVms[vm], kVms[peer]);
    Bytes payload = random.SomeBytes(random.ExceedingSize() - 40);
    switch (random.Below(3))
    {
    case 0:
        header.source = {0xff, static_cast<uint8_t>(random.Below(16))};
        break;
    case 1:
        header.source = {};
        header.source.back() = static_cast<uint8_t>(random.Below(3));
        break;
    default:
        header.nextHeader = icmpv6;
        payload[0] = types[random.Below(types.size())];
    }
    return FromVm(vm, Ipv6Frame(Between(vm, peer), header, payload));
}

Input
Ipv4Multicast(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const Link link{{1, 0, 0x5e, 0, 0, static_cast<uint8_t>(random.Below(256))}, kVms[vm].mac};
    Ipv4Header header = random.Ipv4Between(kVms[vm], kVms[vm]);
    header.destination = 0xe0000000 | link.destination[5];
    header.dontFragment = random.Chance(50);
    const uint32_t size = random.Chance(80) ? random.FittingSize() : random.ExceedingSize();
    return FromVm(vm, Ipv4Frame(link, header, random.Ipv4Payload(header, size)));
}

Input
Ipv6Multicast(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const auto group = static_cast<uint8_t>(random.Below(256));
    const Link link{{0x33, 0x33, 0, 0, 0, group}, kVms[vm].mac};
    Ipv6Header header = random.Ipv6Between(kVms[vm], kVms[vm]);
    header.destination = {0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, group};
    const uint32_t size = random.Chance(80) ? random.FittingSize() : random.ExceedingSize();
    return FromVm(vm, Ipv6Frame(link, header, random.SomeBytes(size - 40)));
}

Input
Broadcast(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    Ipv4Header header = random.Ipv4Between(kVms[vm], kVms[vm]);
    header.destination = 0xffffffff;
    header.dontFragment = random.Chance(50);
    const uint32_t size = random.Chance(80) ? random.FittingSize() : random.ExceedingSize();
    return FromVm(
        vm, Ipv4Frame({kBroadcastMac, kVms[vm].mac}, header, random.Ipv4Payload(header, size)));
}

/// To an address that is no VM's; the other hosts may have learned it from a foreign source.
Input
UnknownUnicast(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const Link link{random.StrangeMac(), kVms[vm].mac};
    const bool fits = random.Chance(70);
    const uint32_t size = fits ? random.FittingSize() : random.ExceedingSize();
    return FromVm(vm, Ipv4To(random, vm, link, size, random.Chance(50)));
}

/// The source address is not the VM's: a VM behind the VM, or an attacker.
Input
ForeignSource(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const uint32_t peer = random.RemotePeer(vm);
    Link link = Between(vm, peer);
    link.source = random.Chance(70) ? random.StrangeMac() : kVms[random.RemotePeer(vm)].mac;
    if (random.Chance(30))
    {
        link.destination = kBroadcastMac;
    }
    const uint32_t size = random.Chance(80) ? random.FittingSize() : random.ExceedingSize();
    return FromVm(vm, Ipv4To(random, vm, link, size, random.Chance(50)));
}

Input
Tagged(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    Link link = Between(vm, random.RemotePeer(vm));
    link.tag = static_cast<uint16_t>(random.Below(8) << 13 | random.Below(4095));
    const uint32_t size = random.Chance(70) ? random.FittingSize() : random.ExceedingSize();
    switch (random.Below(3))
    {
    case 0:
        return FromVm(vm, Ipv6To(random, vm, link, size));
    case 1:
        return FromVm(vm, EthernetFrame(link, 0x88b5, random.SomeBytes(size)));
    default:
        return FromVm(vm, Ipv4To(random, vm, link, size, random.Chance(50)));
    }
}

Input
OtherEtherType(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const Link link = Between(vm, random.RemotePeer(vm));
    const uint32_t size = random.Chance(70) ? random.FittingSize() : random.ExceedingSize();
    const uint16_t llc = static_cast<uint16_t>(random.Between(46, 1500)); // IEEE 802.3 length
    const uint16_t type = random.Chance(50) ? llc : uint16_t{0x88b5};
    return FromVm(vm, EthernetFrame(link, type, random.SomeBytes(size)));
}

Input
ToItself(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    return FromVm(vm, Ipv4To(random, vm, Between(vm, vm), random.FittingSize(), false));
}

/// To the addresses that IEEE 802.1Q reserves for one link: spanning tree, pause, LLDP.
Input
ReservedGroup(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    const MacBytes group{1, 0x80, 0xc2, 0, 0, static_cast<uint8_t>(random.Below(32))};
    return FromVm(
        vm, EthernetFrame({group, kVms[vm].mac}, 0x88cc, random.SomeBytes(random.FittingSize())));
}

Input
InvalidSource(RandomFields& random)
{
    const uint32_t vm = random.Below(kVmCount);
    Link link = Between(vm, random.RemotePeer(vm));
    link.source = random.Chance(50) ? MacBytes{} : MacBytes{1, 2, 3, 4, 5, 6};
    return FromVm(vm, Ipv4To(random, vm, link, random.FittingSize(), false));
}

} // namespace

std::vector<InputKind>
GuestInputs()
{
    return {
        {"ARP request", ArpRequest},
        {"ARP request: unicast, probe, announcement", ArpSpecialRequest},
        {"ARP reply", ArpReply},
        {"IPv4 to the same host", Ipv4SameHost},
        {"IPv4 to another host", Ipv4OtherHost},
        {"IPv4 over 1450, DF clear", Ipv4TooBigMayBeCut},
        {"IPv4 over 1450, DF set", Ipv4TooBigMayNotBeCut},
        {"IPv4 over 1450, DF set, not reported", Ipv4TooBigWithoutAnswer},
        {"IPv4 fragments and options", Ipv4FragmentsAndOptions},
        {"IPv6 to another host", Ipv6Fits},
        {"IPv6 over 1450", Ipv6TooBig},
        {"IPv6 over 1450, not reported", Ipv6TooBigWithoutAnswer},
        {"IPv4 multicast", Ipv4Multicast},
        {"IPv6 multicast", Ipv6Multicast},
        {"broadcast", Broadcast},
        {"unknown unicast", UnknownUnicast},
        {"foreign source address", ForeignSource},
        {"802.1Q tag", Tagged},
        {"other ethertypes, LLC", OtherEtherType},
        {"to its own address", ToItself},
        {"reserved group address", ReservedGroup},
        {"invalid source address", InvalidSource},
    };
}

} // namespace ns3::vnlab::test
