// SPDX-License-Identifier: GPL-2.0-only
//
// The law of every compiler (model/control/compiler.h), for every design that is registered.

#include "model/rule/rule-store.h"
#include "test/design/random-versions.h"
#include "test/support/make-specification.h"
#include "test/support/reach-designs.h"

#include <gtest/gtest.h>
#include <map>
#include <random>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

class CompilerLaws : public testing::TestWithParam<std::string>
{
  protected:
    const DesignChoice m_choice = ReachDesign(GetParam());
    const Design& m_design = m_choice.GetDesign();
    std::unique_ptr<Compiler> m_compiler = m_design.MakeCompiler();
};

void
Apply(const RuleDelta& delta, std::map<RuleKey, RuleBytes>& installed)
{
    for (const RuleKey& erased : delta.erased)
    {
        RC_ASSERT(installed.erase(erased) == 1);
    }
    for (const Rule& written : delta.written)
    {
        installed[written.where] = written.value;
    }
}

std::map<RuleKey, RuleBytes>
Installed(const std::vector<Rule>& rules)
{
    std::map<RuleKey, RuleBytes> installed;
    for (const Rule& rule : rules)
    {
        installed[rule.where] = rule.value;
    }
    return installed;
}

TEST_P(CompilerLaws, DeltasOneAfterAnotherLeaveExactlyTheRulesOfAFreshCompile)
{
    rc::detail::checkGTest(
        [this]
        {
            const CloudScenario scenario = DrawScenario(Differ::kInEverything);
            const CloudPlan plan = PlanOf(scenario, m_design);
            std::vector<CloudVersion> clouds{plan.start};
            while (clouds.size() < scenario.tenants[0].versions.size())
            {
                clouds.push_back(DrawNext(plan, clouds.back(), TenantId{0}));
            }
            const auto view = [&](uint32_t tenant, size_t version)
            {
                return TenantView(plan,
                                  clouds[tenant == 0 ? version : 0],
                                  TenantId{tenant},
                                  scenario.tenants[tenant].versions[version]);
            };
            RuleStore store;
            std::map<RuleKey, RuleBytes> installed;
            Apply(store.Add(*m_compiler, view(0, 0)).delta, installed);
            Apply(store.Add(*m_compiler, view(1, 0)).delta, installed);
            for (size_t version = 1; version < scenario.tenants[0].versions.size(); ++version)
            {
                const auto delta =
                    store.Change(*m_compiler, view(0, version - 1), view(0, version)).delta;
                Apply(delta, installed);
                RuleStore fresh;
                fresh.Add(*m_compiler, view(0, version));
                fresh.Add(*m_compiler, view(1, 0));
                RC_ASSERT(store.Rules() == fresh.Rules());
                RC_ASSERT(installed == Installed(fresh.Rules()));
            }
        });
}

TEST_P(CompilerLaws, ChangeBackTakesBackWhatTheChangeDid)
{
    rc::detail::checkGTest(
        [this]
        {
            const CloudScenario scenario = DrawScenario(Differ::kInEverything);
            const CloudPlan plan = PlanOf(scenario, m_design);
            const TenantView one(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0]);
            const TenantView two(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[1]);
            RuleStore store;
            store.Add(*m_compiler, one);
            const std::vector<Rule> before = store.Rules();
            const RuleDelta there = store.Change(*m_compiler, one, two).delta;
            const RuleDelta back = store.Change(*m_compiler, two, one).delta;
            RC_ASSERT(store.Rules() == before);
            RC_ASSERT(there.Touched() == back.Touched());
        });
}

TEST_P(CompilerLaws, NoChangeIsNoWork)
{
    rc::detail::checkGTest(
        [this]
        {
            const CloudScenario scenario = DrawScenario(Differ::kInEverything);
            const CloudPlan plan = PlanOf(scenario, m_design);
            const TenantView view(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0]);
            RuleStore store;
            store.Add(*m_compiler, view);
            const Recompilation result = store.Change(*m_compiler, view, view);
            RC_ASSERT(result.scopes == 0u);
            RC_ASSERT(result.delta.Empty());
        });
}

TEST_P(CompilerLaws, EveryScopeIsNamedOnce)
{
    rc::detail::checkGTest(
        [this]
        {
            const CloudScenario scenario = DrawScenario(Differ::kInEverything);
            const CloudPlan plan = PlanOf(scenario, m_design);
            const TenantView view(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0]);
            const std::vector<Scope> scopes = m_compiler->AllScopes(view);
            RC_ASSERT(std::set<Scope>(scopes.begin(), scopes.end()).size() == scopes.size());
        });
}

