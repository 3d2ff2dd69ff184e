// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/big-endian.h"
#include "model/wire/protocol-numbers.h"
#include "test/conformance/vtep/input-kinds.h"

namespace ns3::vnlab::test
{

namespace
{

constexpr size_t kIp = 14;

/// @return a frame whose IPv4 header or ARP body is wrong
Bytes
Malformed(RandomFields& random, const TestVm& from, const TestVm& to)
{
    const Link link{to.mac, from.mac};
    Ipv4Header header = random.Ipv4Between(from, to);
    header.protocol = ipproto::kUdp;
    Bytes frame = Ipv4Frame(link, header, random.SomeBytes(random.Between(30, 1000)));
    switch (random.Below(5))
    {
    case 0:
        frame[kIp] = static_cast<uint8_t>(random.Below(4) << 4 | 5); // version
        break;
    case 1:
        frame[kIp] = static_cast<uint8_t>(0x40 | random.Below(5)); // header's length
        break;
    case 2:
        WriteBig16(&frame[kIp + 2], static_cast<uint16_t>(random.Below(20))); // total length
        break;
    case 3:
        frame = Ipv4Frame(link, header, random.SomeBytes(random.Below(4))); // UDP without ports
        break;
    default:
        frame = ArpFrame(link, {.senderMac = from.mac, .sender = from.address});
        frame[kIp + 1] = static_cast<uint8_t>(random.Between(2, 255)); // hardware's type
    }
    return frame;
}

Bytes
Good(RandomFields& random, const TestVm& from, const TestVm& to)
{
    const Ipv4Header header = random.Ipv4Between(from, to);
    return Ipv4Frame({kBroadcastMac, from.mac}, header, random.Ipv4Payload(header, 100));
}

Input
FromVm(RandomFields& random)
{
    const uint32_t vm = random.Below(kVms.size());
    const TestVm& from = kVms[vm];
    const TestVm& to = kVms[random.RemotePeer(vm)];
    return {{}, {Place::Kind::kVm, vm}, {Good(random, from, to), Malformed(random, from, to)}};
}

Input
FromUnderlay(RandomFields& random)
{
    const uint32_t vm = random.Below(kVms.size());
    const TestVm& to = kVms[vm];
    const TestVm& from = kVms[random.RemotePeer(vm)];
    const ForgedOuter outer{.atHost = from.host,
                            .fromHost = from.host,
                            .toHost = to.host,
                            .vniWord = kSegments[to.segment].value << 8};
    return {{},
            {Place::Kind::kUplink, from.host},
            {VxlanFrame(outer, Good(random, from, to)),
             VxlanFrame(outer, Malformed(random, from, to))}};
}

} // namespace

std::vector<InputKind>
MalformedInputs()
{
    return {
        {"malformed IPv4 and ARP", FromVm, true},
        {"underlay: malformed IPv4 and ARP inside", FromUnderlay, true},
    };
}

} // namespace ns3::vnlab::test
