// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/table.h"
#include "model/rule/update-steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

const EnforcementPoint kVtep = EnforcementPoint::Of(HostId{0});

Rule
FdbRule(uint8_t mac)
{
    return MakeRule(Scope::Of(VnicId{mac}),
                    kVtep,
                    TableId::kFdb,
                    SegmentMacKey{Vni{7}, {0, 0, 0, 0, 0, mac}},
                    FdbValue{1});
}

Rule
PortRule(uint32_t vnic)
{
    return MakeRule(Scope::Of(VnicId{vnic}),
                    kVtep,
                    TableId::kPortSegment,
                    PortSegmentKey{VnicId{vnic}},
                    PortSegmentValue{Vni{7}});
}

RuleDelta
MixedChange()
{
    return {{PortRule(1).where, FdbRule(1).where}, {PortRule(2), FdbRule(2)}};
}

TEST(UpdateStepsTest, NaiveIsOneStep)
{
    const std::vector<UpdateStep> steps = StepsOf(MixedChange(), UpdateOrder::kNaive);
    ASSERT_EQ(steps.size(), 1U);
    EXPECT_EQ(steps[0].rules.Touched(), 4U);
    EXPECT_FALSE(steps[0].waitsForPackets);
}

TEST(UpdateStepsTest, WhatComesGoesFirst)
{
    const std::vector<UpdateStep> steps = StepsOf(MixedChange(), UpdateOrder::kAddBeforeRemove);
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_THAT(steps[0].rules.erased, IsEmpty());
    EXPECT_THAT(steps[0].rules.written, ElementsAre(PortRule(2), FdbRule(2)));
    EXPECT_THAT(steps[1].rules.erased, ElementsAre(PortRule(1).where, FdbRule(1).where));
    EXPECT_FALSE(steps[1].waitsForPackets);
}

TEST(UpdateStepsTest, TheIngressIsFlippedBetweenWhatPacketsMeetInside)
{
    const std::vector<UpdateStep> steps = StepsOf(MixedChange(), UpdateOrder::kTwoPhase);
    ASSERT_EQ(steps.size(), 3U);
    EXPECT_THAT(steps[0].rules.written, ElementsAre(PortRule(2)));
    EXPECT_THAT(steps[0].rules.erased, IsEmpty());
    EXPECT_THAT(steps[1].rules.written, ElementsAre(FdbRule(2)));
    EXPECT_THAT(steps[1].rules.erased, ElementsAre(FdbRule(1).where));
    EXPECT_FALSE(steps[1].waitsForPackets);
    EXPECT_THAT(steps[2].rules.written, IsEmpty());
    EXPECT_THAT(steps[2].rules.erased, ElementsAre(PortRule(1).where));
    EXPECT_TRUE(steps[2].waitsForPackets);
}

TEST(UpdateStepsTest, NoStepIsEmptyUnlessTheChangeIs)
{
    for (const UpdateOrder order :
         {UpdateOrder::kNaive, UpdateOrder::kAddBeforeRemove, UpdateOrder::kTwoPhase})
    {
        EXPECT_EQ(StepsOf({{}, {PortRule(2)}}, order).size(), 1U);
        EXPECT_EQ(StepsOf({{FdbRule(1).where}, {}}, order).size(), 1U);
        const std::vector<UpdateStep> nothing = StepsOf({}, order);
        ASSERT_EQ(nothing.size(), 1U);
        EXPECT_TRUE(nothing[0].rules.Empty());
    }
}

TEST(UpdateStepsTest, WhereRulesMeetPackets)
{
    const auto role = [](TableId table) { return TableOf(table).Role(); };
    for (const TableId table : {TableId::kEncap, TableId::kFdb, TableId::kFlood, TableId::kArp})
    {
        EXPECT_EQ(role(table), RuleRole::kIngress) << int{table.value};
    }
    for (const TableId table : {TableId::kDecap,
                                TableId::kWhitelist,
                                TableId::kPortAddress,
                                TableId::kPortSegment,
                                TableId::kHostRoute,
                                TableId::kIdentity,
                                TableId::kPermit})
    {
        EXPECT_EQ(role(table), RuleRole::kInternal) << int{table.value};
    }
}

} // namespace
} // namespace ns3::vnlab::test
