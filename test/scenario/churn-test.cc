// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/arrival-times.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr uint64_t kSecond = 1'000'000'000;

Scenario
ParseChurn(const std::string& changes)
{
    return ParseScenario("[[tenants]]\nname = \"shop\"\ncount = 3\n"
                         "generate = { kind = \"ring\", vms = 6 }\n"
                         "[designs]\nuse = [\"flat\"]\n"
                         "[run]\nduration = \"100s\"\n" +
                             changes,
                         "lab.toml",
                         GatherKnownNames(),
                         [](const std::string&) -> std::optional<std::string>
                         { return std::nullopt; });
}

std::string
ChurnOf(const std::string& kind, const std::string& keys, const std::string& tenant = "shop")
{
    return "[[changes]]\nat = \"10s\"\nkind = \"churn\"\ntenant = \"" + tenant + "\"\nof = \"" +
           kind + "\"\n" + keys;
}

std::string
ProblemOfChurn(const std::string& changes)
{
    try
    {
        ParseChurn(changes);
    }
    catch (const InputError& error)
    {
        return error.Lines().front();
    }
    return "";
}

/// @return the seed of each version of all tenants, by its time
std::map<Time, uint64_t>
SeedsOf(const Scenario& scenario, const std::string& kind, uint32_t run = 0)
{
    std::map<Time, uint64_t> seeds;
    const Timeline timeline(scenario, run);
    for (const TenantTimeline& tenant : timeline.Tenants())
    {
        for (const Version& version : tenant.versions)
        {
            if (version.change && version.change->kind == kind)
            {
                seeds.emplace(version.at, version.seed);
            }
        }
    }
    return seeds;
}

TEST(ArrivalTimesTest, AreAPoissonProcess)
{
    const ArrivalSpan span{.from_ns = 5 * kSecond, .until_ns = 15 * kSecond, .rate_hz = 10};
    EXPECT_EQ(span.Mean(), 100);
    constexpr uint32_t processes = 400;
    double total = 0;
    double squares = 0;
    double gaps = 0;
    double longer = 0; // than the mean: e^-1 of them
    for (uint32_t who = 0; who < processes; ++who)
    {
        const std::vector<uint64_t> times = ArrivalTimes(span, Dice(1, 0), who);
        ASSERT_TRUE(std::ranges::is_sorted(times));
        ASSERT_GE(times.front(), span.from_ns);
        ASSERT_LT(times.back(), span.until_ns);
        const auto count = static_cast<double>(times.size());
        total += count;
        squares += (count - span.Mean()) * (count - span.Mean());
        for (size_t i = 1; i < times.size(); ++i)
        {
            ++gaps;
            longer += times[i] - times[i - 1] > kSecond / 10 ? 1 : 0;
        }
    }
    // Three checks, each within 3.5 standard deviations: together 99.9 %.
    const double mean = processes * span.Mean();
    EXPECT_NEAR(total, mean, 3.5 * std::sqrt(mean));
    EXPECT_NEAR(squares / processes,
                span.Mean(),
                3.5 * span.Mean() * std::sqrt((2 + 1 / span.Mean()) / processes));
    const double part = std::exp(-1);
    EXPECT_NEAR(longer, gaps * part, 3.5 * std::sqrt(gaps * part * (1 - part)));
}

TEST(ArrivalTimesTest, EndWhereTheyEndAndAreNoneWhereThereWouldBeTooMany)
{
    EXPECT_THAT(ArrivalTimes({.from_ns = 5, .until_ns = 5, .rate_hz = 1e6}, Dice(1, 0), 0),
                IsEmpty());
    EXPECT_THAT(
        ArrivalTimes({.from_ns = 0, .until_ns = 101 * kSecond, .rate_hz = 1e3}, Dice(1, 0), 0),
        IsEmpty());
}

TEST(ChurnTest, EachArrivalIsAChangeOfItsKindOfOneTenant)
{
    const Scenario scenario = ParseChurn(
        ChurnOf("rewire", "rate = 2\nuntil = \"60s\"\nwatch = \"1s\"\nrewire = { links = 1 }\n"));
    const Timeline timeline(scenario, 0);
    std::set<Time> times;
    size_t arrivals = 0;
    for (const TenantTimeline& tenant : timeline.Tenants())
    {
        EXPECT_GT(tenant.versions.size(), 15U); // 33 on average, six standard deviations
        for (const Version& version : std::span(tenant.versions).subspan(1))
        {
            ++arrivals;
            times.insert(version.at);
            EXPECT_GE(version.at, Seconds(10));
            EXPECT_LT(version.at, Seconds(60));
            EXPECT_EQ(version.change->kind, "rewire");
            EXPECT_EQ(version.change->watch_ns, kSecond);
            EXPECT_EQ(num_edges(version.specification->graph), 6U);
            EXPECT_EQ(version.failure, "");
        }
    }
    EXPECT_EQ(times.size(), arrivals);
    EXPECT_EQ(timeline.Changes().size(), arrivals + 1);
}

