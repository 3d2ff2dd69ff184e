// SPDX-License-Identifier: GPL-2.0-only
//
// What a run says of packets that were judged otherwise than tenants want, held against what probes say.

#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "test/support/infinity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using testing::DoubleEq;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;

const std::map<std::string, std::string> kPairs{
    {"apart.dot", "graph { web; db }"},
    {"open.dot", "graph { web -- db }"},
    {"tcp80.dot", "graph { web -- db [allow=\"tcp/80\"] }"},
    {"tcp443.dot", "graph { web -- db [allow=\"tcp/443\"] }"}};

constexpr double kGrid_s = 10e-6;

RunResult
RunOf(const std::string& design, const std::string& tenants, const std::string& more)
{
    const Scenario scenario =
        ParseScenario("[substrate]\nracks = 2\nhosts_per_rack = 2\n" + tenants +
                          "[designs]\nuse = [\"flat\"]\n[traffic]\ninterval = \"10ms\"\n" + more,
                      "verdicts.toml",
                      GatherKnownNames(),
                      [](const std::string& path) -> std::optional<std::string>
                      {
                          const auto file = kPairs.find(path);
                          return file == kPairs.end() ? std::nullopt : std::optional(file->second);
                      });
    RunResult result = RunDesign(scenario, WriteResolved(scenario), design, 0, [](double) {});
    EXPECT_EQ(result.error, "") << design;
    return result;
}

std::string
Resubmit(const std::string& spec, const std::string& at)
{
    return "[[changes]]\nat = \"" + at + "\"\nkind = \"resubmit\"\nspec = \"" + spec +
           "\"\nprobe_interval = \"10us\"\n";
}

/// The pair web and db, whose specification changes.
RunResult
PairOf(const std::string& design,
       const std::string& first,
       const std::string& changes,
       const std::string& duration = "3s")
{
    return RunOf(design,
                 "[[tenants]]\nname = \"shop\"\nspec = \"" + first + "\"\n",
                 "[run]\nduration = \"" + duration + "\"\n" + changes);
}

const std::vector<double>&
StaleOf(RunResult& result)
{
    return result.samples["reconfig.stale"];
}

class EnforcingTest : public testing::TestWithParam<std::string>
{
};

TEST_P(EnforcingTest, ARemovedLinkLeaksUntilItIsObeyed)
{
    RunResult result = PairOf(GetParam(), "open.dot", Resubmit("apart.dot", "1s"));
    const auto& metrics = result.metrics;
    const double leaked = metrics.at("reconfig.leak_packets");
    ASSERT_GT(leaked, 2);
    // All that passed but the first of each direction, which was sent at the moment of the change.
    EXPECT_EQ(metrics.at("reconfig.wrong_delivered.probes"), leaked - 2);
    EXPECT_EQ(metrics.at("reconfig.wrong_dropped.probes"), 0);
    EXPECT_EQ(metrics.at("reconfig.wrong_verdicts.probes"), leaked - 2);
    EXPECT_EQ(metrics.at("reconfig.wrong_lasting"), 0);
    // The last that passed was sent one interval before the first that did not.
    EXPECT_THAT(StaleOf(result),
                ElementsAre(DoubleNear(result.samples["reconfig.leak"].at(0) - kGrid_s, 1e-12)));
}

TEST_P(EnforcingTest, AnAddedLinkDropsUntilItIsOpen)
{
    RunResult result = PairOf(GetParam(), "apart.dot", Resubmit("open.dot", "1s"));
    const auto& metrics = result.metrics;
    const double effective_s = result.samples["reconfig.effective"].at(0);
    // All before the first that passed but that at the moment of the change, in the slower direction; in
    // the other at most as many.
    const double slower = effective_s / kGrid_s - 1;
    ASSERT_GT(slower, 0.5);
    EXPECT_GE(metrics.at("reconfig.wrong_dropped.probes"), slower - 1e-6);
    EXPECT_LE(metrics.at("reconfig.wrong_dropped.probes"), 2 * slower + 1e-6);
    EXPECT_EQ(metrics.at("reconfig.wrong_delivered.probes"), 0);
    EXPECT_EQ(metrics.at("reconfig.wrong_lasting"), 0);
    EXPECT_THAT(StaleOf(result), ElementsAre(DoubleNear(effective_s - kGrid_s, 1e-12)));
}

