// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/progress-line.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

TEST(ProgressTextTest, ShowsThePartThatIsDoneAndTheTimeThatIsLeft)
{
    EXPECT_EQ(ProgressText(0.5, 3, 8, 12.0),
              "[###############...............]  50 %  3 of 8 runs, 12 s left");
    EXPECT_EQ(ProgressText(0.1, 0, 2, 1.0),
              "[###...........................]  10 %  0 of 2 runs, 9 s left");
}

TEST(ProgressTextTest, TheTimeLeftIsNotKnownBeforeAnythingIsDone)
{
    EXPECT_EQ(ProgressText(0, 0, 8, 5.0), "[..............................]   0 %  0 of 8 runs");
}

TEST(ProgressTextTest, NothingIsLeftAtTheEnd)
{
    EXPECT_EQ(ProgressText(1, 8, 8, 60.0), "[##############################] 100 %  8 of 8 runs");
}

TEST(ProgressTextTest, PartsOfASecondAreRoundedUp)
{
    EXPECT_EQ(ProgressText(0.999, 7, 8, 100.0),
              "[#############################.]  99 %  7 of 8 runs, 1 s left");
}

TEST(ProgressLineTest, IsSilentWhereStandardErrorIsNoTerminal)
{
    testing::internal::CaptureStderr();
    {
        ProgressLine line(2);
        line.Update(0, 0.5);
        line.Update(1, 1);
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

} // namespace

} // namespace ns3::vnlab
