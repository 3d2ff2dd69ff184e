// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/flow-table.h"
#include "model/plain-bytes.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

constexpr FlowActions kToPort1{.output = 1};
constexpr FlowActions kToPort2{.output = 2};

bool
Add(FlowTable& table, const FlowKey& key, const FlowActions& actions)
{
    return table.Write(PlainBytes(key), PlainBytes(actions));
}

/// Matches an IPv4 destination, or a prefix of it.
FlowKey
ToAddress(uint32_t address, uint32_t mask, uint16_t priority)
{
    return {.value = {.ipv4Destination = address & mask},
            .mask = {.ipv4Destination = mask},
            .priority = priority};
}

FlowFields
PacketTo(uint32_t address)
{
    return {.ipv4Destination = address, .etherType = ethertype::kIpv4};
}

/// Few values, so that random packets match random flows.
FlowFields
DrawFields()
{
    const auto draw = [] { return static_cast<uint8_t>(*rc::gen::inRange(0, 3)); };
    return {.inPort = draw(),
            .tunnelId = draw(),
            .ipv4Source = draw(),
            .ipv4Destination = draw(),
            .etherType = draw(),
            .destinationPort = draw(),
            .etherSource = {draw()},
            .protocol = draw()};
}

FlowFields
DrawMask()
{
    const auto draw = [](auto ones) { return *rc::gen::element(decltype(ones){}, ones); };
    return {.inPort = draw(UINT32_MAX),
            .tunnelId = draw(UINT32_MAX),
            .ipv4Source = *rc::gen::element(0u, 1u, UINT32_MAX),
            .ipv4Destination = *rc::gen::element(0u, 2u, UINT32_MAX),
            .etherType = draw(uint16_t{UINT16_MAX}),
            .destinationPort = draw(uint16_t{UINT16_MAX}),
            .etherSource = {draw(uint8_t{UINT8_MAX})},
            .protocol = draw(uint8_t{UINT8_MAX})};
}

FlowKey
DrawKey()
{
    const FlowFields mask = DrawMask();
    return {.value = Masked(DrawFields(), mask),
            .mask = mask,
            .priority = static_cast<uint16_t>(*rc::gen::inRange(0, 3))};
}

TEST(FlowTableTest, TheHighestPriorityThatMatchesDecides)
{
    FlowTable table;
    EXPECT_TRUE(Add(table, ToAddress(0x0a000000, 0xff000000, 10), kToPort1));
    EXPECT_TRUE(Add(table, ToAddress(0x0a000002, 0xffffffff, 20), kToPort2));
    EXPECT_EQ(table.Find(PacketTo(0x0a000002))->actions, kToPort2);
    EXPECT_EQ(table.Find(PacketTo(0x0a000003))->actions, kToPort1);
    EXPECT_FALSE(table.Find(PacketTo(0x0b000002)));
}

TEST(FlowTableTest, AFlowWithTheSameMatchAndPriorityIsReplaced)
{
    FlowTable table;
    const FlowKey key = ToAddress(1, UINT32_MAX, 10);
    EXPECT_TRUE(Add(table, key, kToPort1));
    EXPECT_TRUE(Add(table, key, kToPort2));
    EXPECT_EQ(table.Size(), 1u);
    EXPECT_EQ(table.Find(PacketTo(1))->actions, kToPort2);
    EXPECT_TRUE(table.Erase(PlainBytes(key)));
    EXPECT_FALSE(table.Erase(PlainBytes(key)));
    EXPECT_FALSE(table.Find(PacketTo(1)));
}

TEST(FlowTableTest, FlowsOfOnePriorityThatOverlapAndDifferAreRefused)
{
    FlowTable table;
    EXPECT_TRUE(Add(table, ToAddress(0x0a000000, 0xff000000, 10), kToPort1));
    EXPECT_FALSE(Add(table, ToAddress(0x0a000002, 0xffffffff, 10), kToPort2));
    EXPECT_TRUE(Add(table, ToAddress(0x0a000002, 0xffffffff, 10), kToPort1)); // says the same
    EXPECT_TRUE(
        Add(table, ToAddress(0x0b000002, 0xffffffff, 10), kToPort2)); // meets no packet of it
    EXPECT_EQ(table.Size(), 3u);
}