TEST_P(EnforcingTest, SettledItDoesNothingWrongToGuests)
{
    const RunResult result =
        RunOf(GetParam(),
              "[[tenants]]\nname = \"ring\"\ncount = 2\ngenerate = { kind = \"ring\", vms = 6 }\n",
              "[run]\nduration = \"1s\"\n");
    EXPECT_EQ(result.metrics.at("traffic.wrong_delivered"), 0);
    EXPECT_EQ(result.metrics.at("traffic.wrong_dropped"), 0);
    EXPECT_FALSE(result.metrics.contains("reconfig.wrong_lasting")) << "without a change";
    EXPECT_FALSE(result.samples.contains("reconfig.stale"));
}

INSTANTIATE_TEST_SUITE_P(Designs,
                         EnforcingTest,
                         testing::Values("linkwire", "identity-firewall", "security-groups"),
                         [](const auto& test)
                         {
                             std::string name = test.param;
                             std::erase(name, '-');
                             return name;
                         });

TEST(VerdictsTest, WhatADesignNeverClosesLastsAndIsNoChanges)
{
    for (const char* design : {"flat", "vxlan", "vxlan-learn"})
    {
        RunResult closed = PairOf(design, "open.dot", Resubmit("apart.dot", "1s"));
        EXPECT_THAT(StaleOf(closed), ElementsAre(kInfinity)) << design;
        EXPECT_EQ(closed.metrics.at("reconfig.wrong_verdicts.probes"), 0) << design;
        EXPECT_EQ(closed.metrics.at("reconfig.wrong_lasting"),
                  closed.metrics.at("reconfig.leak_packets") - 2)
            << design;
        RunResult opened = PairOf(design, "apart.dot", Resubmit("open.dot", "1s"));
        EXPECT_THAT(StaleOf(opened), ElementsAre(0)) << design;
        EXPECT_EQ(opened.metrics.at("reconfig.wrong_lasting"), 2)
            << design << ": those that looked before";
    }
}

TEST(VerdictsTest, WhatTheRunCutsOffIsNotMeasured)
{
    RunResult cut = PairOf("flat", "open.dot", Resubmit("apart.dot", "1s"), "1400ms");
    EXPECT_THAT(StaleOf(cut), IsEmpty());
    RunResult whole = PairOf("linkwire", "open.dot", Resubmit("apart.dot", "1s"), "1400ms");
    EXPECT_EQ(StaleOf(whole).size(), 1u) << "it was obeyed before";
}

TEST(VerdictsTest, AStaleTimeEndsWhereTheLinkIsWantedAgain)
{
    RunResult flap =
        PairOf("vxlan", "open.dot", Resubmit("apart.dot", "1s") + Resubmit("open.dot", "1200ms"));
    EXPECT_THAT(StaleOf(flap), ElementsAre(DoubleEq(0.19999), 0));
}

TEST(VerdictsTest, AnotherServiceIsJudgedByItsOwnPackets)
{
    RunResult firewall = PairOf("identity-firewall", "tcp80.dot", Resubmit("tcp443.dot", "1s"));
    ASSERT_EQ(StaleOf(firewall).size(), 1u);
    EXPECT_LT(StaleOf(firewall)[0], 0.01);
    EXPECT_GT(firewall.metrics.at("reconfig.wrong_verdicts.probes"), 0);
    EXPECT_EQ(firewall.metrics.at("reconfig.wrong_lasting"), 0);
    RunResult blind = PairOf("linkwire", "tcp80.dot", Resubmit("tcp443.dot", "1s"));
    EXPECT_THAT(StaleOf(blind), ElementsAre(kInfinity)) << "no hook looks at ports";
    EXPECT_EQ(blind.metrics.at("reconfig.wrong_verdicts.probes"), 0);
}

