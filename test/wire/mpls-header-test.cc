// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/mpls-header.h"
#include "test/wire/wire-bytes.h"

#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{

TEST(MplsHeader, BytesAreLabelTrafficClassBottomTtl)
{
    MplsHeader header;
    header.SetLabel(100704);
    header.SetTrafficClass(5);
    header.SetBottomOfStack(true);
    header.SetTtl(2);
    EXPECT_EQ(Serialized(header), (Bytes{0x18, 0x96, 0x0b, 0x02}));
}

RC_GTEST_PROP(MplsHeader, AllFourBytesRoundTrip, (uint32_t entry))
{
    const Bytes bytes{static_cast<uint8_t>(entry >> 24),
                      static_cast<uint8_t>(entry >> 16),
                      static_cast<uint8_t>(entry >> 8),
                      static_cast<uint8_t>(entry)};
    const auto header = Parsed<MplsHeader>(bytes);
    RC_ASSERT(header.GetLabel() == entry >> 12);
    RC_ASSERT(header.GetTrafficClass() == (entry >> 9 & 7));
    RC_ASSERT(header.IsBottomOfStack() == ((entry >> 8 & 1) != 0));
    RC_ASSERT(header.GetTtl() == (entry & 0xff));
    RC_ASSERT(Serialized(header) == bytes);
}

TEST(MplsHeader, TruncatedHeaderIsRejected)
{
    ExpectTruncationsRejected(MplsHeader());
}

TEST(MplsHeader, PrintsItsFields)
{
    EXPECT_EQ(Printed(Parsed<MplsHeader>({0x18, 0x96, 0x0a, 0x02})),
              "label=100704 trafficClass=5 bottomOfStack=0 ttl=2");
}

TEST(MplsHeaderDeathTest, ValuesThatDoNotFitStopTheProgram)
{
    MplsHeader header;
    EXPECT_DEATH(header.SetLabel(1 << 20), "label 1048576 exceeds 20 bits");
    EXPECT_DEATH(header.SetTrafficClass(8), "class 8 exceeds 7");
}

} // namespace ns3::vnlab::test
