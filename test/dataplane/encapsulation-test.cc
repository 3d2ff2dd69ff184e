// SPDX-License-Identifier: GPL-2.0-only
// The laws of every tunnel format.
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/encapsulation/tunnel-ecn.h"
#include "model/dataplane/encapsulation/udp-tunnel.h"
#include "model/ip/l4-check.h"
#include "model/ip/packet-fields.h"
#include "test/dataplane/cloud.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::IsSupersetOf;

Ptr<Packet>
Whole(const Bytes& bytes)
{
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

/// @return a tenant's frame: a UDP datagram, or one of an ethertype of no meaning here
Bytes
RandomFrame()
{
    const auto mac = [] { return *rc::gen::arbitrary<MacBytes>(); };
    const Bytes payload =
        *rc::gen::container<Bytes>(*rc::gen::inRange(0, 2000), rc::gen::arbitrary<uint8_t>());
    const Ptr<Packet> frame = MakeUdpFrame(mac(),
                                           mac(),
                                           *rc::gen::arbitrary<uint32_t>(),
                                           *rc::gen::arbitrary<uint32_t>(),
                                           payload,
                                           *rc::gen::arbitrary<bool>(),
                                           *rc::gen::arbitrary<uint8_t>());
    Bytes bytes = BytesOfPacket(frame);
    if (*rc::gen::arbitrary<bool>())
    {
        bytes[12] = 0x88; // local experimental (IEEE 802)
        bytes[13] = 0xb5;
    }
    return bytes;
}

/// A frame in a tunnel, and what it was made of.
struct Tunnelled
{
    Bytes inner;
    FrameFields innerFields;
    TunnelEnds ends{};
    Vni vni;
    uint16_t policy{0};
    uint16_t identification{0};
    FabricFrame outer;
};

Tunnelled
RandomTunnelled(const Encapsulation& format)
{
    Tunnelled made;
    made.inner = RandomFrame();
    const Ptr<Packet> inner = Whole(made.inner);
    made.innerFields = *FieldsOf(inner);
    made.ends = {*rc::gen::arbitrary<MacBytes>(),
                 *rc::gen::arbitrary<MacBytes>(),
                 *rc::gen::arbitrary<uint32_t>(),
                 *rc::gen::arbitrary<uint32_t>()};
    made.vni = Vni{*rc::gen::inRange(0u, 1u << 24)};
    made.policy = *rc::gen::arbitrary<uint16_t>();
    made.identification = *rc::gen::arbitrary<uint16_t>();
    made.outer = format.Encapsulate(
        inner, made.innerFields, made.ends, {made.vni, made.policy}, made.identification);
    return made;
}

RC_GTEST_PROP(EveryEncapsulation, DecapsulatingGivesBackTheFrameAndItsSegment, ())
{
    for (const Encapsulation* format : AllEncapsulations())
    {
        const Tunnelled made = RandomTunnelled(*format);
        const std::optional<FrameFields> fields = CheckedFieldsOf(made.outer.packet);
        RC_ASSERT(fields.has_value());
        RC_ASSERT(format->Matches(*fields));
        const std::optional<TunnelLabel> label = format->Decapsulate(made.outer.packet, *fields);
        RC_ASSERT(label == TunnelLabel(made.vni, format->CarriesPolicy() ? made.policy : 0));
        RC_ASSERT(BytesOfPacket(made.outer.packet) == made.inner);
    }
}

RC_GTEST_PROP(EveryEncapsulation, OuterPacketIsWholeAndLongerByTheOverhead, ())
{
    for (const Encapsulation* format : AllEncapsulations())
    {
        const Tunnelled made = RandomTunnelled(*format);
        const FrameFields fields = *CheckedFieldsOf(made.outer.packet);
        RC_ASSERT(made.outer.packet->GetSize() == made.inner.size() + format->Overhead());
        RC_ASSERT(IsValidL4(made.outer.packet, fields));
        RC_ASSERT(fields.l3Offset + fields.totalLength == made.outer.packet->GetSize());
        RC_ASSERT(fields.sourceMac == made.ends.sourceMac);
        RC_ASSERT(fields.destinationMac == made.ends.nextHopMac);
        RC_ASSERT(fields.source == made.ends.local);
        RC_ASSERT(fields.destination == made.ends.remote);
        RC_ASSERT(fields.identification == made.identification);
        RC_ASSERT(fields.ttl == 64);
        RC_ASSERT(fields.tos == OuterEcn(made.innerFields));
        RC_ASSERT(!fields.dontFragment);
    }
}

RC_GTEST_PROP(EveryEncapsulation, FabricLooksAtWhatTheBytesSay, ())
{
    for (const Encapsulation* format : AllEncapsulations())
    {
        const FabricFrame outer = RandomTunnelled(*format).outer;
        const FabricFrame read = MakeFabricFrame(outer.packet, *FieldsOf(outer.packet));
        RC_ASSERT(outer.destination == read.destination);
        RC_ASSERT(outer.flowHash == read.flowHash);
        RC_ASSERT(outer.bytes == read.bytes);
        RC_ASSERT(outer.ttl == read.ttl);
    }
}

/// @return what formats of one port or protocol have in common: the first word of their names
std::string_view
FamilyOf(const Encapsulation& format)
{
    return format.Name().substr(0, format.Name().find('-'));
}

RC_GTEST_PROP(EveryEncapsulation, PacketsOfAnotherFamilyDoNotMatch, ())
{
    for (const Encapsulation* format : AllEncapsulations())
    {
        FrameFields fields = *FieldsOf(RandomTunnelled(*format).outer.packet);
        for (const Encapsulation* other : AllEncapsulations())
        {
            RC_ASSERT(other->Matches(fields) == (FamilyOf(*other) == FamilyOf(*format)));
        }
        fields.protocol = 6;
        RC_ASSERT(!format->Matches(fields));
    }
}

RC_GTEST_PROP(EveryEncapsulation, PacketCutInItsHeadersIsRefused, ())
{
    for (const Encapsulation* format : AllEncapsulations())
    {
        const Tunnelled made = RandomTunnelled(*format);
        const FrameFields fields = *FieldsOf(made.outer.packet);
        for (uint32_t size = 0; size < format->Overhead(); ++size)
        {
            const Ptr<Packet> cut = made.outer.packet->CreateFragment(0, size);
            RC_ASSERT(!format->Decapsulate(cut, fields));
            RC_ASSERT(cut->GetSize() == size);
        }
    }
}

/// Whatever bytes come: a refused packet stays as it is, of another one the end is left.
RC_GTEST_PROP(EveryEncapsulation, MalformedPacketIsRefusedOrLosesItsHeadersOnly, ())
{
    for (const Encapsulation* format : AllEncapsulations())
    {
        const Tunnelled made = RandomTunnelled(*format);
        const FrameFields fields = *FieldsOf(made.outer.packet);
        Bytes bytes = BytesOfPacket(made.outer.packet);
        bytes.resize(*rc::gen::inRange<size_t>(0, bytes.size() + 1));
        for (size_t at = fields.l4Offset; at < std::min<size_t>(bytes.size(), 60); ++at)
        {
            bytes[at] = *rc::gen::weightedOneOf<uint8_t>(
                {{3, rc::gen::just(bytes[at])}, {1, rc::gen::arbitrary<uint8_t>()}});
        }
        const Ptr<Packet> packet = Whole(bytes);
        const bool accepted = format->Decapsulate(packet, fields).has_value();
        const Bytes left = BytesOfPacket(packet);
        RC_ASSERT(std::equal(left.rbegin(), left.rend(), bytes.rbegin()));
        const size_t taken = bytes.size() - left.size();
        const bool hasOption = format->Name() == "geneve-identity"; // and takes packets without
        const size_t least = format->Overhead() - (hasOption ? 8 : 0);
        RC_ASSERT((accepted ? taken >= least : taken == 0));
    }
}

TEST(EveryEncapsulationTest, IsFoundByItsName)
{
    std::vector<std::string_view> names;
    for (const Encapsulation* format : AllEncapsulations())
    {
        EXPECT_EQ(FindEncapsulation(format->Name()), format);
        EXPECT_FALSE(format->Description().empty());
        names.push_back(format->Name());
    }
    EXPECT_THAT(names, IsSupersetOf({"geneve", "nvgre", "vxlan"}));
    EXPECT_EQ(FindEncapsulation("Vxlan"), nullptr);
}

RC_GTEST_PROP(EntropyPort, IsInTheRangeAndGrowsWithTheHash, (uint32_t one, uint32_t other))
{
    RC_ASSERT(EntropyPort(one) >= 32768);
    RC_ASSERT(EntropyPort(one) <= 60998);
    RC_ASSERT(EntropyPort(std::min(one, other)) <= EntropyPort(std::max(one, other)));
    RC_ASSERT(EntropyPort(0) == 32768);
    RC_ASSERT(EntropyPort(0xffffffff) == 60998);
}

} // namespace
} // namespace ns3::vnlab::test
