// SPDX-License-Identifier: GPL-2.0-only
//
// VMs of a tenant that come, go and are renumbered, as a scenario says it.

#include "model/spec/spec-delta.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/timeline.h"
#include "test/support/cloud-fixture.h"

#include <boost/range/iterator_range.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// Two paths; `web` and `db` have roles, and `db` takes two peers at most.
const char* const kShopDot = R"(graph {
  paths="control=10.1.0.0/24 data=10.2.0.0/24"
  web [role=front, deny="db"]
  app [role=middle]
  db [role=back, max_links=2]
  log
  web -- app [path=control, allow="tcp/80"]
  app -- db [path=data, allow="tcp/5432"]
  app -- log [path=control]
})";

const std::string kVariants = R"([[designs.variant]]
name = "vxlan-pull"
design = "vxlan"
control = "pull"
[[designs.variant]]
name = "vxlan-reactive"
design = "vxlan"
control = "reactive"
[[designs.variant]]
name = "vxlan-bgp"
design = "vxlan"
control = "bgp-evpn"
)";

Scenario
ScenarioOf(const std::string& changes)
{
    return ParseScenario("[[tenants]]\nname = \"shop\"\nspec = \"shop.dot\"\n"
                         "[substrate]\nracks = 2\nhosts_per_rack = 2\n"
                         "[designs]\nuse = [\"flat\"]\n"
                         "[run]\nduration = \"3s\"\n" +
                             changes + kVariants,
                         "lab.toml",
                         GatherKnownNames(),
                         [](const std::string&) -> std::optional<std::string> { return kShopDot; });
}

std::string
VmChangeAt(const std::string& at, const std::string& kind, const std::string& keys = "")
{
    return "[[changes]]\nat = \"" + at + "\"\nkind = \"" + kind + "\"\n" + keys;
}

std::string
ProblemWith(const std::string& changes)
{
    try
    {
        ScenarioOf(changes);
    }
    catch (const InputError& error)
    {
        return error.Lines().front();
    }
    return "";
}

/// @return what each change makes differ, the first change first
std::vector<SpecDelta>
DeltasOf(const std::string& changes)
{
    const Scenario scenario = ScenarioOf(changes);
    const Timeline timeline(scenario, 0);
    const std::vector<Version>& versions = timeline.Tenants().front().versions;
    std::vector<SpecDelta> deltas;
    for (size_t i = 1; i < versions.size(); ++i)
    {
        deltas.push_back(Diff(*versions[i - 1].specification, *versions[i].specification));
    }
    return deltas;
}

const std::vector<Service> kWeb{{6, 80}};
const std::vector<Service> kDns{{6, 80}, {17, 53}};

TEST(AddVmTest, GetsTheLinksThatAreNamedEachOnThePathOfItsPeer)
{
    const auto deltas = DeltasOf(VmChangeAt(
        "1s", "add-vm", "vm = \"cache\"\nlinks = \"db, log\"\nallow = \"udp/53 tcp/80\"\n"));
    ASSERT_EQ(deltas.size(), 1U);
    EXPECT_THAT(deltas[0].addedVms, ElementsAre("cache"));
    EXPECT_THAT(deltas[0].removedVms, IsEmpty());
    EXPECT_THAT(deltas[0].addedLinks,
                ElementsAre(NamedLink{"cache", "db", "data", kDns},
                            NamedLink{"cache", "log", "control", kDns}));
    EXPECT_THAT(deltas[0].removedLinks, IsEmpty());
}

TEST(AddVmTest, LikeAnotherItHasItsRoleItsLimitsAndItsLinksWithTheirServices)
{
    const Scenario scenario =
        ScenarioOf(VmChangeAt("1s", "add-vm", "vm = \"web-2\"\nlike = \"web\"\n"));
    const Timeline timeline(scenario, 0);
    const std::vector<Version>& versions = timeline.Tenants().front().versions;
    const SpecDelta delta = Diff(*versions[0].specification, *versions[1].specification);
    EXPECT_THAT(delta.addedLinks, ElementsAre(NamedLink{"app", "web-2", "control", kWeb}));
    const SpecGraph& graph = versions[1].specification->graph;
    const VmSpec& added = graph[num_vertices(graph) - 1];
    EXPECT_EQ(added.name, "web-2");
    EXPECT_EQ(added.role, "front");
    EXPECT_THAT(added.deny, ElementsAre("db"));
}

TEST(AddVmTest, WithoutANameItIsTheFirstThatIsFree)
{
    const auto deltas = DeltasOf(VmChangeAt("1s", "add-vm", "links = \"app\"\n") +
                                 VmChangeAt("1500ms", "add-vm", "links = \"app\"\n") +
                                 VmChangeAt("2s", "remove-vm", "vm = \"new-1\"\n") +
                                 VmChangeAt("2500ms", "add-vm", "links = \"log\"\n"));
    ASSERT_EQ(deltas.size(), 4U);
    EXPECT_THAT(deltas[0].addedVms, ElementsAre("new-1"));
    EXPECT_THAT(deltas[1].addedVms, ElementsAre("new-2"));
    EXPECT_THAT(deltas[3].addedVms, ElementsAre("new-1"));
    EXPECT_THAT(deltas[3].addedLinks, ElementsAre(NamedLink{"log", "new-1", "control", {}}));
}

