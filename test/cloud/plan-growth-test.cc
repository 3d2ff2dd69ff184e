// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/cloud-names.h"
#include "model/cloud/plan-growth.h"
#include "model/dice-purpose.h"
#include "model/identity/uuid.h"
#include "model/substrate/address-plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

/// A tenant with two paths, of which the second has room for a single vNIC; hosts with two slots.
CloudPlan
MakePlan()
{
    CloudPlan plan;
    plan.tenants.push_back({.name = "shop",
                            .paths = {{"web", {0x0a000000, 24}, TunnelProtocol::kVxlan},
                                      {"db", {0x0a010000, 30}, TunnelProtocol::kVxlan}},
                            .vmByName = {}});
    plan.start.slots = SlotPool(2, 2);
    return plan;
}

TEST(PlanGrowthTest, VmGetsTheNextIdsAddressesAndSlots)
{
    CloudPlan plan = MakePlan();
    EXPECT_EQ(AddVm(plan, plan.start, {TenantId{0}, "a", {0}, HostId{1}}), VmId{0});
    EXPECT_EQ(AddVm(plan, plan.start, {TenantId{0}, "b", {0, 1}, HostId{0}}), VmId{1});
    EXPECT_EQ(plan.tenants[0].vmByName.at("b"), VmId{1});
    EXPECT_THAT(plan.At(VmId{1}).vnics, ElementsAre(VnicId{1}, VnicId{2}));
    EXPECT_EQ(plan.At(VnicId{0}).address, 0x0a000002U);
    EXPECT_EQ(plan.At(VnicId{1}).address, 0x0a000003U);
    EXPECT_EQ(plan.At(VnicId{2}).address, 0x0a010002U);
    EXPECT_EQ(plan.At(VnicId{2}).mac, address_plan::VnicMac(VnicId{2}));
    EXPECT_EQ(plan.start.PlaceOf(VnicId{2}),
              (VnicPlace{HostId{0}, address_plan::VnicAddress(HostId{0}, 2)}));
    EXPECT_EQ(plan.At(VmId{1}).uuid, DeriveVmUuid(plan.seed, "shop", "b").bytes);
}

std::string
WhyNot(CloudPlan& plan, const NewVm& vm)
{
    try
    {
        AddVm(plan, plan.start, vm);
    }
    catch (const std::invalid_argument& refusal)
    {
        return refusal.what();
    }
    return "added";
}

TEST(PlanGrowthTest, VmThatCannotBeAddedIsRefusedAndNothingIs)
{
    CloudPlan plan = MakePlan();
    AddVm(plan, plan.start, {TenantId{0}, "a", {0, 1}, HostId{0}});
    EXPECT_EQ(WhyNot(plan, {TenantId{0}, "a", {0}, HostId{1}}),
              "shop/a cannot be added: there is one of that name");
    EXPECT_EQ(WhyNot(plan, {TenantId{0}, "b", {0, 1}, HostId{1}}),
              "shop/b cannot be added: path db has no address left in 10.1.0.0/30");
    EXPECT_EQ(WhyNot(plan, {TenantId{0}, "b", {0}, HostId{0}}),
              "shop/b cannot be added: host 0 has no room for its 1 vNICs");
    EXPECT_EQ(plan.vms.size(), 1U);
    EXPECT_EQ(plan.vnics.size(), 2U);
    EXPECT_EQ(plan.start.places.size(), 2U);
}

TEST(DrawNumberTest, IsTheNamesAndNotTheIds)
{
    CloudPlan plan = MakePlan();
    AddVm(plan, plan.start, {TenantId{0}, "a", {0, 1}, HostId{0}});
    EXPECT_EQ(DrawNumber(plan, VmId{0}), Fnv1a("shop/a"));
    EXPECT_EQ(DrawNumber(plan, VnicId{1}), Fnv1a("shop/a/db"));
}

} // namespace
} // namespace ns3::vnlab::test
