// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/plan-growth.h"
#include "model/cloud/rack-numbering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

constexpr Topology kTwoRacks{.racks = 2, .hostsPerRack = 2};

/// Two tenants, of which the second has addresses of its own; hosts 0 and 1 in one rack, 2 and 3 in the
/// next.
CloudPlan
PlanOfTwo()
{
    CloudPlan plan;
    plan.start.slots = SlotPool(4, 4);
    plan.tenants.push_back({.name = "shop",
                            .paths = {{"web", {0x0a000000, 24}, TunnelProtocol::kVxlan},
                                      {"db", {0x0a010000, 24}, TunnelProtocol::kVxlan}},
                            .vmByName = {}});
    plan.tenants.push_back({.name = "bank",
                            .paths = {{"all", {0xc0a80000, 24}, TunnelProtocol::kVxlan}},
                            .vmByName = {},
                            .hasOwnAddresses = true});
    AddVm(plan, plan.start, {TenantId{0}, "a", {0, 1}, HostId{3}});
    AddVm(plan, plan.start, {TenantId{0}, "b", {0}, HostId{0}});
    AddVm(plan, plan.start, {TenantId{1}, "c", {0}, HostId{3}});
    AddVm(plan, plan.start, {TenantId{0}, "d", {1}, HostId{2}});
    return plan;
}

std::vector<std::string>
AddressesOf(const CloudPlan& plan)
{
    std::vector<std::string> addresses;
    for (const VnicPlan& vnic : plan.vnics)
    {
        addresses.push_back(FormatIpv4(vnic.address));
    }
    return addresses;
}

TEST(RackNumberingTest, VmsGetTheNextAddressesOfTheRackThatTheyStartIn)
{
    CloudPlan plan = PlanOfTwo();
    NumberByRack(plan, kTwoRacks);
    EXPECT_THAT(AddressesOf(plan),
                ElementsAre("10.128.0.2", "10.128.0.3", "10.0.0.2", "192.168.0.2", "10.128.0.4"));
    EXPECT_EQ(plan.tenants[0].paths[1].subnet.ToString(), "10.0.0.0/8");
    EXPECT_EQ(plan.tenants[1].paths[0].subnet.ToString(), "192.168.0.0/24");
}

TEST(RackNumberingTest, SoDoVmsThatAreAddedLater)
{
    CloudPlan plan = PlanOfTwo();
    NumberByRack(plan, kTwoRacks);
    AddVm(plan, plan.start, {TenantId{0}, "e", {0}, HostId{1}});
    AddVm(plan, plan.start, {TenantId{1}, "f", {0}, HostId{1}});
    EXPECT_EQ(AddressesOf(plan)[5], "10.0.0.3");
    EXPECT_EQ(AddressesOf(plan)[6], "192.168.0.3");
}

TEST(RackNumberingTest, ARackWithoutAddressesTakesNoMore)
{
    CloudPlan plan = PlanOfTwo();
    const Topology many{.racks = 32'768};
    NumberByRack(plan, many); // a host each, and 509 addresses
    const HostId host{2};
    while (plan.byRack->Free(host) > 0)
    {
        plan.byRack->Take(host);
    }
    try
    {
        AddVm(plan, plan.start, {TenantId{0}, "e", {0}, host});
        FAIL() << "added";
    }
    catch (const std::invalid_argument& refusal)
    {
        EXPECT_STREQ(refusal.what(),
                     "shop/e cannot be added: rack 2 has no address left in 10.0.4.0/23");
    }
    EXPECT_EQ(plan.vms.size(), 4U);
}

} // namespace
} // namespace ns3::vnlab::test
