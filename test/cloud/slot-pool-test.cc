// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/slot-pool.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

TEST(SlotPoolTest, SlotsAreGivenOutFromOneOnAndEachHostHasItsOwn)
{
    SlotPool pool(2, 3);
    EXPECT_EQ(pool.Take(HostId{0}), 1U);
    EXPECT_EQ(pool.Take(HostId{0}), 2U);
    EXPECT_EQ(pool.Take(HostId{1}), 1U);
    EXPECT_EQ(pool.Free(HostId{0}), 1U);
}

TEST(SlotPoolTest, HostHoldsNoMoreThanItsSlots)
{
    SlotPool pool(1, 2);
    pool.Take(HostId{0});
    pool.Take(HostId{0});
    EXPECT_EQ(pool.Take(HostId{0}), std::nullopt);
}

TEST(SlotPoolTest, SlotThatWasGivenBackIsTheLastToBeReused)
{
    SlotPool pool(1, 3);
    pool.Take(HostId{0});
    pool.GiveBack(HostId{0}, 1);
    for (uint32_t slot = 2; slot <= address_plan::kMaxSlot; ++slot)
    {
        EXPECT_EQ(pool.Take(HostId{0}), slot);
        pool.GiveBack(HostId{0}, slot);
    }
    EXPECT_EQ(pool.Take(HostId{0}), 1U);
}

} // namespace
} // namespace ns3::vnlab::test
