// SPDX-License-Identifier: GPL-2.0-only
//
// A VM gets other provider addresses, under every design: rules that say where it is change where there
// are such, and none that says who may.

#include "model/rule/table.h"
#include "model/spec/spec-generator.h"
#include "model/substrate/address-plan.h"
#include "test/support/cloud-fixture.h"
#include "test/support/reach-designs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <set>
#include <stdexcept>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// Four VMs that may all speak, two on each of two hosts.
class RenumberTest : public testing::TestWithParam<std::string>
{
  protected:
    explicit RenumberTest(uint32_t slotsPerHost = 4)
        : m_scenario{.name = "mesh",
                     .tenants = {{"shop",
                                  {GenerateSpecification({.kind = "full-mesh", .vms = 4})}}},
                     .topology = {.racks = 2, .hostsPerRack = 1, .spines = 2},
                     .placement = {.slotsPerHost = slotsPerHost}},
          m_cloud(Automated(GetParam()), m_scenario)
    {
        m_cloud.Start();
    }

    VnicPlace PlaceOf(VmId vm)
    {
        return m_cloud.Cloud().Version().PlaceOf(m_cloud.plan.At(vm).vnics.front());
    }

    ChangeReport Renumber(VmId vm)
    {
        m_messages.reset();
        return m_cloud.Cloud().Operate().Renumber(
            vm, [this](uint64_t messages) { m_messages = messages; });
    }

    std::string WhyNotRenumbered(VmId vm)
    {
        try
        {
            Renumber(vm);
        }
        catch (const std::invalid_argument& refusal)
        {
            return refusal.what();
        }
        return "renumbered";
    }

    /// @return the rules that say who may, as they are wanted
    std::vector<Rule> Permissions()
    {
        std::vector<Rule> rules = m_cloud.Cloud().Store().Rules();
        std::erase_if(rules,
                      [](const Rule& rule)
                      { return TableOf(rule.where.table).Purpose() != RulePurpose::kPermission; });
        return rules;
    }

    void ExpectAllReachEachOther()
    {
        for (uint32_t from = 0; from < 4; ++from)
        {
            for (uint32_t to = 0; to < 4; ++to)
            {
                if (from != to)
                {
                    EXPECT_THAT(m_cloud.Send(VmId{from}, VmId{to}), ElementsAre(VmId{to}));
                }
            }
        }
    }

    bool HasAddresses() const
    {
        return GetParam().starts_with("linkwire") || GetParam().starts_with("vpn-mesh");
    }

    const VmId m_vm{0};
    CloudScenario m_scenario;
    CloudFixture m_cloud;
    std::optional<uint64_t> m_messages;
};

TEST_P(RenumberTest, TheVmStaysWhereItIsUnderAnotherAddressAndIsReached)
{
    const VnicPlace before = PlaceOf(m_vm);
    const ChangeReport report = Renumber(m_vm);
    m_cloud.RunFor(Seconds(5));
    EXPECT_EQ(PlaceOf(m_vm).host, before.host);
    EXPECT_NE(PlaceOf(m_vm).providerAddress, before.providerAddress);
    EXPECT_EQ(m_cloud.Cloud().DeviceOf(VnicId{0}).GetProviderAddress(),
              PlaceOf(m_vm).providerAddress);
    EXPECT_THAT(report.delta.changedVnics, ElementsAre(VnicId{0}));
    EXPECT_THAT(report.delta.addedVnics, IsEmpty());
    EXPECT_THAT(report.delta.removedLinks, IsEmpty());
    ASSERT_TRUE(m_messages);
    EXPECT_EQ(m_cloud.Cloud().GetControlPlane().Refused(), 0U);
    ExpectAllReachEachOther();
}

