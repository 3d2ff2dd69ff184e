// SPDX-License-Identifier: GPL-2.0-only
//
// What the controller wants is what the places hold: rules really arrive, in simulated time, through
// the fabric.

#include "test/design/auditor.h"
#include "test/design/random-versions.h"
#include "test/support/make-specification.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>
#include <tuple>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// By design and control plane.
class DeploymentLaws : public testing::TestWithParam<std::tuple<std::string, std::string>>
{
  protected:
    void SetUp() override
    {
        if (!m_design.CanUse(*FindControlPlaneKind(m_controlPlane)))
        {
            GTEST_SKIP() << m_name << " cannot use " << m_controlPlane;
        }
    }

    DesignChoice Choice() const
    {
        DesignChoice choice(m_design);
        choice.SetControlPlane(m_controlPlane);
        return choice;
    }

    Time Ages() const
    {
        return AgesUnder(m_controlPlane);
    }

    const std::string& m_name = std::get<0>(GetParam());
    const Design& m_design = *FindDesign(m_name);
    const std::string& m_controlPlane = std::get<1>(GetParam());
};

TEST_P(DeploymentLaws, PlacesHoldWhatTheControllerWantsAfterEveryChange)
{
    rc::detail::checkGTest(
        [this]
        {
            const CloudScenario scenario = DrawScenario(Differ::kInEverything);
            const DesignChoice choice = Choice();
            Auditor auditor(choice, scenario);
            const auto versions = static_cast<uint32_t>(scenario.tenants[0].versions.size());
            for (uint32_t version = 1; version < versions; ++version)
            {
                auditor.Change(TenantId{0}, version);
                auditor.cloud.RunFor(Ages());
                RC_ASSERT(auditor.cloud.Acknowledged() == version);
            }
            RC_ASSERT(auditor.Audit() == std::vector<std::string>{});
        });
}

TEST_P(DeploymentLaws, ChangesThatOverlapEndAsTheLastOneWants)
{
    rc::detail::checkGTest(
        [this]
        {
            const CloudScenario scenario = DrawScenario(Differ::kInLinks);
            const DesignChoice choice = Choice();
            Auditor auditor(choice, scenario);
            const auto versions = static_cast<uint32_t>(scenario.tenants[0].versions.size());
            for (uint32_t version = 1; version < versions; ++version)
            {
                auditor.Change(TenantId{0}, version);
                auditor.cloud.RunFor(MicroSeconds(*rc::gen::inRange<int64_t>(0, 100)));
            }
            auditor.cloud.RunFor(Ages());
            RC_ASSERT(auditor.cloud.Acknowledged() == versions - 1);
            RC_ASSERT(auditor.Audit() == std::vector<std::string>{});
        });
}

TEST_P(DeploymentLaws, RefusedChangeChangesNothing)
{
    // Five services between two VMs are more than the identity firewall holds.
    const std::vector<Service> five{{1, 0}, {6, 22}, {6, 80}, {17, 53}, {17, kServicePort}};
    const CloudScenario scenario{
        .name = "pair",
        .tenants = {{"shop",
                     {MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}}),
                      MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1, 0, five}})}}},
        .servers = {{.name = "gateway", .isGateway = true}}};
    CloudFixture cloud(m_design, scenario);
    cloud.helper.SetControlPlane(m_controlPlane);
    cloud.Start();
    const std::vector<Rule> before = cloud.Cloud().Store().Rules();
    if (m_name != "identity-firewall")
    {
        EXPECT_NO_THROW(cloud.Change(TenantId{0}, 1));
        return;
    }
    try
    {
        cloud.Change(TenantId{0}, 1);
        FAIL() << "accepted";
    }
    catch (const std::invalid_argument& refusal)
    {
        EXPECT_THAT(refusal.what(), HasSubstr("shop/a and b have more"));
    }
    EXPECT_EQ(cloud.Cloud().Store().Rules(), before);
    EXPECT_TRUE(cloud.Cloud().ViewOf(TenantId{0}).Links().front().allow.empty());
}

TEST(DeploymentTest, VmThatGoesIsSentNothingAndTheChangeIsDone)
{
    const CloudScenario scenario{
        .name = "pair",
        .tenants = {{"shop",
                     {MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}}),
                      MakeSpecification(MakePaths(1), {"a"}, {}),
                      MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}})}}}};
    CloudFixture cloud(*FindDesign("linkwire"), scenario);
    cloud.Start();
    // Three rules at each end of the link, and the address of b at its host.
    EXPECT_EQ(cloud.Change(TenantId{0}, 1).rulesTouched, 7);
    cloud.RunFor(Seconds(1));
    EXPECT_EQ(cloud.Acknowledged(), 1);
    EXPECT_THAT(cloud.Send(VmId{1}, VmId{0}), IsEmpty());
    cloud.RunFor(Minutes(3)); // until guests give up that datagram and forget that they failed
    cloud.Change(TenantId{0}, 2);
    cloud.RunFor(Seconds(1));
    EXPECT_EQ(cloud.Acknowledged(), 2);
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_THAT(cloud.Send(VmId{1}, VmId{0}), ElementsAre(VmId{0}));
}

TEST(DeploymentTest, OperatorTakesTenSecondsForEveryRuleAndSendsNothing)
{
    const CloudScenario scenario{
        .name = "pair",
        .tenants = {{"shop", {MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}})}}}};
    CloudFixture cloud(*FindDesign("linkwire"), scenario);
    cloud.helper.SetControlPlane("manual");
    cloud.Start();
    // Nine fields of three rules at each end of the link, and address and port of each VM at its host.
    EXPECT_EQ(Simulator::Now(), 2 * (9 + 2) * Seconds(10));
    EXPECT_EQ(cloud.Cloud().GetControlPlane().Traffic().bytes, 0);
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
}

TEST(DeploymentTest, UnknownControlPlaneIsRefusedWithThoseThatThereAre)
{
    DesignHelper helper("vxlan");
    try
    {
        helper.SetControlPlane("shove");
        FAIL() << "accepted";
    }
    catch (const std::invalid_argument& refusal)
    {
        EXPECT_STREQ(refusal.what(),
                     "no control plane is called \"shove\"; accepted: bgp-evpn, hoverboard, "
                     "manual, pull, push, reactive, replicate");
    }
}

INSTANTIATE_TEST_SUITE_P(
    AllDesigns,
    DeploymentLaws,
    testing::Combine(testing::ValuesIn(DesignNames()), testing::ValuesIn(ControlPlaneNames())),
    [](const auto& test)
    { return TestNameOf(std::get<0>(test.param)) + "_" + TestNameOf(std::get<1>(test.param)); });

} // namespace
} // namespace ns3::vnlab::test
