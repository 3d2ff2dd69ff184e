// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/encoded-rules.h"
#include "model/rule/pending-rules.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

RuleBytes
DrawBytes()
{
    const auto size = *rc::gen::inRange<size_t>(0, RuleBytes::kMost + 1);
    return RuleBytes::Copy(
        *rc::gen::container<std::vector<uint8_t>>(size, rc::gen::arbitrary<uint8_t>()));
}

RuleKey
DrawKey(EnforcementPoint at)
{
    return {at, *rc::gen::element(TableId::kEncap, TableId::kArp, TableId::kPermit), DrawBytes()};
}

RC_GTEST_PROP(EncodedRulesProperty, WhatIsDecodedIsWhatWasAppended, ())
{
    const EnforcementPoint at = EnforcementPoint::Of(HostId{*rc::gen::arbitrary<uint32_t>()});
    RuleDelta rules;
    EncodedRules encoded;
    size_t size = 0;
    for (auto left = *rc::gen::inRange(0, 20); left > 0; --left)
    {
        rules.erased.push_back(DrawKey(at));
        encoded.Append(rules.erased.back());
        size += 4 + rules.erased.back().key.Size();
    }
    for (auto left = *rc::gen::inRange(0, 20); left > 0; --left)
    {
        rules.written.push_back({DrawKey(at), DrawBytes(), {}});
        encoded.Append(rules.written.back());
        size += 4 + rules.written.back().Bytes();
    }
    const RuleDelta decoded = encoded.Decode(at);
    RC_ASSERT(decoded.erased == rules.erased);
    RC_ASSERT(decoded.written == rules.written);
    RC_ASSERT(encoded.Count() == rules.Touched());
    RC_ASSERT(encoded.Size() == size);
}

RC_GTEST_PROP(RuleBytesProperty, AreAValueHoweverWide, ())
{
    const auto one = *rc::gen::resize(255, rc::gen::arbitrary<std::vector<uint8_t>>());
    const auto two = *rc::gen::oneOf(
        rc::gen::just(one), rc::gen::resize(255, rc::gen::arbitrary<std::vector<uint8_t>>()));
    const RuleBytes a = RuleBytes::Copy(one);
    const RuleBytes b = RuleBytes::Copy(two);
    RC_ASSERT(std::ranges::equal(a.Bytes(), one));
    RC_ASSERT((a == b) == (one == two));
    RC_ASSERT((a < b) == (std::pair(one.size(), one) < std::pair(two.size(), two)));
}

TEST(RuleBytesTest, MoreThanAnUpdateHasALengthForAreRefused)
{
    EXPECT_EQ(RuleBytes::Copy(std::vector<uint8_t>(255)).Size(), 255u);
    EXPECT_THROW(RuleBytes::Copy(std::vector<uint8_t>(256)), std::length_error);
}

TEST(PendingRulesTest, WideRulesAreCutIntoMessagesThatATlsRecordHolds)
{
    RuleDelta delta;
    for (uint8_t i = 0; i < 200; ++i)
    {
        const RuleBytes wide = RuleBytes::Copy(std::vector<uint8_t>(255, i));
        delta.written.push_back({{EnforcementPoint::Of(HostId{0}), TableId{200}, wide}, wide, {}});
    }
    PendingRules pending;
    pending.Add(delta);
    uint32_t rules = 0;
    for (const EncodedRules& message : pending.infrastructure.begin()->second)
    {
        rules += message.Count();
        EXPECT_LE(message.Size(), 16'000u);
    }
    EXPECT_EQ(rules, 200u);
}

TEST(PendingRulesTest, RulesOfSeveralDeltasShareMessagesByPlace)
{
    const EnforcementPoint host = EnforcementPoint::Of(HostId{1});
    const EnforcementPoint hook = EnforcementPoint::Of(VnicId{1});
    const auto deltaOf = [&](EnforcementPoint at, size_t rules)
    {
        RuleDelta delta;
        for (size_t i = 0; i < rules; ++i)
        {
            delta.written.push_back({{at, TableId::kArp, RuleBytes::From(i)}, {}, {}});
        }
        return delta;
    };
    PendingRules pending;
    pending.Add(deltaOf(host, 100));
    pending.Add(deltaOf(hook, 3));
    pending.Add(deltaOf(host, 100));
    ASSERT_EQ(pending.infrastructure.size(), 1);
    ASSERT_EQ(pending.hooks.size(), 1);
    ASSERT_EQ(pending.infrastructure.at(host).size(), 2);
    EXPECT_EQ(pending.infrastructure.at(host)[0].Count(), 128);
    EXPECT_EQ(pending.infrastructure.at(host)[1].Count(), 72);
    EXPECT_EQ(pending.hooks.at(hook)[0].Count(), 3);
}

} // namespace
} // namespace ns3::vnlab::test
