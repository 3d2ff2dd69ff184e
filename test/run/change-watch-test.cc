// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "test/support/infinity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <string>

namespace ns3::vnlab
{

namespace
{

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Two VMs, web and db, and what they may speak.
const std::map<std::string, std::string> kSpecs{
    {"apart.dot", "graph { web; db }"},
    {"open.dot", "graph { web -- db }"},
    {"tcp80.dot", "graph { web -- db [allow=\"tcp/80\"] }"},
    {"tcp443.dot", "graph { web -- db [allow=\"tcp/443\"] }"},
    {"udp53.dot", "graph { web -- db [allow=\"udp/53\"] }"},
    {"ping.dot", "graph { web -- db [allow=\"icmp\"] }"}};

std::string
ChangeTo(const std::string& spec, const std::string& at, const std::string& more = "")
{
    return "[[changes]]\nat = \"" + at + "\"\nkind = \"resubmit\"\nspec = \"" + spec + "\"\n" +
           more;
}

RunResult
Simulated(const std::string& first, const std::string& design, const std::string& more)
{
    const Scenario scenario = ParseScenario(
        "[substrate]\nracks = 2\nhosts_per_rack = 2\n[[tenants]]\nname = \"shop\"\nspec = \"" +
            first + "\"\n[designs]\nuse = [\"flat\"]\n[run]\nduration = \"3s\"\n" + more,
        "lab.toml",
        GatherKnownNames(),
        [](const std::string& path) -> std::optional<std::string>
        {
            const auto file = kSpecs.find(path);
            return file == kSpecs.end() ? std::nullopt : std::optional(file->second);
        });
    RunResult result = RunDesign(scenario, WriteResolved(scenario), design, 0, [](double) {});
    EXPECT_EQ(result.error, "");
    return result;
}

/// What was seen of the changes of a run.
struct Seen
{
    std::vector<double> effective;
    std::vector<double> leak;
    double alwaysOpen;
    double notMeasured;
};

Seen
Watch(const std::string& first, const std::string& design, const std::string& more)
{
    RunResult result = Simulated(first, design, more);
    return {result.samples["reconfig.effective"],
            result.samples["reconfig.leak"],
            result.metrics.at("reconfig.always_open"),
            result.metrics.at("reconfig.not_measured")};
}

TEST(ChangeWatchTest, ALinkThatWasOpenBeforeHasNoTimeOfOpening)
{
    for (const char* design : {"flat", "vxlan", "vxlan-learn"})
    {
        const Seen seen = Watch("apart.dot", design, ChangeTo("open.dot", "1s"));
        EXPECT_THAT(seen.effective, IsEmpty()) << design;
        EXPECT_EQ(seen.alwaysOpen, 1) << design;
        EXPECT_EQ(seen.notMeasured, 0) << design;
    }
    for (const char* design : {"linkwire", "identity-firewall"})
    {
        const Seen seen = Watch("apart.dot", design, ChangeTo("open.dot", "1s"));
        ASSERT_THAT(seen.effective, SizeIs(1)) << design;
        EXPECT_GT(seen.effective[0], 0) << design;
        EXPECT_LT(seen.effective[0], 0.01) << design;
        EXPECT_EQ(seen.alwaysOpen, 0) << design;
    }
}

TEST(ChangeWatchTest, ALinkWasOpenBeforeWhereThePauseOfAVmHidThat)
{
    const std::string paused = "[[changes]]\nat = \"900ms\"\nkind = \"move-vm\"\nvm = \"web\"\n"
                               "to = \"3\"\ndowntime = \"60ms\"\n"; // one looks at 950 ms
    const Seen open = Watch("apart.dot", "vxlan", paused + ChangeTo("open.dot", "1s"));
    EXPECT_THAT(open.effective, IsEmpty());
    EXPECT_EQ(open.alwaysOpen, 1);
    const Seen closed = Watch("apart.dot", "linkwire", paused + ChangeTo("open.dot", "1s"));
    EXPECT_THAT(closed.effective, SizeIs(1));
    EXPECT_EQ(closed.alwaysOpen, 0);
}

TEST(ChangeWatchTest, ALinkThatIsNeverClosedIsNotClosedInTime)
{
    const Seen open = Watch("open.dot", "vxlan", ChangeTo("apart.dot", "1s"));
    EXPECT_THAT(open.leak, ElementsAre(kInfinity));
    const Seen closed = Watch("open.dot", "linkwire", ChangeTo("apart.dot", "1s"));
    ASSERT_THAT(closed.leak, SizeIs(1));
    EXPECT_LT(closed.leak[0], 0.01);
}

TEST(ChangeWatchTest, ALeakEndsWhereTheLinkIsWantedAgain)
{
    const std::string flap = ChangeTo("apart.dot", "1s") + ChangeTo("open.dot", "1200ms");
    const Seen leaky = Watch("open.dot", "vxlan", flap);
    EXPECT_THAT(leaky.leak, ElementsAre(testing::DoubleEq(0.2)));
    EXPECT_EQ(leaky.alwaysOpen, 1);
    const Seen tight = Watch("open.dot", "linkwire", flap);
    ASSERT_THAT(tight.leak, SizeIs(1));
    EXPECT_LT(tight.leak[0], 0.01);
    EXPECT_THAT(tight.effective, SizeIs(1));
    EXPECT_EQ(tight.alwaysOpen, 0);
}

TEST(ChangeWatchTest, AnOpeningThatIsRevokedBeforeItIsSeenIsNotMeasured)
{
    const std::string flap = ChangeTo("open.dot", "1s") + ChangeTo("apart.dot", "1000100us");
    const Seen seen = Watch("apart.dot", "linkwire", flap);
    EXPECT_THAT(seen.effective, IsEmpty());
    EXPECT_EQ(seen.notMeasured, 1);
}

TEST(ChangeWatchTest, AnotherServiceIsJudgedByPacketsOfThatService)
{
    // Where ports are looked at, 443 opens and 80 closes.
    const Seen firewall = Watch("tcp80.dot", "identity-firewall", ChangeTo("tcp443.dot", "1s"));
    ASSERT_THAT(firewall.effective, SizeIs(1));
    ASSERT_THAT(firewall.leak, SizeIs(1));
    EXPECT_GT(firewall.effective[0], 0);
    EXPECT_GT(firewall.leak[0], 0);
    EXPECT_LT(firewall.leak[0], 0.01);
    // Elsewhere 443 was never closed, and 80 never is.
    for (const char* design : {"vxlan", "linkwire"})
    {
        const Seen blind = Watch("tcp80.dot", design, ChangeTo("tcp443.dot", "1s"));
        EXPECT_THAT(blind.effective, IsEmpty()) << design;
        EXPECT_EQ(blind.alwaysOpen, 1) << design;
        EXPECT_THAT(blind.leak, ElementsAre(kInfinity)) << design;
    }
}

TEST(ChangeWatchTest, ALinkForOneServiceIsProbedWithThatService)
{
    for (const char* spec : {"tcp443.dot", "udp53.dot"})
    {
        for (const char* design : {"linkwire", "identity-firewall"})
        {
            const Seen opened = Watch("apart.dot", design, ChangeTo(spec, "1s"));
            EXPECT_THAT(opened.effective, ElementsAre(testing::Lt(0.01))) << spec << design;
            const Seen closed = Watch(spec, design, ChangeTo("apart.dot", "1s"));
            ASSERT_THAT(closed.leak, ElementsAre(testing::Lt(0.01))) << spec << design;
            EXPECT_GT(closed.leak[0], 0) << spec << design; // it was open until then
        }
    }
}

TEST(ChangeWatchTest, WhatNoProbeCanShowIsNotMeasured)
{
    const Seen opened = Watch("apart.dot", "linkwire", ChangeTo("ping.dot", "1s"));
    EXPECT_THAT(opened.effective, IsEmpty());
    EXPECT_EQ(opened.notMeasured, 1);
    const Seen closed = Watch("ping.dot", "identity-firewall", ChangeTo("apart.dot", "1s"));
    EXPECT_THAT(closed.leak, IsEmpty());
    EXPECT_EQ(closed.notMeasured, 1);
}

TEST(ChangeWatchTest, AWatchThatTheRunCutsShortDoesNotSayNever)
{
    const Seen cut =
        Watch("open.dot", "vxlan", ChangeTo("apart.dot", "2500ms", "watch = \"1s\"\n"));
    EXPECT_THAT(cut.leak, IsEmpty());
    EXPECT_EQ(cut.notMeasured, 1);
    const Seen whole =
        Watch("open.dot", "vxlan", ChangeTo("apart.dot", "1500ms", "watch = \"1s\"\n"));
    EXPECT_THAT(whole.leak, ElementsAre(kInfinity));
}

TEST(ChangeWatchTest, AFinerGridSeesTheSameWithinACoarserOnesInterval)
{
    const auto leak = [](const std::string& interval)
    {
        return Watch("open.dot",
                     "linkwire",
                     ChangeTo("apart.dot", "1s", "probe_interval = \"" + interval + "\"\n"))
            .leak.at(0);
    };
    const double fine = leak("1us");
    for (const auto& [interval, grid] : {std::pair("10us", 10e-6), {"100us", 1e-4}, {"1ms", 1e-3}})
    {
        const double coarse = leak(interval);
        EXPECT_GE(coarse + 1e-12, fine) << interval;
        EXPECT_LT(coarse - grid, fine) << interval;
    }
}

TEST(ChangeWatchTest, ProbesLeaveNoTraceInWhatTheyMeasure)
{
    // A link more, of which no traffic goes before the run is over. All else stays as it is.
    const std::string quiet = "[traffic]\ninterval = \"1ms\"\n";
    const std::string change = "[[changes]]\nat = \"1s\"\nkind = \"resubmit\"\ntenant = \"shop\"\n"
                               "spec = \"open.dot\"\nwatch = \"1900ms\"\n"
                               "probe_interval = \"20us\"\n";
    const std::string others =
        "[[tenants]]\nname = \"other\"\ngenerate = { kind = \"ring\", vms = 12 }\n";
    for (const char* design : {"flat", "vxlan", "linkwire", "identity-firewall"})
    {
        std::map<std::string, double> without =
            Simulated("apart.dot", design, others + quiet).metrics;
        const RunResult with = Simulated("apart.dot", design, others + quiet + change);
        EXPECT_EQ(with.metrics.at("reconfig.disrupted"), 0) << design;
        for (const auto& [metric, value] : without)
        {
            if (metric.starts_with("traffic.") || metric.starts_with("cpu."))
            {
                EXPECT_EQ(with.metrics.at(metric), value) << design << ' ' << metric;
            }
        }
    }
}

TEST(ChangeWatchTest, WhatTwoChangesDisruptTogetherCountsOnce)
{
    const auto lost = [](const std::string& changes)
    {
        return Simulated("apart.dot",
                         "vxlan",
                         "[[tenants]]\nname = \"ring\"\ncount = 2\n"
                         "generate = { kind = \"ring\", vms = 4 }\n"
                         "[traffic]\ninterval = \"1ms\"\n" +
                             changes)
            .metrics.at("reconfig.disrupted");
    };
    const auto move = [](const std::string& tenant)
    {
        return "[[changes]]\nat = \"1s\"\nkind = \"move-vm\"\ntenant = \"" + tenant +
               "\"\nvm = \"vm-1\"\ndowntime = \"60ms\"\n";
    };
    const double first = lost(move("ring-1"));
    EXPECT_GE(first, 240); // 60 ms on 2 links, both ways, a packet a millisecond
    EXPECT_EQ(lost(move("ring-1") + move("ring-2")), first + lost(move("ring-2")));
}

} // namespace

} // namespace ns3::vnlab
