// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MAC_BYTES_H
#define VNLAB_MAC_BYTES_H

#include "ns3/mac48-address.h"

#include <array>
#include <cstdint>

namespace ns3::vnlab
{

/// An Ethernet address as it stands in a frame; a plain value where ns3::Mac48Address is an object.
using MacBytes = std::array<uint8_t, 6>;

constexpr MacBytes kBroadcastMac{0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

/// @return whether a frame to this address goes to more than one receiver (broadcast included)
constexpr bool
IsGroup(const MacBytes& mac)
{
    return (mac[0] & 1) != 0;
}

inline MacBytes
ToBytes(const Mac48Address& address)
{
    MacBytes bytes;
    address.CopyTo(bytes.data());
    return bytes;
}

inline Mac48Address
ToMac48(const MacBytes& bytes)
{
    Mac48Address address;
    address.CopyFrom(bytes.data());
    return address;
}

} // namespace ns3::vnlab

#endif // VNLAB_MAC_BYTES_H