/// A VM of a ring moves under a controller that takes 10 ms for a rule.
RunResult
MoveOf(const std::string& design, const std::string& downtime)
{
    return RunOf(design,
                 "[[tenants]]\nname = \"ring\"\ngenerate = { kind = \"ring\", vms = 4 }\n",
                 "[run]\nduration = \"4s\"\n[costs]\ncontroller_rule = 0.01\n"
                 "[[changes]]\nat = \"1s\"\nkind = \"move-vm\"\nvm = \"vm-1\"\nto = \"3\"\n"
                 "watch = \"2s\"\ndowntime = \"" +
                     downtime + "\"\n");
}

TEST(VerdictsTest, AMoveIsWrongForGuestsFromTheLandingUntilRulesKnowOfItNotDuringThePause)
{
    for (const char* design : {"flat", "vxlan", "linkwire", "identity-firewall"})
    {
        RunResult brief = MoveOf(design, "10ms");
        const double dropped = brief.metrics.at("reconfig.wrong_dropped.guests");
        EXPECT_GT(dropped, 0) << design;
        EXPECT_EQ(brief.metrics.at("reconfig.wrong_delivered.guests"), 0) << design;
        EXPECT_EQ(brief.metrics.at("traffic.wrong_dropped"), 0) << design;
        EXPECT_THAT(StaleOf(brief), IsEmpty()) << design << ": a move alters nothing wanted";
        const RunResult longer = MoveOf(design, "500ms");
        EXPECT_EQ(longer.metrics.at("reconfig.wrong_dropped.guests"), dropped) << design;
        EXPECT_GT(longer.metrics.at("reconfig.disrupted"), brief.metrics.at("reconfig.disrupted"));
    }
}

TEST(VerdictsTest, WhatAFailedLinkOrHostLosesIsNoVerdictOfRules)
{
    const std::string ring =
        "[[tenants]]\nname = \"ring\"\ngenerate = { kind = \"ring\", vms = 8 }\n";
    for (const char* design : {"vxlan", "linkwire", "identity-firewall"})
    {
        const RunResult result =
            RunOf(design,
                  ring,
                  "[run]\nduration = \"3s\"\n"
                  "[[changes]]\nat = \"1s\"\nkind = \"fail-host\"\nhost = \"1\"\n"
                  "restart = \"nowhere\"\n");
        EXPECT_GT(result.metrics.at("reconfig.disrupted"), 0) << design;
        EXPECT_EQ(result.metrics.at("reconfig.wrong_verdicts.guests"), 0) << design;
        EXPECT_EQ(result.metrics.at("traffic.wrong_dropped"), 0) << design;
    }
}

TEST(VerdictsTest, TheWatchLeavesNoTraceInWhatItWatches)
{
    for (const char* design : {"vxlan-learn", "linkwire"})
    {
        const auto run = [design](const std::string& verdicts)
        {
            return RunOf(design,
                         "[[tenants]]\nname = \"ring\"\ngenerate = { kind = \"ring\", vms = 6 }\n",
                         "[[changes]]\nat = \"500ms\"\nkind = \"rewire\"\nlinks = 1\n"
                         "[run]\nduration = \"2s\"\nverdicts = \"" +
                             verdicts + "\"\n");
        };
        RunResult on = run("on");
        const RunResult off = run("off");
        EXPECT_EQ(std::erase_if(on.metrics,
                                [](const auto& metric)
                                { return metric.first.find(".wrong_") != std::string::npos; }),
                  9u);
        EXPECT_EQ(on.samples.erase("reconfig.stale"), 1u);
        EXPECT_EQ(on.metrics, off.metrics) << design;
        EXPECT_EQ(on.samples, off.samples) << design;
    }
}

TEST(VerdictsTest, AnotherValueOfTheKeyIsRefusedWithItsPlace)
{
    try
    {
        ParseScenario("[[tenants]]\nname = \"shop\"\nspec = \"open.dot\"\n"
                      "[designs]\nuse = [\"flat\"]\n[run]\nverdicts = \"yes\"\n",
                      "verdicts.toml",
                      GatherKnownNames(),
                      [](const std::string&) { return std::optional(kPairs.at("open.dot")); });
        FAIL() << "taken";
    }
    catch (const std::exception& error)
    {
        EXPECT_THAT(
            error.what(),
            testing::HasSubstr("verdicts.toml:7:12: run.verdicts is \"yes\"; accepted are "));
    }
}

} // namespace

} // namespace ns3::vnlab
