// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/mac-table.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr MacBytes kA{2, 0, 0, 0, 0, 1};
constexpr MacBytes kB{2, 0, 0, 0, 0, 2};
constexpr MacBytes kC{2, 0, 0, 0, 0, 3};
constexpr LinkId kFirst{1};
constexpr LinkId kSecond{2};

TEST(MacTable, KnowsTheLinkOfWhatItLearnedLast)
{
    MacTable table(10, Seconds(300));
    EXPECT_EQ(table.Find(kA, Seconds(0)), std::nullopt);
    table.Learn(kA, kFirst, Seconds(0));
    EXPECT_EQ(table.Find(kA, Seconds(1)), kFirst);
    table.Learn(kA, kSecond, Seconds(2));
    EXPECT_EQ(table.Find(kA, Seconds(3)), kSecond);
    EXPECT_EQ(table.Size(Seconds(3)), 1u);
}

TEST(MacTable, ForgetsWhatIsSilentForLongerThanTheAgeingTime)
{
    MacTable table(10, Seconds(300));
    table.Learn(kA, kFirst, Seconds(0));
    table.Learn(kB, kFirst, Seconds(100));
    table.Learn(kA, kFirst, Seconds(200));
    EXPECT_EQ(table.Find(kB, Seconds(400)), kFirst);
    EXPECT_EQ(table.Find(kB, Seconds(400) + NanoSeconds(1)), std::nullopt);
    EXPECT_EQ(table.Find(kA, Seconds(500)), kFirst);
    EXPECT_EQ(table.Size(Seconds(501)), 0u);
}

TEST(MacTable, FullTableKeepsWhatItHasAndLearnsWhenAnAddressIsForgotten)
{
    MacTable table(2, Seconds(300));
    table.Learn(kA, kFirst, Seconds(0));
    EXPECT_FALSE(table.IsFull(Seconds(0)));
    table.Learn(kB, kFirst, Seconds(10));
    EXPECT_TRUE(table.IsFull(Seconds(10)));
    table.Learn(kC, kFirst, Seconds(20));
    EXPECT_EQ(table.Find(kC, Seconds(20)), std::nullopt);
    table.Learn(kB, kSecond, Seconds(30)); // what is known may still move
    EXPECT_EQ(table.Find(kB, Seconds(30)), kSecond);
    table.Learn(kC, kFirst, Seconds(301));
    EXPECT_EQ(table.Find(kC, Seconds(301)), kFirst);
    EXPECT_EQ(table.Find(kA, Seconds(301)), std::nullopt);
}

TEST(MacTable, AnAddressIsAnotherStationInAnotherVlan)
{
    MacTable table(10, Seconds(300));
    table.Learn(kA, kFirst, Seconds(0), 7);
    table.Learn(kA, kSecond, Seconds(0), 8);
    EXPECT_EQ(table.Find(kA, Seconds(1), 7), kFirst);
    EXPECT_EQ(table.Find(kA, Seconds(1), 8), kSecond);
    EXPECT_EQ(table.Find(kA, Seconds(1)), std::nullopt);
    EXPECT_EQ(table.Size(Seconds(1)), 2u);
}

TEST(MacTable, ForgetsWhatIsBehindAPort)
{
    MacTable table(10, Seconds(300));
    table.Learn(kA, kFirst, Seconds(0));
    table.Learn(kB, kSecond, Seconds(0));
    table.Learn(kC, kFirst, Seconds(0), 7);
    table.ForgetPort(kFirst);
    EXPECT_EQ(table.Find(kA, Seconds(1)), std::nullopt);
    EXPECT_EQ(table.Find(kC, Seconds(1), 7), std::nullopt);
    EXPECT_EQ(table.Find(kB, Seconds(1)), kSecond);
    table.Clear();
    EXPECT_EQ(table.Size(Seconds(1)), 0u);
}

} // namespace
} // namespace ns3::vnlab::test
