// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_BROADCAST_FRAME_H
#define VNLAB_TEST_BROADCAST_FRAME_H

#include "ns3/mac48-address.h"
#include "ns3/packet.h"

#include <array>
#include <cstdint>

namespace ns3::vnlab::test
{

/// @return a frame to everybody, of an experimental ethertype (IEEE 802, 88-B5), by which switches learn of its source
inline Ptr<Packet>
MakeBroadcast(const Mac48Address& source)
{
    std::array<uint8_t, 60> bytes{0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    source.CopyTo(bytes.data() + 6);
    bytes[12] = 0x88;
    bytes[13] = 0xb5;
    return Create<Packet>(bytes.data(), bytes.size());
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_BROADCAST_FRAME_H
