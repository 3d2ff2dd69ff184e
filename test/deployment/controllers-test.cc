// SPDX-License-Identifier: GPL-2.0-only
//
// A cloud with several controllers, under every design: it deploys, changes, and survives one of them.

#include "model/deployment/switch-prices.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

CloudScenario
ThreeControllers()
{
    return {.name = "mesh",
            .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = 6})}}},
            .topology = {.racks = 3, .hostsPerRack = 2, .spines = 2},
            .servers = {{.name = "hub",
                         .isConcentrator = true}}, // not on a controller's machine, which fails
            .moreControllers = {{.name = "second", .at = {NodeKind::kLeaf, 1}},
                                {.name = "third", .at = {NodeKind::kLeaf, 2}}}};
}

class ControllersTest : public testing::TestWithParam<std::string>
{
  protected:
    ControllersTest()
        : m_cloud(Automated(GetParam()), m_scenario)
    {
        m_cloud.Start();
    }

    void ExpectAllReach()
    {
        for (uint32_t from = 0; from < 6; ++from)
        {
            const VmId to{(from + 1) % 6};
            EXPECT_THAT(m_cloud.Send(VmId{from}, to), ElementsAre(to)) << from;
        }
    }

    ServerId ServerOf(uint32_t controller)
    {
        return m_cloud.Under().Controllers()[controller]->GetId();
    }

    const CloudScenario m_scenario{ThreeControllers()};
    CloudFixture m_cloud;
};

TEST_P(ControllersTest, DeployTogether)
{
    ExpectAllReach();
    const ControlPlane& plane = m_cloud.Cloud().GetControlPlane();
    EXPECT_GE(plane.Counts().at("peer_messages"), 2U * 2U); // a change over three domains
    EXPECT_EQ(plane.Refused(), 0U);
    for (const auto& controller : m_cloud.Under().Controllers())
    {
        EXPECT_GT(controller->Cpu().Used(), Time(0)) << controller->Name();
    }
}

TEST_P(ControllersTest, AChangeIsMadeThoughOneFails)
{
    for (const uint32_t failed : {1, 0})
    {
        m_cloud.Cloud().Operate().Fail(ServerOf(failed), [](uint64_t) {});
        std::optional<Time> stopped;
        const Time before = Simulator::Now();
        const ChangeReport report = m_cloud.Cloud().Operate().Stop(
            VmId{2}, [&stopped](uint64_t) { stopped = Simulator::Now(); });
        m_cloud.RunFor(Seconds(2));
        ASSERT_TRUE(stopped) << failed;
        EXPECT_GE(*stopped, before);
        // At most, one switch of the fabric writes them all.
        const Time writing =
            Seconds(SwitchPricesOf({}).update_s) * static_cast<int64_t>(report.rulesTouched);
        EXPECT_LT(*stopped, before + m_cloud.Under().detection + MilliSeconds(20) + writing);
        EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{2}), IsEmpty());
        m_cloud.Cloud().Operate().Repair(ServerOf(failed), [](uint64_t) {});
        m_cloud.Cloud().Operate().Start(VmId{2}, [](uint64_t) {});
        m_cloud.RunFor(Minutes(2)); // ARP gives up for 100 s
        ExpectAllReach();
        EXPECT_EQ(m_cloud.Cloud().GetControlPlane().Refused(), 0U);
    }
}

TEST_P(ControllersTest, AVmThatMovesToAnotherRackGoesToItsController)
{
    m_cloud.Cloud().Operate().Move(
        VmId{0}, HostId{5}, MilliSeconds(60), [](const ChangeReport&) {}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(5));
    ExpectAllReach();
    m_cloud.Cloud().Operate().Fail(ServerOf(0), [](uint64_t) {}); // which had it before
    m_cloud.Cloud().Operate().Stop(VmId{1}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(5));
    EXPECT_THAT(m_cloud.Send(VmId{0}, VmId{2}), ElementsAre(VmId{2}));
    EXPECT_THAT(m_cloud.Send(VmId{0}, VmId{1}), IsEmpty());
}

class OutOfBandCloudTest : public testing::TestWithParam<std::string>
{
};

TEST_P(OutOfBandCloudTest, ACutDataLinkDoesNotCutControl)
{
    CloudScenario scenario = ThreeControllers();
    scenario.moreControllers.clear();
    for (const bool outOfBand : {false, true})
    {
        scenario.controlLink = outOfBand ? std::optional(ControlLink{}) : std::nullopt;
        CloudFixture cloud(Automated(GetParam()), scenario);
        cloud.Start();
        EXPECT_THAT(cloud.Send(VmId{1}, VmId{2}), ElementsAre(VmId{2}));
        const LinkId link = cloud.Under().fabric->GetTopology().ServerUp(ServerId{0});
        std::optional<uint64_t> messages;
        cloud.Cloud().Operate().Fail(link, [](uint64_t) {});
        cloud.Cloud().Operate().Stop(VmId{0}, [&messages](uint64_t count) { messages = count; });
        cloud.RunFor(Seconds(2));
        EXPECT_EQ(messages.has_value(), outOfBand);
    }
}

TEST_P(OutOfBandCloudTest, WhatCrossesIsCountedAsInBand)
{
    CloudScenario scenario = ThreeControllers();
    scenario.moreControllers.clear();
    std::vector<ControlTraffic> traffic;
    for (const bool outOfBand : {false, true})
    {
        scenario.controlLink = outOfBand ? std::optional(ControlLink{}) : std::nullopt;
        CloudFixture cloud(Automated(GetParam()), scenario);
        cloud.Start();
        traffic.push_back(cloud.Cloud().GetControlPlane().Traffic());
    }
    EXPECT_EQ(traffic[0].messages, traffic[1].messages);
    EXPECT_EQ(traffic[0].bytes, traffic[1].bytes);
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         ControllersTest,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         OutOfBandCloudTest,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
