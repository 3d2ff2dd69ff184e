// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/frame-fields.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/rarp-frame.h"

#include <array>
#include <cstdint>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

TEST(RarpFrameTest, IsByteForByteWhatQemuSends)
{
    const Ptr<Packet> frame = MakeRarpRequest({0x52, 0x54, 0x00, 0x12, 0x34, 0x56});
    // net/announce.c: to everybody, RARP, Ethernet and IPv4, opcode 3, the VM's address twice with no
    // protocol address each, and padding.
    constexpr std::array<uint8_t, 60> qemu{
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x52, 0x54, 0x00, 0x12,
        0x34, 0x56, 0x80, 0x35,                                      // Ethernet
        0x00, 0x01, 0x08, 0x00, 0x06, 0x04, 0x00, 0x03,              // RFC 903
        0x52, 0x54, 0x00, 0x12, 0x34, 0x56, 0x00, 0x00, 0x00, 0x00,  // source
        0x52, 0x54, 0x00, 0x12, 0x34, 0x56, 0x00, 0x00, 0x00, 0x00}; // target
    ASSERT_EQ(frame->GetSize(), qemu.size());
    std::array<uint8_t, 60> bytes;
    CopyHead(frame, bytes);
    EXPECT_EQ(bytes, qemu);
}

TEST(RarpFrameTest, IsNoArpQuestionThatASwitchCouldAnswer)
{
    const Ptr<Packet> frame = MakeRarpRequest({2, 0, 0, 0, 0, 1});
    std::array<uint8_t, 60> bytes;
    CopyHead(frame, bytes);
    const auto fields = ParseFrame(bytes);
    ASSERT_TRUE(fields);
    EXPECT_FALSE(fields->isArp);
    EXPECT_EQ(fields->etherType, ethertype::kReverseArp);
    EXPECT_EQ(fields->destinationMac, kBroadcastMac);
}

} // namespace
} // namespace ns3::vnlab::test
