// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/stale-times.h"
#include "test/support/infinity.h"
#include "test/support/make-specification.h"
#include "test/support/small-plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> kThreeVms{"a", "b", "c"};
constexpr PacketService kProbe{17, 5001, 5001};

/// VMs a, b and c. At 100 ms the tenant wants a and b apart and b and c linked, instead of the reverse;
/// that is watched until 150 ms.
class StaleTimesTest : public testing::Test
{
  protected:
    StaleTimesTest()
    {
        oracle.Submit(TenantId{0}, before, Seconds(0));
        oracle.Submit(TenantId{0}, after, MilliSeconds(100));
        stale.Watch(TenantId{0}, 1, MilliSeconds(100), MilliSeconds(150));
    }

    void Add(uint32_t from, uint32_t to, int sent_ms, Verdict verdict)
    {
        stale.Add({.population = Population::kProbe,
                   .conversation = {VnicId{from}, VnicId{to}, kProbe},
                   .sent = MilliSeconds(sent_ms),
                   .verdict = verdict});
    }

    Specification before = MakeSpecification(MakePaths(1), kThreeVms, {{0, 1}});
    Specification after = MakeSpecification(MakePaths(1), kThreeVms, {{1, 2}});
    CloudPlan plan = MakeSmallPlan(kThreeVms, 1, 1);
    SpecOracle oracle{plan};
    StaleTimes stale{plan, oracle};
    const Time end = Seconds(1);
};

TEST_F(StaleTimesTest, ItIsTheTimeUntilTheLastWrongPacketOfAllThatTheChangeAltered)
{
    Add(0, 1, 101, Verdict::kWronglyDelivered);
    Add(0, 1, 102, Verdict::kRight);
    Add(1, 2, 101, Verdict::kWronglyDropped);
    Add(1, 2, 105, Verdict::kWronglyDropped);
    Add(1, 2, 106, Verdict::kRight);
    EXPECT_THAT(stale.InSeconds(end), ElementsAre(0.005));
}

TEST_F(StaleTimesTest, ItIsZeroWhereNoPacketIsWrongAndNotMeasuredWhereNoneCouldBe)
{
    EXPECT_THAT(stale.InSeconds(end), IsEmpty());
    Add(0, 2, 101, Verdict::kWronglyDelivered); // of a pair that the change does not alter
    Add(0, 1, 99, Verdict::kRight);             // before it
    Add(0, 1, 151, Verdict::kRight);            // not watched any more
    EXPECT_THAT(stale.InSeconds(end), IsEmpty());
    Add(1, 0, 101, Verdict::kRight);
    EXPECT_THAT(stale.InSeconds(end), ElementsAre(0));
}

TEST_F(StaleTimesTest, WhatIsWrongToTheEndOfTheWatchIsNeverMended)
{
    Add(0, 1, 101, Verdict::kWronglyDelivered);
    Add(0, 1, 150, Verdict::kWronglyDelivered);
    Add(1, 2, 150, Verdict::kRight);
    EXPECT_THAT(stale.InSeconds(MilliSeconds(150)), ElementsAre(kInfinity));
    EXPECT_THAT(stale.InSeconds(MilliSeconds(149)), IsEmpty()) << "cut: not measured";
}

TEST_F(StaleTimesTest, ItEndsWhereThePairIsAlteredAgain)
{
    Add(0, 1, 101, Verdict::kWronglyDelivered);
    Add(0, 1, 110, Verdict::kWronglyDelivered);
    oracle.Submit(TenantId{0}, before, MilliSeconds(111));
    stale.Watch(TenantId{0}, 2, MilliSeconds(111), MilliSeconds(161));
    EXPECT_THAT(stale.InSeconds(end), ElementsAre(0.01));
    Add(0, 1, 112, Verdict::kRight);
    EXPECT_THAT(stale.InSeconds(end), ElementsAre(0.01, 0));
    Add(0, 1, 114, Verdict::kWronglyDropped);
    Add(0, 1, 115, Verdict::kRight);
    EXPECT_THAT(stale.InSeconds(end), ElementsAre(0.01, 0.003));
}

TEST_F(StaleTimesTest, AChangeThatAltersNothingOfAPairLeavesItToTheOneThatDid)
{
    const Specification also = MakeSpecification(MakePaths(1), kThreeVms, {{1, 2}, {0, 2}});
    oracle.Submit(TenantId{0}, also, MilliSeconds(105));
    stale.Watch(TenantId{0}, 2, MilliSeconds(105), MilliSeconds(155));
    Add(0, 1, 108, Verdict::kWronglyDelivered);
    Add(0, 1, 109, Verdict::kRight);
    Add(0, 2, 109, Verdict::kRight);
    EXPECT_THAT(stale.InSeconds(end), ElementsAre(0.008, 0));
}

} // namespace
} // namespace ns3::vnlab::test
