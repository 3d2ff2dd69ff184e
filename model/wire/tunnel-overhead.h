// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TUNNEL_OVERHEAD_H
#define VNLAB_TUNNEL_OVERHEAD_H

#include "model/wire/esp-trailer.h"
#include "model/wire/header-sizes.h"

#include <cstddef>

/**
 * Bytes that a tunnel over IPv4 adds to an inner Ethernet frame. Both sizes count from the Ethernet
 * destination address to the end of the payload, without frame check sequence. Where a tunnel
 * carries the IPv4 packet alone, the inner frame's Ethernet header becomes the outer one.
 */
namespace ns3::vnlab::overhead
{

/// Outer Ethernet, IPv4, UDP, VXLAN (RFC 7348 §5): 50.
constexpr size_t kVxlan =
    headersize::kEthernet + headersize::kIpv4 + headersize::kUdp + headersize::kVxlan;

/// @param optionsSize bytes of options, their headers included
/// @return outer Ethernet, IPv4, UDP, GENEVE (RFC 8926 §3.3): 50 and the options
constexpr size_t
Geneve(size_t optionsSize)
{
    return headersize::kEthernet + headersize::kIpv4 + headersize::kUdp + headersize::kGeneve +
           optionsSize;
}

/// Outer Ethernet, IPv4, GRE with a key (RFC 7637 §3.2): 42.
constexpr size_t kNvgre = headersize::kEthernet + headersize::kIpv4 + headersize::kNvgre;

/// Outer IPv4 (RFC 2003 §3.1), in front of the inner IPv4 packet: 20.
constexpr size_t kIpInIp = headersize::kIpv4;

/// The tag between the Ethernet addresses and the ethertype (IEEE 802.1Q §9.3): 4.
constexpr size_t kDot1q = headersize::kDot1q;

/// @param labels entries of the stack
/// @return 4 for each label between Ethernet and the payload (RFC 3032 §2.1)
constexpr size_t
Mpls(size_t labels)
{
    return labels * headersize::kMpls;
}

constexpr size_t kEspGcmIv = 8;   ///< the explicit nonce (RFC 4106 §3.1)
constexpr size_t kEspGcmIcv = 16; ///< the integrity check value (RFC 4106 §6)

/// Outer IPv4 20, SPI and sequence number 8, IV 8, pad length and next header 2, ICV 16: 54.
constexpr size_t kEspTunnelWithoutPadding =
    headersize::kIpv4 + headersize::kEsp + kEspGcmIv + headersize::kEspTrailer + kEspGcmIcv;

/// @param innerIpv4Size bytes of the inner IPv4 packet
/// @return ESP in tunnel mode with AES-GCM (RFC 4303 §3.1.2, RFC 4106): 54 and 0 to 3 of padding
constexpr size_t
EspTunnel(size_t innerIpv4Size)
{
    return kEspTunnelWithoutPadding + EspPadding(innerIpv4Size);
}

/// What transport mode adds behind the IPv4 header, which is the packet's own: 34.
constexpr size_t kEspTransportWithoutPadding = kEspTunnelWithoutPadding - headersize::kIpv4;

/// @param payloadSize bytes behind the IPv4 header
/// @return ESP in transport mode with AES-GCM (RFC 4303 §3.1.1, RFC 4106): 34 and 0 to 3 of padding
constexpr size_t
EspTransport(size_t payloadSize)
{
    return kEspTransportWithoutPadding + EspPadding(payloadSize);
}

/**
 * @param underlayMtu bytes that an IPv4 packet outside may have, 56 at least
 * @return the largest IPv4 packet that fits into one in tunnel mode: padding makes sizes coarse
 */
constexpr size_t
MostInEspTunnel(size_t underlayMtu)
{
    const size_t sealed = underlayMtu - (kEspTunnelWithoutPadding - headersize::kEspTrailer);
    return sealed - sealed % 4 - headersize::kEspTrailer;
}

/// @return the same in transport mode, of a packet with an IPv4 header of 20 bytes
constexpr size_t
MostInEspTransport(size_t underlayMtu)
{
    return MostInEspTunnel(underlayMtu) + headersize::kIpv4;
}

} // namespace ns3::vnlab::overhead

#endif // VNLAB_TUNNEL_OVERHEAD_H
