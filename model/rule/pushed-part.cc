// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/pushed-part.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ns3::vnlab
{

PushedPart::PushedPart(const Compiler& whole)
    : m_whole(whole)
{
}

std::vector<Scope>
PushedPart::Without(std::vector<Scope> scopes) const
{
    std::erase_if(scopes,
                  [kind = m_whole.OnDemand()](const Scope& scope) { return scope.kind == kind; });
    return scopes;
}

std::vector<Scope>
PushedPart::AllScopes(const TenantView& view) const
{
    return Without(m_whole.AllScopes(view));
}

std::vector<Scope>
PushedPart::AffectedScopes(const TenantView& before,
                           const TenantView& after,
                           const ViewDelta& delta) const
{
    return Without(m_whole.AffectedScopes(before, after, delta));
}

bool
PushedPart::ReadsSubstrate() const
{
    return m_whole.ReadsSubstrate();
}

void
PushedPart::Compile(const TenantView& view, const Scope& scope, std::vector<Rule>& rules) const
{
    m_whole.Compile(view, scope, rules);
}

RuleDelta
ChangeOnDemand(const Compiler& compiler,
               const TenantView& before,
               const TenantView& after,
               const ViewDelta& delta)
{
    std::vector<Rule> gone;
    std::vector<Rule> come;
    const std::vector<Scope> affected = compiler.AffectedScopes(before, after, delta);
    for (const Scope& scope : std::set(affected.begin(), affected.end()))
    {
        if (scope.kind == compiler.OnDemand())
        {
            compiler.Compile(before, scope, gone);
            compiler.Compile(after, scope, come);
        }
    }
    const auto keyOf = [](const Rule& rule) -> const RuleKey& { return rule.where; };
    std::ranges::sort(gone, {}, keyOf);
    std::ranges::sort(come, {}, keyOf);
    RuleDelta changed;
    for (const Rule& rule : gone)
    {
        if (!std::ranges::binary_search(come, rule.where, {}, keyOf))
        {
            changed.erased.push_back(rule.where);
        }
    }
    for (const Rule& rule : come)
    {
        const auto old = std::ranges::lower_bound(gone, rule.where, {}, keyOf);
        if (old == gone.end() || *old != rule)
        {
            changed.written.push_back(rule);
        }
    }
    return changed;
}

} // namespace ns3::vnlab
