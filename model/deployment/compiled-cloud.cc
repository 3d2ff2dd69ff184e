// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/compiled-cloud.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

namespace
{

std::unique_ptr<Compiler>
MakeCompiler(const Design& design, Recompute recompute)
{
    std::unique_ptr<Compiler> compiler = design.MakeCompiler();
    return recompute == Recompute::kAffected ? std::move(compiler)
                                             : std::make_unique<WholeCompiler>(std::move(compiler));
}

void
ThrowIf(const std::optional<std::string>& objection)
{
    if (objection)
    {
        throw std::invalid_argument(*objection);
    }
}

} // namespace

CompiledCloud::CompiledCloud(const Design& design, RuleSupply supply, Recompute recompute)
    : m_design(design),
      m_whole(MakeCompiler(design, recompute)),
      m_pushed(supply == RuleSupply::kAll ? nullptr : std::make_unique<PushedPart>(*m_whole)),
      m_recompute(recompute)
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
CompiledCloud::Change(std::vector<ViewStep> next)
{
    std::vector<ViewChange> changes;
    for (ViewStep& step : next)
    {
        CheckObjection(step); // what two tenants contradict each other in is a conflict of rules
        changes.emplace_back(m_views[step.view.Tenant().value], step.view, std::move(step.delta));
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
    for (ViewStep& step : next)
    {
        m_views[step.view.Tenant().value] = std::move(step.view);
    }
    return change;
}

CompiledChange
CompiledCloud::Change(std::vector<TenantView> next)
{
    std::vector<ViewStep> steps;
    for (TenantView& view : next)
    {
        ViewDelta delta = Diff(m_views[view.Tenant().value], view);
        steps.push_back({std::move(view), std::move(delta)});
    }
    return Change(std::move(steps));
}

void
CompiledCloud::CheckObjection(std::span<const TenantView> views) const
{
    ThrowIf(m_design.Objection(views));
}

void
CompiledCloud::CheckObjection(const ViewStep& next) const
{
    ThrowIf(m_recompute == Recompute::kAffected ? m_design.ObjectionToChange(next.view, next.delta)
                                                : m_design.Objection({&next.view, 1}));
}

bool
CompiledCloud::ReadsSubstrate() const
{
    return m_whole->ReadsSubstrate();
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
