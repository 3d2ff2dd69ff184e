// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-tenants.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

Scenario::Tenants
Group(const std::string& name, uint32_t count)
{
    Scenario::Tenants group;
    group.name = name;
    group.count = count;
    for (const char* vm : {"web/1", "db"})
    {
        group.specification.graph[add_vertex(group.specification.graph)].name = vm;
    }
    return group;
}

const std::vector<Scenario::Tenants> kGroups{Group("bank", 1), Group("shop", 12), Group("a/b", 1)};

TEST(ScenarioTenantsTest, TenantsOfAGroupAreNumberedFromOne)
{
    EXPECT_EQ(TenantName(kGroups[0], 0), "bank");
    EXPECT_EQ(TenantName(kGroups[1], 0), "shop-1");
    EXPECT_EQ(TenantName(kGroups[1], 11), "shop-12");
}

TEST(ScenarioTenantsTest, ANameMeansAGroupOrOneTenant)
{
    EXPECT_EQ(FindTenants(kGroups, "bank"), (TenantRange{0, 0, 1}));
    EXPECT_EQ(FindTenants(kGroups, "shop"), (TenantRange{1, 0, 12}));
    EXPECT_EQ(FindTenants(kGroups, "shop-12"), (TenantRange{1, 11, 1}));
}

TEST(ScenarioTenantsTest, OtherNamesMeanNothing)
{
    for (const char* name : {"",
                             "bank-1",
                             "shop-",
                             "shop-0",
                             "shop-13",
                             "shop-01",
                             "shop-1x",
                             "shop--1",
                             "shop1",
                             "shop-99999999999",
                             "shop-+1",
                             "sho"})
    {
        EXPECT_EQ(FindTenants(kGroups, name), std::nullopt) << name;
    }
}

TEST(ScenarioTenantsTest, AVmIsNamedBehindItsTenant)
{
    EXPECT_EQ(FindVm(kGroups, "bank/db"), (VmPlace{0, 0, 1}));
    EXPECT_EQ(FindVm(kGroups, "shop-3/db"), (VmPlace{1, 2, 1}));
    EXPECT_EQ(FindVm(kGroups, "a/b/web/1"), (VmPlace{2, 0, 0}));
}

TEST(ScenarioTenantsTest, AVmOfAGroupOfSeveralIsAmbiguous)
{
    EXPECT_EQ(FindVm(kGroups, "shop/db"), std::nullopt);
    EXPECT_EQ(FindVm(kGroups, "bank/app"), std::nullopt);
    EXPECT_EQ(FindVm(kGroups, "bank"), std::nullopt);
}

} // namespace
} // namespace ns3::vnlab
