// SPDX-License-Identifier: GPL-2.0-only
//
// OpenFlow 1.3 messages: real bytes of another implementation (faucetsdn/ryu's packet data), where they are
// there, and laws over random ones.

#include "model/protocol/openflow-message.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <rapidcheck/gtest.h>
#include <string>

namespace ns3::vnlab::openflow
{
namespace
{

const std::string kRyu = VNLAB_DATA_DIR "/vlan_openflow/ryu_of13/";

Bytes
BytesOfFile(const std::string& name)
{
    std::ifstream file(kRyu + name + ".packet", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Skips where the data is not there.
class RyuTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(kRyu))
        {
            GTEST_SKIP() << kRyu << " is not there";
        }
    }

    template <class Kind>
    static Kind Read(const std::string& name)
    {
        const auto read = Decode(BytesOfFile(name));
        return read && std::holds_alternative<Kind>(read->message) ? std::get<Kind>(read->message)
                                                                   : Kind{};
    }
};

TEST_F(RyuTest, MessagesAreReadAndWrittenByteForByte)
{
    for (const char* name : {"4-1-ofp_packet_out",
                             "4-2-ofp_flow_mod",
                             "4-3-ofp_flow_mod",
                             "4-4-ofp_packet_in",
                             "4-5-ofp_features_request",
                             "4-6-ofp_features_reply",
                             "4-10-ofp_hello",
                             "4-15-ofp_error_msg",
                             "4-17-ofp_barrier_request",
                             "4-18-ofp_barrier_reply",
                             "4-40-ofp_flow_removed",
                             "libofproto-OFP13-error_msg",
                             "libofproto-OFP13-flow_removed",
                             "libofproto-OFP13-hello"})
    {
        const Bytes bytes = BytesOfFile(name);
        const auto read = Decode(bytes);
        ASSERT_TRUE(read) << name;
        EXPECT_EQ(Encode(*read), bytes) << name;
    }
}

TEST_F(RyuTest, FlowModSaysWhatRyuSays)
{
    const auto flow = Read<FlowMod>("4-3-ofp_flow_mod");
    EXPECT_EQ(flow.buffer, 65535u);
    EXPECT_EQ(flow.priority, 123u);
    EXPECT_EQ(flow.table, 0u);
    EXPECT_EQ(flow.outPort, 4294967295u);
    EXPECT_EQ(flow.match,
              (Match{MakeOxm(oxm::kInPort, 6, 4), MakeOxm(oxm::kEthSrc, 0xf20ba47df8ea, 6)}));
    ASSERT_EQ(flow.instructions.size(), 1u);
    EXPECT_EQ(flow.instructions[0], (Instruction{.type = 1, .body = {1, 0, 0, 0}})); // goto table 1
}

TEST_F(RyuTest, FlowModWithActionsSaysWhatRyuSays)
{
    const auto flow = Read<FlowMod>("4-2-ofp_flow_mod");
    ASSERT_FALSE(flow.instructions.empty());
    ASSERT_FALSE(flow.instructions[0].actions.empty());
    EXPECT_EQ(flow.instructions[0].actions[0], SetField(MakeOxm(oxm::kVlanVid, 258, 2)));
}

TEST_F(RyuTest, PacketInSaysWhatRyuSays)
{
    const auto in = Read<PacketIn>("4-4-ofp_packet_in");
    EXPECT_EQ(in.buffer, 2u);
    EXPECT_EQ(in.totalLength, 42u);
    EXPECT_EQ(in.reason, 1u);
    EXPECT_EQ(in.table, 1u);
    EXPECT_EQ(in.cookie, 283686884868096u);
    EXPECT_EQ(in.match.front(), MakeOxm(oxm::kInPort, 6, 4));
    EXPECT_EQ(in.data.size(), 42u);
}

TEST_F(RyuTest, FlowRemovedSaysWhatRyuSays)
{
    const auto flow = Read<FlowRemoved>("4-40-ofp_flow_removed");
    EXPECT_EQ(flow.bytes, 86u);
    EXPECT_EQ(flow.packets, 1u);
    EXPECT_EQ(flow.duration_s, 3u);
    EXPECT_EQ(flow.duration_ns, 48825000u);
    EXPECT_EQ(flow.idle_s, 3u);
    EXPECT_EQ(flow.priority, 65535u);
    EXPECT_EQ(flow.match, (Match{MakeOxm(oxm::kEthDst, 0xf20ba47df8ea, 6)}));
}

TEST_F(RyuTest, TheOthersSayWhatRyuSays)
{
    const auto features = Read<FeaturesReply>("4-6-ofp_features_reply");
    EXPECT_EQ(features.datapath, 9210263729383u);
    EXPECT_EQ(features.tables, 255u);
    EXPECT_EQ(features.auxiliary, 99u);
    EXPECT_EQ(features.capabilities, 79u);
    const auto error = Read<Error>("4-15-ofp_error_msg");
    EXPECT_EQ(error.type, 2u);
    EXPECT_EQ(error.code, 11u);
    EXPECT_EQ(std::string(error.data.begin(), error.data.end()), "fugafuga");
    const auto out = Read<PacketOut>("4-1-ofp_packet_out");
    EXPECT_EQ(out.inPort, 4294967293u);
    EXPECT_EQ(out.actions, std::vector<Action>{Output(4294967292, 65535)});
    EXPECT_EQ(out.data.size(), 98u);
    EXPECT_EQ(Read<Hello>("libofproto-OFP13-hello").versions, std::vector<uint32_t>{1 << 4});
}

Match
DrawMatch()
{
    Match match;
    for (const auto& [field, bytes] : {std::pair<uint8_t, size_t>{oxm::kInPort, 4},
                                       {oxm::kEthSrc, 6},
                                       {oxm::kEthType, 2},
                                       {oxm::kIpv4Dst, 4},
                                       {oxm::kTunnelId, 8}})
    {
        if (*rc::gen::arbitrary<bool>())
        {
            match.push_back(MakeOxm(field,
                                    *rc::gen::arbitrary<uint64_t>(),
                                    bytes,
                                    *rc::gen::element(UINT64_MAX, uint64_t{0xf0f0})));
        }
    }
    return match;
}

std::vector<Action>
DrawActions()
{
    std::vector<Action> actions;
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
    {
        actions.push_back(
            *rc::gen::element(Output(7), DecrementTtl(), SetField(MakeOxm(oxm::kTunnelId, 5, 8))));
    }
    return actions;
}

Message
DrawMessage()
{
    const auto data = *rc::gen::arbitrary<Bytes>();
    const auto number = *rc::gen::arbitrary<uint32_t>();
    const auto small = static_cast<uint16_t>(number);
    switch (*rc::gen::inRange(0, 8))
    {
    case 0:
        return Hello{.versions = {number}};
    case 1:
        return Error{.type = small, .code = 1, .data = data};
    case 2:
        return FeaturesReply{.datapath = number, .buffers = 1, .tables = 2, .capabilities = number};
    case 3:
        return PacketIn{.totalLength = small, .cookie = number, .match = DrawMatch(), .data = data};
    case 4:
        return FlowRemoved{.cookie = number, .packets = number, .match = DrawMatch()};
    case 5:
        return PacketOut{.inPort = number, .actions = DrawActions(), .data = data};
    case 6:
        return FlowMod{.cookie = number,
                       .priority = small,
                       .match = DrawMatch(),
                       .instructions = {{.actions = DrawActions()}}};
    default:
        return BarrierRequest{};
    }
}

RC_GTEST_PROP(OpenFlowLaw, WhatIsWrittenIsRead, ())
{
    const Numbered message{*rc::gen::arbitrary<uint32_t>(), DrawMessage()};
    const Bytes bytes = Encode(message);
    RC_ASSERT(Decode(bytes) == std::optional(message));
}

RC_GTEST_PROP(OpenFlowLaw, WhatIsCutOrGoesOnIsRefused, ())
{
    Bytes bytes = Encode({1, DrawMessage()});
    Bytes longer = bytes;
    longer.push_back(0);
    RC_ASSERT(!Decode(longer));
    bytes.resize(*rc::gen::inRange<size_t>(0, bytes.size()));
    RC_ASSERT(!Decode(bytes));
}

RC_GTEST_PROP(OpenFlowLaw, ChangedBytesAreRefusedOrMeanWhatTheyAreWrittenAs, ())
{
    Bytes bytes = Encode({1, DrawMessage()});
    bytes[*rc::gen::inRange<size_t>(0, bytes.size())] = *rc::gen::arbitrary<uint8_t>();
    if (const auto read = Decode(bytes))
    {
        RC_ASSERT(Decode(Encode(*read)) == read);
    }
}

TEST(OpenFlowTest, HostileFieldsAreRefused)
{
    const auto isRead = [](const Bytes& match)
    {
        Writer bytes;
        bytes.U16(1).U16(static_cast<uint16_t>(4 + match.size())).Append(match);
        bytes.Append(Bytes((8 - (4 + match.size()) % 8) % 8));
        Reader from(bytes.Written());
        return ReadMatch(from).has_value();
    };
    EXPECT_TRUE(isRead({}));
    EXPECT_TRUE(isRead({0x80, 0, 0, 4, 0, 0, 0, 6}));
    EXPECT_FALSE(isRead({0x80, 0, 0, 3, 0, 0, 6}));                // too short for a port
    EXPECT_FALSE(isRead({0x80, 0, 0, 5, 0, 0, 0, 6}));             // ends within it
    EXPECT_FALSE(isRead({0x80, 0, 1, 4, 0, 6, 0xff, 0xff}));       // with a mask, half as long
    EXPECT_FALSE(isRead({0x80, 0, 1, 8, 0, 0, 0, 6, 0, 0, 0, 1})); // ones outside its mask
    EXPECT_FALSE(isRead({0x80, 0, 0, 4, 0, 0, 0, 6, 0x80, 0, 0, 4, 0, 0, 0, 6})); // twice
    EXPECT_FALSE(isRead({0x80, 0, 0x50, 1, 0}));                                  // no such field
}

TEST(OpenFlowTest, OtherVersionsAndTypesAreRefused)
{
    EXPECT_TRUE(Decode(Bytes{4, 20, 0, 8, 0, 0, 0, 1}));
    EXPECT_FALSE(Decode(Bytes{1, 20, 0, 8, 0, 0, 0, 1}));
    EXPECT_FALSE(Decode(Bytes{4, 99, 0, 8, 0, 0, 0, 1}));
    EXPECT_FALSE(Decode(Bytes{}));
    EXPECT_FALSE(Decode(Bytes{4, 14, 0, 8, 0, 0, 0, 1})); // a FLOW_MOD without a body
}

} // namespace
} // namespace ns3::vnlab::openflow
