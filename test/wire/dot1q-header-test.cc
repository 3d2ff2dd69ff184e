// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/dot1q-header.h"
#include "test/wire/wire-bytes.h"

#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{

TEST(Dot1qHeader, BytesAreTagControlThenEtherType)
{
    Dot1qHeader header;
    header.SetPriority(5);
    header.SetDropEligible(true);
    header.SetVlanId(0x123);
    header.SetEtherType(0x0806);
    EXPECT_EQ(Serialized(header), (Bytes{0xb1, 0x23, 0x08, 0x06}));
}

RC_GTEST_PROP(Dot1qHeader, AllFourBytesRoundTrip, (uint16_t control, uint16_t etherType))
{
    const Bytes bytes{static_cast<uint8_t>(control >> 8),
                      static_cast<uint8_t>(control),
                      static_cast<uint8_t>(etherType >> 8),
                      static_cast<uint8_t>(etherType)};
    const auto header = Parsed<Dot1qHeader>(bytes);
    RC_ASSERT(header.GetPriority() == control >> 13);
    RC_ASSERT(header.IsDropEligible() == ((control >> 12 & 1) != 0));
    RC_ASSERT(header.GetVlanId() == (control & 0xfff));
    RC_ASSERT(header.GetEtherType() == etherType);
    RC_ASSERT(Serialized(header) == bytes);
}

TEST(Dot1qHeader, TruncatedHeaderIsRejected)
{
    ExpectTruncationsRejected(Dot1qHeader());
}

TEST(Dot1qHeader, PrintsItsFields)
{
    EXPECT_EQ(Printed(Parsed<Dot1qHeader>({0xb1, 0x23, 0x08, 0x06})),
              "vlan=291 priority=5 dropEligible=1 etherType=0x806");
}

TEST(Dot1qHeaderDeathTest, ValuesThatDoNotFitStopTheProgram)
{
    Dot1qHeader header;
    EXPECT_DEATH(header.SetPriority(8), "priority 8 exceeds 7");
    EXPECT_DEATH(header.SetVlanId(4096), "VLAN id 4096 exceeds 4095");
}

} // namespace ns3::vnlab::test
