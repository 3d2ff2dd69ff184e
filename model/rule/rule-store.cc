// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/rule-store.h"

#include <algorithm>

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
RuleStore::Change(const Compiler& compiler, std::span<const ViewChange> tenants)
{
    std::vector<Rule> gone;
    std::vector<Rule> come;
    uint64_t compiled = 0;
    for (const auto& [before, after, delta] : tenants)
    {
        std::vector<Scope> scopes = compiler.AffectedScopes(before, after, delta);
        std::ranges::sort(scopes);
        scopes.erase(std::unique(scopes.begin(), scopes.end()), scopes.end());
        for (const Scope& scope : scopes)
        {
            compiler.Compile(before, scope, gone);
            compiler.Compile(after, scope, come);
        }
        compiled += scopes.size();
    }
    if (tenants.empty())
    {
        return {};
    }
    return {Replace(tenants.front().after.Plan(), gone, come), compiled};
}

Recompilation
RuleStore::Change(const Compiler& compiler, const TenantView& before, const TenantView& after)
{
    const ViewChange change(before, after);
    return Change(compiler, {&change, 1});
}

RuleDelta
RuleStore::Replace(const CloudPlan& plan,
                   const std::vector<Rule>& gone,
                   const std::vector<Rule>& come)
{
    struct Touched
    {
        std::optional<CausedRule> installed;
        CausedRule wanted;
    };
    std::map<RuleKey, Touched> touched;
    const auto wantedOf = [this, &touched](const Rule& rule) -> CausedRule&
    {
        const auto [it, isNew] = touched.try_emplace(rule.where);
        if (isNew)
        {
            it->second.installed = Find(rule.where);
            it->second.wanted = it->second.installed.value_or(CausedRule{rule, 0});
        }
        return it->second.wanted;
    };
    for (const Rule& rule : gone)
    {
        --wantedOf(rule).causes;
    }
    for (const Rule& rule : come)
    {
        CausedRule& wanted = wantedOf(rule);
        if (wanted.causes > 0 && wanted.rule.value != rule.value)
        {
            throw RuleConflict("rules contradict: " + Describe(plan, wanted.rule.origin) + " and " +
                                   Describe(plan, rule.origin),
                               wanted.rule,
                               rule);
        }
        ++wanted.causes;
        wanted.rule = rule;
    }

    RuleDelta delta;
    for (const auto& [where, rule] : touched)
    {
        if (rule.wanted.causes > 0)
        {
            if (!rule.installed || rule.installed->rule.value != rule.wanted.rule.value)
            {
                delta.written.push_back(rule.wanted.rule);
            }
            Put(rule.wanted);
        }
        else if (rule.installed)
        {
            delta.erased.push_back(where);
            m_tables.at(where.table).Erase(where);
        }
    }
    return delta;
}

std::optional<CausedRule>
RuleStore::Find(const RuleKey& where) const
{
    const auto table = m_tables.find(where.table);
    return table == m_tables.end() ? std::nullopt : table->second.Find(where);
}

void
RuleStore::Put(const CausedRule& rule)
{
    const RuleKey& where = rule.rule.where;
    m_tables.try_emplace(where.table, where.table, where.key.Size(), rule.rule.value.Size())
        .first->second.Put(rule);
}

void
RuleStore::ForEach(const std::function<void(const Rule&)>& visit) const
{
    for (const auto& [id, table] : m_tables)
    {
        table.ForEach(visit);
    }
}

std::vector<Rule>
RuleStore::Rules() const
{
    std::vector<Rule> rules;
    rules.reserve(Size());
    ForEach([&rules](const Rule& rule) { rules.push_back(rule); });
    std::ranges::sort(rules, {}, &Rule::where);
    return rules;
}

size_t
RuleStore::Size() const
{
    size_t size = 0;
    for (const auto& [id, table] : m_tables)
    {
        size += table.Size();
    }
    return size;
}

size_t
RuleStore::MemoryBytes() const
{
    size_t bytes = 0;
    for (const auto& [id, table] : m_tables)
    {
        bytes += table.MemoryBytes();
    }
    return bytes;
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
    case Scope::Kind::kGatewayVnic:
        return "VM " + vm(scope.b) + tenant(scope.b) + " at gateway " + std::to_string(scope.a);
    case Scope::Kind::kHostPath:
        return "path " + std::to_string(scope.c) + " at host " + std::to_string(scope.a);
    case Scope::Kind::kHostPair:
        break;
    }
    return "hosts " + std::to_string(scope.a) + " and " + std::to_string(scope.b);
}

} // namespace ns3::vnlab
