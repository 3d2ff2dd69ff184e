// SPDX-License-Identifier: GPL-2.0-only
//
// Tenants that come and go while a run goes on, as a scenario says it.

#include "scenarios/vnlab/run/reach-survey.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/run/run-observer.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/timeline.h"
#include "test/support/cloud-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

/// A tenant that is there throughout, and two of a group of which changes tell.
std::string
ShopAndGuests(const std::string& changes)
{
    return R"([[tenants]]
name = "shop"
generate = { kind = "ring", vms = 4 }
[[tenants]]
name = "guest"
count = 2
generate = { kind = "star", vms = 3 }
[substrate]
racks = 2
hosts_per_rack = 2
[designs]
use = ["flat"]
[traffic]
interval = "10ms"
[run]
duration = "4s"
)" + changes;
}

Scenario
Lifecycle(const std::string& changes)
{
    return ParseScenario(ShopAndGuests(changes),
                         "lab.toml",
                         GatherKnownNames(),
                         [](const std::string&) -> std::optional<std::string>
                         { return std::nullopt; });
}

std::string
TenantChangeAt(const std::string& at, const std::string& kind, const std::string& tenant)
{
    return "[[changes]]\nat = \"" + at + "\"\nkind = \"" + kind + "\"\ntenant = \"" + tenant +
           "\"\n";
}

std::string
FirstProblem(const std::string& more)
{
    try
    {
        Lifecycle(more);
    }
    catch (const InputError& error)
    {
        return error.Lines().front();
    }
    return "";
}

/// @return how many VMs a tenant wants, version by version
std::vector<size_t>
VmsOverTime(const TenantTimeline& tenant)
{
    std::vector<size_t> vms;
    for (const Version& version : tenant.versions)
    {
        vms.push_back(num_vertices(version.specification->graph));
    }
    return vms;
}

TEST(TenantChangesTest, WhoComesWantsNothingBeforeAndWhoGoesNothingAfter)
{
    const Scenario scenario = Lifecycle(TenantChangeAt("1s", "add-tenant", "guest-2") +
                                        TenantChangeAt("2s", "remove-tenant", "guest") +
                                        TenantChangeAt("3s", "add-tenant", "guest-1"));
    const Timeline timeline(scenario, 0);
    EXPECT_THAT(VmsOverTime(timeline.Tenants()[0]), ElementsAre(4));
    EXPECT_THAT(VmsOverTime(timeline.Tenants()[1]), ElementsAre(3, 0, 3));
    EXPECT_THAT(VmsOverTime(timeline.Tenants()[2]), ElementsAre(0, 3, 0));
    const Specification* stated = &scenario.tenants[1].specification;
    EXPECT_EQ(timeline.Tenants()[1].versions[2].specification, stated);
    EXPECT_EQ(timeline.Tenants()[2].versions[0].specification->paths, stated->paths);
}

TEST(TenantChangesTest, WrongOrdersAreNamedWithTheirPlace)
{
    const std::string come = TenantChangeAt("1s", "add-tenant", "guest-2");
    EXPECT_EQ(FirstProblem(TenantChangeAt("1s", "remove-tenant", "guest-2") +
                           TenantChangeAt("2s", "remove-tenant", "guest")),
              "lab.toml:24:10: changes.tenant is \"guest-2\", which is not there at that time; "
              "accepted is one that has come and not gone");
    EXPECT_EQ(
        FirstProblem(come + TenantChangeAt("2s", "add-tenant", "guest-2")),
        "lab.toml:24:10: changes.tenant is \"guest-2\", which is there at that time; accepted "
        "is one that is not");
    EXPECT_EQ(FirstProblem(TenantChangeAt("500ms", "remove-link", "guest-2") + come),
              "lab.toml:20:10: changes.tenant is \"guest-2\", which is not there at that time; "
              "accepted is one that has come and not gone");
    EXPECT_EQ(FirstProblem(come + TenantChangeAt("2s", "remove-link", "guest-2")), "");
}

TEST(TenantChangesTest, AnAttackOnWhoIsNotThereIsRefused)
{
    const auto attackAt = [](const std::string& at)
    {
        return "[[attacks]]\nat = \"" + at +
               "\"\nkind = \"lateral-movement\"\nfoothold = \"guest-2/vm-1\"\n";
    };
    const std::string come = TenantChangeAt("1s", "add-tenant", "guest-2");
    EXPECT_EQ(FirstProblem(come + attackAt("500ms")),
              "lab.toml:24:12: attacks.foothold is \"guest-2/vm-1\", whose tenant comes later; "
              "accepted is a VM that exists when the attack starts, at \"500ms\"");
    EXPECT_EQ(FirstProblem(come + attackAt("1500ms")), "");
    EXPECT_EQ(
        FirstProblem(come + TenantChangeAt("2s", "remove-tenant", "guest-2") + attackAt("3s")),
        "lab.toml:28:12: attacks.foothold is \"guest-2/vm-1\", which is gone since the change "
        "at \"2s\"; accepted is a VM that exists when the attack starts, at \"3s\"");
}

