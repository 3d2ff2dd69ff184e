// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/compiled-cloud.h"

#include <algorithm>
#include <optional>
#include <span>
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

/// @return why a design cannot join the tenants' sites to their networks, if there are such and it cannot
std::optional<std::string>
ObjectionToSites(const Design& design, std::span<const TenantView> views)
{
    if (design.JoinsSites() || views.empty())
    {
        return std::nullopt;
    }
    for (const SitePlan& site : views.front().Plan().sites)
    {
        if (std::ranges::find(views, site.tenant, &TenantView::Tenant) != views.end())
        {
            return std::string(design.Name()) +
                   " has no virtual gateway, which would join the site " + site.name + " to " +
                   views.front().Plan().At(site.tenant).name;
        }
    }
    return std::nullopt;
}

/// @return the compiler of what is pushed, where that is not all
std::unique_ptr<Compiler>
MakePushed(const Compiler& whole, const Supply& supply)
{
    switch (supply.rules)
    {
    case RuleSupply::kNotOnDemand:
        return std::make_unique<PushedPart>(whole);
    case RuleSupply::kGateways:
        return whole.WithGateways(supply.gateways);
    case RuleSupply::kAll:
        break;
    }
    return nullptr;
}

} // namespace

CompiledCloud::CompiledCloud(const Design& design, const Supply& supply, Recompute recompute)
    : m_design(design),
      m_whole(MakeCompiler(design, recompute)),
      m_pushed(MakePushed(*m_whole, supply)),
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
    ThrowIf(ObjectionToSites(m_design, views));
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
    return Pushed().ReadsSubstrate();
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

const TenantView&
CompiledCloud::ViewOf(VnicId vnic) const
{
    const CloudPlan& plan = m_views.front().Plan();
    return m_views[plan.At(plan.At(vnic).vm).tenant.value];
}

std::optional<HostId>
CompiledCloud::HostOf(VnicId vnic) const
{
    const TenantView& view = ViewOf(vnic);
    return view.Has(vnic) ? std::optional(view.HostOf(vnic)) : std::nullopt;
}

std::vector<Rule>
CompiledCloud::RulesFor(const Miss& miss) const
{
    if (miss.asker.value >= m_views.front().Plan().vnics.size()) // a forged address names it
    {
        return {};
    }
    const TenantView& view = ViewOf(miss.asker);
    std::vector<Rule> rules;
    if (const std::optional<Scope> scope = m_whole->ScopeWith(view, miss))
    {
        m_whole->Compile(view, *scope, rules);
    }
    return rules;
}

} // namespace ns3::vnlab
