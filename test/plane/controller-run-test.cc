// SPDX-License-Identifier: GPL-2.0-only
//
// What a controller works beyond rules and messages: at first on all of a network, then on each change.

#include "model/key/cost-preset.h"
#include "test/plane/push-fixture.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

/// Andromeda's programming time of so many flows on 30 partitions, as the published costs have it.
double
ProgrammingTime_s(double flows)
{
    std::map<std::string, double> costs;
    for (const PresetCost& cost : FindCostPreset("central-controller-2018")->costs)
    {
        costs[cost.cost] = cost.value;
    }
    return costs.at("controller_run") + costs.at("controller_rule") * flows / 30;
}

TEST(AndromedaLawTest, OneLawGivesBothPublishedPoints)
{
    EXPECT_EQ(std::round(ProgrammingTime_s(487e6)), 74);
    EXPECT_EQ(std::round(10 * ProgrammingTime_s(1.5e6)) / 10, 1.9);
}

TEST(AndromedaLawTest, TheDefaultPriceOfARuleIsThatLawsAndNothingElseIs)
{
    std::map<std::string, double> standard;
    for (const CostEntry* cost : AllCosts())
    {
        standard[cost->name] = cost->standard;
    }
    EXPECT_EQ(standard.at("controller_rule"), 4.455e-6);
    EXPECT_EQ(standard.at("controller_run"), 0);
    EXPECT_EQ(standard.at("controller_change"), 0);
}

const Time kARule = MilliSeconds(1);
const Time kRoundTrip = MilliSeconds(2) + 3 * MicroSeconds(1); // and three rules at the agent

class ControllerRunTest : public PushFixture
{
  protected:
    /// @return how long it took to submit three rules for one host
    Time Submitted(PushPlane& plane)
    {
        const Time before = Simulator::Now();
        plane.Submit(Pending({{kHost, 1}, {kHost, 2}, {kHost, 3}}), Note());
        Simulator::Run();
        return m_doneAt.back() - before;
    }

    void Register(PushPlane& plane)
    {
        PendingRules none;
        plane.Register({kHost}, none, Note());
        Simulator::Run();
    }
};

TEST_F(ControllerRunTest, TheFirstSubmissionWaitsForTheRunAndLaterOnesDoNot)
{
    Controller controller(*this, {.rule = kARule, .run = MilliSeconds(100)}, 1);
    Register(controller.plane);
    EXPECT_EQ(controller.plane.CpuTime(), Time(0));
    EXPECT_EQ(Submitted(controller.plane), MilliSeconds(100) + 3 * kARule + kRoundTrip);
    EXPECT_EQ(Submitted(controller.plane), 3 * kARule + kRoundTrip);
    EXPECT_EQ(controller.plane.CpuTime(), MilliSeconds(100) + 6 * kARule);
}

TEST_F(ControllerRunTest, EveryCoreRunsOnItsPartBeforeItsRules)
{
    Controller controller(*this, {.rule = kARule, .run = MilliSeconds(100)}, 4);
    Register(controller.plane);
    EXPECT_EQ(Submitted(controller.plane), MilliSeconds(100) + 3 * kARule + kRoundTrip);
    EXPECT_EQ(controller.plane.CpuTime(), MilliSeconds(4 * 100) + 3 * kARule);
}

TEST_F(ControllerRunTest, RulesThatVmsAreReachedWithAreNoRun)
{
    Controller controller(*this, {.run = MilliSeconds(100)}, 1);
    PendingRules rules = Pending({{kHost, 1}, {kHook, 2}});
    controller.plane.Register({kHost, kHook}, rules, Note());
    Simulator::Run();
    EXPECT_THAT(KeysAt(kHost), ElementsAre(1));
    EXPECT_EQ(controller.plane.CpuTime(), Time(0));
}

TEST_F(ControllerRunTest, EachLaterChangeIsWorkedOutBeforeAnyOfItsMessagesLeaves)
{
    Controller one(*this, {.rule = kARule, .change = MilliSeconds(5)}, 1);
    Register(one.plane);
    EXPECT_EQ(Submitted(one.plane), 3 * kARule + kRoundTrip);
    EXPECT_EQ(Submitted(one.plane), MilliSeconds(5) + 3 * kARule + kRoundTrip);

    Controller two(
        *this, {.rule = kARule, .change = MilliSeconds(5)}, 2); // rules on the other core
    Register(two.plane);
    Submitted(two.plane);
    EXPECT_EQ(Submitted(two.plane), MilliSeconds(5) + kRoundTrip);
}

} // namespace
} // namespace ns3::vnlab::test
