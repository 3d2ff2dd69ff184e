// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/encapsulation/tunnel-ecn.h"
#include "model/ip/packet-fields.h"
#include "test/dataplane/cloud.h"

#include <gtest/gtest.h>
#include <tuple>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint8_t kNotEct = 0;
constexpr uint8_t kEct1 = 1;
constexpr uint8_t kEct0 = 2;
constexpr uint8_t kCe = 3;
constexpr uint8_t kDrop = 0xff;
constexpr uint8_t kDscp = 46 << 2;

/// @return the inner ECN field after decapsulation, or kDrop; fails where the frame is not intact
uint8_t
Combined(uint8_t outer, uint8_t inner)
{
    const Ptr<Packet> frame =
        MakeUdpFrame({}, {}, 1, 2, Bytes(9, 1), false, static_cast<uint8_t>(kDscp | inner));
    FrameFields fields = *FieldsOf(frame);
    if (!CombineEcn(outer, frame, fields))
    {
        return kDrop;
    }
    const std::optional<FrameFields> after = CheckedFieldsOf(frame); // verifies the checksum
    EXPECT_TRUE(after);
    EXPECT_EQ(after->tos & ~3, kDscp);
    EXPECT_EQ(after->tos, fields.tos);
    EXPECT_EQ(frame->GetSize(), 42u + 9);
    return after->tos & 3;
}

TEST(TunnelEcn, DecapsulationFollowsRfc6040Figure4)
{
    const uint8_t expected[4][4] = {
        // outer: Not-ECT, ECT(1), ECT(0), CE
        {kNotEct, kNotEct, kNotEct, kDrop}, // inner Not-ECT
        {kEct1, kEct1, kEct1, kCe},         // inner ECT(1)
        {kEct0, kEct1, kEct0, kCe},         // inner ECT(0)
        {kCe, kCe, kCe, kCe},               // inner CE
    };
    for (uint8_t inner = 0; inner < 4; ++inner)
    {
        for (uint8_t outer = 0; outer < 4; ++outer)
        {
            EXPECT_EQ(Combined(outer, inner), expected[inner][outer])
                << "outer " << int{outer} << " inner " << int{inner};
        }
    }
}

/// @return an IPv6 frame whose traffic class has this ECN field, with or without an 802.1Q tag
Ptr<Packet>
Ipv6Frame(uint8_t ecn, bool isTagged)
{
    Bytes bytes(12);
    const Bytes tag = isTagged ? FromHex("8100 0005") : Bytes{};
    bytes.insert(bytes.end(), tag.begin(), tag.end());
    const Bytes packet = FromHex("86dd 6b80 0000 0000 3b40");
    bytes.insert(bytes.end(), packet.begin(), packet.end());
    bytes[bytes.size() - 7] |= static_cast<uint8_t>(ecn << 4);
    bytes.resize(bytes.size() + 40);
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

TEST(TunnelEcn, Ipv6IsTreatedAsIpv4)
{
    for (const auto& [outer, inner, expected] : {std::tuple{kCe, kEct0, kCe},
                                                 {kEct1, kEct0, kEct1},
                                                 {kNotEct, kCe, kCe},
                                                 {kEct0, kEct1, kEct1}})
    {
        const Ptr<Packet> frame = Ipv6Frame(inner, false);
        FrameFields fields = *FieldsOf(frame);
        EXPECT_EQ(OuterEcn(fields), inner == kCe ? kEct0 : inner);
        EXPECT_TRUE(CombineEcn(outer, frame, fields));
        EXPECT_EQ(BytesOfPacket(frame), BytesOfPacket(Ipv6Frame(expected, false)));
        EXPECT_EQ(fields.tos, kDscp | expected);
    }
    const Ptr<Packet> frame = Ipv6Frame(kNotEct, false);
    FrameFields fields = *FieldsOf(frame);
    EXPECT_FALSE(CombineEcn(kCe, frame, fields));
}

TEST(TunnelEcn, TaggedFramesKeepTheirMarksAsInLinux)
{
    for (const uint8_t inner : {kNotEct, kEct0})
    {
        const Ptr<Packet> frame = Ipv6Frame(inner, true);
        FrameFields fields = *FieldsOf(frame);
        ASSERT_TRUE(fields.isIpv6);
        EXPECT_TRUE(CombineEcn(kCe, frame, fields));
        EXPECT_EQ(BytesOfPacket(frame), BytesOfPacket(Ipv6Frame(inner, true)));
    }
}

TEST(TunnelEcn, OuterDscpIsNotHandedOn)
{
    EXPECT_EQ(Combined(0xb8 | kCe, kEct0), kCe);
}

TEST(TunnelEcn, EncapsulationCopiesButTurnsCeIntoEct0)
{
    FrameFields inner;
    inner.isIpv4 = true;
    for (const auto& [ecn, outer] :
         {std::pair{kNotEct, kNotEct}, {kEct1, kEct1}, {kEct0, kEct0}, {kCe, kEct0}})
    {
        inner.tos = static_cast<uint8_t>(kDscp | ecn);
        EXPECT_EQ(OuterEcn(inner), outer);
    }
}

TEST(TunnelEcn, FramesThatAreNotIpv4PassWhateverTheMark)
{
    FrameFields arp;
    arp.isArp = true;
    EXPECT_TRUE(CombineEcn(kCe, Create<Packet>(42), arp));
}

} // namespace
} // namespace ns3::vnlab::test
