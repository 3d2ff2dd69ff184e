// SPDX-License-Identifier: GPL-2.0-only
//
// The openflow-* designs at work: what a deployment takes, flows on demand in the fabric, links that fail,
// tables that are full.

#include "model/design/openflow-overlay.h"
#include "model/rule/flow-entry.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// Four VMs that may all speak, one on each of four hosts behind two leaves and two spines.
CloudScenario
FourVms()
{
    return {.name = "mesh",
            .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = 4})}}}};
}

/// By design.
class OpenFlowDesigns : public testing::TestWithParam<const char*>
{
};

TEST_P(OpenFlowDesigns, ADeploymentTakesAnUpdateAndAnAcknowledgementForEachPlaceWithRules)
{
    const CloudScenario scenario = FourVms();
    const DesignChoice choice(*FindDesign(GetParam()));
    CloudFixture cloud(choice, scenario);
    cloud.Install();
    uint64_t messages = 0;
    const Specification* const first[]{&scenario.tenants[0].versions[0]};
    cloud.Cloud().Start(first,
                        [&messages](uint64_t sent)
                        {
                            messages = sent;
                            Simulator::Stop();
                        });
    Simulator::Run();
    std::set<EnforcementPoint> places;
    for (const Rule& rule : cloud.Cloud().Store().Rules())
    {
        places.insert(rule.where.at);
    }
    EXPECT_EQ(messages, 2 * places.size());
}

INSTANTIATE_TEST_SUITE_P(Both,
                         OpenFlowDesigns,
                         testing::Values("openflow-overlay", "openflow-hop-by-hop"),
                         [](const auto& test) { return TestNameOf(test.param); });

/// The fabric's switches ask a controller.
class AskingFabric : public testing::Test
{
  protected:
    AskingFabric()
        : m_choice(*FindDesign("openflow-hop-by-hop"))
    {
        m_choice.SetControlPlane("reactive");
        m_cloud = std::make_unique<CloudFixture>(m_choice, m_scenario);
        m_cloud->Start();
    }

    std::vector<VmId> Send(uint32_t from, uint32_t to)
    {
        return m_cloud->Send(VmId{from}, VmId{to});
    }

    double Count(const std::string& name)
    {
        return m_cloud->Cloud().GetControlPlane().RunCounts().at(name);
    }

    const CloudScenario m_scenario = FourVms();
    DesignChoice m_choice;
    std::unique_ptr<CloudFixture> m_cloud;
};

TEST_F(AskingFabric, FirstPacketWaitsAtTheLeafAndTheNextDoesNot)
{
    EXPECT_EQ(m_cloud->Cloud().Store().Size(), 4U); // ports at hosts
    EXPECT_THAT(Send(0, 1), ElementsAre(VmId{1}));
    EXPECT_EQ(Count("questions"), 1);
    EXPECT_EQ(Count("entries"), 2); // both ways, at the one leaf
    EXPECT_EQ(Count("entries_max_per_switch"), 2);
    EXPECT_EQ(Count("entries_max_per_host"), 0);
    EXPECT_THAT(Send(1, 0), ElementsAre(VmId{0}));
    EXPECT_EQ(Count("questions"), 1);
}

TEST_F(AskingFabric, AWayOfThreeSwitchesIsWrittenAtOnce)
{
    EXPECT_THAT(Send(0, 2), ElementsAre(VmId{2}));
    EXPECT_EQ(Count("entries"), 6); // three switches, each way
    EXPECT_THAT(Send(2, 0), ElementsAre(VmId{0}));
    EXPECT_EQ(Count("entries"), 6);
}

TEST_F(AskingFabric, FlowsGoWhenNobodyUsesThemAndComeAgain)
{
    Send(0, 2);
    m_cloud->RunFor(Seconds(12));
    EXPECT_EQ(Count("entries"), 0);
    EXPECT_THAT(Send(0, 2), ElementsAre(VmId{2}));
}

TEST_F(AskingFabric, PacketsThatMayNotPassAreDroppedWhenTheControllerHasSaidSo)
{
    m_cloud->Cloud().GuestOf(VmId{0}).SendUdp(0x0a00fffe, 1, 1, Create<Packet>(10));
    m_cloud->RunFor(Seconds(1));
    EXPECT_EQ(m_cloud->Under().drops.Count(VNLAB_DROP_NOT_PERMITTED), 1U);
    EXPECT_EQ(Count("questions"), 1);
}

TEST(OpenFlowFabricTest, FlowsAvoidALinkThatHasFailed)
{
    const CloudScenario scenario = FourVms();
    const DesignChoice choice(*FindDesign("openflow-hop-by-hop"));
    CloudFixture cloud(choice, scenario);
    cloud.Start();
    const Topology& topology = cloud.Under().fabric->GetTopology();
    for (const LinkId up : {topology.LeafUp({0}, 0), topology.LeafDown({0}, 0)})
    {
        cloud.Cloud().Operate().Fail(up, [](uint64_t) {});
    }
    cloud.RunFor(Seconds(5)); // it is detected, and the flows are others
    for (const uint32_t to : {2, 3})
    {
        EXPECT_THAT(cloud.Send(VmId{0}, VmId{to}), ElementsAre(VmId{to}));
        EXPECT_THAT(cloud.Send(VmId{to}, VmId{0}), ElementsAre(VmId{0}));
    }
    for (const Rule& rule : cloud.Cloud().Store().Rules())
    {
        EXPECT_NE(rule.where.at, EnforcementPoint::Of(NodeRef{NodeKind::kSpine, 0}));
    }
}

TEST(OpenFlowTableTest, AFullTableRefusesFlowsAndIsCounted)
{
    FlowOverlayKeys keys;
    keys.tableSize = 4;
    const auto small = FindDesign("openflow-overlay")
                           ->Vary({.name = "small", .encapsulation = "vxlan", .keys = keys});
    const CloudScenario scenario = FourVms();
    const DesignChoice choice(*small);
    CloudFixture cloud(choice, scenario);
    cloud.Start();
    // A VM has three peers, so its host wants six flows: two are refused at each of four hosts.
    EXPECT_EQ(cloud.Cloud().Store().Size(), 24U);
    EXPECT_EQ(cloud.Cloud().GetControlPlane().Refused(), 8U);
}

TEST(OpenFlowTableTest, PortBasedTunnelsDeliverWhatFlowBasedOnesDo)
{
    FlowOverlayKeys keys;
    keys.tunnels = TunnelPorts::kPortBased;
    const auto portBased = FindDesign("openflow-overlay")
                               ->Vary({.name = "ports", .encapsulation = "geneve", .keys = keys});
    const CloudScenario scenario{
        .name = "chain",
        .tenants = {
            {"shop", {MakeSpecification(MakePaths(1), {"a", "b", "c"}, {{0, 1}, {1, 2}})}}}};
    const DesignChoice choice(*portBased);
    CloudFixture cloud(choice, scenario);
    cloud.Start();
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_THAT(cloud.Send(VmId{2}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{2}), IsEmpty());
    EXPECT_EQ(cloud.Cloud().Store().Size(), 8U + 3 * 2); // flows, and a port to each other host
}

} // namespace
} // namespace ns3::vnlab::test
