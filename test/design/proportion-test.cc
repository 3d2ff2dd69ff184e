// SPDX-License-Identifier: GPL-2.0-only
//
// Work in proportion to the change: k links of a network of 100 change, or of one of 100,000, and the
// same is read, copied and compiled.

#include "model/cloud/view-step.h"
#include "model/design/design.h"
#include "model/rule/compiler.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"

#include <gtest/gtest.h>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kApart = 20; ///< links that change

/// A ring of n links, so that all VMs are on it whatever else changes.
std::vector<LinkBetween>
RingOf(uint32_t n)
{
    std::vector<LinkBetween> links;
    for (uint32_t vm = 0; vm < n; ++vm)
    {
        links.push_back({vm, (vm + 1) % n, 0, {}});
    }
    return links;
}

std::vector<std::string>
NamesOf(uint32_t n)
{
    std::vector<std::string> names;
    for (uint32_t vm = 0; vm < n; ++vm)
    {
        names.push_back("v" + std::to_string(vm));
    }
    return names;
}

/// A network of n links on a ring, of which k among the first 256 VMs are replaced.
class ChangeOnRing
{
  public:
    ChangeOnRing(uint32_t n, uint32_t k)
    {
        std::vector<LinkBetween> links = RingOf(n);
        const std::vector<std::string> names = NamesOf(n);
        const std::vector<Path> paths{{"p0", {0x0a000000, 8}, TunnelProtocol::kVxlan}};
        m_before = MakeSpecification(paths, names, links);
        for (uint32_t i = 0; i < k; ++i)
        {
            links[i * kApart] = {i * kApart, i * kApart + kApart / 2, 0, {}};
        }
        m_after = MakeSpecification(paths, names, links);
        TenantHelper helper;
        helper.Add("shop", {&m_before, &m_after});
        m_plan = helper.Plan({.racks = 64, .hostsPerRack = 16}, {});
        m_first.emplace(m_plan, m_plan.start, TenantId{0}, m_before);
        const ViewEdit edit = EditOf(m_plan, TenantId{0}, m_after, Diff(m_before, m_after));
        m_step.emplace(m_first->Next(m_plan.start, edit));
    }

    const ViewStep& Step() const
    {
        return *m_step;
    }

    std::set<Scope> ScopesUnder(const Compiler& compiler) const
    {
        const auto scopes = compiler.AffectedScopes(*m_first, m_step->view, m_step->delta);
        return {scopes.begin(), scopes.end()};
    }

    /// @return rules that are compiled, of both versions
    size_t RulesUnder(const Compiler& compiler) const
    {
        std::vector<Rule> rules;
        for (const Scope& scope : ScopesUnder(compiler))
        {
            compiler.Compile(*m_first, scope, rules);
            compiler.Compile(m_step->view, scope, rules);
        }
        return rules.size();
    }

  private:
    Specification m_before;
    Specification m_after;
    CloudPlan m_plan;
    std::optional<TenantView> m_first;
    std::optional<ViewStep> m_step;
};

TEST(Proportion, AChangeOfFiveLinksTakesTheSameWorkInANetworkOfAnySize)
{
    constexpr uint32_t k = 5;
    const ChangeOnRing small(100, k);
    for (const uint32_t n : {100U, 1'000U, 10'000U, 100'000U})
    {
        const ChangeOnRing large(n, k);
        EXPECT_EQ(large.Step().delta.addedLinks.size(), k);
        EXPECT_EQ(large.Step().delta.removedLinks.size(), k);
        // Of a link that is replaced: two links, three ends, their vNICs, and one link that shows that
        // an end stays.
        EXPECT_EQ(large.Step().work.read, k * (2 + 3 + 3 + 1)) << n;
        const uint32_t chunk = n / ((n + 255) / 256);        // they are filled evenly, up to 256
        EXPECT_EQ(large.Step().work.copied, 2 * chunk) << n; // found by either end
        for (const std::string& name : DesignNames())
        {
            const auto compiler = FindDesign(name)->MakeCompiler();
            EXPECT_EQ(large.ScopesUnder(*compiler).size(), small.ScopesUnder(*compiler).size())
                << name << ", " << n;
            EXPECT_EQ(large.RulesUnder(*compiler), small.RulesUnder(*compiler))
                << name << ", " << n;
        }
    }
    EXPECT_EQ(small.ScopesUnder(*FindDesign("linkwire")->MakeCompiler()).size(), 2 * k);
    EXPECT_EQ(small.RulesUnder(*FindDesign("linkwire")->MakeCompiler()), 2 * k * 6);
}

TEST(Proportion, TheWorkOfAChangeGrowsWithItsLinks)
{
    for (const uint32_t k : {1U, 2U, 4U, 8U})
    {
        EXPECT_EQ(ChangeOnRing(1'000, k).Step().work.read, k * (2 + 3 + 3 + 1));
    }
}

TEST(Proportion, NoEditIsNoWorkAndTheSameNetwork)
{
    const CloudScenario scenario{
        .name = "ring",
        .tenants = {{"shop", {MakeSpecification(MakePaths(1), NamesOf(50), RingOf(50))}}}};
    const CloudPlan plan = PlanOf(scenario);
    const TenantView view = FirstViews(plan, scenario).front();
    const ViewStep step = view.Next(plan.start, {});
    EXPECT_EQ(step.view, view);
    EXPECT_EQ(step.delta, ViewDelta{});
    EXPECT_EQ(step.work.read, 0);
    EXPECT_EQ(step.work.copied, 0);
}

} // namespace
} // namespace ns3::vnlab::test
