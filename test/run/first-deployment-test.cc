// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/first-deployment.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

const std::string kQuiet = R"([substrate]
racks = 2
hosts_per_rack = 2
[[tenants]]
name = "shop"
generate = { kind = "ring", vms = 6 }
[designs]
use = ["vxlan"]
)";

/// A cloud that is about to be switched on.
class FirstDeploymentTest : public testing::Test
{
  protected:
    ~FirstDeploymentTest() override
    {
        m_cloud.deployment.reset();
        Simulator::Destroy();
    }

    /// Runs until it is deployed or given up. @return why it is not
    std::string WhyNot()
    {
        FirstDeployment watch(m_cloud.deployment->GetControlPlane(), m_cloud.substrate->drops);
        std::vector<const Specification*> first;
        for (const TenantTimeline& tenant : m_timeline.Tenants())
        {
            first.push_back(tenant.versions.front().specification);
        }
        bool isDeployed = false;
        m_cloud.deployment->Start(first,
                                  [&](uint64_t)
                                  {
                                      isDeployed = true;
                                      watch.End();
                                  });
        Simulator::Run();
        return isDeployed ? "" : watch.WhyNot();
    }

    Fabric& Links()
    {
        return *m_cloud.substrate->fabric;
    }

    const Scenario m_scenario{ParseScenario(
        kQuiet, "lab.toml", GatherKnownNames(), [](const std::string&) { return std::nullopt; })};
    const Timeline m_timeline{m_scenario, 0};
    ScenarioCloud m_cloud{BuildCloud(m_timeline, ChooseDesign(m_scenario, "vxlan"), 0)};
};

TEST_F(FirstDeploymentTest, OneThatEndsHasNoExcuse)
{
    EXPECT_EQ(WhyNot(), "");
}

TEST_F(FirstDeploymentTest, OneThatIsStuckNamesTheReasonOfMostDrops)
{
    Links().SetUp(Links().GetTopology().ServerUp(ServerId{0}), false);
    const std::string why = WhyNot();
    // Four hosts; seven repeats in 127 s, then one every 120 s.
    EXPECT_EQ(
        why,
        "the first deployment is stuck: for an hour no control segment was acknowledged; 144 of "
        "144 that were lost were dropped as link-down (link: it is down, or went down with the "
        "frame in flight)");
    EXPECT_LE(Simulator::Now(), Hours(2));
}

TEST_F(FirstDeploymentTest, OneThatLacksAHostIsStuckThoughTheOthersAreDone)
{
    Links().SetUp(Links().GetTopology().HostDown(HostId{3}), false);
    EXPECT_NE(WhyNot().find(" dropped as link-down ("), std::string::npos);
    EXPECT_LE(Simulator::Now(), Hours(3));
}

} // namespace

} // namespace ns3::vnlab
