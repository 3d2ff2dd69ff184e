// SPDX-License-Identifier: GPL-2.0-only
//
// The laws of control planes that bring rules on demand: what they bring is of a fresh compile, and
// every packet ends as where all rules are pushed.

#include "model/control/plane/hoverboard.h"
#include "model/deployment/compiled-cloud.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

/// Two tenants, drawn and placed by a seed.
CloudScenario
DrawnTenants(uint64_t seed)
{
    CloudScenario scenario{
        .name = "two",
        .tenants = {{"shop", {GenerateSpecification({.kind = "random", .vms = 5, .seed = seed})}},
                    {"bank", {GenerateSpecification({.kind = "three-tier", .vms = 6})}}}};
    scenario.servers.push_back({.name = "gateway", .isGateway = true});
    scenario.placement.policy = "random";
    scenario.placement.seed = seed;
    return scenario;
}

/// @return the names of designs whose compilers have rules on demand
std::vector<std::string>
DesignsOnDemand()
{
    std::vector<std::string> names = DesignNames();
    std::erase_if(names,
                  [](const std::string& name)
                  { return !FindDesign(name)->MakeCompiler()->OnDemand(); });
    return names;
}

/// @return the names of control planes that bring rules on demand
std::vector<std::string>
PlanesOnDemand()
{
    std::vector<std::string> names;
    for (const ControlPlaneKind* kind : AllControlPlaneKinds())
    {
        if (kind->GetSupply() != RuleSupply::kAll)
        {
            names.emplace_back(kind->Name());
        }
    }
    return names;
}

/// @return a vNIC at a place which could need an entry there: of the tenant that the entry's cause is of
std::optional<VnicId>
AskerFor(const Rule& rule, const CloudPlan& plan)
{
    const VnicId about{rule.origin.b};
    if (rule.where.at.IsFabricSwitch())
    {
        return about; // a switch knows whose packet it is
    }
    for (uint32_t i = 0; i < plan.vnics.size(); ++i)
    {
        const VnicPlan& vnic = plan.At(VnicId{i});
        const bool isHere = plan.start.PlaceOf(VnicId{i}).host == HostId{rule.where.at.index};
        if (isHere && plan.At(vnic.vm).tenant == plan.At(plan.At(about).vm).tenant &&
            vnic.path == plan.At(about).path)
        {
            return VnicId{i};
        }
    }
    return std::nullopt;
}

TEST(OnDemandLawTest, WhoeverAsksForAnEntryGetsItAndNothingThatIsNotOfAFreshCompile)
{
    const std::vector<std::string> designs = DesignsOnDemand();
    ASSERT_FALSE(designs.empty());
    for (const std::string& name : designs)
    {
        for (uint64_t seed = 1; seed <= 5; ++seed)
        {
            const CloudScenario scenario = DrawnTenants(seed);
            const CloudPlan plan = PlanOf(scenario);
            CompiledCloud all(*FindDesign(name), RuleSupply::kAll);
            CompiledCloud pushed(*FindDesign(name), RuleSupply::kNotOnDemand);
            all.Begin(FirstViews(plan, scenario), [](const RuleDelta&) {});
            pushed.Begin(FirstViews(plan, scenario), [](const RuleDelta&) {});
            const std::vector<Rule> fresh = all.Store().Rules();
            std::set<RuleKey> brought;
            for (const Rule& rule : pushed.Store().Rules())
            {
                brought.insert(rule.where);
            }
            for (const Rule& rule : fresh)
            {
                if (brought.contains(rule.where))
                {
                    continue;
                }
                const std::optional<VnicId> asker = AskerFor(rule, plan);
                ASSERT_TRUE(asker) << name;
                const std::vector<Rule> answer = pushed.RulesFor({rule.where, *asker});
                EXPECT_NE(std::ranges::find(answer, rule), answer.end()) << name;
                for (const Rule& with : answer)
                {
                    EXPECT_NE(std::ranges::find(fresh, with), fresh.end()) << name;
                }
            }
        }
    }
}

/// @return who gets a datagram from each VM to each other one, under a choice, before and after a VM has
///         moved
std::vector<std::vector<VmId>>
AllPairs(const DesignChoice& choice, const CloudScenario& scenario)
{
    CloudFixture cloud(choice, scenario);
    CostTable costs;
    costs.Set("fabric_rule_lag",
              0); // so that a switch that asks after another one has it in time, too
    cloud.helper.SetCosts(costs);
    cloud.Start();
    std::vector<std::vector<VmId>> got;
    const auto vms = static_cast<uint32_t>(cloud.plan.vms.size());
    for (int round = 0; round < 2; ++round)
    {
        for (uint32_t i = 0; i < vms * vms; ++i)
        {
            if (i / vms != i % vms)
            {
                got.push_back(cloud.Send(VmId{i / vms}, VmId{i % vms}));
            }
        }
        if (round == 1)
        {
            break;
        }
        const VmId mover{0};
        const HostId here = cloud.plan.HostOf(mover, cloud.Cloud().Version());
        cloud.Cloud().Operate().Stop(VmId{1}, [](uint64_t) {});
        cloud.Cloud().Operate().Move(
            mover,
            HostId{(here.value + 1) % 4},
            MilliSeconds(10),
            [](const ChangeReport&) {},
            [](uint64_t) {});
        cloud.RunFor(Minutes(3)); // what anybody remembers is forgotten
    }
    return got;
}

TEST(OnDemandLawTest, EveryPacketEndsAsWhereAllRulesArePushed)
{
    for (const char* name : {"vxlan", "openflow-overlay", "openflow-hop-by-hop"})
    {
        for (uint64_t seed = 1; seed <= 3; ++seed)
        {
            const CloudScenario scenario = DrawnTenants(seed);
            DesignChoice choice(*FindDesign(name));
            const auto pushed = AllPairs(choice, scenario);
            for (const std::string& plane : PlanesOnDemand())
            {
                if (choice.GetDesign().CanUse(*FindControlPlaneKind(plane)))
                {
                    choice.SetControlPlane(plane);
                    EXPECT_EQ(AllPairs(choice, scenario), pushed)
                        << name << ' ' << plane << ' ' << seed;
                }
            }
        }
    }
}

/// The VM that moves is one that hosts have entries for.
TEST(OnDemandLawTest, EveryPacketEndsSoTooWhereGatewaysOffloadEveryPairAtOnceAndForLong)
{
    HoverboardKeys keys;
    keys.threshold_bps = 0;
    keys.idle_ns = kHour_ns;
    for (uint64_t seed = 1; seed <= 3; ++seed)
    {
        const CloudScenario scenario = DrawnTenants(seed);
        DesignChoice choice(*FindDesign("vxlan"));
        const auto pushed = AllPairs(choice, scenario);
        choice.SetControlPlane("hoverboard", &keys);
        EXPECT_EQ(AllPairs(choice, scenario), pushed) << seed;
    }
}

} // namespace
} // namespace ns3::vnlab::test