TEST(ChurnTest, MovesNobodyElsesDraws)
{
    const std::string rewire =
        "[[changes]]\nat = \"50s\"\nkind = \"rewire\"\ntenant = \"shop-2\"\nlinks = 2\n";
    const std::string links = ChurnOf("remove-link", "rate = 0.1\n", "shop-1");
    const std::string vms = ChurnOf("remove-vm", "rate = 0.1\n", "shop-1");
    EXPECT_EQ(SeedsOf(ParseChurn(links + rewire), "rewire"), SeedsOf(ParseChurn(rewire), "rewire"));
    const auto alone = SeedsOf(ParseChurn(links), "remove-link");
    EXPECT_GE(alone.size(), 2U);
    EXPECT_EQ(SeedsOf(ParseChurn(rewire + vms + links), "remove-link"), alone);
    EXPECT_NE(SeedsOf(ParseChurn(links), "remove-link", 1), alone);
    EXPECT_GT(SeedsOf(ParseChurn(links + links), "remove-link").size(), alone.size());
}

TEST(ChurnTest, OfTheSubstrateArrivesThere)
{
    const Scenario scenario = ParseChurn("[[changes]]\nat = \"10s\"\nkind = \"churn\"\n"
                                         "of = \"fail-link\"\nrate = 1\n");
    const Timeline timeline(scenario, 0);
    const auto versions = timeline.SubstrateVersions();
    EXPECT_GT(versions.size(), 30U); // 90 on average
    EXPECT_EQ(versions[1].change->kind, "fail-link");
    EXPECT_EQ(versions.size(), timeline.Changes().size()); // the start, and the churn itself
}

TEST(ChurnTest, WhatCannotBeMadeAnyMoreFailsAndTheRestIsMade)
{
    const Scenario scenario = ParseChurn(ChurnOf("remove-vm", "rate = 1\n"));
    const Timeline timeline(scenario, 0);
    size_t made = 0;
    size_t failed = 0;
    for (const TenantTimeline& tenant : timeline.Tenants())
    {
        EXPECT_EQ(num_vertices(tenant.versions.back().specification->graph), 0U);
        for (size_t i = 1; i < tenant.versions.size(); ++i)
        {
            const Version& version = tenant.versions[i];
            const bool fails = !version.failure.empty();
            fails ? ++failed : ++made;
            EXPECT_EQ(fails, version.specification == tenant.versions[i - 1].specification);
        }
    }
    EXPECT_EQ(made, 18U); // chance does not choose who has no VM while another has one
    EXPECT_EQ(failed, timeline.Changes().size() - 1 - made);
    EXPECT_GT(failed, 0U);
    const Version& last = timeline.Tenants()[0].versions.back();
    EXPECT_EQ(last.failure,
              "vm is \"random\", but tenant \"shop-1\" has no VM at that time; accepted is when it "
              "has one");
}

TEST(ChurnTest, TenantsComeAndGoByChance)
{
    const Scenario scenario =
        ParseChurn(ChurnOf("add-tenant", "rate = 1\n") + ChurnOf("remove-tenant", "rate = 1\n"));
    const Timeline timeline(scenario, 0);
    for (const TenantTimeline& tenant : timeline.Tenants())
    {
        size_t vms = 0;
        EXPECT_EQ(num_vertices(tenant.versions[0].specification->graph), 0U);
        EXPECT_GT(tenant.versions.size(), 10U);
        for (const Version& version : std::span(tenant.versions).subspan(1))
        {
            vms = version.failure.empty() ? 6 - vms : vms; // by turns
            EXPECT_EQ(num_vertices(version.specification->graph), vms);
        }
    }
}

