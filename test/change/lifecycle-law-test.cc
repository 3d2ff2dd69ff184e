// SPDX-License-Identifier: GPL-2.0-only
//
// Whatever comes and goes by chance, at the end of the run the rules are those of a fresh compile of what
// is wanted then, under every design.

#include "model/rule/rule-store.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/run/run-observer.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "test/support/cloud-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

/// Kinds that arrive, each with a key that it needs.
const std::map<std::string, std::string> kArriving{{"add-link", ""},
                                                   {"add-tenant", ""},
                                                   {"add-vm", "add-vm.like = \"random\"\n"},
                                                   {"move-vm", "move-vm.downtime = \"5ms\"\n"},
                                                   {"remove-link", ""},
                                                   {"remove-tenant", ""},
                                                   {"remove-vm", ""},
                                                   {"renumber-vm", ""},
                                                   {"rewire", "rewire.links = 2\n"}};

Scenario
Storm(uint64_t seed)
{
    std::string text = R"([[tenants]]
name = "shop"
count = 3
generate = { kind = "ring", vms = 5 }
[substrate]
racks = 2
hosts_per_rack = 2
vms_per_host = 60
[designs]
use = ["flat"]
[traffic]
interval = "50ms"
)";
    text += "[run]\nduration = \"4s\"\nwiretap = \"off\"\nseed = " + std::to_string(seed) + "\n";
    for (const auto& [kind, key] : kArriving)
    {
        text += "[[changes]]\nat = \"500ms\"\nkind = \"churn\"\nrate = 4\nuntil = \"3s\"\n"
                "watch = \"10ms\"\nprobe_interval = \"5ms\"\nof = \"" +
                kind + "\"\n" + key;
    }
    return ParseScenario(text,
                         "storm.toml",
                         GatherKnownNames(),
                         [](const std::string&) -> std::optional<std::string>
                         { return std::nullopt; });
}

/// Looks at the cloud when the run is over.
class AtTheEnd : public RunObserver
{
  public:
    explicit AtTheEnd(const Timeline& timeline)
        : m_timeline(timeline)
    {
    }

    void Began(const Deployment& deployment, const Topology&) override
    {
        m_cloud = &deployment;
    }

    /// Called after the last event, change by change.
    void Changed(const ChangeOutcome& outcome) override
    {
        made += outcome.failure.empty() ? 1 : 0;
        if (isCompared)
        {
            return;
        }
        isCompared = true;
        const auto compiler = m_cloud->GetDesign().MakeCompiler();
        RuleStore fresh;
        for (uint32_t id = 0; id < m_timeline.Tenants().size(); ++id)
        {
            const TenantView view(m_cloud->Plan(),
                                  m_cloud->Version(),
                                  TenantId{id},
                                  *m_timeline.Tenants()[id].versions.back().specification);
            EXPECT_EQ(m_cloud->Views()[id].Vnics(), view.Vnics());
            EXPECT_EQ(m_cloud->Views()[id].Links(), view.Links());
            EXPECT_EQ(m_cloud->Views()[id].Places(), view.Places());
            fresh.Add(*compiler, view);
        }
        EXPECT_EQ(m_cloud->Store().Rules(), fresh.Rules());
        EXPECT_EQ(m_cloud->GetControlPlane().Refused(), 0U);
    }

    size_t made{0};
    bool isCompared{false};

  private:
    const Timeline& m_timeline;
    const Deployment* m_cloud{nullptr};
};

class LifecycleLaw : public testing::TestWithParam<std::string>
{
};

TEST_P(LifecycleLaw, AfterAnyChangesTheRulesAreThoseOfAFreshCompile)
{
    for (uint64_t seed = 1; seed <= 3; ++seed)
    {
        const Scenario scenario = Storm(seed);
        const Timeline timeline(scenario, 0);
        AtTheEnd end(timeline);
        const RunResult result = RunDesign(
            scenario, "", GetParam(), 0, [](double) {}, &end);
        ASSERT_EQ(result.error, "") << seed;
        EXPECT_TRUE(end.isCompared);
        EXPECT_GT(end.made, 40U); // of 90 on average
    }
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         LifecycleLaw,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
