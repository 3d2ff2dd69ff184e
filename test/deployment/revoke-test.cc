// SPDX-License-Identifier: GPL-2.0-only
//
// An identity that is taken back: hosts drop what its VM sends once they know, and admit it nowhere.

#include "helper/identity-guard.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <stdexcept>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr VmId kRevoked{1};
constexpr VmId kPeer{0};
constexpr VmId kOther{2};

/// Three VMs on three hosts, linked in a row; the second is on two paths.
class RevokeTest : public testing::Test
{
  protected:
    RevokeTest()
        : m_cloud(*FindDesign("identity-firewall"), m_scenario)
    {
        auto guard = std::make_unique<IdentityGuard>(m_cloud.plan, 1);
        m_guard = guard.get();
        m_cloud.Start(std::move(guard));
    }

    ChangeReport Revoke()
    {
        ChangeReport report = m_cloud.Cloud().Operate().Revoke(
            kRevoked, [this](uint64_t count) { m_messages = count; });
        m_cloud.RunFor(Seconds(1));
        return report;
    }

    std::string WhyNot(VmId vm)
    {
        try
        {
            m_cloud.Cloud().Operate().Revoke(vm, [](uint64_t) {});
        }
        catch (const std::invalid_argument& refusal)
        {
            return refusal.what();
        }
        return "revoked";
    }

    const CloudScenario m_scenario{
        .name = "row",
        .tenants = {{"shop",
                     {MakeSpecification(MakePaths(2), {"a", "b", "c"}, {{0, 1, 0}, {1, 2, 1}}),
                      MakeSpecification(
                          MakePaths(2), {"a", "b", "c"}, {{0, 1, 0}, {1, 2, 1}, {0, 2, 0}})}}}};
    CloudFixture m_cloud;
    IdentityGuard* m_guard{nullptr};
    std::optional<uint64_t> m_messages;
};

TEST_F(RevokeTest, ItsLinksAreTakenBackAtThreeHostsAndItsVnicsStay)
{
    EXPECT_THAT(m_cloud.Send(kPeer, kRevoked), ElementsAre(kRevoked));
    const ChangeReport report = Revoke();
    EXPECT_EQ(report.delta.removedLinks.size(), 2U);
    EXPECT_THAT(report.delta.removedVnics, IsEmpty());
    EXPECT_EQ(m_messages, 6U); // one to each host, and its acknowledgement
    EXPECT_TRUE(m_cloud.Cloud().Operate().IsRevoked(kRevoked));
    EXPECT_TRUE(m_cloud.Cloud().IsActive(kRevoked));
    EXPECT_THAT(m_cloud.Send(kPeer, kRevoked), IsEmpty());
    EXPECT_THAT(m_cloud.Send(kRevoked, kPeer), IsEmpty());
}

TEST_F(RevokeTest, WhatItsTenantSubmitsGivesNothingBack)
{
    Revoke();
    const ChangeReport report = m_cloud.Change(TenantId{0}, 1);
    m_cloud.RunFor(Minutes(2)); // ARP gives up for 100 s
    EXPECT_EQ(report.delta.addedLinks.size(), 1U);
    EXPECT_THAT(m_cloud.Send(kPeer, kOther), ElementsAre(kOther));
    EXPECT_THAT(m_cloud.Send(kPeer, kRevoked), IsEmpty());
}

TEST_F(RevokeTest, NoHostAdmitsItAgain)
{
    Revoke();
    m_cloud.Cloud().Operate().Move(
        kRevoked, HostId{3}, Time(0), [](const ChangeReport&) {}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(1));
    EXPECT_EQ(m_guard->ResultOf(kRevoked), VerificationResult::kRevoked);
    const uint64_t before = m_cloud.Under().drops.Count(VNLAB_DROP_UNVERIFIED);
    EXPECT_THAT(m_cloud.Send(kRevoked, kPeer), IsEmpty());
    EXPECT_GT(m_cloud.Under().drops.Count(VNLAB_DROP_UNVERIFIED), before);
}

TEST_F(RevokeTest, SecondTimeIsRefusedAndSoItIsWhereNobodyVerifies)
{
    Revoke();
    EXPECT_EQ(WhyNot(kRevoked), "shop/b cannot be revoked: it has been already");
    CloudFixture open(*FindDesign("vxlan"), m_scenario);
    open.Start();
    EXPECT_THROW(open.Cloud().Operate().Revoke(kRevoked, [](uint64_t) {}), std::invalid_argument);
    EXPECT_FALSE(open.Cloud().Operate().IsRevoked(kRevoked));
}

} // namespace
} // namespace ns3::vnlab::test
