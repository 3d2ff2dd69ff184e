// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/rule-store.h"
#include "test/support/make-specification.h"
#include "test/support/small-plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// A compiler that says what it was told to say.
class ToldCompiler : public Compiler
{
  public:
    using Rules = std::map<Scope, std::vector<Rule>>;

    std::vector<Scope> AllScopes(const TenantView& view) const override
    {
        std::vector<Scope> scopes;
        for (const auto& [scope, rules] : told.at(&view))
        {
            scopes.push_back(scope);
        }
        return scopes;
    }

    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta&) const override
    {
        std::vector<Scope> scopes = AllScopes(after);
        std::ranges::move(AllScopes(before), std::back_inserter(scopes));
        return scopes;
    }

    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override
    {
        if (const auto it = told.at(&view).find(scope); it != told.at(&view).end())
        {
            rules.insert(rules.end(), it->second.begin(), it->second.end());
        }
    }

    std::map<const TenantView*, Rules> told;
};

const Scope kFirst = Scope::Of(VnicId{0});
const Scope kSecond = Scope::Of(VnicId{1});
const Scope kLink = Scope::Link(VnicId{1}, VnicId{0});

/// A rule on a host.
Rule
MakeTestRule(const Scope& origin, uint32_t key, uint32_t value)
{
    return MakeRule(origin,
                    EnforcementPoint::Of(HostId{0}),
                    TableId::kPortAddress,
                    PortAddressKey{key},
                    PortAddressValue{VnicId{value}});
}

class RuleStoreTest : public testing::Test
{
  protected:
    RuleDelta Add(const ToldCompiler::Rules& rules)
    {
        m_compiler.told[&m_one] = rules;
        return m_store.Add(m_compiler, m_one).delta;
    }

    /// Goes from the rules of the last call to others.
    Recompilation Change(const ToldCompiler::Rules& rules)
    {
        m_compiler.told[&m_two] = rules;
        const Recompilation result = m_store.Change(m_compiler, m_one, m_two);
        m_compiler.told[&m_one] = rules;
        return result;
    }

    CloudPlan m_plan = MakeSmallPlan({"web", "db"}, 1, 1);
    Specification m_specification = MakeSpecification(MakePaths(1), {"web", "db"}, {{0, 1}});
    TenantView m_one{m_plan, m_plan.start, TenantId{0}, m_specification};
    TenantView m_two{m_plan, m_plan.start, TenantId{0}, m_specification};
    ToldCompiler m_compiler;
    RuleStore m_store;
};

TEST_F(RuleStoreTest, EmptyStoreTakesNoMemoryAndAFullOneLessThanARuleObjectForEach)
{
    EXPECT_EQ(m_store.MemoryBytes(), 0);
    std::vector<Rule> rules;
    for (uint32_t key = 0; key < 1000; ++key)
    {
        rules.push_back(MakeTestRule(kFirst, key, key));
    }
    Add({{kFirst, rules}});
    EXPECT_GT(m_store.MemoryBytes(), rules.size() * rules.front().Bytes());
    EXPECT_LT(m_store.MemoryBytes(), rules.size() * sizeof(Rule));
}

TEST_F(RuleStoreTest, RuleThatTwoScopesCauseIsWrittenOnce)
{
    const RuleDelta delta =
        Add({{kFirst, {MakeTestRule(kFirst, 1, 7)}}, {kSecond, {MakeTestRule(kSecond, 1, 7)}}});
    EXPECT_THAT(delta.written, ElementsAre(MakeTestRule(kFirst, 1, 7)));
    EXPECT_THAT(delta.erased, IsEmpty());
    EXPECT_EQ(m_store.Size(), 1);
}