TEST(ChurnTest, ResolvedItReadsBackAsItself)
{
    for (const char* keys :
         {"rate = 0.5\nuntil = \"20s\"\nrewire = { links = 2 }\n", "rate = 3\nrewire.links = 1\n"})
    {
        const std::string resolved = WriteResolved(ParseChurn(ChurnOf("rewire", keys)));
        EXPECT_EQ(WriteResolved(ParseScenario(resolved,
                                              "again.toml",
                                              GatherKnownNames(),
                                              [](const std::string&) { return std::nullopt; })),
                  resolved);
    }
    const std::string resolved = WriteResolved(ParseChurn(
        ChurnOf("resubmit", "rate = 1\nresubmit.generate = { kind = \"star\", vms = 4 }\n")));
    EXPECT_THAT(resolved, testing::HasSubstr("resubmit = { generate = { kind = \"star\", vms = 4"));
    EXPECT_EQ(WriteResolved(ParseScenario(resolved,
                                          "again.toml",
                                          GatherKnownNames(),
                                          [](const std::string&) { return std::nullopt; })),
              resolved);
}

TEST(ChurnTest, WrongValuesAreNamedWithTheirPlace)
{
    const std::string ok = "rate = 1\n";
    EXPECT_EQ(ProblemOfChurn(ChurnOf("add-link", ok)), "");
    EXPECT_THAT(
        ProblemOfChurn(ChurnOf("churn", ok)),
        testing::StartsWith("lab.toml:13:6: changes.of is \"churn\"; accepted are add-link"));
    EXPECT_EQ(ProblemOfChurn("[[changes]]\nat = \"10s\"\nkind = \"churn\"\nrate = 1\n"),
              "lab.toml:9:1: changes.of is missing");
    EXPECT_EQ(ProblemOfChurn(ChurnOf("add-link", "")), "lab.toml:9:1: changes.rate is missing");
    EXPECT_EQ(ProblemOfChurn(ChurnOf("add-link", "rate = 0\n")),
              "lab.toml:14:8: changes.rate is 0; accepted is a number, 1e-06 to 1e+06");
    EXPECT_EQ(ProblemOfChurn(ChurnOf("add-link", "rate = -1\n")),
              "lab.toml:14:8: changes.rate is -1; accepted is a number, 1e-06 to 1e+06");
    EXPECT_EQ(
        ProblemOfChurn(ChurnOf("add-link", "rate = 2000\n")),
        "lab.toml:14:8: changes.rate is 2000, which makes 180000 changes on average; accepted "
        "are at most 100000");
    EXPECT_EQ(
        ProblemOfChurn(ChurnOf("add-link", ok + "until = \"10s\"\n")),
        "lab.toml:15:9: changes.until is \"10s\"; accepted is more than at, which is \"10s\"");
    EXPECT_EQ(ProblemOfChurn(ChurnOf("rewire", ok)),
              "lab.toml:9:1: changes.rewire.links is missing");
    EXPECT_EQ(
        ProblemOfChurn(ChurnOf("rewire", ok + "rewire = { links = 0 }\n")),
        "lab.toml:15:20: changes.rewire.links is 0; accepted is an integer from 1 to 1000000");
    EXPECT_EQ(ProblemOfChurn(ChurnOf("add-link", ok + "rewire = { links = 1 }\n")),
              "lab.toml:15:10: changes.rewire does not apply here; accepted is only with of = "
              "\"rewire\"");
    EXPECT_EQ(ProblemOfChurn(ChurnOf("add-link", ok + "a = \"vm-1\"\n")),
              "lab.toml:15:5: changes.a does not apply here; accepted is only with kind = "
              "\"add-link\", kind = \"fail-link\", kind = \"partition-wan\", kind = "
              "\"remove-link\", kind = "
              "\"repair-link\", kind = \"repair-wan\"");
    EXPECT_EQ(ProblemOfChurn(ChurnOf("rewire", ok + "rewire = { links = 7 }\n")),
              "lab.toml:15:20: changes.rewire.links is 7; accepted are at most 6, because tenant "
              "\"shop-1\" has 6 links and 9 pairs of VMs without one");
    EXPECT_EQ(ProblemOfChurn(ChurnOf("move-vm", ok + "move-vm = { to = \"400\" }\n")),
              "lab.toml:15:18: changes.move-vm.to is \"400\"; accepted are hosts 0 to 39, and "
              "\"random\"");
    EXPECT_EQ(ProblemOfChurn(ChurnOf("fail-link", ok)),
              "lab.toml:12:10: changes.tenant is not accepted: fail-link changes the substrate, "
              "which all tenants share");
    EXPECT_EQ(ProblemOfChurn(ChurnOf("remove-vm", ok, "shup")),
              "lab.toml:12:10: changes.tenant is \"shup\", which is neither a tenant nor a group, "
              "did you mean 'shop'?");
    EXPECT_EQ(
        ProblemOfChurn(ChurnOf("resubmit", ok)),
        "lab.toml:9:1: changes.resubmit has neither spec nor generate; accepted is one of the "
        "two");
}

} // namespace

} // namespace ns3::vnlab
