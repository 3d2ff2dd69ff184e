// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/ipv4-fragments.h"
#include "model/ip/ipv4-reassembler.h"
#include "model/wire/big-endian.h"
#include "test/guest/guest-fixture.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::SizeIs;

std::vector<Ptr<Packet>>
Cut(const Ptr<Packet>& frame, uint32_t mtu)
{
    return FragmentIpv4(frame, *CheckedFieldsOf(frame), mtu);
}

/// @return the frame with options behind its IPv4 header, which has none
Ptr<Packet>
WithOptions(const Ptr<const Packet>& frame, const Bytes& options)
{
    constexpr size_t headerEnd = 34;
    Bytes bytes = ToVector(frame);
    bytes.insert(bytes.begin() + headerEnd, options.begin(), options.end());
    const std::span ip = std::span(bytes).subspan(14, 20 + options.size());
    ip[0] = static_cast<uint8_t>(0x40 | ip.size() / 4);
    WriteBig16(&ip[2], static_cast<uint16_t>(bytes.size() - 14));
    WriteBig16(&ip[10], 0);
    WriteBig16(&ip[10], ChecksumOf(ip));
    return ToPacket(bytes);
}

/// Feeds frames to a reassembler, whose fields are those of the packets.
/// @return the whole packets that come out
std::vector<Bytes>
Join(Ipv4Reassembler& reassembler, const std::vector<Ptr<Packet>>& frames)
{
    std::vector<Bytes> whole;
    for (const Ptr<Packet>& frame : frames)
    {
        if (const auto packet = reassembler.Add(frame->Copy(), *CheckedFieldsOf(frame)))
        {
            EXPECT_EQ(packet->fields, CheckedFieldsOf(packet->frame));
            whole.push_back(ToVector(packet->frame));
        }
    }
    return whole;
}

TEST(Ipv4Fragments, PacketThatFitsStaysAsItIs)
{
    const Ptr<Packet> frame = MakeDatagram(Counting(1472));
    const auto fragments = Cut(frame, 1500);
    ASSERT_THAT(fragments, SizeIs(1));
    EXPECT_EQ(ToVector(fragments[0]), ToVector(frame));
}

TEST(Ipv4Fragments, OffsetsLengthsFlagsAndChecksumsAreRight)
{
    OuterIpv4 ip;
    ip.id = 0x1234;
    const Ptr<Packet> frame = MakeDatagram(Counting(3000), kTrafficPort, ip);
    const auto fragments = Cut(frame, 1500);
    ASSERT_THAT(fragments, SizeIs(3));
    const uint16_t offsets[] = {0, 1480, 2960};
    const uint16_t lengths[] = {1500, 1500, 68};
    for (size_t i = 0; i < 3; ++i)
    {
        const auto fields = CheckedFieldsOf(fragments[i]);
        ASSERT_TRUE(fields);
        EXPECT_EQ(fields->fragmentOffset, offsets[i]);
        EXPECT_EQ(fields->totalLength, lengths[i]);
        EXPECT_EQ(fields->moreFragments, i < 2);
        EXPECT_EQ(fields->identification, 0x1234);
        EXPECT_EQ(fragments[i]->GetSize(), 14u + lengths[i]);
    }
}

TEST(Ipv4Fragments, OptionsWithoutTheCopyFlagStayInTheFirstFragment)
{
    // Header of 32 bytes: loose source route (copied), record route (not copied), end of options.
    const Bytes options{0x83, 3, 4, 0x07, 7, 4, 0, 0, 0, 0, 1, 0};
    const auto fragments = Cut(WithOptions(MakeDatagram(Counting(100)), options), 96);
    ASSERT_THAT(fragments, SizeIs(2));
    const Bytes first = ToVector(fragments[0]);
    const Bytes second = ToVector(fragments[1]);
    EXPECT_EQ(Bytes(first.begin() + 34, first.begin() + 46), options);
    EXPECT_EQ(Bytes(second.begin() + 34, second.begin() + 46),
              (Bytes{0x83, 3, 4, 1, 1, 1, 1, 1, 1, 1, 1, 0}));
    EXPECT_TRUE(CheckedFieldsOf(fragments[1]));
}

