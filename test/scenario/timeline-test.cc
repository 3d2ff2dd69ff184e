// SPDX-License-Identifier: GPL-2.0-only
#include "model/change/resubmit.h"
#include "scenarios/vnlab/scenario/timeline.h"
#include "test/support/scenario-test-input.h"

#include <boost/range/iterator_range.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;

using Links = std::set<std::pair<size_t, size_t>>;

Links
LinksOf(const Version& version)
{
    const SpecGraph& graph = version.specification->graph;
    Links links;
    for (const auto edge : boost::make_iterator_range(edges(graph)))
    {
        links.insert(std::minmax(source(edge, graph), target(edge, graph)));
    }
    return links;
}

size_t
InBoth(const Links& first, const Links& second)
{
    Links both;
    std::ranges::set_intersection(first, second, std::inserter(both, both.end()));
    return both.size();
}

std::vector<std::string>
NamesOf(const Timeline& timeline)
{
    std::vector<std::string> names;
    for (const TenantTimeline& tenant : timeline.Tenants())
    {
        names.push_back(tenant.name);
    }
    return names;
}

std::string
Rewire(const std::string& at, const std::string& tenant, int links)
{
    return "[[changes]]\nat = \"" + at + "\"\nkind = \"rewire\"\ntenant = \"" + tenant +
           "\"\nlinks = " + std::to_string(links) + "\n";
}

TEST(TimelineTest, AGroupIsSpelledOut)
{
    const Scenario scenario = ParseTest(
        kShop + "[[tenants]]\nname = \"bank\"\ngenerate = { kind = \"star\", vms = 3 }\n");
    const Timeline timeline(scenario, 0);
    EXPECT_THAT(NamesOf(timeline), ElementsAre("shop-1", "shop-2", "shop-3", "bank"));
    for (const TenantTimeline& tenant : timeline.Tenants())
    {
        ASSERT_EQ(tenant.versions.size(), 1U);
        EXPECT_EQ(tenant.versions[0].at, Time(0));
        EXPECT_EQ(tenant.versions[0].change, nullptr);
        EXPECT_EQ(tenant.versions[0].specification, &tenant.group->specification);
    }
}

TEST(TimelineTest, AChangeOfATenantIsItsAlone)
{
    const Scenario scenario = ParseTest(kShop + Rewire("2s", "shop-2", 1));
    const Timeline timeline(scenario, 0);
    EXPECT_EQ(timeline.Tenants()[0].versions.size(), 1U);
    EXPECT_EQ(timeline.Tenants()[2].versions.size(), 1U);
    const std::vector<Version>& versions = timeline.Tenants()[1].versions;
    ASSERT_EQ(versions.size(), 2U);
    EXPECT_EQ(versions[1].at, Seconds(2));
    EXPECT_EQ(versions[1].change, &scenario.changes[0]);
    EXPECT_EQ(LinksOf(versions[1]).size(), 4U);
    EXPECT_EQ(InBoth(LinksOf(versions[0]), LinksOf(versions[1])), 3U);
}

TEST(TimelineTest, AChangeOfAGroupIsEachTenants)
{
    const Scenario scenario = ParseTest(kShop + Rewire("2s", "shop", 1));
    const Timeline timeline(scenario, 0);
    for (const TenantTimeline& tenant : timeline.Tenants())
    {
        EXPECT_EQ(tenant.versions.size(), 2U);
    }
}

TEST(TimelineTest, ChangesHappenInTheOrderOfTimeEachFromTheOneBefore)
{
    const Scenario scenario =
        ParseTest(kShop + Rewire("5s", "shop-1", 1) +
                  "[[changes]]\nat = \"3s\"\nkind = \"resubmit\"\ntenant = \"shop-1\"\n"
                  "generate = { kind = \"star\", vms = 6 }\n");
    const Timeline timeline(scenario, 0);
    const std::vector<Version>& versions = timeline.Tenants()[0].versions;
    ASSERT_EQ(versions.size(), 3U);
    EXPECT_EQ(versions[1].at, Seconds(3));
    EXPECT_EQ(versions[1].specification,
              dynamic_cast<const ResubmitKeys&>(scenario.changes[1].keys.Of("resubmit"))
                  .specification.read.get());
    EXPECT_EQ(versions[2].at, Seconds(5));
    EXPECT_EQ(InBoth(LinksOf(versions[1]), LinksOf(versions[2])), 4U); // of a star's five
}

TEST(TimelineTest, SeedAndRunDecideWhatIsRewired)
{
    Scenario scenario = ParseTest(kShop + Rewire("1s", "shop", 2));
    const auto rewired = [&scenario](uint32_t run)
    {
        std::vector<Links> links;
        const Timeline timeline(scenario, run);
        for (const TenantTimeline& tenant : timeline.Tenants())
        {
            links.push_back(LinksOf(tenant.versions[1]));
        }
        return links;
    };
    EXPECT_EQ(rewired(0), rewired(0));
    std::set<std::vector<Links>> different;
    for (uint32_t run = 0; run < 20; ++run)
    {
        different.insert(rewired(run));
    }
    EXPECT_GT(different.size(), 5U);
    std::set<std::vector<Links>> bySeed;
    for (scenario.run.seed = 1; scenario.run.seed <= 20; ++scenario.run.seed)
    {
        bySeed.insert(rewired(0));
    }
    EXPECT_GT(bySeed.size(), 5U);
}

} // namespace

} // namespace ns3::vnlab