constexpr uint32_t kChanging = 20; ///< VMs whose links change
constexpr uint32_t kHosts = 15;    ///< divides 500 − 50: the last VM is on the same one

/// A line through n VMs, random links between those behind the first 20, and `links` among these.
Specification
MakeLarge(uint32_t vms, uint64_t seed, const std::vector<LinkBetween>& links)
{
    std::vector<std::string> names;
    std::set<std::pair<uint32_t, uint32_t>> pairs;
    std::mt19937_64 dice(seed);
    for (uint32_t i = 0; i < vms; ++i)
    {
        names.push_back("v" + std::to_string(i));
        if (i > 0)
        {
            pairs.emplace(i - 1, i);
        }
        if (i > kChanging)
        {
            pairs.emplace(kChanging + dice() % (i - kChanging), i);
        }
    }
    std::vector<LinkBetween> all = links;
    for (const auto& [a, b] : pairs)
    {
        all.push_back({a, b});
    }
    return MakeSpecification(MakePaths(1), names, all);
}

/// Random links among the first VMs that are not on the line.
std::vector<LinkBetween>
DrawChangingLinks()
{
    std::mt19937_64 dice(*rc::gen::arbitrary<uint64_t>());
    std::vector<LinkBetween> links;
    for (uint32_t a = 0; a < kChanging; ++a)
    {
        for (uint32_t b = a + 2; b < kChanging; ++b)
        {
            if (dice() % 8 == 0)
            {
                links.push_back({a, b});
            }
        }
    }
    return links;
}

/// The work and the rules of a change from one version to the next.
std::pair<uint64_t, size_t>
WorkOf(const Design& design, Specification before, Specification after)
{
    CloudScenario scenario;
    scenario.tenants.push_back({"large", {std::move(before), std::move(after)}});
    scenario.topology = {.racks = 3, .hostsPerRack = kHosts / 3, .spines = 2};
    const CloudPlan plan = PlanOf(scenario, design);
    const TenantView one(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0]);
    const TenantView two(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[1]);
    const std::unique_ptr<Compiler> compiler = design.MakeCompiler();
    RuleStore store;
    store.Add(*compiler, one);
    const Recompilation result = store.Change(*compiler, one, two);
    return {result.scopes, result.delta.Touched()};
}

/// @return scopes beside those of changed links: under designs that decide by groups a VM that changes groups by
///         it is worked out anew with all of its links, those on the line among them
size_t
MostRegrouped(const Design& design)
{
    const bool groups = design.Name() == "security-groups" || design.Name() == "identity-labels";
    return groups ? kChanging + kChanging : 0;
}

TEST_P(CompilerLaws, WorkForChangedLinksIsTheSameIn50And500Vms)
{
    rc::detail::checkGTest(
        [this]
        {
            const std::vector<LinkBetween> before = DrawChangingLinks();
            const std::vector<LinkBetween> after = DrawChangingLinks();
            const auto work = [&](uint32_t vms, uint64_t seed)
            { return WorkOf(m_design, MakeLarge(vms, seed, before), MakeLarge(vms, seed, after)); };
            const auto small = work(50, 1);
            RC_ASSERT(small == work(500, 2));
            RC_ASSERT(small.first <= before.size() + after.size() + MostRegrouped(m_design));
        });
}

TEST_P(CompilerLaws, WorkForAnAddedVmIsTheSameIn50And500Vms)
{
    const auto work = [&](uint32_t vms)
    {
        const Specification before = MakeLarge(vms, 1, {});
        Specification after = before;
        const auto added = boost::add_vertex(
            VmSpec{.name = "new", .role = {}, .maxLinks = {}, .deny = {}}, after.graph);
        boost::add_edge(3, added, LinkSpec{}, after.graph);
        boost::add_edge(5, added, LinkSpec{}, after.graph);
        return WorkOf(m_design, before, after);
    };
    const auto small = work(50);
    EXPECT_EQ(small, work(500));
    EXPECT_GE(small.first, 1);
    EXPECT_LE(small.first, 3 + kHosts);
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         CompilerLaws,
                         testing::ValuesIn(ReachDesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
