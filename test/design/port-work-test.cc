// SPDX-License-Identifier: GPL-2.0-only
//
// What one port more takes, as a part of what all of them take, in a network as Kubernetes has it on OVN: a
// switch on each node, and so many ports on each (doc/published.md).

#include "model/rule/rule-store.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

TEST(PortWorkTest, APortIsTwoScopesOfTwoForEachPort)
{
    constexpr uint32_t kNodes = 20;
    constexpr uint32_t kPorts = 50;
    CloudScenario scenario{.name = "nodes",
                           .tenants = {},
                           .topology = {.racks = kNodes, .hostsPerRack = 1, .spines = 1},
                           .placement = {.policy = "tenant-affine"}};
    for (uint32_t node = 0; node < kNodes; ++node)
    {
        CloudScenario::Tenant& tenant = scenario.tenants.emplace_back();
        tenant.name = "node-" + std::to_string(node);
        tenant.versions.push_back(GenerateSpecification({.kind = "star", .vms = kPorts}));
    }
    scenario.tenants[0].versions.push_back(
        GenerateSpecification({.kind = "star", .vms = kPorts + 1}));
    const CloudPlan plan = PlanOf(scenario);
    const auto compiler = FindDesign("vxlan")->MakeCompiler();
    RuleStore store;
    uint64_t all = 0;
    for (const TenantView& view : FirstViews(plan, scenario))
    {
        all += store.Add(*compiler, view).scopes;
    }
    EXPECT_EQ(all, 2 * kNodes * kPorts);
    const auto& versions = scenario.tenants[0].versions;
    const TenantView before(plan, plan.start, TenantId{0}, versions[0]);
    const TenantView after(plan, plan.start, TenantId{0}, versions[1]);
    EXPECT_EQ(store.Change(*compiler, before, after).scopes, 2U);
}

} // namespace
} // namespace ns3::vnlab::test