TEST(AddVmTest, ChanceTakesAVmWhoseLinksMayBeCopied)
{
    const Scenario scenario = ScenarioOf(
        VmChangeAt("1s", "add-vm", "vm = \"a\"\nlike = \"app\"\n") + // db is full from now on
        VmChangeAt("2s", "add-vm", "vm = \"b\"\nlike = \"random\"\n"));
    std::set<std::string> roles;
    for (uint32_t run = 0; run < 60; ++run)
    {
        const Timeline timeline(scenario, run);
        const SpecGraph& graph = timeline.Tenants().front().versions[2].specification->graph;
        roles.insert(graph[num_vertices(graph) - 1].role);
    }
    EXPECT_THAT(roles,
                ElementsAre("", "back", "front")); // neither app nor a, which are linked to db
}

TEST(RemoveVmTest, TakesItsLinksAndNoOthersAlong)
{
    const auto deltas = DeltasOf(VmChangeAt("1s", "remove-vm", "vm = \"db\"\n"));
    EXPECT_THAT(deltas[0].removedVms, ElementsAre("db"));
    EXPECT_THAT(deltas[0].removedLinks, ElementsAre(NamedLink{"app", "db", "data", {{6, 5432}}}));
    EXPECT_THAT(deltas[0].addedVms, IsEmpty());
    EXPECT_THAT(deltas[0].addedLinks, IsEmpty());
}

TEST(RemoveVmTest, ChanceTakesEachOfThemAndAllCanGo)
{
    const std::string four = VmChangeAt("1s", "remove-vm") + VmChangeAt("1s", "remove-vm") +
                             VmChangeAt("1s", "remove-vm") + VmChangeAt("1s", "remove-vm");
    std::set<std::string> gone;
    for (const SpecDelta& delta : DeltasOf(four))
    {
        ASSERT_EQ(delta.removedVms.size(), 1U);
        gone.insert(delta.removedVms.front());
    }
    EXPECT_THAT(gone, ElementsAre("app", "db", "log", "web"));
    EXPECT_EQ(
        ProblemWith(four + VmChangeAt("2s", "remove-vm")),
        "lab.toml:23:1: changes.vm is \"random\", but tenant \"shop\" has no VM at that time; "
        "accepted is when it has one");
}

TEST(AddLinkTest, AllowsWhatItsKeySaysAndEverythingWithoutIt)
{
    const auto deltas = DeltasOf(
        VmChangeAt("1s", "add-link", "a = \"web\"\nb = \"log\"\nallow = \"udp/53,tcp/80\"\n") +
        VmChangeAt("2s", "add-link", "a = \"db\"\nb = \"log\"\n"));
    EXPECT_THAT(deltas[0].addedLinks, ElementsAre(NamedLink{"log", "web", "control", kDns}));
    EXPECT_THAT(deltas[1].addedLinks, ElementsAre(NamedLink{"db", "log", "control", {}}));
}

