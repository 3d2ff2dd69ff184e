// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-message.h"
#include "model/control/flow-mod.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using openflow::FlowMod;

constexpr MacBytes kMac{6, 0, 0, 0, 0, 1};
const FlowKey kSend = SendKey(7, kMac, 0x0a000001, 0x0a000002);
const FlowActions kThroughTunnel{.output = flow_port::kTunnel,
                                 .tunnelId = 5,
                                 .tunnelDestination = 0x64400080,
                                 .etherDestination = {6, 0, 0, 0, 0, 2},
                                 .setsTunnel = 1,
                                 .setsEther = 1};

size_t
BytesOf(const FlowKey& key, const FlowActions* actions)
{
    return openflow::Encode({.message = FlowModOf(key, actions)}).size();
}

TEST(FlowModTest, AFlowIsReadAsItWasWritten)
{
    const FlowMod flow = FlowModOf(kSend, &kThroughTunnel);
    const auto read = openflow::Decode(openflow::Encode({.transaction = 9, .message = flow}));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->transaction, 9u);
    EXPECT_EQ(std::get<FlowMod>(read->message), flow);
    EXPECT_EQ(flow.priority, kSendPriority);
    ASSERT_EQ(flow.match.size(), 5u);
    EXPECT_EQ(flow.match[0].value, (Bytes{0, 0, 0, 7}));
    EXPECT_EQ(flow.match[1].field, openflow::oxm::kEthSrc);
    EXPECT_EQ(flow.match[2].value, (Bytes{8, 0}));
    EXPECT_EQ(flow.match[4].value, (Bytes{10, 0, 0, 2}));
    ASSERT_EQ(flow.instructions.size(), 1u);
    EXPECT_EQ(flow.instructions[0].actions.size(), 4u); // address, tunnel, its far end, output
    EXPECT_EQ(flow.instructions[0].actions[3], openflow::Output(flow_port::kTunnel));
}

/// Header and fixed part 48; the match 4 + 8 + 10 + 6 + 8 + 8, padded; 8 for the instruction.
TEST(FlowModTest, ItHasTheBytesThatTheSpecificationAddsUpTo)
{
    const FlowActions hop{.output = 3, .decrementsTtl = 1};
    const FlowActions deliver{.output = 3};
    EXPECT_EQ(BytesOf(kSend, &kThroughTunnel), 48u + 48 + 8 + 3 * 16 + 16);
    EXPECT_EQ(BytesOf(kSend, &hop), 48u + 48 + 8 + 8 + 16);
    EXPECT_EQ(BytesOf(kSend, nullptr), 48u + 48);
    EXPECT_EQ(BytesOf(ReceiveKey(5, 1, 2), &deliver), 48u + 40 + 8 + 16); // 4 + 12 + 6 + 8 + 8
}

TEST(FlowModTest, PartsOfAFieldAreMasked)
{
    const FlowKey prefix{.value = {.ipv4Destination = 0x0a000000},
                         .mask = {.ipv4Destination = 0xff000000}};
    const FlowMod flow = FlowModOf(prefix, nullptr);
    ASSERT_EQ(flow.match.size(), 1u);
    EXPECT_EQ(flow.match[0].mask, (Bytes{0xff, 0, 0, 0}));
    EXPECT_EQ(flow.command, FlowMod::kDeleteStrict);
}

TEST(FlowModTest, AnUpdateTakesTheBytesOfItsFlowModsAndAllElseAsItIsEncoded)
{
    const EnforcementPoint at = EnforcementPoint::Of(HostId{1});
    const Scope scope = Scope::Of(VnicId{0});
    ControlMessage update;
    update.rules.Append(
        MakeRule(scope, at, TableId::kPortAddress, PortAddressKey{1}, PortAddressValue{VnicId{2}}));
    EXPECT_EQ(update.Size(), 16u + 4 + 4 + 4);
    update.rules.Append(MakeRule(scope, at, kFlowTable, kSend, kThroughTunnel));
    update.rules.Append(RuleKey{at, kFlowTable, RuleBytes::From(kSend)});
    EXPECT_EQ(update.Size(), 16u + 12 + 168 + 96);
}

} // namespace
} // namespace ns3::vnlab::test
