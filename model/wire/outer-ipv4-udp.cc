// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/outer-ipv4-udp.h"

#include "model/wire/big-endian.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>

namespace ns3::vnlab
{
namespace
{

constexpr size_t kL4MaximumLength = kLongestIpv4 - headersize::kIpv4;
constexpr uint16_t kDontFragment = 0x4000;

} // namespace

size_t
WriteEthernetIpv4(std::span<uint8_t> out, const OuterIpv4& outer)
{
    if (out.size() < kEthernetIpv4Size || outer.l4Length > kL4MaximumLength)
    {
        return 0;
    }
    std::copy(outer.destinationMac.begin(), outer.destinationMac.end(), &out[0]);
    std::copy(outer.sourceMac.begin(), outer.sourceMac.end(), &out[6]);
    WriteBig16(&out[12], ethertype::kIpv4);

    const auto ip = out.subspan(headersize::kEthernet, headersize::kIpv4);
    ip[0] = 0x45; // version 4, five words of header
    ip[1] = outer.tos;
    WriteBig16(&ip[2], static_cast<uint16_t>(headersize::kIpv4 + outer.l4Length));
    WriteBig16(&ip[4], outer.id);
    WriteBig16(&ip[6], outer.dontFragment ? kDontFragment : 0);
    ip[8] = outer.ttl;
    ip[9] = outer.protocol;
    WriteBig16(&ip[10], 0);
    WriteBig32(&ip[12], outer.source);
    WriteBig32(&ip[16], outer.destination);
    WriteBig16(&ip[10], ChecksumOf(ip));
    return kEthernetIpv4Size;
}

size_t
WriteUdp(std::span<uint8_t> out,
         const OuterIpv4& outer,
         uint16_t sourcePort,
         uint16_t destinationPort,
         const InternetChecksum& payload)
{
    if (out.size() < kUdpSize || outer.l4Length < kUdpSize || outer.l4Length > kL4MaximumLength)
    {
        return 0;
    }
    const auto length = static_cast<uint16_t>(outer.l4Length);
    InternetChecksum sum;
    sum.AddDoubleWord(outer.source).AddDoubleWord(outer.destination);
    sum.AddWord(ipproto::kUdp).AddWord(length); // end of pseudo-header
    sum.AddWord(sourcePort).AddWord(destinationPort).AddWord(length);
    const uint16_t checksum = sum.Append(payload).Value();

    WriteBig16(&out[0], sourcePort);
    WriteBig16(&out[2], destinationPort);
    WriteBig16(&out[4], length);
    WriteBig16(&out[6], checksum == 0 ? 0xffff : checksum);
    return kUdpSize;
}

} // namespace ns3::vnlab
