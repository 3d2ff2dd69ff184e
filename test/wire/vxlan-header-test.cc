// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/vxlan-header.h"
#include "test/wire/wire-bytes.h"

#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{

TEST(VxlanHeader, BytesAreFlagsReservedVniReserved)
{
    VxlanHeader header;
    header.SetVni(Vni{0x123456});
    EXPECT_EQ(Serialized(header), (Bytes{0x08, 0, 0, 0, 0x12, 0x34, 0x56, 0}));
}

RC_GTEST_PROP(VxlanHeader, EveryVniRoundTrips, ())
{
    const Vni vni{*rc::gen::inRange(0u, 1u << 24)};
    VxlanHeader header;
    header.SetVni(vni);
    RC_ASSERT(Parsed<VxlanHeader>(Serialized(header)).GetVni() == vni);
}

TEST(VxlanHeader, ReservedBitsAreIgnored)
{
    const Bytes bytes{0xff, 1, 2, 3, 0x12, 0x34, 0x56, 4};
    EXPECT_EQ(Parsed<VxlanHeader>(bytes).GetVni(), Vni{0x123456});
}

TEST(VxlanHeader, HeaderWithoutValidVniIsRejected)
{
    ExpectRejected<VxlanHeader>({0xf7, 0, 0, 0, 0x12, 0x34, 0x56, 0});
}

TEST(VxlanHeader, TruncatedHeaderIsRejected)
{
    ExpectTruncationsRejected(VxlanHeader());
}

TEST(VxlanHeader, PrintsItsVni)
{
    EXPECT_EQ(Printed(Parsed<VxlanHeader>({0x08, 0, 0, 0, 0, 0, 100, 0})), "vni=100");
}

TEST(VxlanHeaderDeathTest, VniOf25BitsStopsTheProgram)
{
    VxlanHeader header;
    EXPECT_DEATH(header.SetVni(Vni{1 << 24}), "VNI 16777216 exceeds 24 bits");
}

} // namespace ns3::vnlab::test
