// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/rule-store.h"

#include <algorithm>
#include <optional>

namespace ns3::vnlab
{

RuleConflict::RuleConflict(const std::string& message, const Rule& first, const Rule& second)
    : std::runtime_error(message),
      m_first(first),
      m_second(second)
{
}

const Rule&
RuleConflict::First() const
{
    return m_first;
}

const Rule&
RuleConflict::Second() const
{
    return m_second;
}

Recompilation
RuleStore::Add(const Compiler& compiler, const TenantView& view)
{
    Recompilation result;
    std::vector<Rule> rules;
    for (const Scope& scope : compiler.AllScopes(view))
    {
        compiler.Compile(view, scope, rules);
        ++result.scopes;
    }
    result.delta = Replace(view.Plan(), {}, rules);
    return result;
}

Recompilation
RuleStore::Change(const Compiler& compiler, const TenantView& before, const TenantView& after)
{
    std::vector<Scope> scopes = compiler.AffectedScopes(before, after, Diff(before, after));
    std::ranges::sort(scopes);
    scopes.erase(std::unique(scopes.begin(), scopes.end()), scopes.end());

    std::vector<Rule> gone;
    std::vector<Rule> come;
    for (const Scope& scope : scopes)
    {
        compiler.Compile(before, scope, gone);
        compiler.Compile(after, scope, come);
    }
    return {Replace(after.Plan(), gone, come), scopes.size()};
}

RuleDelta
RuleStore::Replace(const CloudPlan& plan,
                   const std::vector<Rule>& gone,
                   const std::vector<Rule>& come)
{
    std::map<RuleKey, Entry> touched;
    const auto entryOf = [this, &touched](const Rule& rule) -> Entry&
    {
        const auto [it, isNew] = touched.try_emplace(rule.where);
        if (isNew)
        {
            const auto installed = m_rules.find(rule.where);
            it->second = installed != m_rules.end() ? installed->second : Entry{rule, 0};
        }
        return it->second;
    };
    for (const Rule& rule : gone)
    {
        --entryOf(rule).causes;
    }
    for (const Rule& rule : come)
    {
        Entry& entry = entryOf(rule);
        if (entry.causes > 0 && entry.rule.value != rule.value)
        {
            throw RuleConflict("rules contradict: " + Describe(plan, entry.rule.origin) + " and " +
                                   Describe(plan, rule.origin),
                               entry.rule,
                               rule);
        }
        ++entry.causes;
        entry.rule = rule;
    }

    RuleDelta delta;
    for (auto& [where, entry] : touched)
    {
        const auto installed = m_rules.find(where);
        if (entry.causes == 0)
        {
            if (installed != m_rules.end())
            {
                delta.erased.push_back(where);
                m_rules.erase(installed);
            }
            continue;
        }
        if (installed == m_rules.end() || installed->second.rule.value != entry.rule.value)
        {
            delta.written.push_back(entry.rule);
        }
        m_rules.insert_or_assign(where, entry);
    }
    return delta;
}

std::vector<Rule>
RuleStore::Rules() const
{
    std::vector<Rule> rules;
    rules.reserve(m_rules.size());
    for (const auto& [where, entry] : m_rules)
    {
        rules.push_back(entry.rule);
    }
    return rules;
}

size_t
RuleStore::Size() const
{
    return m_rules.size();
}

std::string
Describe(const CloudPlan& plan, const Scope& scope)
{
    const auto vm = [&plan](uint32_t vnic) { return plan.At(plan.At(VnicId{vnic}).vm).name; };
    const auto tenant = [&plan](uint32_t vnic)
    { return " of tenant " + plan.At(plan.At(plan.At(VnicId{vnic}).vm).tenant).name; };
    switch (scope.kind)
    {
    case Scope::Kind::kVnic:
        return "VM " + vm(scope.a) + tenant(scope.a);
    case Scope::Kind::kLink:
        return "virtual link " + vm(scope.a) + " – " + vm(scope.b) + tenant(scope.a);
    case Scope::Kind::kHostVnic:
        return "VM " + vm(scope.b) + tenant(scope.b) + " at host " + std::to_string(scope.a);
    case Scope::Kind::kHostPair:
        break;
    }
    return "hosts " + std::to_string(scope.a) + " and " + std::to_string(scope.b);
}

} // namespace ns3::vnlab
