// SPDX-License-Identifier: GPL-2.0-only
//
// The law of every compiler: applying deltas one after another leaves exactly the rules of a fresh
// compile, and a delta costs as much in a large network as in a small one.

#include "helper/tenant-helper.h"
#include "model/design/design.h"
#include "model/rule/rule-store.h"
#include "model/spec/rewire.h"
#include "model/spec/spec-generator.h"

#include <algorithm>
#include <deque>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>

namespace ns3::vnlab
{

namespace
{

Specification
RandomSpecification()
{
    Specification specification;
    specification.paths = {{"control", {0x0a010000, 16}, TunnelProtocol::kVxlan},
                           {"data", {0x0a020000, 16}, TunnelProtocol::kNvgre}};
    std::set<int> names;
    const auto count = *rc::gen::inRange<size_t>(1, 9);
    while (names.size() < count)
    {
        names.insert(*rc::gen::inRange(0, 12)); // a VM of one version may be missing in the next
    }
    for (const int name : names)
    {
        boost::add_vertex(
            VmSpec{.name = "vm-" + std::to_string(name), .role = "", .maxLinks = {}, .deny = {}},
            specification.graph);
    }
    for (size_t a = 0; a < count; ++a)
    {
        for (size_t b = a + 1; b < count; ++b)
        {
            for (uint32_t path = 0; path < 2; ++path)
            {
                if (*rc::gen::inRange(0, 3) == 0)
                {
                    LinkSpec link{path, {}};
                    if (*rc::gen::inRange(0, 3) == 0)
                    {
                        link.allow = {{6, *rc::gen::element<uint16_t>(80, 443)}};
                    }
                    boost::add_edge(a, b, link, specification.graph);
                }
            }
        }
    }
    return specification;
}

std::vector<std::string>
DesignNames()
{
    std::vector<std::string> names;
    for (const Design* design : AllDesigns())
    {
        names.emplace_back(design->Name());
    }
    return names;
}

RC_GTEST_PROP(DeltaLaw, DeltasOneByOneLeaveTheRulesOfAFreshCompileUnderEveryDesign, ())
{
    std::deque<Specification> versions;
    std::vector<const Specification*> all;
    for (int i = 0; i < 4; ++i)
    {
        versions.push_back(RandomSpecification());
        all.push_back(&versions.back());
    }
    TenantHelper helper;
    helper.Add("shop", all);
    const Topology topology{.racks = 2, .hostsPerRack = *rc::gen::inRange<uint32_t>(1, 4)};
    const CloudPlan plan = helper.Plan(
        topology,
        {.policy = "random", .slotsPerHost = 100, .seed = *rc::gen::inRange<uint64_t>(1, 1000)});
    for (const std::string& name : DesignNames())
    {
        const auto compiler = FindDesign(name)->MakeCompiler();
        RuleStore step;
        TenantView current(plan, plan.start, TenantId{0}, versions.front());
        step.Add(*compiler, current);
        for (size_t i = 1; i < versions.size(); ++i)
        {
            TenantView next(plan, plan.start, TenantId{0}, versions[i]);
            const std::vector<Rule> before = step.Rules();
            const RuleDelta delta = step.Change(*compiler, current, next).delta;
            RuleStore fresh;
            fresh.Add(*compiler, next);
            RC_LOG() << name << ", version " << i;
            RC_ASSERT(step.Rules() == fresh.Rules());

            // The delta itself turns the old rules into the new ones.
            std::map<RuleKey, RuleBytes> applied;
            for (const Rule& rule : before)
            {
                applied[rule.where] = rule.value;
            }
            for (const RuleKey& key : delta.erased)
            {
                RC_ASSERT(applied.erase(key) == 1U);
            }
            for (const Rule& rule : delta.written)
            {
                applied[rule.where] = rule.value;
            }
            RC_ASSERT(applied.size() == fresh.Size());
            for (const Rule& rule : fresh.Rules())
            {
                RC_ASSERT(applied.at(rule.where) == rule.value);
            }
            current = std::move(next);
        }
    }
}

/// The work of rewiring ten links of a ring of so many VMs.
Recompilation
RewireTen(const Design& design, uint32_t vms)
{
    const Specification before = GenerateSpecification({.kind = "ring", .vms = vms});
    const Specification after = Rewire(before, 10, 1);
    TenantHelper helper;
    helper.Add("shop", {&before, &after});
    const CloudPlan plan = helper.Plan({.racks = 4, .hostsPerRack = 5}, {});
    const auto compiler = design.MakeCompiler();
    const TenantView first(plan, plan.start, TenantId{0}, before);
    const TenantView second(plan, plan.start, TenantId{0}, after);
    RuleStore store;
    store.Add(*compiler, first);
    return store.Change(*compiler, first, second);
}

TEST(DeltaWork, AChangeOfTenLinksCostsTheSameInASmallAndInALargeNetwork)
{
    for (const std::string& name : DesignNames())
    {
        const Recompilation small = RewireTen(*FindDesign(name), 100);
        const Recompilation large = RewireTen(*FindDesign(name), 2'000);
        EXPECT_EQ(small.scopes, large.scopes) << name;
        EXPECT_LE(large.scopes, 20U) << name;
    }
}

TEST(Registry, HasTheDesignsOfTheFirstComparison)
{
    EXPECT_THAT(
        DesignNames(),
        testing::IsSupersetOf({"flat", "vxlan", "vxlan-learn", "linkwire", "identity-firewall"}));
}

} // namespace

} // namespace ns3::vnlab
