// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_FRAME_BYTES_H
#define VNLAB_TEST_FRAME_BYTES_H

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <vector>

/// Frames made byte by byte, each function the header of one standard and what is behind it. Checksums
/// are zero.
namespace ns3::vnlab::test
{

using FrameBytes = std::vector<uint8_t>;

inline FrameBytes
Join(FrameBytes first, const FrameBytes& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

inline FrameBytes
Big(uint32_t number, int bytes)
{
    FrameBytes big;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    {
        big.push_back(static_cast<uint8_t>(number >> shift));
    }
    return big;
}

/// @return so many bytes that are not those of a header
inline FrameBytes
Text(size_t bytes)
{
    return FrameBytes(bytes, 'x');
}

inline FrameBytes
Ethernet(uint16_t type, const FrameBytes& body)
{
    return Join(Join({2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1}, Big(type, 2)), body);
}

/// An IPv4 header without options.
struct Ipv4
{
    uint32_t source;
    uint32_t destination;
    uint8_t protocol;
    uint16_t identification{0};
    uint16_t fragment{0}; ///< 0x2000: more follow; the rest is the offset in 8 bytes

    FrameBytes operator()(const FrameBytes& body) const
    {
        FrameBytes header{0x45, 0};
        header = Join(header, Big(static_cast<uint32_t>(20 + body.size()), 2));
        header = Join(Join(header, Big(identification, 2)), Big(fragment, 2));
        header = Join(header, {64, protocol, 0, 0});
        return Join(Join(Join(header, Big(source, 4)), Big(destination, 4)), body);
    }
};

inline FrameBytes
Udp(uint16_t port, const FrameBytes& body)
{
    const FrameBytes ports = Join(Big(40000, 2), Big(port, 2));
    return Join(Join(Join(ports, Big(static_cast<uint32_t>(8 + body.size()), 2)), {0, 0}), body);
}

inline FrameBytes
Tcp(const FrameBytes& body)
{
    return Join(
        Join(Join(Join(Big(40000, 2), Big(80, 2)), FrameBytes(8)), {0x50, 0x18, 1, 0, 0, 0, 0, 0}),
        body);
}

inline FrameBytes
Vxlan(uint32_t vni, const FrameBytes& frame)
{
    return Udp(4789, Join(Join({8, 0, 0, 0}, Big(vni << 8, 4)), frame));
}

/// @param options a multiple of 4 bytes
inline FrameBytes
Geneve(uint32_t vni, const FrameBytes& options, uint16_t protocol, const FrameBytes& body)
{
    const FrameBytes header = Join({static_cast<uint8_t>(options.size() / 4), 0}, Big(protocol, 2));
    return Udp(6081, Join(Join(Join(header, Big(vni << 8, 4)), options), body));
}

inline FrameBytes
Nvgre(uint32_t vsid, const FrameBytes& frame)
{
    return Join(Join({0x20, 0, 0x65, 0x58}, Big(vsid << 8 | 7, 4)), frame);
}

/// @param bytes behind SPI and sequence number
inline FrameBytes
Esp(size_t bytes)
{
    return Join(Join(Big(0x1001, 4), Big(1, 4)), FrameBytes(bytes, 0xee));
}

inline FrameBytes
ArpRequest(uint32_t sender, uint32_t target)
{
    return Join(
        Join(Join({0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 1}, Big(sender, 4)), FrameBytes(6)),
        Big(target, 4));
}

inline Ptr<Packet>
PacketWith(const FrameBytes& bytes)
{
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_FRAME_BYTES_H