RC_GTEST_PROP(Ipv4Fragments, AnyOrderAndASecondCutJoinToTheSamePacket, ())
{
    const Bytes payload = Counting(*rc::gen::inRange<size_t>(0, 9000));
    const auto wide = *rc::gen::inRange<uint32_t>(68, 1501);
    const auto narrow = *rc::gen::inRange<uint32_t>(68, 1501);
    const Ptr<Packet> frame = MakeDatagram(payload);
    std::vector<Ptr<Packet>> pieces;
    for (const Ptr<Packet>& fragment : Cut(frame, wide))
    {
        for (const Ptr<Packet>& piece : Cut(fragment, narrow))
        {
            RC_ASSERT(CheckedFieldsOf(piece)->totalLength <= narrow);
            pieces.push_back(piece);
        }
    }
    if (pieces.size() == 1)
    {
        return; // not a fragment
    }
    const auto order =
        *rc::gen::container<std::vector<uint32_t>>(pieces.size(), rc::gen::arbitrary<uint32_t>());
    for (size_t i = pieces.size() - 1; i > 0; --i)
    {
        std::swap(pieces[i], pieces[order[i] % (i + 1)]);
    }
    DropLog drops;
    Ipv4Reassembler reassembler(drops);
    RC_ASSERT(Join(reassembler, pieces) == std::vector<Bytes>{ToVector(frame)});
    RC_ASSERT(reassembler.Pending() == 0u);
}

class Reassembly : public testing::Test
{
  public:
    Reassembly()
        : reassembler(drops,
                      [this](const Ptr<const Packet>&, const FrameFields&) { ++expiredWithFirst; })
    {
    }

    ~Reassembly() override
    {
        Simulator::Destroy();
    }

    DropLog drops;
    int expiredWithFirst{0};
    Ipv4Reassembler reassembler;
    std::vector<Ptr<Packet>> pieces = Cut(MakeDatagram(Counting(3000)), 1500);
};

TEST_F(Reassembly, GivesUpAfterThirtySecondsAndCountsOnce)
{
    Join(reassembler, {pieces[0], pieces[1]});
    Simulator::Schedule(Seconds(29), [this] { EXPECT_EQ(reassembler.Pending(), 1u); });
    Simulator::Run();
    EXPECT_EQ(Simulator::Now(), Seconds(30));
    EXPECT_EQ(reassembler.Pending(), 0u);
    EXPECT_EQ(drops.Count(VNLAB_DROP_REASSEMBLY), 1u);
    EXPECT_EQ(expiredWithFirst, 1);
}

TEST_F(Reassembly, ExpiryWithoutTheFirstFragmentReportsToNobody)
{
    Join(reassembler, {pieces[2]});
    Simulator::Run();
    EXPECT_EQ(drops.Count(VNLAB_DROP_REASSEMBLY), 1u);
    EXPECT_EQ(expiredWithFirst, 0);
}

TEST_F(Reassembly, CompletePacketsLeaveNoTimerBehind)
{
    EXPECT_THAT(Join(reassembler, pieces), SizeIs(1));
    Simulator::Run();
    EXPECT_EQ(Simulator::Now(), Seconds(0));
}

TEST_F(Reassembly, DuplicatesAndOverlapsAreDroppedAndWhatCameFirstStands)
{
    const auto narrow = Cut(MakeDatagram(Counting(3000)), 700);
    EXPECT_THAT(Join(reassembler, {pieces[0], pieces[0], narrow[1], pieces[1], pieces[2]}),
                ElementsAre(ToVector(MakeDatagram(Counting(3000)))));
    EXPECT_EQ(drops.Count(VNLAB_DROP_MALFORMED), 2u);
}

TEST_F(Reassembly, PacketsWithOtherIdentificationDoNotMix)
{
    OuterIpv4 other;
    other.id = 7;
    const auto others = Cut(MakeDatagram(Counting(3000), kTrafficPort, other), 1500);
    EXPECT_THAT(Join(reassembler, {pieces[0], others[1], pieces[2]}), SizeIs(0));
    EXPECT_EQ(reassembler.Pending(), 2u);
}

TEST_F(Reassembly, LongHeaderInFrontOfTheLongestPayloadIsMalformed)
{
    auto longest = Cut(MakeDatagram(Counting(65507)), 1500);
    longest[0] = WithOptions(longest[0], {1, 1, 1, 0});
    EXPECT_THAT(Join(reassembler, longest), SizeIs(0));
    EXPECT_EQ(drops.Count(VNLAB_DROP_MALFORMED), 1u);
    EXPECT_EQ(reassembler.Pending(), 0u);
}

TEST_F(Reassembly, FragmentsBeyondTheLongestPacketAreMalformed)
{
    Bytes bytes = ToVector(pieces[2]);
    bytes[20] = 0x1f;
    bytes[21] = 0xff; // offset 65528
    bytes[24] = bytes[25] = 0;
    const uint16_t checksum = ChecksumOf(std::span(bytes).subspan(14, 20));
    bytes[24] = static_cast<uint8_t>(checksum >> 8);
    bytes[25] = static_cast<uint8_t>(checksum);
    Join(reassembler, {ToPacket(bytes)});
    EXPECT_EQ(drops.Count(VNLAB_DROP_MALFORMED), 1u);
    EXPECT_EQ(reassembler.Pending(), 0u);
}

} // namespace
} // namespace ns3::vnlab::test
