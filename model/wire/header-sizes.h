// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HEADER_SIZES_H
#define VNLAB_HEADER_SIZES_H

#include <cstddef>

/// Bytes that a header takes on the wire, without its optional parts.
namespace ns3::vnlab::headersize
{

constexpr size_t kEthernet = 14; ///< addresses and ethertype; no preamble, no frame check sequence
constexpr size_t kDot1q = 4;
constexpr size_t kArp = 28; ///< for IPv4 over Ethernet
constexpr size_t kIpv4 = 20;
constexpr size_t kUdp = 8;
constexpr size_t kTcp = 20; ///< without options
constexpr size_t kIcmp = 8; ///< without what it quotes
constexpr size_t kVxlan = 8;
constexpr size_t kGeneve = 8;
constexpr size_t kGre = 4;
constexpr size_t kNvgre = 8;
constexpr size_t kMpls = 4;
constexpr size_t kEsp = 8;        ///< SPI and sequence number
constexpr size_t kEspTrailer = 2; ///< pad length and next header

} // namespace ns3::vnlab::headersize

namespace ns3::vnlab
{

/// Bytes of the longest IPv4 packet, its header included, in fragments or not (RFC 791 §3.1).
constexpr size_t kLongestIpv4 = 65535;

} // namespace ns3::vnlab

#endif // VNLAB_HEADER_SIZES_H
