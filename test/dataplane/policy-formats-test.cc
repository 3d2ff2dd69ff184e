// SPDX-License-Identifier: GPL-2.0-only
//
// The tunnel formats that carry a number for the sender, byte for byte.

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/ip/packet-fields.h"
#include "test/dataplane/cloud.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <optional>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

constexpr TunnelEnds kPolicyEnds{{2, 1, 0, 0, 0, 1}, {2, 0, 0, 0, 0, 1}, 0x64400000, 0x64400080};
constexpr size_t kOuterUdp = 14 + 20 + 8;

Ptr<Packet>
PlainFrame()
{
    return MakeUdpFrame(kMacA, kMacB, kA, kB, Bytes(20, 0x55));
}

/// @return the tunnel's own header of a frame in segment 0x123456
Bytes
HeaderOf(const std::string& format, uint16_t policy)
{
    const Ptr<Packet> inner = PlainFrame();
    const FrameFields fields = *FieldsOf(inner);
    const Bytes bytes = BytesOfPacket(
        FindEncapsulation(format)
            ->Encapsulate(inner->Copy(), fields, kPolicyEnds, {Vni{0x123456}, policy}, 0)
            .packet);
    return {bytes.begin() + kOuterUdp, bytes.end() - inner->GetSize()};
}

/// @return what a format reads out of a header
std::optional<TunnelLabel>
Read(const std::string& format, const std::string& header)
{
    Bytes bytes = BytesOfPacket(
        FindEncapsulation(format)
            ->Encapsulate(PlainFrame(), *FieldsOf(PlainFrame()), kPolicyEnds, Vni{0}, 0)
            .packet);
    bytes.resize(kOuterUdp);
    const Bytes tunnel = FromHex(header);
    const Bytes inner = BytesOfPacket(PlainFrame());
    bytes.insert(bytes.end(), tunnel.begin(), tunnel.end());
    bytes.insert(bytes.end(), inner.begin(), inner.end());
    const auto packet = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
    const std::optional<TunnelLabel> label =
        FindEncapsulation(format)->Decapsulate(packet, *FieldsOf(packet));
    EXPECT_EQ(BytesOfPacket(packet), label ? inner : bytes);
    return label;
}

TEST(PolicyFormats, VxlanHasTheGroupPolicyIdWhereRfc7348ReservesBytes)
{
    EXPECT_EQ(HeaderOf("vxlan-gbp", 0x0102), FromHex("88000102 12345600"));
    EXPECT_EQ(HeaderOf("vxlan-gbp", 0), FromHex("08000000 12345600"));
    EXPECT_EQ(HeaderOf("vxlan", 0x0102), FromHex("08000000 12345600"));

    EXPECT_EQ(Read("vxlan-gbp", "88000102 12345600"), TunnelLabel(Vni{0x123456}, 0x0102));
    EXPECT_EQ(Read("vxlan-gbp", "88480102 12345600"), TunnelLabel(Vni{0x123456}, 0x0102)); // D, A
    EXPECT_EQ(Read("vxlan-gbp", "08000000 12345600"), TunnelLabel(Vni{0x123456}));
    EXPECT_FALSE(Read("vxlan-gbp", "80000102 12345600")); // no VNI
    EXPECT_FALSE(Read("vxlan-gbp", "08000102 12345600")); // a number without the flag
    EXPECT_FALSE(Read("vxlan-gbp", "89000102 12345600"));
    EXPECT_FALSE(Read("vxlan-gbp", "88000102 12345601"));
    EXPECT_FALSE(Read("vxlan", "88000102 12345600")); // as Linux without `gbp`
}

TEST(PolicyFormats, GeneveHasAnOption)
{
    EXPECT_EQ(HeaderOf("geneve-identity", 0x0102), FromHex("02006558 12345600 ff000101 00000102"));
    EXPECT_EQ(Read("geneve-identity", "02006558 12345600 ff000101 00000102"),
              TunnelLabel(Vni{0x123456}, 0x0102));
    EXPECT_EQ(Read("geneve-identity", "00006558 12345600"), TunnelLabel(Vni{0x123456}));
    EXPECT_EQ(Read("geneve-identity", "04006558 12345600 01020301 55555555 ff000101 00000102"),
              TunnelLabel(Vni{0x123456}, 0x0102));
    EXPECT_EQ(Read("geneve-identity", "02006558 12345600 ff000101 00010102"),
              TunnelLabel(Vni{0x123456}));
    EXPECT_FALSE(Read("geneve-identity", "02006558 12345600 ff000102 00000102")); // too long
    EXPECT_EQ(Read("geneve", "02006558 12345600 ff000101 00000102"), TunnelLabel(Vni{0x123456}));
}

TEST(PolicyFormats, AddNothingToVxlanAndEightBytesToGeneve)
{
    EXPECT_EQ(FindEncapsulation("vxlan-gbp")->Overhead(), 50);
    EXPECT_EQ(FindEncapsulation("geneve-identity")->Overhead(), 58);
}

} // namespace
} // namespace ns3::vnlab::test
