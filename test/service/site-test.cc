// SPDX-License-Identifier: GPL-2.0-only
//
// A site that calls a VM: under which designs its calls arrive, and their answers.

#include "helper/server-helper.h"
#include "model/service/site.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

/// Four VMs, a site outside the provider and one inside.
class SiteTest : public testing::TestWithParam<std::string>
{
  protected:
    SiteTest()
        : m_scenario{.name = "mesh",
                     .tenants = {{"shop",
                                  {GenerateSpecification({.kind = "full-mesh", .vms = 4})}}},
                     .servers = {{.name = "office",
                                  .at = {NodeKind::kWanRouter, 0},
                                  .isOutside = true},
                                 {.name = "inside", .at = {NodeKind::kLeaf, 1}}}},
          m_cloud(*FindDesign(GetParam()), m_scenario)
    {
        m_cloud.Start();
    }

    /// Whether the fabric knows the way to tenants' own addresses.
    bool RoutesTenants()
    {
        return std::ranges::any_of(m_cloud.Cloud().Store().Rules(),
                                   [](const Rule& rule)
                                   { return rule.where.table == TableId::kHostRoute; });
    }

    CloudScenario m_scenario;
    CloudFixture m_cloud;
};

TEST_P(SiteTest, IsHeardAndAnsweredWhereTheFabricRoutesTenantsAddresses)
{
    ServerHelper servers(m_cloud.Cloud());
    SiteKeys keys;
    keys.calls = "shop/vm-2";
    const Time now = Simulator::Now();
    for (const uint32_t site : {1, 2})
    {
        servers.Install(*m_cloud.Under().servers[site], "site", now, now + Seconds(1), &keys);
    }
    m_cloud.RunFor(Seconds(2));
    const uint64_t arrive = RoutesTenants() ? 100 : 0;
    ASSERT_EQ(servers.Programs().size(), 2U);
    for (const ServerHelper::Installed& installed : servers.Programs())
    {
        EXPECT_THAT(
            installed.program->Counts(),
            ElementsAre(Pair("answered", arrive), Pair("delivered", arrive), Pair("sent", 100)))
            << installed.server->Name();
    }
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         SiteTest,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

class ServerHelperTest : public testing::Test
{
  protected:
    ServerHelperTest()
        : m_scenario{.name = "ring",
                     .tenants = {{"shop", {GenerateSpecification({.kind = "ring", .vms = 3})}}}},
          m_cloud(*FindDesign("vxlan"), m_scenario)
    {
        m_cloud.Start();
    }

    CloudScenario m_scenario;
    CloudFixture m_cloud;
};

TEST_F(ServerHelperTest, RefusesKindsAndVmsThatDoNotExist)
{
    ServerHelper servers(m_cloud.Cloud());
    Server& server = m_cloud.Under().Controller();
    EXPECT_THROW(servers.Install(server, "sight", Time(0), Time(0)), std::invalid_argument);
    SiteKeys keys;
    keys.calls = "shop/vm-9";
    EXPECT_THROW(servers.Install(server, "site", Time(0), Time(0), &keys), std::invalid_argument);
}

TEST_F(ServerHelperTest, LeavesAControllerToTheControlPlane)
{
    ServerHelper servers(m_cloud.Cloud());
    servers.Install(m_cloud.Under().Controller(), "controller", Time(0), Time(0));
    EXPECT_THAT(servers.Programs(), IsEmpty());
}

TEST(SubstrateHelperTest, RefusesServersThatCannotBeThere)
{
    const auto build = [](const ServerProfile& server)
    {
        SubstrateHelper helper;
        helper.AddServer(server);
        helper.Build();
    };
    EXPECT_NO_THROW(build({.name = "a", .at = {NodeKind::kWanRouter, 0}, .isOutside = true}));
    EXPECT_THROW(build({.name = "a", .at = {NodeKind::kLeaf, 1}}), std::invalid_argument);
    EXPECT_THROW(build({.name = "a", .at = {NodeKind::kSpine, 0}}), std::invalid_argument);
    EXPECT_THROW(build({.name = "a", .at = {NodeKind::kLeaf, 0}, .isOutside = true}),
                 std::invalid_argument);
    SubstrateHelper helper;
    helper.SetController({.name = "c", .at = {NodeKind::kWanRouter, 0}, .isOutside = true});
    EXPECT_THROW(helper.Build(), std::invalid_argument);
}

} // namespace
} // namespace ns3::vnlab::test
