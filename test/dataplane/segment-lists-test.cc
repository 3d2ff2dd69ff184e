// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/segment-lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SegmentLists, HoldEachValueOnceAndAscending)
{
    SegmentLists<uint32_t> lists;
    for (const uint32_t value : {7, 3, 7, 5})
    {
        lists.Insert(Vni{1}, value);
    }
    EXPECT_THAT(lists.Of(Vni{1}), ElementsAre(3, 5, 7));
}

TEST(SegmentLists, UnknownSegmentIsEmptyAndAskingForItMakesNone)
{
    SegmentLists<uint32_t> lists;
    EXPECT_THAT(lists.Of(Vni{1}), IsEmpty());
    EXPECT_FALSE(lists.Erase(Vni{1}, 3));
    EXPECT_EQ(lists.Size(), 0u);
}

TEST(SegmentLists, LastValueTakesItsListAlong)
{
    SegmentLists<uint32_t> lists;
    lists.Insert(Vni{1}, 3);
    EXPECT_FALSE(lists.Erase(Vni{1}, 4));
    EXPECT_TRUE(lists.Erase(Vni{1}, 3));
    EXPECT_FALSE(lists.Erase(Vni{1}, 3));
    EXPECT_EQ(lists.Size(), 0u);
}

} // namespace
} // namespace ns3::vnlab::test
