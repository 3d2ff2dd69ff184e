// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/strict-priority-queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

constexpr uint8_t kBestEffort = 0;
constexpr uint8_t kAf41 = 34;
constexpr uint8_t kEf = 46;
constexpr uint8_t kCs6 = 48;

/// @return a frame that takes 100 bytes on the wire. @param number to know it again
FabricFrame
NumberedFrame(uint8_t dscp, uint32_t number)
{
    return {.packet = Create<Packet>(76), .flowHash = number, .bytes = 76, .dscp = dscp};
}

std::vector<uint32_t>
PopAll(LinkQueue& queue)
{
    std::vector<uint32_t> numbers;
    while (const auto frame = queue.Pop())
    {
        numbers.push_back(frame->flowHash);
    }
    return numbers;
}

TEST(StrictPriorityQueue, HigherClassesGoFirstAndEachKeepsItsOrder)
{
    StrictPriorityQueue queue(1000);
    queue.Push(NumberedFrame(kBestEffort, 1));
    queue.Push(NumberedFrame(kEf, 2));
    queue.Push(NumberedFrame(kAf41, 3));
    queue.Push(NumberedFrame(kCs6, 4));
    queue.Push(NumberedFrame(kEf, 5));
    queue.Push(NumberedFrame(kBestEffort, 6));
    EXPECT_THAT(PopAll(queue), ElementsAre(4, 2, 5, 3, 1, 6));
}

TEST(StrictPriorityQueue, EveryClassHasItsOwnRoom)
{
    StrictPriorityQueue queue(200);
    EXPECT_FALSE(queue.Push(NumberedFrame(kBestEffort, 1)));
    EXPECT_FALSE(queue.Push(NumberedFrame(kBestEffort, 2)));
    const auto refused = queue.Push(NumberedFrame(kBestEffort, 3));
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->flowHash, 3u);
    EXPECT_FALSE(queue.Push(NumberedFrame(kEf, 4)));
    EXPECT_EQ(queue.Pop()->flowHash, 4u);
    EXPECT_EQ(queue.Pop()->flowHash, 1u);
    EXPECT_FALSE(queue.Push(NumberedFrame(kBestEffort, 5)));
    EXPECT_THAT(PopAll(queue), ElementsAre(2, 5));
}

TEST(StrictPriorityQueue, IsEmptyWhereNothingWaits)
{
    StrictPriorityQueue queue(100);
    EXPECT_TRUE(queue.IsEmpty());
    queue.Push(NumberedFrame(kAf41, 1));
    EXPECT_FALSE(queue.IsEmpty());
    queue.Pop();
    EXPECT_TRUE(queue.IsEmpty());
    EXPECT_FALSE(queue.Pop());
}

} // namespace
} // namespace ns3::vnlab::test