TEST_P(RenumberTest, ChangesRulesWhereVmsHaveSuchAddressesAndNoPermissionAnywhere)
{
    const std::vector<Rule> rules = m_cloud.Cloud().Store().Rules();
    const std::vector<Rule> permissions = Permissions();
    const ChangeReport report = Renumber(m_vm);
    m_cloud.RunFor(Seconds(5));
    EXPECT_EQ(Permissions(), permissions);
    if (!HasAddresses())
    {
        EXPECT_EQ(m_cloud.Cloud().Store().Rules(), rules);
        EXPECT_EQ(report.rulesTouched, 0U);
        EXPECT_EQ(m_messages, 0U);
        return;
    }
    // At its host the port: one erased, one written. At its own hooks the tunnels to three peers, with
    // another local address, which IPsec knows; at each peer's the tunnel to it, and decapsulation, whose key
    // it is, or the association that it is sealed with.
    const uint64_t atItself = GetParam().starts_with("vpn-mesh") ? 0 : 3;
    EXPECT_EQ(report.rulesTouched, 2U + atItself + 3 * (1 + 2));
    EXPECT_GT(m_messages, 0U);
}

TEST_P(RenumberTest, NobodyIsToldAndNoIdentityIsVerifiedAgain)
{
    int told = 0;
    m_cloud.Cloud().OnVmChange([&told](VmId, bool) { ++told; });
    const AttachGuard* guard = m_cloud.Cloud().Guard();
    const uint64_t verified = guard ? guard->Verifications() : 0;
    Renumber(m_vm);
    m_cloud.RunFor(Seconds(5));
    EXPECT_EQ(told, 0);
    EXPECT_EQ(guard ? guard->Verifications() : 0, verified);
}

TEST_P(RenumberTest, ASlotComesBackWhenAllOthersWereGivenOut)
{
    std::set<uint32_t> seen{PlaceOf(m_vm).providerAddress};
    const uint32_t first = PlaceOf(m_vm).providerAddress;
    const uint32_t other = PlaceOf(VmId{2}).providerAddress; // its neighbour's stays taken
    ASSERT_EQ(PlaceOf(VmId{2}).host, PlaceOf(m_vm).host);
    for (uint32_t i = 0; i < address_plan::kMaxSlot - 2; ++i)
    {
        Renumber(m_vm);
        EXPECT_TRUE(seen.insert(PlaceOf(m_vm).providerAddress).second) << i;
    }
    EXPECT_FALSE(seen.contains(other));
    Renumber(m_vm);
    EXPECT_EQ(PlaceOf(m_vm).providerAddress, first);
    m_cloud.RunFor(Seconds(20));
    ExpectAllReachEachOther();
}

TEST_P(RenumberTest, WhatCannotBeIsRefusedWithTheReasonAndLeavesTheAddress)
{
    m_cloud.Cloud().Operate().Stop(m_vm, [](uint64_t) {});
    EXPECT_EQ(WhyNotRenumbered(m_vm), "shop/vm-1 cannot be renumbered: it does not run");
    const VnicPlace before = PlaceOf(VmId{1});
    m_cloud.Cloud().Operate().Fail(before.host, [](uint64_t) {});
    EXPECT_EQ(WhyNotRenumbered(VmId{1}), "shop/vm-2 cannot be renumbered: its host has failed");
    EXPECT_EQ(PlaceOf(VmId{1}), before);
}

TEST_P(RenumberTest, OneThatIsOnItsWayArrivesWhereItWasSent)
{
    const HostId to = PlaceOf(VmId{1}).host;
    m_cloud.Cloud().Operate().Move(
        m_vm, to, MilliSeconds(60), [](const ChangeReport&) {}, [](uint64_t) {});
    Renumber(m_vm);
    m_cloud.RunFor(Seconds(5));
    EXPECT_EQ(PlaceOf(m_vm).host, to);
    EXPECT_EQ(m_cloud.Cloud().Version().slots.Free(to), 1U); // of four
    ExpectAllReachEachOther();
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         RenumberTest,
                         testing::ValuesIn(ReachDesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

class FullHostTest : public RenumberTest
{
  protected:
    FullHostTest()
        : RenumberTest(2)
    {
    }
};

TEST_P(FullHostTest, HasNoOtherSlot)
{
    EXPECT_EQ(WhyNotRenumbered(m_vm),
              "shop/vm-1 cannot be renumbered: host 0 has no other slots for its 1 vNICs");
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         FullHostTest,
                         testing::Values("linkwire", "vxlan"),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
