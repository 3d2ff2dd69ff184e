// SPDX-License-Identifier: GPL-2.0-only
//
// Links of a tenant that come and go, as a scenario says it.

#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/timeline.h"
#include "test/support/cloud-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

Scenario
ScenarioWith(const std::string& changes)
{
    return ParseScenario(R"([[tenants]]
name = "shop"
generate = { kind = "ring", vms = 5 }
[substrate]
racks = 2
hosts_per_rack = 2
[designs]
use = ["flat"]
[run]
duration = "3s"
)" + changes,
                         "lab.toml",
                         GatherKnownNames(),
                         [](const std::string&) -> std::optional<std::string>
                         { return std::nullopt; });
}

std::string
LinkChangeAt(const std::string& at, const std::string& kind, const std::string& keys = "")
{
    return "[[changes]]\nat = \"" + at + "\"\nkind = \"" + kind + "\"\n" + keys;
}

std::string
WhatIsWrong(const std::string& changes)
{
    try
    {
        ScenarioWith(changes);
    }
    catch (const InputError& error)
    {
        return error.Lines().front();
    }
    return "";
}

/// @return the links of each version of the tenant, by the names of their ends
std::vector<std::set<std::pair<std::string, std::string>>>
LinksOverTime(const std::string& changes)
{
    const Scenario scenario = ScenarioWith(changes);
    const Timeline timeline(scenario, 0);
    std::vector<std::set<std::pair<std::string, std::string>>> versions;
    for (const Version& version : timeline.Tenants().front().versions)
    {
        const SpecGraph& graph = version.specification->graph;
        auto& links = versions.emplace_back();
        for (const auto link : boost::make_iterator_range(boost::edges(graph)))
        {
            const std::string& a = graph[boost::source(link, graph)].name;
            const std::string& b = graph[boost::target(link, graph)].name;
            links.emplace(std::min(a, b), std::max(a, b));
        }
    }
    return versions;
}

TEST(LinkChangesTest, TheLinkThatIsNamedComesAndGoes)
{
    const std::string ends = "a = \"vm-3\"\nb = \"vm-1\"\n";
    const auto versions = LinksOverTime(LinkChangeAt("1s", "add-link", ends) +
                                        LinkChangeAt("2s", "remove-link", ends));
    auto with = versions[0];
    EXPECT_TRUE(with.emplace("vm-1", "vm-3").second);
    EXPECT_EQ(versions[1], with);
    EXPECT_EQ(versions[2], versions[0]);
}

TEST(LinkChangesTest, ChanceTakesOneOfThoseThatThereAre)
{
    const auto versions =
        LinksOverTime(LinkChangeAt("1s", "remove-link") + LinkChangeAt("2s", "add-link"));
    EXPECT_EQ(versions[0].size(), 5U);
    EXPECT_EQ(versions[1].size(), 4U);
    EXPECT_EQ(versions[2].size(), 5U);
    EXPECT_TRUE(std::ranges::includes(versions[0], versions[1]));
    EXPECT_TRUE(std::ranges::includes(versions[2], versions[1]));
}

TEST(LinkChangesTest, WrongValuesAreNamedWithTheirPlace)
{
    EXPECT_EQ(WhatIsWrong(LinkChangeAt("1s", "add-link", "a = \"vm-9\"\n")),
              "lab.toml:14:5: changes.a is \"vm-9\", which is no VM of tenant \"shop\" at that "
              "time; accepted is one of its, or \"random\"");
    EXPECT_EQ(WhatIsWrong(LinkChangeAt("1s", "add-link", "a = \"vm-1\"\nb = \"vm-1\"\n")),
              "lab.toml:15:5: changes.b is \"vm-1\", as a is; accepted is another VM");
    EXPECT_EQ(WhatIsWrong(LinkChangeAt("1s", "add-link", "a = \"vm-1\"\nb = \"vm-2\"\n")),
              "lab.toml:15:5: changes.b is \"vm-2\", a is \"vm-1\": all such pairs of VMs of "
              "tenant \"shop\" have a link, or may not have one; accepted is a pair without one");
    EXPECT_EQ(WhatIsWrong(LinkChangeAt("1s", "remove-link", "a = \"vm-1\"\nb = \"vm-3\"\n")),
              "lab.toml:15:5: changes.b is \"vm-3\", a is \"vm-1\": no such two VMs of tenant "
              "\"shop\" have a link; accepted is a pair with one");
}

class LinkChangesRun : public testing::TestWithParam<std::string>
{
};

TEST_P(LinkChangesRun, EachIsMeasuredAsOneLink)
{
    const std::string ends = "a = \"vm-1\"\nb = \"vm-3\"\n";
    const RunResult result = RunDesign(ScenarioWith(LinkChangeAt("1s", "add-link", ends) +
                                                    LinkChangeAt("2s", "remove-link", ends)),
                                       "",
                                       GetParam(),
                                       0,
                                       [](double) {});
    ASSERT_EQ(result.error, "");
    const auto opened = result.samples.contains("reconfig.effective")
                          ? result.samples.at("reconfig.effective").size()
                          : 0;
    EXPECT_EQ(static_cast<double>(opened) + result.metrics.at("reconfig.always_open"), 1);
    EXPECT_EQ(result.samples.at("reconfig.leak").size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         LinkChangesRun,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
