// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/vtep/random-fields.h"

#include "model/wire/protocol-numbers.h"

#include <array>

namespace ns3::vnlab::test
{

namespace
{

constexpr uint32_t kLeastSize = 46; ///< bytes of a packet in an Ethernet frame of 60
constexpr uint32_t kTunnelMtu = 1450;
constexpr uint32_t kGuestMtu = 1500;
constexpr uint32_t kStrangers = 48;

Ipv6Bytes
Ipv6Of(uint32_t address)
{
    Ipv6Bytes bytes{0xfd};
    bytes[12] = static_cast<uint8_t>(address >> 24);
    bytes[15] = static_cast<uint8_t>(address);
    return bytes;
}

} // namespace

RandomFields::RandomFields(uint64_t seed)
    : m_engine(seed)
{
}

uint32_t
RandomFields::Below(uint32_t count)
{
    return static_cast<uint32_t>(m_engine() % count);
}

uint32_t
RandomFields::Between(uint32_t least, uint32_t most)
{
    return least + Below(most - least + 1);
}

bool
RandomFields::Chance(uint32_t percent)
{
    return Below(100) < percent;
}

Bytes
RandomFields::SomeBytes(size_t size)
{
    Bytes bytes(size);
    for (uint8_t& byte : bytes)
    {
        byte = static_cast<uint8_t>(m_engine());
    }
    return bytes;
}

uint32_t
RandomFields::VmWhere(const std::function<bool(const TestVm&)>& condition)
{
    std::vector<uint32_t> found;
    for (uint32_t vm = 0; vm < kVms.size(); ++vm)
    {
        if (condition(kVms[vm]))
        {
            found.push_back(vm);
        }
    }
    return found[Below(static_cast<uint32_t>(found.size()))];
}

uint32_t
RandomFields::RemotePeer(uint32_t vm)
{
    const TestVm& own = kVms[vm];
    return VmWhere([&own](const TestVm& other)
                   { return other.segment == own.segment && other.host != own.host; });
}

MacBytes
RandomFields::StrangeMac()
{
    return {0x06, 0, 0, 0, 0x10, static_cast<uint8_t>(Below(kStrangers))};
}

Ipv4Header
RandomFields::Ipv4Between(const TestVm& from, const TestVm& to)
{
    constexpr std::array protocols{
        ipproto::kUdp, ipproto::kUdp, ipproto::kTcp, ipproto::kIcmp, ipproto::kGre};
    Ipv4Header header;
    header.source = from.address;
    header.destination = to.address;
    header.tos = static_cast<uint8_t>(Below(256));
    header.identification = static_cast<uint16_t>(Below(65536));
    header.ttl = Chance(70) ? uint8_t{64} : static_cast<uint8_t>(Between(1, 255));
    header.protocol = protocols[Below(protocols.size())];
    return header;
}

Ipv6Header
RandomFields::Ipv6Between(const TestVm& from, const TestVm& to)
{
    return {Ipv6Of(from.address),
            Ipv6Of(to.address),
            static_cast<uint8_t>(Below(256)),
            ipproto::kUdp,
            static_cast<uint8_t>(Between(1, 255))};
}

Bytes
RandomFields::Ipv4Payload(const Ipv4Header& header, uint32_t packetBytes)
{
    constexpr uint8_t echo = 8;
    Bytes payload = SomeBytes(packetBytes - 20);
    if (header.protocol == ipproto::kIcmp)
    {
        payload[0] = Chance(50) ? echo : uint8_t{0};
    }
    return payload;
}

uint32_t
RandomFields::FittingSize()
{
    switch (Below(4))
    {
    case 0:
        return Between(kLeastSize, 100);
    case 1:
        return Between(kTunnelMtu - 20, kTunnelMtu);
    default:
        return Between(kLeastSize, kTunnelMtu);
    }
}

uint32_t
RandomFields::ExceedingSize()
{
    switch (Below(4))
    {
    case 0:
        return kTunnelMtu + 1;
    case 1:
        return kGuestMtu;
    default:
        return Between(kTunnelMtu + 1, kGuestMtu);
    }
}

} // namespace ns3::vnlab::test
