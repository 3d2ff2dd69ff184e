// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_CAPTURE_H
#define VNLAB_TEST_CAPTURE_H

#include "test/support/real-capture.h"
#include "test/wire/wire-bytes.h"

#include "ns3/ipv4-header.h"

#include <optional>

namespace ns3::vnlab::test
{

/// An IPv4 packet of a frame, cut to the length it states.
struct Ipv4Packet
{
    Ipv4Header header;
    Ptr<Packet> payload;
};

/**
 * Reads headers with ns-3's classes, and an 802.1Q tag with ours.
 * @return the IPv4 packet of an Ethernet frame; nothing where it has none
 */
std::optional<Ipv4Packet> Ipv4OfFrame(const Bytes& frame);

/**
 * Reads a header off the packet and expects that serialising it again gives the bytes it came from.
 * @return the header
 */
template <class H>
H
TakeHeader(Ptr<Packet> packet)
{
    const Bytes before = BytesOf(packet);
    H header;
    const uint32_t size = packet->RemoveHeader(header);
    EXPECT_GT(size, 0u);
    EXPECT_EQ(Serialized(header), Bytes(before.begin(), before.begin() + size));
    return header;
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_CAPTURE_H
