// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/progress-line.h"

#include <gtest/gtest.h>
#include <sstream>

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

/// What is shown, by a clock that is set by hand.
struct Shown
{
    std::ostringstream out;
    ProgressDisplay::Time now{};

    ProgressDisplay Display(bool terminal)
    {
        return {.out = out, .terminal = terminal, .now = [this] { return now; }};
    }
};

TEST(ProgressLineTest, WhereStandardErrorIsNoTerminalThereIsALineEveryTenSeconds)
{
    Shown shown;
    {
        ProgressLine line(2, shown.Display(false));
        line.Update(0, 0.5);
        shown.now += std::chrono::milliseconds(9'999);
        line.Tick();
        EXPECT_EQ(shown.out.str(), "");
        shown.now += std::chrono::milliseconds(1);
        line.Tick();
        line.Tick();
        line.Update(0, 1);
        shown.now += std::chrono::seconds(15);
        line.Update(1, 0.5);
        shown.now += std::chrono::seconds(5);
        line.Tick();
    }
    EXPECT_EQ(shown.out.str(),
              "[#######.......................]  25 %  0 of 2 runs, 30 s left\n"
              "[######################........]  75 %  1 of 2 runs, 9 s left\n");
}

TEST(ProgressLineTest, ATerminalsLineIsWrittenOverAndGoes)
{
    Shown shown;
    {
        ProgressLine line(1, shown.Display(true));
        line.Update(0, 0.5);
        line.Say("interrupted");
        line.Tick();
    }
    EXPECT_EQ(shown.out.str(),
              "\r\x1b[K[###############...............]  50 %  0 of 1 runs, 0 s left"
              "\r\x1b[Kinterrupted\n\r\x1b[K");
}

TEST(ProgressLineTest, WhatIsSaidIsALineOfItsOwn)
{
    Shown shown;
    ProgressLine(1, shown.Display(false)).Say("interrupted");
    EXPECT_EQ(shown.out.str(), "interrupted\n");
}

} // namespace

} // namespace ns3::vnlab
