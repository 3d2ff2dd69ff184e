// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FUZZ_FRAME_H
#define VNLAB_FUZZ_FRAME_H

#include "test/fuzz/fuzz-input.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

namespace ns3::vnlab::fuzz
{

/// What becomes of a frame's checksums before it is handed on.
enum class Checksums : uint8_t
{
    kAsTheyAre,
    kMadeRight, ///< of an IPv4 header and of the TCP, UDP or ICMP behind it, also in a tunnel of UDP
};

/// @return a packet of these bytes
Ptr<Packet> AsPacket(const std::vector<uint8_t>& bytes);

/// @return all bytes of a packet
std::vector<uint8_t> AsBytes(const Ptr<const Packet>& packet);

/// Makes the checksums of an Ethernet frame right, where it is whole enough to have any.
void MakeChecksumsRight(std::span<uint8_t> frame);

/// @return the frame that comes next: a byte of Checksums, a length of two bytes, and its bytes
std::vector<uint8_t> TakeFrame(FuzzInput& input);

} // namespace ns3::vnlab::fuzz

#endif // VNLAB_FUZZ_FRAME_H
