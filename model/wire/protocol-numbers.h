// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PROTOCOL_NUMBERS_H
#define VNLAB_PROTOCOL_NUMBERS_H

#include <cstdint>

namespace ns3::vnlab
{

/// What an ethertype field says comes next. GRE and GENEVE use the same numbers.
namespace ethertype
{
constexpr uint16_t kIpv4 = 0x0800;
constexpr uint16_t kArp = 0x0806;
constexpr uint16_t kTransparentEthernet = 0x6558; ///< a whole Ethernet frame (RFC 7637, RFC 8926)
constexpr uint16_t kIpv6 = 0x86dd;
constexpr uint16_t kDot1q = 0x8100; ///< an 802.1Q tag
constexpr uint16_t kMpls = 0x8847;  ///< an MPLS label stack, unicast (RFC 3032 §5)
} // namespace ethertype

/// Numbers of the protocol field of IPv4 and of ESP's next-header field.
namespace ipproto
{
constexpr uint8_t kIcmp = 1;
constexpr uint8_t kIpip = 4; ///< an IPv4 packet: IP-in-IP (RFC 2003), and ESP in tunnel mode
constexpr uint8_t kTcp = 6;
constexpr uint8_t kUdp = 17;
constexpr uint8_t kGre = 47;
constexpr uint8_t kEsp = 50;
} // namespace ipproto

/// UDP ports that tunnels listen on.
namespace udpport
{
constexpr uint16_t kVxlan = 4789;  ///< RFC 7348 §5
constexpr uint16_t kGeneve = 6081; ///< RFC 8926 §3.3
} // namespace udpport

} // namespace ns3::vnlab

#endif // VNLAB_PROTOCOL_NUMBERS_H