TEST_F(RuleStoreTest, RuleGoesWithTheLastScopeThatCausesIt)
{
    const Rule rule = MakeTestRule(kFirst, 1, 7);
    Add({{kFirst, {rule}}, {kSecond, {rule}}});
    EXPECT_TRUE(Change({{kFirst, {rule}}, {kSecond, {}}}).delta.Empty());
    EXPECT_THAT(m_store.Rules(), ElementsAre(rule));
    EXPECT_THAT(Change({{kFirst, {}}, {kSecond, {}}}).delta.erased, ElementsAre(rule.where));
    EXPECT_EQ(m_store.Size(), 0);
}

TEST_F(RuleStoreTest, RuleThatPassesFromScopeToScopeIsNotTouched)
{
    Add({{kFirst, {MakeTestRule(kFirst, 1, 7)}}});
    EXPECT_TRUE(Change({{kSecond, {MakeTestRule(kSecond, 1, 7)}}}).delta.Empty());
}

TEST_F(RuleStoreTest, NewValueIsWrittenAndNothingErased)
{
    Add({{kFirst, {MakeTestRule(kFirst, 1, 7)}}});
    const RuleDelta delta = Change({{kFirst, {MakeTestRule(kFirst, 1, 8)}}}).delta;
    EXPECT_THAT(delta.written, ElementsAre(MakeTestRule(kFirst, 1, 8)));
    EXPECT_THAT(delta.erased, IsEmpty());
    EXPECT_EQ(delta.Touched(), 1);
}

TEST_F(RuleStoreTest, DeltaIsInTheOrderOfKeys)
{
    const RuleDelta added = Add({{kFirst, {MakeTestRule(kFirst, 9, 7), MakeTestRule(kFirst, 1, 7)}},
                                 {kSecond, {MakeTestRule(kSecond, 5, 7)}}});
    EXPECT_THAT(added.written,
                ElementsAre(MakeTestRule(kFirst, 1, 7),
                            MakeTestRule(kFirst, 5, 7),
                            MakeTestRule(kFirst, 9, 7)));
    EXPECT_EQ(m_store.Rules(), added.written);
    EXPECT_TRUE(std::ranges::is_sorted(Change({}).delta.erased));
}

TEST_F(RuleStoreTest, ScopeThatIsNamedTwiceIsCompiledOnce)
{
    Add({{kFirst, {MakeTestRule(kFirst, 1, 7)}}});
    // ToldCompiler names the scope for the version before and for the one after.
    const Recompilation result = Change({{kFirst, {MakeTestRule(kFirst, 2, 7)}}});
    EXPECT_EQ(result.scopes, 1);
    EXPECT_EQ(m_store.Size(), 1);
}

TEST_F(RuleStoreTest, ConflictNamesBothOriginsInTheTenantsWords)
{
    try
    {
        Add({{kFirst, {MakeTestRule(kFirst, 1, 7)}}, {kLink, {MakeTestRule(kLink, 1, 8)}}});
        FAIL() << "no conflict";
    }
    catch (const RuleConflict& conflict)
    {
        EXPECT_STREQ(conflict.what(),
                     "rules contradict: VM web of tenant shop and virtual link web – db of tenant "
                     "shop");
        EXPECT_EQ(conflict.First().origin, kFirst);
        EXPECT_EQ(conflict.First(), MakeTestRule(kFirst, 1, 7));
        EXPECT_EQ(conflict.Second().origin, kLink);
        EXPECT_EQ(conflict.Second(), MakeTestRule(kLink, 1, 8));
    }
}

TEST_F(RuleStoreTest, ConflictChangesNothing)
{
    const ToldCompiler::Rules good{{kFirst, {MakeTestRule(kFirst, 1, 7)}},
                                   {kSecond, {MakeTestRule(kSecond, 1, 7)}}};
    Add(good);
    const std::vector<Rule> before = m_store.Rules();
    m_compiler.told[&m_two] = {{kFirst, {MakeTestRule(kFirst, 2, 1), MakeTestRule(kFirst, 1, 7)}},
                               {kSecond, {MakeTestRule(kSecond, 1, 9)}}};
    EXPECT_THROW(m_store.Change(m_compiler, m_one, m_two), RuleConflict);
    EXPECT_EQ(m_store.Rules(), before);
    // The numbers of causes are the old ones, too: it takes both scopes to erase the rule.
    EXPECT_TRUE(Change({{kFirst, {MakeTestRule(kFirst, 1, 7)}}}).delta.Empty());
    EXPECT_EQ(Change({}).delta.erased.size(), 1);
}

