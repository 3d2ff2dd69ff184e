// SPDX-License-Identifier: GPL-2.0-only
// NVGRE byte for byte, against the header class as a second reader, and with real GRE packets.
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/ip/packet-fields.h"
#include "model/wire/nvgre-header.h"
#include "test/dataplane/cloud.h"
#include "test/support/real-capture.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

constexpr size_t kOuterIpv4 = 14 + 20; // in front of the GRE header
constexpr TunnelEnds kNvgreEnds{{2, 0, 0, 0, 0, 1}, {2, 1, 0, 0, 0, 1}, 0x64400000, 0x64400080};

/// @return a frame of a flow that its source port names
Ptr<Packet>
FrameOfFlow(uint16_t sourcePort)
{
    const Ptr<Packet> frame = MakeUdpFrame(kMacA, kMacB, kA, kB, Bytes(20, 0x55), false, 3); // CE
    Bytes bytes = BytesOfPacket(frame);
    bytes[34] = static_cast<uint8_t>(sourcePort >> 8);
    bytes[35] = static_cast<uint8_t>(sourcePort);
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

FabricFrame
InNvgre(const Ptr<Packet>& inner)
{
    return FindEncapsulation("nvgre")->Encapsulate(
        inner->Copy(), *FieldsOf(inner), kNvgreEnds, Vni{0x123456}, 0x4711);
}

/// @return the outer headers, and other bytes behind them
Ptr<Packet>
WithGre(const Bytes& gre, const Bytes& inner)
{
    Bytes bytes = BytesOfPacket(InNvgre(FrameOfFlow(1)).packet);
    bytes.resize(kOuterIpv4);
    bytes.insert(bytes.end(), gre.begin(), gre.end());
    bytes.insert(bytes.end(), inner.begin(), inner.end());
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

std::optional<TunnelLabel>
OutOfNvgre(const Ptr<Packet>& packet)
{
    return FindEncapsulation("nvgre")->Decapsulate(packet, *FieldsOf(packet));
}

TEST(Nvgre, BytesAreThoseOfRfc7637)
{
    const Ptr<Packet> inner = FrameOfFlow(7);
    Bytes expected = FromHex("020100000001 020000000001 0800"
                             // ECT(0) for CE, 90 bytes, id, no DF, TTL 64, GRE, 100.64.0.0 to .128
                             "4502005a 47110000 402f6a62 64400000 64400080"
                             "20006558 12345600"); // a key alone, Ethernet, VSID and FlowID
    expected.back() = static_cast<uint8_t>(FlowHash(*FieldsOf(inner)) >> 24);
    const Bytes innerBytes = BytesOfPacket(inner);
    expected.insert(expected.end(), innerBytes.begin(), innerBytes.end());
    EXPECT_EQ(BytesOfPacket(InNvgre(inner).packet), expected);
    EXPECT_EQ(FindEncapsulation("nvgre")->Overhead(), 42);
}

TEST(Nvgre, HeaderClassReadsWhatIsPutOn)
{
    const Ptr<Packet> packet = InNvgre(FrameOfFlow(7)).packet;
    packet->RemoveAtStart(kOuterIpv4);
    NvgreHeader header;
    EXPECT_EQ(packet->RemoveHeader(header), 8u);
    EXPECT_EQ(header.GetVsid(), Vni{0x123456});
    EXPECT_EQ(header.GetFlowId(), FlowHash(*FieldsOf(FrameOfFlow(7))) >> 24);
    EXPECT_EQ(BytesOfPacket(packet), BytesOfPacket(FrameOfFlow(7)));
}

RC_GTEST_PROP(Nvgre, TakesAndRefusesWhatTheHeaderClassDoes, ())
{
    Bytes gre = *rc::gen::container<Bytes>(8, rc::gen::arbitrary<uint8_t>());
    gre[0] = *rc::gen::weightedOneOf<uint8_t>(
        {{2, rc::gen::just<uint8_t>(0x20)}, {1, rc::gen::arbitrary<uint8_t>()}});
    gre[1] = *rc::gen::weightedOneOf<uint8_t>(
        {{2, rc::gen::just<uint8_t>(0)}, {1, rc::gen::arbitrary<uint8_t>()}});
    if (*rc::gen::inRange(0, 4) > 0)
    {
        gre[2] = 0x65;
        gre[3] = 0x58;
    }
    const Bytes inner = BytesOfPacket(FrameOfFlow(1));
    const Ptr<Packet> packet = WithGre(gre, inner);
    const Bytes before = BytesOfPacket(packet);
    const Ptr<Packet> read = packet->Copy();
    read->RemoveAtStart(kOuterIpv4);
    NvgreHeader header;
    const bool isFine = read->PeekHeader(header) == 8;
    const auto vsid = OutOfNvgre(packet);
    RC_ASSERT(vsid == (isFine ? std::optional(header.GetVsid()) : std::nullopt));
    RC_ASSERT(BytesOfPacket(packet) == (isFine ? inner : before));
}

/// Without outer ports, all flows between two hosts are one to a switch that hashes the 5-tuple. With the
/// key there are as many as FlowIDs, of which 2,000 flows meet all 256.
TEST(Nvgre, FlowsOfTwoHostsAreOneUnlessTheKeyIsHashed)
{
    std::set<uint32_t> byTuple;
    std::set<uint32_t> byKey;
    for (uint16_t flow = 0; flow < 2000; ++flow)
    {
        FabricFrame frame = InNvgre(FrameOfFlow(flow));
        byTuple.insert(frame.flowHash);
        HashGreKey(frame);
        byKey.insert(frame.flowHash);
    }
    EXPECT_EQ(byTuple.size(), 1u);
    EXPECT_EQ(byKey.size(), 256u);
}

TEST_F(RealCapture, GrePacketsWithAnotherPayloadThanEthernetAreRefused)
{
    int refused = 0;
    for (const Bytes& bytes : Packets("various_gre"))
    {
        const auto packet = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
        const std::optional<FrameFields> fields = CheckedFieldsOf(packet);
        if (fields && FindEncapsulation("nvgre")->Matches(*fields))
        {
            ++refused;
            EXPECT_EQ(FindEncapsulation("nvgre")->Decapsulate(packet, *fields), std::nullopt);
            EXPECT_EQ(BytesOfPacket(packet), bytes);
        }
    }
    EXPECT_EQ(refused, 30); // tshark -r various_gre.pcap -Y gre | wc -l
}

} // namespace
} // namespace ns3::vnlab::test
