// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/rarp-frame.h"

#include "model/wire/big-endian.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

Ptr<Packet>
MakeRarpRequest(const MacBytes& mac)
{
    constexpr size_t shortest = 60; // without the FCS
    constexpr std::array<uint8_t, 6> ethernetAndIpv4{0, 1, 8, 0, 6, 4};
    constexpr uint16_t requestReverse = 3;
    constexpr size_t protocolAddress = 4; // stays 0: unknown
    std::array<uint8_t, shortest> frame{};
    uint8_t* at = std::copy(kBroadcastMac.begin(), kBroadcastMac.end(), frame.data());
    at = std::copy(mac.begin(), mac.end(), at);
    WriteBig16(at, ethertype::kReverseArp);
    at = std::copy(ethernetAndIpv4.begin(), ethernetAndIpv4.end(), at + 2);
    WriteBig16(at, requestReverse);
    at = std::copy(mac.begin(), mac.end(), at + 2);
    std::copy(mac.begin(), mac.end(), at + protocolAddress);
    return Create<Packet>(frame.data(), frame.size());
}

} // namespace ns3::vnlab
