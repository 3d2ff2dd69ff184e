// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TCP_FIELDS_H
#define VNLAB_TCP_FIELDS_H

#include "model/wire/header-sizes.h"
#include "model/wire/internet-checksum.h"
#include "model/wire/outer-ipv4-udp.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ns3::vnlab
{

/// Bits of a TCP header's control field (RFC 9293 §3.1).
namespace tcpflag
{
constexpr uint8_t kFin = 0x01;
constexpr uint8_t kSyn = 0x02;
constexpr uint8_t kReset = 0x04;
constexpr uint8_t kPush = 0x08;
constexpr uint8_t kAck = 0x10;
} // namespace tcpflag

/// The fields of a TCP header. Host byte order.
struct TcpFields
{
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
    uint32_t sequence{0};
    uint32_t acknowledgement{0};
    uint8_t flags{0}; ///< of tcpflag
    uint16_t window{65535};

    bool Has(uint8_t flag) const
    {
        return (flags & flag) != 0;
    }

    bool operator==(const TcpFields&) const = default;
};

/**
 * @brief Write a TCP header without options, with its checksum, pseudo-header included.
 * @param out written from its start; the rest is left alone
 * @param outer the header in front: addresses, and `l4Length` = headersize::kTcp + payload bytes
 * @param payload sum of all bytes behind the TCP header
 * @return headersize::kTcp; 0, with nothing written, where `out` is smaller than that, or `l4Length` is, or exceeds
 *         what an IPv4 packet can hold
 * @see RFC 9293 §3.1
 */
[[nodiscard]] size_t WriteTcp(std::span<uint8_t> out,
                              const OuterIpv4& outer,
                              const TcpFields& fields,
                              const InternetChecksum& payload);

/**
 * @brief Read a TCP header; options are skipped, the checksum is not verified (IsValidL4 does).
 * @param header from its first byte on
 * @param[out] size of the header with its options, bytes
 * @return the fields; nothing where the header says that it is shorter than headersize::kTcp, or is longer than
 *         the span
 */
std::optional<TcpFields> ParseTcp(std::span<const uint8_t> header, size_t& size);

} // namespace ns3::vnlab

#endif // VNLAB_TCP_FIELDS_H