TEST(VmChangeKeysTest, WrongValuesAreNamedWithTheirPlace)
{
    const auto problem = [](const std::string& kind, const std::string& keys)
    { return ProblemWith(VmChangeAt("1s", kind, keys)); };
    EXPECT_EQ(problem("add-vm", "links = \"web\"\nvm = \"app\"\n"),
              "lab.toml:15:6: changes.vm is \"app\"; accepted is a name that no VM of tenant "
              "\"shop\" has at that time, or \"new\"");
    EXPECT_EQ(problem("add-vm", "vm = \"\"\nlinks = \"web\"\n"),
              "lab.toml:14:6: changes.vm is \"\"; accepted is a name that no VM of tenant \"shop\" "
              "has at that time, or \"new\"");
    EXPECT_EQ(
        problem("add-vm", ""),
        "lab.toml:11:1: changes.links is missing, and so is like; accepted is one of the two");
    EXPECT_EQ(problem("add-vm", "links = \"web\"\nlike = \"app\"\n"),
              "lab.toml:14:9: changes.links stands beside like; accepted is one of the two");
    EXPECT_EQ(problem("add-vm", "links = \"web wep\"\n"),
              "lab.toml:14:9: changes.links has \"wep\", which is no VM of tenant \"shop\" at that "
              "time; accepted are names of its VMs");
    EXPECT_EQ(problem("add-vm", "links = \"web web\"\n"),
              "lab.toml:14:9: changes.links has \"web\" twice");
    EXPECT_EQ(
        problem("add-vm", "vm = \"db-2\"\nlinks = \"app\"\nallow = \"tcp/0\"\n"),
        "lab.toml:16:9: changes.allow has \"tcp/0\"; accepted are tcp/PORT, udp/PORT, tcp, udp "
        "and icmp, ports from 1 to 65535");
    EXPECT_EQ(problem("add-vm", "like = \"wep\"\n"),
              "lab.toml:14:8: changes.like is \"wep\", which is no VM of tenant \"shop\" at that "
              "time; accepted is one of its, or \"random\"");
    EXPECT_EQ(problem("add-vm", "like = \"web\"\nallow = \"tcp/80\"\n"),
              "lab.toml:15:9: changes.allow stands beside like, whose links say what they permit; "
              "accepted is with links");
    EXPECT_EQ(problem("add-vm", "vm = \"db\"\nlinks = \"app\"\n"),
              "lab.toml:14:6: changes.vm is \"db\"; accepted is a name that no VM of tenant "
              "\"shop\" has at that time, or \"new\"");
    EXPECT_EQ(
        ProblemWith(VmChangeAt("1s", "remove-vm", "vm = \"db\"\n") +
                    VmChangeAt("2s", "add-vm", "vm = \"db\"\nlinks = \"web\"\n")),
        "lab.toml:19:9: changes.links has a VM that denies \"db\", or has as many links as its "
        "max_links accepts");
    EXPECT_EQ(
        ProblemWith(VmChangeAt("1s", "add-vm", "links = \"db\"\n") +
                    VmChangeAt("2s", "add-vm", "like = \"app\"\n")),
        "lab.toml:18:8: changes.like is \"app\", which has a link with a VM that has as many as "
        "its max_links accepts, or denies the new one");
    EXPECT_EQ(problem("remove-vm", "vm = \"wep\"\n"),
              "lab.toml:14:6: changes.vm is \"wep\", which is no VM of tenant \"shop\" at that "
              "time; accepted is one of its, or \"random\"");
    EXPECT_EQ(problem("renumber-vm", "vm = \"wep\"\n"),
              "lab.toml:14:6: changes.vm is \"wep\", which is no VM of tenant \"shop\" at that "
              "time; accepted is one of its, or \"random\"");
    EXPECT_EQ(
        problem("add-link", "allow = \"http\"\n"),
        "lab.toml:14:9: changes.allow has \"http\"; accepted are tcp/PORT, udp/PORT, tcp, udp "
        "and icmp, ports from 1 to 65535");
    EXPECT_EQ(problem("remove-link", "allow = \"tcp\"\n"),
              "lab.toml:14:9: changes.allow does not apply here; accepted is only with kind = "
              "\"add-link\", kind = \"add-vm\"");
}

class VmChangesRun : public testing::TestWithParam<std::string>
{
  protected:
    static RunResult Simulate(const std::string& changes)
    {
        RunResult result = RunDesign(ScenarioOf(changes), "", GetParam(), 0, [](double) {});
        EXPECT_EQ(result.error, "");
        EXPECT_FALSE(result.metrics.contains("reconfig.failed"));
        return result;
    }

    static double OpenedBy(const RunResult& result)
    {
        const auto samples = result.samples.find("reconfig.effective");
        return (samples == result.samples.end() ? 0 : static_cast<double>(samples->second.size())) +
               result.metrics.at("reconfig.always_open");
    }
};

TEST_P(VmChangesRun, AVmThatComesIsReachedAndOneThatGoesIsNot)
{
    const RunResult result =
        Simulate(VmChangeAt("1s", "add-vm", "vm = \"x\"\nlinks = \"web log\"\n") +
                 VmChangeAt("2s", "remove-vm", "vm = \"x\"\n"));
    EXPECT_EQ(OpenedBy(result), 2);
    EXPECT_THAT(result.samples.at("reconfig.leak"), ElementsAre(0, 0));
    EXPECT_EQ(result.metrics.at("reconfig.leak_packets"), 0);
}

TEST_P(VmChangesRun, ARenumberedVmIsReachedAgainAndNoLinkOpensOrCloses)
{
    const RunResult result = Simulate(VmChangeAt("1s", "renumber-vm", "vm = \"app\"\n"));
    EXPECT_EQ(OpenedBy(result), 0);
    EXPECT_FALSE(result.samples.contains("reconfig.leak") &&
                 !result.samples.at("reconfig.leak").empty());
    const bool isLinkWire = GetParam().starts_with("linkwire");
    EXPECT_EQ(result.metrics.at("reconfig.rules_touched") > 0,
              isLinkWire ||
                  GetParam() == "vpn-mesh"); // whose tunnels are between provider addresses
    EXPECT_EQ(result.metrics.at("reconfig.messages") > 0, isLinkWire); // vpn-mesh's are typed
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         VmChangesRun,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

INSTANTIATE_TEST_SUITE_P(OtherControlPlanes,
                         VmChangesRun,
                         testing::Values("vxlan-pull", "vxlan-reactive", "vxlan-bgp"),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
