// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/tunnel-ecn.h"
#include "model/guest/packet-fields.h"
#include "test/dataplane/cloud.h"

#include <gtest/gtest.h>

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
