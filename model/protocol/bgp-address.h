// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_ADDRESS_H
#define VNLAB_BGP_ADDRESS_H

#include "model/wire/big-endian.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>

namespace ns3::vnlab::bgp
{

/// An IPv4 address, an IPv6 address or none, as EVPN routes carry them. IPv4 comes before IPv6 in order.
struct Address
{
    uint8_t size{0};                 ///< bytes: 0, 4 or 16
    std::array<uint8_t, 16> bytes{}; ///< those behind `size` are 0

    /// @param address in host byte order
    static Address Ipv4(uint32_t address)
    {
        Address made{.size = 4};
        WriteBig32(made.bytes.data(), address);
        return made;
    }

    /// @return the IPv4 address in host byte order, if it is one
    std::optional<uint32_t> AsIpv4() const
    {
        return size == 4 ? std::optional(ReadBig32(bytes.data())) : std::nullopt;
    }

    /// @return the bytes that count. Valid as long as this
    std::span<const uint8_t> Used() const&
    {
        return std::span(bytes).first(size);
    }

    std::span<const uint8_t> Used() && = delete;

    auto operator<=>(const Address&) const = default;
};

} // namespace ns3::vnlab::bgp

#endif // VNLAB_BGP_ADDRESS_H