TEST_F(RuleStoreTest, NewValueFromOneOfTwoScopesIsAConflict)
{
    Add({{kFirst, {MakeTestRule(kFirst, 1, 7)}}, {kSecond, {MakeTestRule(kSecond, 1, 7)}}});
    EXPECT_THROW(
        Change({{kFirst, {MakeTestRule(kFirst, 1, 8)}}, {kSecond, {MakeTestRule(kSecond, 1, 7)}}}),
        RuleConflict);
}

TEST_F(RuleStoreTest, TenantThatContradictsAnotherIsAConflict)
{
    Add({{kFirst, {MakeTestRule(kFirst, 1, 7)}}});
    EXPECT_THROW(Add({{kSecond, {MakeTestRule(kSecond, 1, 8)}}}), RuleConflict);
    EXPECT_THAT(m_store.Rules(), ElementsAre(MakeTestRule(kFirst, 1, 7)));
}

TEST_F(RuleStoreTest, ScopesAreDescribedInTheTenantsWords)
{
    EXPECT_EQ(Describe(m_plan, Scope::Of(VnicId{1})), "VM db of tenant shop");
    EXPECT_EQ(Describe(m_plan, kLink), "virtual link web – db of tenant shop");
    EXPECT_EQ(Describe(m_plan, Scope::Of(HostId{4}, VnicId{0})), "VM web of tenant shop at host 4");
    EXPECT_EQ(Describe(m_plan, Scope::Of(HostId{4}, HostId{2}, 0)), "hosts 4 and 2");
}

/// Rules of up to four scopes; a key has the same value everywhere in `values`.
ToldCompiler::Rules
DrawRules(const std::vector<uint32_t>& values)
{
    ToldCompiler::Rules rules;
    for (uint32_t i = 0; i < 4; ++i)
    {
        const Scope scope = Scope::Of(VnicId{i});
        for (uint32_t key = 0; key < values.size(); ++key)
        {
            if (*rc::gen::arbitrary<bool>())
            {
                rules[scope].push_back(MakeTestRule(scope, key, values[key]));
            }
        }
    }
    return rules;
}

RC_GTEST_FIXTURE_PROP(RuleStoreTest, HoldsTheUnionOfTheScopesAfterAnyChanges, ())
{
    const auto values = *rc::gen::container<std::vector<uint32_t>>(6, rc::gen::inRange(0u, 3u));
    Add(DrawRules(values));
    std::map<RuleKey, RuleBytes> installed;
    for (const Rule& rule : m_store.Rules())
    {
        installed[rule.where] = rule.value;
    }
    for (int change = 0; change < 4; ++change)
    {
        const auto next = *rc::gen::container<std::vector<uint32_t>>(6, rc::gen::inRange(0u, 3u));
        const ToldCompiler::Rules rules = DrawRules(next);
        const RuleDelta delta = Change(rules).delta;
        std::map<RuleKey, RuleBytes> wanted;
        for (const auto& [scope, ofScope] : rules)
        {
            for (const Rule& rule : ofScope)
            {
                wanted[rule.where] = rule.value;
            }
        }
        for (const RuleKey& erased : delta.erased)
        {
            RC_ASSERT(installed.erase(erased) == 1);
        }
        for (const Rule& written : delta.written)
        {
            RC_ASSERT(!installed.contains(written.where) ||
                      installed[written.where] != written.value);
            installed[written.where] = written.value;
        }
        RC_ASSERT(installed == wanted);
        RC_ASSERT(m_store.Size() == wanted.size());
    }
}

} // namespace
} // namespace ns3::vnlab::test
