// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/push-controllers.h"
#include "model/control/plane/push-domains.h"
#include "model/substrate/address-plan.h"
#include "test/support/small-plan.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

PushControllers
Three()
{
    std::vector<PushController> all;
    for (uint32_t index = 0; index < 3; ++index)
    {
        all.push_back({.server = ServerId{index + 5},
                       .cpu = nullptr,
                       .end = {.address = 100 + index},
                       .peer = {}});
    }
    return PushControllers(all);
}

TEST(PushControllersTest, DomainsGoRound)
{
    const PushControllers three = Three();
    EXPECT_EQ(three.MasterOf(0), 0U);
    EXPECT_EQ(three.MasterOf(2), 2U);
    EXPECT_EQ(three.MasterOf(4), 1U);
    EXPECT_EQ(three.Coordinator(), 0U);
}

TEST(PushControllersTest, TheNextOneThatHasNotFailedHasADomain)
{
    PushControllers three = Three();
    three.SetDown(2, true);
    EXPECT_EQ(three.MasterOf(2), 0U);
    EXPECT_EQ(three.MasterOf(1), 1U);
    three.SetDown(0, true);
    EXPECT_EQ(three.MasterOf(2), 1U);
    three.SetDown(1, true);
    EXPECT_EQ(three.MasterOf(2), std::nullopt);
    three.SetDown(2, false);
    EXPECT_EQ(three.MasterOf(0), 2U);
}

TEST(PushControllersTest, TheCoordinatorStaysUntilItFails)
{
    PushControllers three = Three();
    three.SetDown(0, true);
    EXPECT_EQ(three.Coordinator(), 1U);
    three.SetDown(0, false);
    EXPECT_EQ(three.Coordinator(), 1U);
    three.SetDown(2, true);
    three.SetDown(0, true);
    three.SetDown(1, true);
    EXPECT_EQ(three.Coordinator(), 1U) << "of those that have all failed, the last one";
    three.SetDown(2, false);
    EXPECT_EQ(three.Coordinator(), 2U);
}

TEST(PushControllersTest, TheyAreFoundByAddressAndServer)
{
    const PushControllers three = Three();
    EXPECT_EQ(three.WithAddress(101), 1U);
    EXPECT_EQ(three.WithAddress(7), std::nullopt);
    EXPECT_EQ(three.On(ServerId{7}), 2U);
    EXPECT_EQ(three.On(ServerId{0}), std::nullopt);
}

TEST(PushDomainsTest, PlacesAreSharedByRackByDataCenterOrByTenant)
{
    const CloudPlan plan = MakeSmallPlan({"a", "b", "c"}, 1, 2);
    const Topology topology{.datacenters = 2, .racks = 3, .hostsPerRack = 4, .spines = 2};
    const EnforcementPoint host = EnforcementPoint::Of(HostId{13});
    const EnforcementPoint hook = EnforcementPoint::Of(VnicId{0});
    const EnforcementPoint spine = EnforcementPoint::Of(NodeRef{NodeKind::kSpine, 3});
    const EnforcementPoint leaf = EnforcementPoint::Of(NodeRef{NodeKind::kLeaf, 4});
    const uint32_t inHost = address_plan::VnicAddress(HostId{21}, 1);

    const DomainOf racks = DomainsBy(PushShare::kRack, plan, topology);
    EXPECT_EQ(racks(host, 0), 3U);
    EXPECT_EQ(racks(hook, inHost), 5U);
    EXPECT_EQ(racks(leaf, 0), 4U);
    EXPECT_EQ(racks(spine, 0), 3U);
    const DomainOf datacenters = DomainsBy(PushShare::kDatacenter, plan, topology);
    EXPECT_EQ(datacenters(host, 0), 1U);
    EXPECT_EQ(datacenters(hook, inHost), 1U);
    EXPECT_EQ(datacenters(leaf, 0), 1U);
    const DomainOf tenants = DomainsBy(PushShare::kTenant, plan, topology);
    EXPECT_EQ(tenants(hook, inHost), 0U);
    EXPECT_EQ(tenants(host, 0), 3U);
}

} // namespace
} // namespace ns3::vnlab::test
