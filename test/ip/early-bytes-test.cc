// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/early-bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

TEST(EarlyBytesTest, WhatJoinsTheNextByteIsTakenOutAndTheRestStays)
{
    EarlyBytes early;
    early.Add(20, 30);
    early.Add(40, 50);
    EXPECT_EQ(early.TakeFrom(10), 10);
    EXPECT_EQ(early.TakeFrom(20), 30);
    EXPECT_EQ(early.TakeFrom(45), 50);
    EXPECT_EQ(early.TakeFrom(60), 60);
}

TEST(EarlyBytesTest, RangesThatTouchOrOverlapAreOne)
{
    EarlyBytes early;
    early.Add(20, 30);
    early.Add(40, 50);
    early.Add(25, 40);
    EXPECT_EQ(early.TakeFrom(20), 50);
}

RC_GTEST_PROP(EarlyBytesProperty, HoldsWhatASetOfAllBytesHolds, ())
{
    EarlyBytes early;
    std::set<uint32_t> bytes;
    uint32_t next = 0;
    for (int step = *rc::gen::inRange(1, 60); step > 0; --step)
    {
        const auto begin = *rc::gen::inRange<uint32_t>(0, 100);
        const auto end = begin + *rc::gen::inRange<uint32_t>(1, 30);
        early.Add(begin, end);
        for (uint32_t byte = begin; byte < end; ++byte)
        {
            bytes.insert(byte);
        }
        if (*rc::gen::arbitrary<bool>())
        {
            uint32_t expected = next;
            while (bytes.contains(expected))
            {
                ++expected;
            }
            next = early.TakeFrom(next);
            RC_ASSERT(next == expected);
        }
    }
}

} // namespace
} // namespace ns3::vnlab::test