TEST(TenantChangesTest, AnAttackOnWhoMayBeThereIsNotRefused)
{
    const std::string attack = "[[attacks]]\nat = \"3s\"\nkind = \"lateral-movement\"\nfoothold = ";
    const std::string come = "[[changes]]\nat = \"1s\"\nkind = \"churn\"\nof = \"add-tenant\"\n"
                             "tenant = \"guest\"\nrate = 1\n";
    EXPECT_EQ(FirstProblem(come + attack + "\"guest-2/vm-1\"\n"), "");
    const std::string go = TenantChangeAt("1s", "remove-vm", "shop");
    for (const char* vm : {"vm-1", "vm-2", "vm-3", "vm-4"})
    {
        EXPECT_EQ(FirstProblem(go + attack + "\"shop/" + vm + "\"\n"), "") << vm;
    }
    EXPECT_EQ(
        FirstProblem(go + "vm = \"vm-2\"\n" + attack + "\"shop/vm-2\"\n"),
        "lab.toml:25:12: attacks.foothold is \"shop/vm-2\", which is gone since the change at "
        "\"1s\"; accepted is a VM that exists when the attack starts, at \"3s\"");
}

TEST(TenantChangesTest, ASurveyBeforeAnyChangeDoesNotKnowWhoComesLater)
{
    const ReachSurvey survey(Lifecycle(TenantChangeAt("1s", "add-tenant", "guest-2") +
                                       TenantChangeAt("2s", "remove-tenant", "guest-1")));
    EXPECT_EQ(survey.AllVms().size(), 7U);
    EXPECT_EQ(survey.VmsOf("guest", "--from").size(), 3U);
    EXPECT_THAT([&] { survey.VmsOf("guest-2/vm-1", "--from"); },
                testing::ThrowsMessage<InputError>(testing::HasSubstr(
                    "is \"guest-2/vm-1\", which a change brings later; accepted is what is there "
                    "before any change")));
}

/// Counts what a run has at its start, and how many links each change opened and closed.
class Presences : public RunObserver
{
  public:
    void Began(const Deployment& deployment, const Topology&) override
    {
        active = deployment.ActiveVms().size();
        for (const Rule& rule : deployment.Store().Rules())
        {
            places.insert(rule.where.at);
        }
        placesOfAbsent = 0;
        const CloudPlan& plan = deployment.Plan();
        for (uint32_t vnic = 0; vnic < plan.vnics.size(); ++vnic)
        {
            placesOfAbsent += plan.At(plan.vnics[vnic].vm).tenant == TenantId{2} &&
                                      places.contains(EnforcementPoint::Of(VnicId{vnic}))
                                ? 1
                                : 0;
        }
    }

    void Changed(const ChangeOutcome& outcome) override
    {
        opened.push_back(outcome.added.size());
        closed.push_back(outcome.removed.size());
    }

    size_t active{0};
    std::set<EnforcementPoint> places;
    size_t placesOfAbsent{1};
    std::vector<size_t> opened;
    std::vector<size_t> closed;
};

class TenantChangesRun : public testing::TestWithParam<std::string>
{
};

TEST_P(TenantChangesRun, NothingIsDeployedOrMeasuredOfATenantBeforeItComes)
{
    const std::string come = TenantChangeAt("1s", "add-tenant", "guest-2");
    Presences seen;
    const RunResult later = RunDesign(
        Lifecycle(come), "", GetParam(), 0, [](double) {}, &seen);
    ASSERT_EQ(later.error, "");
    EXPECT_EQ(seen.active, 7U); // of ten
    EXPECT_EQ(seen.placesOfAbsent, 0U);
    EXPECT_THAT(seen.opened, ElementsAre(2));
    EXPECT_THAT(seen.closed, ElementsAre(0));
    Presences always;
    const RunResult never = RunDesign(
        Lifecycle(""), "", GetParam(), 0, [](double) {}, &always);
    EXPECT_EQ(always.active, 10U);
    for (const char* metric : {"config.rules", "config.settings_intent", "traffic.sent"})
    {
        EXPECT_LT(later.metrics.at(metric), never.metrics.at(metric)) << metric;
    }
    EXPECT_GT(later.metrics.at("reconfig.rules_touched"), 0);
    // What the tenant's VMs send is lost where operators are still typing.
    EXPECT_EQ(later.metrics.at("traffic.lost") > 0, IsTyped(GetParam()));
}

TEST_P(TenantChangesRun, WhoGoesLeavesNoRulesAndCanComeAgain)
{
    Presences seen;
    const RunResult result = RunDesign(
        Lifecycle(TenantChangeAt("1s", "remove-tenant", "guest-2") +
                  TenantChangeAt("2s", "add-tenant", "guest-2")),
        "",
        GetParam(),
        0,
        [](double) {},
        &seen);
    ASSERT_EQ(result.error, "");
    EXPECT_EQ(seen.active, 10U);
    EXPECT_THAT(seen.opened, ElementsAre(0, 2));
    EXPECT_THAT(seen.closed, ElementsAre(2, 0));
    EXPECT_EQ(result.metrics.at("reconfig.leak_packets"), 0);
}

TEST_P(TenantChangesRun, ACloudMayBeginWithoutTenants)
{
    Presences seen;
    const RunResult result = RunDesign(
        Lifecycle(TenantChangeAt("1s", "add-tenant", "guest") +
                  TenantChangeAt("2s", "add-tenant", "shop")),
        "",
        GetParam(),
        0,
        [](double) {},
        &seen);
    ASSERT_EQ(result.error, "");
    EXPECT_EQ(seen.active, 0U);
    EXPECT_EQ(result.metrics.at("config.settings_intent"), 0);
    EXPECT_EQ(result.metrics.at("exposure.reachable.guest-root"), 0);
    EXPECT_THAT(seen.opened, testing::UnorderedElementsAre(2, 2, 4));
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         TenantChangesRun,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
