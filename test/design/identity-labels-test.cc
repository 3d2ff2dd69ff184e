// SPDX-License-Identifier: GPL-2.0-only
//
// Label identities: how many rules there are, in closed form; what a change of labels takes; numbers that run out.

#include "model/cloud/cloud-names.h"
#include "model/design/label-compiler.h"
#include "model/rule/rule-store.h"
#include "model/spec/spec-generator.h"
#include "model/wire/protocol-numbers.h"
#include "test/design/random-versions.h"
#include "test/support/variant-with.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>
#include <tuple>

namespace ns3::vnlab::test
{
namespace
{

using testing::Optional;

std::vector<Rule>
LabelRulesOf(const TenantView& view)
{
    RuleStore store;
    store.Add(*FindDesign("identity-labels")->MakeCompiler(), view);
    return store.Rules();
}

RC_GTEST_PROP(IdentityLabels, RulesGrowWithTheIdentitiesThatAVmMaySpeakWith, ())
{
    const CloudScenario scenario = DrawScenario(Differ::kInEverything);
    const CloudPlan plan = PlanOf(scenario);
    const TenantView view = FirstViews(plan, scenario).front();

    std::map<HostId, size_t> ports;
    std::map<HostId, std::set<std::tuple<VnicId, GroupId, Service>>> policies; // each way
    std::map<HostId, std::set<VnicId>> peers;
    for (const VnicId vnic : view.Vnics())
    {
        ++ports[view.HostOf(vnic)];
    }
    for (const ViewLink& link : view.Links())
    {
        for (const auto& [own, peer] : {std::pair(link.a, link.b), std::pair(link.b, link.a)})
        {
            const HostId host = view.HostOf(own);
            peers[host].insert(peer);
            const GroupId group = GroupOf(view, peer);
            for (const Service& service : link.allow)
            {
                policies[host].insert({own, group, service});
            }
            if (link.allow.empty())
            {
                policies[host].insert({own, group, Service{}});
            }
        }
    }
    std::map<std::pair<EnforcementPoint, TableId>, size_t> counted;
    for (const Rule& rule : LabelRulesOf(view))
    {
        ++counted[{rule.where.at, rule.where.table}];
    }
    for (uint32_t host = 0; host < scenario.topology.Hosts(); ++host)
    {
        const EnforcementPoint at = EnforcementPoint::Of(HostId{host});
        RC_ASSERT((counted[{at, kLabelPortTable}] == ports[HostId{host}]));
        RC_ASSERT((counted[{at, kLabelPolicyTable}] == 2 * policies[HostId{host}].size()));
        RC_ASSERT((counted[{at, kLabelAddressTable}] == peers[HostId{host}].size()));
    }
}

/// A VM more that is like others changes no map of its peers, but tells their hosts whose its address is.
TEST(IdentityLabelsTest, AVmMoreWithTheSameLabelsIsNoNewIdentity)
{
    const Specification four = GenerateSpecification({.kind = "star", .vms = 5}); // a hub and four
    const Specification five = GenerateSpecification({.kind = "star", .vms = 6});
    const CloudScenario scenario{.name = "star", .tenants = {{"shop", {four, five}}}};
    const CloudPlan plan = PlanOf(scenario);
    const TenantView before(plan, plan.start, TenantId{0}, four);
    const TenantView after(plan, plan.start, TenantId{0}, five);
    RuleStore store;
    const auto compiler = FindDesign("identity-labels")->MakeCompiler();
    store.Add(*compiler, before);
    const RuleDelta delta = store.Change(*compiler, before, after).delta;
    EXPECT_TRUE(delta.erased.empty());
    const VnicId hub = before.Links().begin()->a;
    size_t addresses = 0;
    for (const Rule& rule : delta.written)
    {
        addresses += rule.where.table == kLabelAddressTable ? 1 : 0;
        if (rule.where.table == kLabelPolicyTable)
        {
            EXPECT_NE(rule.where.key.As<LabelPolicyKey>().vnic, hub);
        }
    }
    // at the hub's host; the hub's is known at its own, where another leaf is
    EXPECT_EQ(addresses, 1U);
}

/// @return what the design says of a tenant with a generated specification
std::optional<std::string>
ObjectionToLabels(const std::string& kind, uint32_t vms)
{
    const CloudScenario scenario{
        .name = kind,
        .tenants = {{"shop", {GenerateSpecification({.kind = kind, .vms = vms})}}},
        .topology = {.racks = 40, .hostsPerRack = 20, .spines = 2},
        .placement = {.slotsPerHost = 100}};
    const CloudPlan plan = PlanOf(scenario);
    return FindDesign("identity-labels")->Objection(FirstViews(plan, scenario));
}

TEST(IdentityLabelsTest, NumbersRunOutByLabelsAndNotByVms)
{
    EXPECT_EQ(ObjectionToLabels("ring", 65'280), std::nullopt);
    EXPECT_THAT(
        ObjectionToLabels("ring", 65'281),
        Optional(std::string("the 65280 identity numbers of shop on path default are used up: "
                             "there is none for the labels of shop/vm-65281")));
    EXPECT_EQ(ObjectionToLabels("star", 70'000), std::nullopt); // two sets of labels
}

TEST(IdentityLabelsTest, AFullMapRefusesWhatIsNew)
{
    const CloudScenario scenario{
        .name = "ring", .tenants = {{"shop", {GenerateSpecification({.kind = "ring", .vms = 5})}}}};
    const DesignChoice roomy(VariantWith("identity-labels", "policy_map", "4"));
    CloudFixture fits(roomy, scenario); // two peers, each way
    fits.Start();
    EXPECT_EQ(fits.Cloud().GetControlPlane().Refused(), 0U);
    const DesignChoice tight(VariantWith("identity-labels", "policy_map", "3"));
    CloudFixture full(tight, scenario);
    full.Start();
    EXPECT_EQ(full.Cloud().GetControlPlane().Refused(), 5U); // one of each VM
}

TEST(IdentityLabelsTest, TakesFormatsThatCarryTheNumberAlone)
{
    DesignChoice choice(*FindDesign("identity-labels"));
    EXPECT_NO_THROW(choice.SetEncapsulation("geneve-identity"));
    EXPECT_EQ(choice.GetDesign().TunnelOverhead(), 58);
    EXPECT_EQ(FindDesign("identity-labels")->TunnelOverhead(), 50);
    try
    {
        choice.SetEncapsulation("nvgre");
        FAIL();
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_STREQ(
            error.what(),
            "encapsulation is \"nvgre\", which \"identity-labels\" cannot use; accepted are "
            "\"geneve-identity\", \"vxlan-gbp\"");
    }
}

} // namespace
} // namespace ns3::vnlab::test
