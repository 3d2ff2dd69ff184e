// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IPV4_PREFIX_H
#define VNLAB_IPV4_PREFIX_H

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// An IPv4 prefix such as 10.1.0.0/16; host bits are zero. Addresses are in host byte order.
struct Ipv4Prefix
{
    uint32_t base{0};   ///< first address of the prefix
    uint8_t length{32}; ///< number of leading bits that are fixed, 0 to 32

    auto operator<=>(const Ipv4Prefix&) const = default;

    /// @return how many addresses the prefix spans
    uint64_t Size() const;
    /// @return whether the address lies in the prefix
    bool Contains(uint32_t address) const;
    /// @return whether some address lies in both
    bool Overlaps(const Ipv4Prefix& other) const;
    /// @return "10.1.0.0/16"
    std::string ToString() const;

    /// @return the prefix, or nothing where the text is not `a.b.c.d/length` with host bits zero
    static std::optional<Ipv4Prefix> Parse(std::string_view text);
};

/**
 * @brief Why a prefix cannot be a subnet of hosts: it has addresses that no host may have.
 *
 * 0/8 and 127/8 (RFC 1122 section 3.2.1.3), 224/4 (multicast, RFC 5771) and 240/4 (reserved, RFC 1112
 * section 4; with the limited broadcast address).
 *
 * @return "it overlaps 224.0.0.0/4, which is for multicast", or "" where it can
 */
std::string WhyNoHosts(const Ipv4Prefix& prefix);

/// @return "10.1.0.7" for an address in host byte order
std::string FormatIpv4(uint32_t address);

/// @return the address in host byte order, or nothing where the text is not a dotted quad
std::optional<uint32_t> ParseIpv4(std::string_view text);

} // namespace ns3::vnlab

#endif // VNLAB_IPV4_PREFIX_H
