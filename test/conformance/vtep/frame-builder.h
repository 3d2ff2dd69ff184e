// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_VTEP_FRAME_BUILDER_H
#define VNLAB_TEST_VTEP_FRAME_BUILDER_H

#include "model/mac-bytes.h"
#include "test/conformance/vtep/world.h"

#include <array>
#include <optional>
#include <span>

namespace ns3::vnlab::test
{

using Ipv6Bytes = std::array<uint8_t, 16>;

/// Ethernet addresses of a frame and its tag.
struct Link
{
    MacBytes destination{};
    MacBytes source{};
    std::optional<uint16_t> tag{}; ///< 802.1Q: priority and VID
};

struct Ipv4Header
{
    uint32_t source{0};
    uint32_t destination{0};
    uint8_t tos{0};
    uint16_t identification{0};
    bool dontFragment{false};
    bool moreFragments{false};
    uint16_t fragmentOffset{0}; ///< in units of 8 bytes
    uint8_t ttl{64};
    uint8_t protocol{17};
    Bytes options{}; ///< a multiple of 4 bytes
};

struct Ipv6Header
{
    Ipv6Bytes source{};
    Ipv6Bytes destination{};
    uint8_t trafficClass{0};
    uint8_t nextHeader{17};
    uint8_t hopLimit{64};
};

struct ArpBody
{
    uint16_t operation{1};
    MacBytes senderMac{};
    uint32_t sender{0};
    MacBytes targetMac{};
    uint32_t target{0};
};

/// What an underlay frame with VXLAN has that tests vary.
struct ForgedOuter
{
    uint32_t atHost{0};   ///< whose Ethernet address it has
    uint32_t fromHost{0}; ///< whose IPv4 address it has
    uint32_t toHost{0};
    uint8_t tos{0};
    uint16_t identification{0};
    uint16_t sourcePort{40000};
    uint32_t flags{0x08000000}; ///< the first word of VXLAN
    uint32_t vniWord{0};        ///< the second: VNI in the upper 24 bits
    uint16_t checksumError{0};  ///< added to the UDP checksum
    bool noChecksum{false};     ///< UDP checksum 0
    Bytes options{};            ///< of the outer IPv4 header
};

Bytes EthernetFrame(const Link& link, uint16_t etherType, std::span<const uint8_t> payload);
Bytes Ipv4Frame(const Link& link, const Ipv4Header& header, std::span<const uint8_t> payload);
Bytes Ipv6Frame(const Link& link, const Ipv6Header& header, std::span<const uint8_t> payload);
Bytes ArpFrame(const Link& link, const ArpBody& body);

/// @return an Ethernet frame as a host's card sends it to the leaf
Bytes VxlanFrame(const ForgedOuter& outer, std::span<const uint8_t> inner);

/// @return two frames with the halves of an IPv4 packet without options. @param cut bytes of the
///         IPv4 payload in the first, a multiple of 8
std::array<Bytes, 2> Halves(const Bytes& frame, uint16_t cut);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_VTEP_FRAME_BUILDER_H
