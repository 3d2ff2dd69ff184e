// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/compiled-cloud.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

CompiledCloud::CompiledCloud(const Design& design, RuleSupply supply)
    : m_design(design),
      m_whole(design.MakeCompiler()),
      m_pushed(supply == RuleSupply::kAll ? nullptr : std::make_unique<PushedPart>(*m_whole))
{
}

const Compiler&
CompiledCloud::Pushed() const
{
    return m_pushed ? *m_pushed : *m_whole;
}

void
CompiledCloud::Begin(std::vector<TenantView> views, const Added& added)
{
    m_views = std::move(views);
    CheckObjection(m_views);
    for (const TenantView& view : m_views)
    {
        added(m_store.Add(Pushed(), view).delta);
    }
}

CompiledChange
CompiledCloud::Change(std::vector<TenantView> next)
{
    CheckObjection(next); // what two tenants contradict each other in is a conflict of rules
    std::vector<ViewChange> changes;
    for (const TenantView& view : next)
    {
        changes.emplace_back(m_views[view.Tenant().value], view);
    }
    CompiledChange change{m_store.Change(Pushed(), changes), {}, {}};
    for (ViewChange& tenant : changes)
    {
        if (m_pushed)
        {
            change.onDemand.push_back(
                ChangeOnDemand(*m_whole, tenant.before, tenant.after, tenant.delta));
        }
        change.deltas.push_back(std::move(tenant.delta));
    }
    for (TenantView& view : next)
    {
        m_views[view.Tenant().value] = std::move(view);
    }
    return change;
}

void
CompiledCloud::CheckObjection(std::span<const TenantView> views) const
{
    if (const std::optional<std::string> objection = m_design.Objection(views))
    {
        throw std::invalid_argument(*objection);
    }
}

std::span<const TenantView>
CompiledCloud::Views() const
{
    return m_views;
}

const RuleStore&
CompiledCloud::Store() const
{
    return m_store;
}

std::vector<Rule>
CompiledCloud::RulesFor(const Miss& miss) const
{
    const CloudPlan& plan = m_views.front().Plan();
    const TenantView& view = m_views[plan.At(plan.At(miss.asker).vm).tenant.value];
    std::vector<Rule> rules;
    if (const std::optional<Scope> scope = m_whole->ScopeWith(view, miss))
    {
        m_whole->Compile(view, *scope, rules);
    }
    return rules;
}

} // namespace ns3::vnlab
