// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OUTER_IPV4_UDP_H
#define VNLAB_OUTER_IPV4_UDP_H

#include "model/mac-bytes.h"
#include "model/wire/header-sizes.h"
#include "model/wire/internet-checksum.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace ns3::vnlab
{

/// What an encapsulating host writes into the outer Ethernet and IPv4 headers. Host byte order.
struct OuterIpv4
{
    MacBytes destinationMac{};
    MacBytes sourceMac{};
    uint32_t source{0};
    uint32_t destination{0};
    uint8_t protocol{0}; ///< IPv4 protocol number: 17 UDP, 47 GRE, 4 IP-in-IP, 50 ESP
    uint8_t ttl{64};
    uint8_t tos{0}; ///< DSCP in the upper six bits, ECN in the lower two
    uint16_t id{0}; ///< identification, shared by the fragments of one packet
    bool dontFragment{false};
    size_t l4Length{0}; ///< bytes behind the IPv4 header, 65515 at most
};

/// What WriteEthernetIpv4 writes, bytes.
constexpr size_t kEthernetIpv4Size = headersize::kEthernet + headersize::kIpv4;
constexpr size_t kUdpSize = headersize::kUdp; ///< what WriteUdp writes, bytes

/**
 * @brief Write an Ethernet header and an IPv4 header without options, checksum included.
 * @param out written from its start; the rest is left alone
 * @param outer the fields
 * @return kEthernetIpv4Size; 0, with nothing written, where `out` is smaller than that or
 *         `l4Length` exceeds what an IPv4 packet can hold
 * @see RFC 791 §3.1
 */
[[nodiscard]] size_t WriteEthernetIpv4(std::span<uint8_t> out, const OuterIpv4& outer);

/**
 * @brief Write a UDP header with its full checksum, pseudo-header included.
 * @param out written from its start; the rest is left alone
 * @param outer the header in front: addresses, and `l4Length` = kUdpSize + payload bytes
 * @param sourcePort host order
 * @param destinationPort host order
 * @param payload sum of all bytes behind the UDP header
 * @return kUdpSize; 0, with nothing written, where `out` is smaller than that, or `l4Length` is, or
 *         exceeds what an IPv4 packet can hold
 * @see RFC 768 (a checksum of 0 is sent as 0xffff, since 0 means that there is none)
 */
[[nodiscard]] size_t WriteUdp(std::span<uint8_t> out,
                              const OuterIpv4& outer,
                              uint16_t sourcePort,
                              uint16_t destinationPort,
                              const InternetChecksum& payload);

} // namespace ns3::vnlab

#endif // VNLAB_OUTER_IPV4_UDP_H