TEST(FlowTableTest, AFullTableRefusesNewFlowsAndReplacesOldOnes)
{
    FlowTable table(2);
    EXPECT_TRUE(Add(table, ToAddress(1, UINT32_MAX, 10), kToPort1));
    EXPECT_TRUE(Add(table, ToAddress(2, UINT32_MAX, 10), kToPort1));
    EXPECT_FALSE(Add(table, ToAddress(3, UINT32_MAX, 10), kToPort1));
    EXPECT_TRUE(Add(table, ToAddress(2, UINT32_MAX, 10), kToPort2));
    EXPECT_TRUE(table.Erase(PlainBytes(ToAddress(1, UINT32_MAX, 10))));
    EXPECT_TRUE(Add(table, ToAddress(3, UINT32_MAX, 10), kToPort1));
    EXPECT_EQ(table.Size(), 2u);
}

TEST(FlowTableTest, BytesThatAreNoFlowAreRefused)
{
    FlowTable table;
    const FlowKey key = ToAddress(1, UINT32_MAX, 10);
    FlowKey beyondItsMask = key;
    beyondItsMask.value.inPort = 1;
    EXPECT_FALSE(table.Write(PlainBytes(key).first(8), PlainBytes(kToPort1)));
    EXPECT_FALSE(table.Write(PlainBytes(key), PlainBytes(kToPort1).first(8)));
    EXPECT_FALSE(Add(table, beyondItsMask, kToPort1));
    EXPECT_FALSE(table.Erase(PlainBytes(key).first(8)));
    EXPECT_EQ(table.Size(), 0u);
}

RC_GTEST_PROP(FlowTableLaw, FindsWhatAWalkOverAllFlowsFinds, ())
{
    FlowTable table;
    std::vector<std::pair<FlowKey, FlowActions>> flows;
    for (int i = *rc::gen::inRange(1, 40); i > 0; --i)
    {
        const FlowKey key = DrawKey();
        const auto known = std::ranges::find(flows, key, &std::pair<FlowKey, FlowActions>::first);
        if (known != flows.end() && *rc::gen::arbitrary<bool>())
        {
            RC_ASSERT(table.Erase(PlainBytes(key)));
            flows.erase(known);
            continue;
        }
        const FlowActions actions = *rc::gen::element(kToPort1, kToPort2);
        const bool contradicts =
            std::ranges::any_of(flows,
                                [&](const auto& flow)
                                {
                                    return flow.first.priority == key.priority &&
                                           flow.first != key && Overlap(flow.first, key) &&
                                           flow.second != actions;
                                });
        RC_ASSERT(Add(table, key, actions) == !contradicts);
        if (!contradicts && known != flows.end())
        {
            known->second = actions;
        }
        else if (!contradicts)
        {
            flows.emplace_back(key, actions);
        }
    }
    RC_ASSERT(table.Size() == flows.size());
    for (int i = 0; i < 20; ++i)
    {
        const FlowFields packet = DrawFields();
        const std::pair<FlowKey, FlowActions>* best = nullptr;
        for (const auto& flow : flows)
        {
            const bool matches = Masked(packet, flow.first.mask) == flow.first.value;
            if (matches && (!best || flow.first.priority > best->first.priority))
            {
                best = &flow;
            }
        }
        const auto found = table.Find(packet);
        RC_ASSERT(found.has_value() == (best != nullptr));
        if (found)
        {
            RC_ASSERT(found->actions == best->second); // of several, all say the same
            RC_ASSERT(found->key.priority == best->first.priority);
        }
    }
}

RC_GTEST_PROP(FlowTableLaw, FlowsOverlapWhereOneOfAllPacketsMatchesBoth, ())
{
    const auto draw = []
    {
        const FlowFields mask{.inPort = *rc::gen::inRange(0u, 8u),
                              .protocol = static_cast<uint8_t>(*rc::gen::inRange(0, 4))};
        return FlowKey{.value = Masked({.inPort = *rc::gen::inRange(0u, 8u),
                                        .protocol = static_cast<uint8_t>(*rc::gen::inRange(0, 4))},
                                       mask),
                       .mask = mask};
    };
    const FlowKey one = draw();
    const FlowKey other = draw();
    bool both = false;
    for (uint32_t packet = 0; packet < 8 * 4; ++packet)
    {
        const FlowFields fields{.inPort = packet % 8, .protocol = static_cast<uint8_t>(packet / 8)};
        both = both ||
               (Masked(fields, one.mask) == one.value && Masked(fields, other.mask) == other.value);
    }
    RC_ASSERT(Overlap(one, other) == both);
}

} // namespace
} // namespace ns3::vnlab::test
