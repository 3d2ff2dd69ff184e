// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/verdict-tally.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr Conversation kTalk{VnicId{1}, VnicId{2}, {17, 5001, 5001}};
constexpr Conversation kOtherTalk{VnicId{1}, VnicId{2}, {17, 53, 53}};

JudgedPacket
Told(int sent_ms, bool isWanted, Verdict verdict, uint32_t place = 7, Conversation talk = kTalk)
{
    return {.population = Population::kTraffic,
            .conversation = talk,
            .sent = MilliSeconds(sent_ms),
            .place = place,
            .isWanted = isWanted,
            .verdict = verdict};
}

TEST(VerdictTallyTest, WhatIsMendedAfterAChangeWasItsDoing)
{
    VerdictTally tally;
    tally.Watch(MilliSeconds(100), MilliSeconds(50));
    tally.Add(Told(101, false, Verdict::kWronglyDelivered));
    tally.Add(Told(102, false, Verdict::kWronglyDelivered));
    EXPECT_EQ(tally.OfChanges(), WrongVerdicts{}) << "nothing shows that it is over";
    EXPECT_EQ(tally.Lasting(), (WrongVerdicts{2, 0}));
    tally.Add(Told(103, false, Verdict::kRight));
    EXPECT_EQ(tally.OfChanges(), (WrongVerdicts{2, 0}));
    EXPECT_EQ(tally.Lasting(), WrongVerdicts{});
}

TEST(VerdictTallyTest, AnotherServiceThatIsJudgedRightMendsNothing)
{
    VerdictTally tally;
    tally.Watch(MilliSeconds(100), MilliSeconds(50));
    tally.Add(Told(101, true, Verdict::kWronglyDropped));
    tally.Add(Told(102, true, Verdict::kRight, 7, kOtherTalk));
    EXPECT_EQ(tally.OfChanges(), WrongVerdicts{});
    EXPECT_EQ(tally.Lasting(), (WrongVerdicts{0, 1}));
}

TEST(VerdictTallyTest, WhatIsSentWhileNoChangeIsWatchedIsNoChanges)
{
    VerdictTally tally;
    tally.Watch(MilliSeconds(100), MilliSeconds(50));
    tally.Watch(MilliSeconds(140), MilliSeconds(20)); // one window, to 160
    tally.Watch(MilliSeconds(300), MilliSeconds(10));
    for (const int sent : {99, 100, 160, 161, 299, 305, 311})
    {
        tally.Add(Told(sent, false, Verdict::kWronglyDelivered));
        tally.Add(Told(sent, true, Verdict::kWronglyDropped, 7, kOtherTalk));
    }
    tally.Add(Told(400, false, Verdict::kRight));
    tally.Add(Told(400, true, Verdict::kRight, 7, kOtherTalk));
    EXPECT_EQ(tally.OfChanges(), (WrongVerdicts{3, 3}));
    EXPECT_EQ(tally.Lasting(), (WrongVerdicts{4, 4}));
}

TEST(VerdictTallyTest, WhatIsRightOnceTheOppositeIsWantedMendsNothing)
{
    VerdictTally tally;
    tally.Watch(MilliSeconds(100), MilliSeconds(50));
    tally.Add(Told(101, false, Verdict::kWronglyDelivered));
    tally.Add(Told(110, true, Verdict::kRight));
    tally.Add(Told(120, false, Verdict::kWronglyDelivered));
    tally.Add(Told(121, false, Verdict::kRight));
    EXPECT_EQ(tally.OfChanges(), (WrongVerdicts{1, 0}));
    EXPECT_EQ(tally.Lasting(), (WrongVerdicts{1, 0}));
}

TEST(VerdictTallyTest, WhatWasSentBeforeThatAndIsRightMendsNothing)
{
    VerdictTally tally;
    tally.Watch(MilliSeconds(100), MilliSeconds(50));
    tally.Add(Told(102, true, Verdict::kWronglyDropped));
    tally.Add(Told(101, true, Verdict::kRight)); // dropped sooner than this one arrived
    EXPECT_EQ(tally.Lasting(), (WrongVerdicts{0, 1}));
    tally.Add(Told(103, true, Verdict::kRight));
    EXPECT_EQ(tally.Lasting(), WrongVerdicts{});
}

TEST(VerdictTallyTest, WhatIsDroppedWhileItsReceiverMovesIsNobodysFault)
{
    VerdictTally tally;
    tally.Watch(MilliSeconds(100), MilliSeconds(50));
    tally.Add(Told(101, true, Verdict::kWronglyDropped, 7)); // paused
    tally.Add(Told(102, true, Verdict::kWronglyDropped, 7));
    tally.Add(Told(103, true, Verdict::kWronglyDropped, 8)); // there, and rules do not know yet
    tally.Add(Told(104, true, Verdict::kRight, 8));
    EXPECT_EQ(tally.OfChanges(), (WrongVerdicts{0, 1}));
    EXPECT_EQ(tally.Lasting(), WrongVerdicts{});
}

} // namespace
} // namespace ns3::vnlab::test
