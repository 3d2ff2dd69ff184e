// SPDX-License-Identifier: GPL-2.0-only
//
// What gateways and hosts hold where gateways forward: how much that is, and that deltas lead there.

#include "model/design/gateway-compiler.h"
#include "model/rule/rule-store.h"
#include "model/substrate/address-plan.h"
#include "test/design/random-versions.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

size_t
CountOf(const std::vector<Rule>& rules, TableId table, PlaceKind kind)
{
    return static_cast<size_t>(std::ranges::count_if(
        rules,
        [=](const Rule& rule) { return rule.where.table == table && rule.where.at.kind == kind; }));
}

std::vector<ServerId>
DrawGateways()
{
    std::vector<ServerId> gateways(*rc::gen::inRange<size_t>(1, 4));
    for (uint32_t i = 0; i < gateways.size(); ++i)
    {
        gateways[i] = ServerId{i + 1};
    }
    return gateways;
}

/// n VMs' vNICs on h hosts, summed over segments: n(2g + 1) + gh rules where pushing all takes up to 2nh.
RC_GTEST_PROP(GatewayCompilerTest, RulesAreLinearInVnicsAndInHostsOfSegments, ())
{
    const CloudScenario scenario = DrawScenario(Differ::kInEverything, Chains::kNone);
    const CloudPlan plan = PlanOf(scenario);
    const TenantView view(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0]);
    const std::vector<ServerId> gateways = DrawGateways();
    RuleStore store;
    store.Add(GatewayCompiler(gateways), view);
    const std::vector<Rule> rules = store.Rules();
    size_t hosts = 0;
    for (uint32_t path = 0; path < plan.At(TenantId{0}).paths.size(); ++path)
    {
        hosts += view.HostsOnPath(path).size();
    }
    const size_t vnics = view.Vnics().size();
    RC_ASSERT(CountOf(rules, TableId::kFdb, PlaceKind::kGateway) == gateways.size() * vnics);
    RC_ASSERT(CountOf(rules, TableId::kArp, PlaceKind::kGateway) == gateways.size() * vnics);
    RC_ASSERT(CountOf(rules, TableId::kGateway, PlaceKind::kHostSwitch) == gateways.size() * hosts);
    RC_ASSERT(CountOf(rules, TableId::kPortSegment, PlaceKind::kHostSwitch) == vnics);
    RC_ASSERT(rules.size() == vnics * (2 * gateways.size() + 1) + gateways.size() * hosts);
}

/// @return a next version, in which gateways may have failed or work again
CloudVersion
DrawNextWithServers(const CloudPlan& plan,
                    const CloudVersion& version,
                    const std::vector<ServerId>& gateways)
{
    CloudVersion next = DrawNext(plan, version, TenantId{0});
    next.substrate.failedServers.clear();
    for (const ServerId gateway : gateways)
    {
        if (*rc::gen::inRange(0, 3) == 0)
        {
            next.substrate.failedServers.insert(gateway);
        }
    }
    return next;
}

RC_GTEST_PROP(GatewayCompilerTest, DeltasOneAfterAnotherLeaveExactlyTheRulesOfAFreshCompile, ())
{
    const CloudScenario scenario = DrawScenario(Differ::kInEverything);
    const CloudPlan plan = PlanOf(scenario);
    const std::vector<ServerId> gateways = DrawGateways();
    const GatewayCompiler compiler(gateways);
    CloudVersion version = plan.start;
    TenantView view(plan, version, TenantId{0}, scenario.tenants[0].versions[0]);
    RuleStore store;
    store.Add(compiler, view);
    for (const Specification& specification : scenario.tenants[0].versions)
    {
        version = DrawNextWithServers(plan, version, gateways);
        const TenantView next(plan, version, TenantId{0}, specification);
        store.Change(compiler, view, next);
        RuleStore fresh;
        fresh.Add(compiler, next);
        RC_ASSERT(store.Rules() == fresh.Rules());
        view = next;
    }
}

RC_GTEST_PROP(GatewayCompilerTest, GatewayThatHasFailedHasNoRulesAndNoHostSendsToIt, ())
{
    const CloudScenario scenario = DrawScenario(Differ::kInLinks);
    const CloudPlan plan = PlanOf(scenario);
    const ServerId failed{1};
    CloudVersion version = plan.start;
    version.substrate.failedServers.insert(failed);
    RuleStore store;
    store.Add(GatewayCompiler({failed, ServerId{2}}),
              TenantView(plan, version, TenantId{0}, scenario.tenants[0].versions[0]));
    const uint32_t address = address_plan::ServerAddress(failed, false);
    for (const Rule& rule : store.Rules())
    {
        RC_ASSERT(rule.where.at != EnforcementPoint::Of(failed));
        const bool leadsThere = rule.where.table == TableId::kGateway &&
                                rule.where.key.As<GatewayKey>().gateway == address;
        RC_ASSERT(!leadsThere);
    }
    RC_ASSERT(store.Size() > 0U);
}

} // namespace
} // namespace ns3::vnlab::test
