// SPDX-License-Identifier: GPL-2.0-only
//
// Failures: packets feel them at once, the control plane learns of them later.

#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"
#include "test/support/reach-designs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

const Time kJustBefore = kDetection - NanoSeconds(1);

void
Ignore(uint64_t)
{
}

/// Four VMs that may all speak, one on each of four hosts behind two leaves.
class FailureDetectionTest : public testing::TestWithParam<std::string>
{
  protected:
    FailureDetectionTest()
        : m_scenario{.name = "mesh",
                     .tenants = {{"shop",
                                  {GenerateSpecification({.kind = "full-mesh", .vms = 4})}}}},
          m_cloud(Automated(GetParam()), m_scenario)
    {
        m_cloud.Start();
    }

    Operations& Operate()
    {
        return m_cloud.Cloud().Operate();
    }

    HostId HostOf(VmId vm)
    {
        return m_cloud.plan.HostOf(vm, m_cloud.Cloud().Version());
    }

    bool IsKnown(HostId host)
    {
        return m_cloud.Cloud().Version().substrate.failedHosts.contains(host);
    }

    const HostId m_host{3};
    const VmId m_vm{3};
    CloudScenario m_scenario;
    CloudFixture m_cloud;
};

TEST_P(FailureDetectionTest, ItIsKnownAfterTheDetectionAndNotBefore)
{
    std::optional<ChangeReport> known;
    Operate().Fail(m_host, Ignore, [&known](const ChangeReport& report) { known = report; });
    EXPECT_TRUE(Operate().HasFailed(m_host));
    m_cloud.RunFor(kJustBefore);
    EXPECT_FALSE(IsKnown(m_host));
    EXPECT_FALSE(known);
    m_cloud.RunFor(NanoSeconds(1));
    EXPECT_TRUE(IsKnown(m_host));
    ASSERT_TRUE(known);
    EXPECT_THAT(known->delta.removedVnics, ElementsAre(VnicId{3}));
}

TEST_P(FailureDetectionTest, AHostThatIsBackBeforeAnybodyNoticedHasStillLostWhatItHeld)
{
    Operate().Fail(m_host, Ignore);
    m_cloud.RunFor(MilliSeconds(10));
    Operate().Repair(m_host, Ignore);
    EXPECT_FALSE(IsKnown(m_host));
    m_cloud.RunFor(Seconds(2) + kToNegotiate);
    EXPECT_FALSE(IsKnown(m_host));
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_vm), ElementsAre(m_vm));
    EXPECT_THAT(m_cloud.Send(m_vm, VmId{2}), ElementsAre(VmId{2}));
}

TEST_P(FailureDetectionTest, ALinkThatFlapsFasterThanItIsNoticedNeverFailedForTheControlPlane)
{
    const LinkId link = m_cloud.Under().fabric->GetTopology().LeafUp({0}, 0);
    int done = 0;
    const auto count = [&done](uint64_t) { ++done; };
    for (int i = 0; i < 3; ++i)
    {
        Operate().Fail(link, count);
        m_cloud.RunFor(kJustBefore);
        Operate().Repair(link, count);
    }
    m_cloud.RunFor(Seconds(1));
    EXPECT_EQ(done, 6);
    EXPECT_THAT(m_cloud.Cloud().Version().substrate.failedLinks, IsEmpty());
    EXPECT_TRUE(m_cloud.Under().fabric->IsUp(link));
}

TEST_P(FailureDetectionTest, AHostsLinkThatHasFailedStaysDownWhenTheHostIsRepaired)
{
    const LinkId link = m_cloud.Under().fabric->GetTopology().HostUp(m_host);
    Operate().Fail(link, Ignore);
    Operate().Fail(m_host, Ignore);
    m_cloud.RunFor(Seconds(1));
    Operate().Repair(m_host, Ignore);
    EXPECT_FALSE(m_cloud.Under().fabric->IsUp(link));
    Operate().Repair(link, Ignore);
    EXPECT_TRUE(m_cloud.Under().fabric->IsUp(link));
}

TEST_P(FailureDetectionTest, VmsThatStartElsewhereAreReachedThereAndStayWhenTheirHostIsBack)
{
    EXPECT_THROW(Operate().Evacuate(m_host, Ignore), std::invalid_argument);
    Operate().Fail(m_host, Ignore);
    m_cloud.RunFor(Seconds(1));
    const ChangeReport report = Operate().Evacuate(m_host, Ignore);
    EXPECT_THAT(report.delta.addedVnics, ElementsAre(VnicId{3}));
    EXPECT_THAT(report.withoutRoom, IsEmpty());
    EXPECT_EQ(HostOf(m_vm), HostId{0});
    m_cloud.RunFor(Seconds(2));
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_vm), ElementsAre(m_vm));
    EXPECT_THAT(m_cloud.Send(m_vm, VmId{0}), ElementsAre(VmId{0}));
    Operate().Repair(m_host, Ignore);
    m_cloud.RunFor(Seconds(2));
    EXPECT_EQ(HostOf(m_vm), HostId{0});
    EXPECT_THAT(m_cloud.Send(VmId{1}, m_vm), ElementsAre(m_vm));
}

TEST_P(FailureDetectionTest, AVmThatIsPutOnAHostNobodyKnowsToHaveFailedIsNotReached)
{
    Operate().Fail(m_host, Ignore);
    Operate().Stop(m_vm, Ignore);
    Operate().Start(m_vm, Ignore);
    EXPECT_THAT(m_cloud.Send(m_vm, VmId{0}), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         FailureDetectionTest,
                         testing::ValuesIn(ReachDesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
