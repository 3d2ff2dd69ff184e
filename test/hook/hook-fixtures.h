// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOOK_FIXTURES_H
#define VNLAB_HOOK_FIXTURES_H

#include "model/hook/bpf/tunnel-maps.h"
#include "model/hook/vnic-hooks.h"

#include <array>
#include <cstdint>
#include <ostream>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

using Bytes = std::vector<uint8_t>;
using Mac = std::array<uint8_t, 6>;
using Ip = std::array<uint8_t, 4>;

inline constexpr Mac kAliceMac{0x02, 0, 0, 0, 0, 0xa1};
inline constexpr Mac kBobMac{0x02, 0, 0, 0, 0, 0xb0};
inline constexpr Mac kGatewayMac{0x02, 0, 0, 0, 0, 0xfe};
inline constexpr Ip kAlice{10, 0, 0, 1};
inline constexpr Ip kBob{10, 0, 0, 2};
inline constexpr Ip kAliceHost{192, 168, 0, 1};
inline constexpr Ip kBobHost{192, 168, 0, 2};
inline constexpr uint32_t kVni = 0x123456;

/// @return the bytes that hexadecimal digits spell; blanks between them mean nothing
Bytes Hex(std::string_view digits);

/// @return one after the other
Bytes Join(Bytes first, const Bytes& second);

/// @return the ones' complement checksum of RFC 1071 over a header whose checksum field is 0
uint16_t InternetChecksum(const Bytes& header);

/// @return an Ethernet header
Bytes Ethernet(Mac destination, Mac source, uint16_t type);

/// What an IPv4 header says; lengths and checksum come from the rest.
struct Ipv4Fields
{
    Ip source{kAlice};
    Ip destination{kBob};
    uint8_t protocol{17};
    uint8_t tos{0};
    uint16_t identification{0x1234};
    uint16_t fragment{0x4000}; ///< flags and offset as on the wire
    Bytes options{};
};

/// @return an IPv4 packet with a right header checksum
Bytes Ipv4(const Ipv4Fields& fields, const Bytes& payload);

/// @return an ARP packet for IPv4 over Ethernet
Bytes Arp(uint16_t operation, Mac senderMac, Ip sender, Mac targetMac, Ip target);

/// @return a frame from Alice to Bob with 8 bytes of UDP header and a payload of this length
Bytes UdpFrame(size_t payloadLength = 4, const Ipv4Fields& fields = {});

/// Lets Alice reach Bob through a tunnel.
void AddEncapsulation(VnicHooks& hooks, vnlab_tunnel_protocol protocol, Ip destination = kBob);

/// Lets Bob's vNIC end the tunnel from Alice's host.
void AddDecapsulation(VnicHooks& hooks, vnlab_tunnel_protocol protocol, uint32_t tunnelId);

/// Lets a sender send to this vNIC.
void AddMember(VnicHooks& hooks, Mac mac, Ip address);

/// What a hook point made of a frame: all its bytes, tail included.
struct Outcome
{
    HookVerdict verdict;
    vnlab_drop_reason reason; ///< VNLAB_DROP_REASON_COUNT unless dropped
    Bytes frame;

    bool operator==(const Outcome&) const = default;
};

void PrintTo(const Outcome& outcome, std::ostream* stream);

/// Runs a frame through a hook point.
Outcome RunHook(VnicHooks& hooks, HookPoint point, const Bytes& frame);

/// @return the outcome of a frame that is dropped as it is
Outcome Dropped(vnlab_drop_reason reason, const Bytes& frame);

/// @return the outcome of a frame that passes as `frame`
Outcome Passed(const Bytes& frame);

/// @return the sum of all drop counters
uint64_t AllDrops(const VnicHooks& hooks);

/// @return the key or value of a map as the struct that it is
template <class T>
T
As(std::span<const uint8_t> bytes)
{
    T object;
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<uint8_t*>(&object));
    return object;
}

} // namespace ns3::vnlab

#endif // VNLAB_HOOK_FIXTURES_H
