// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/arp-frame.h"

#include "model/wire/big-endian.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

Ptr<Packet>
MakeArpFrame(const ArpFields& arp)
{
    constexpr std::array<uint8_t, 6> ethernetAndIpv4{0, 1, 8, 0, 6, 4}; // RFC 826
    const MacBytes& destination = arp.operation == kArpRequest ? kBroadcastMac : arp.targetMac;
    std::array<uint8_t, 42> frame;
    uint8_t* at = std::copy(destination.begin(), destination.end(), frame.data());
    at = std::copy(arp.senderMac.begin(), arp.senderMac.end(), at);
    WriteBig16(at, ethertype::kArp);
    at = std::copy(ethernetAndIpv4.begin(), ethernetAndIpv4.end(), at + 2);
    WriteBig16(at, arp.operation);
    at = std::copy(arp.senderMac.begin(), arp.senderMac.end(), at + 2);
    WriteBig32(at, arp.sender);
    at = std::copy(arp.targetMac.begin(), arp.targetMac.end(), at + 4);
    WriteBig32(at, arp.target);
    return Create<Packet>(frame.data(), frame.size());
}

Ptr<Packet>
MakeArpReply(const FrameFields& request, const MacBytes& answer)
{
    return MakeArpFrame({.operation = kArpReply,
                         .senderMac = answer,
                         .sender = request.targetIp,
                         .targetMac = request.senderMac,
                         .target = request.senderIp});
}

} // namespace ns3::vnlab
