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

CompiledCloud::CompiledCloud(const Design& design, const Supply& supply)
    : m_design(design),
      m_whole(design.MakeCompiler()),
      m_pushed(MakePushed(*m_whole, supply))
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
    const TenantView& view = ViewOf(miss.asker);
    std::vector<Rule> rules;
    if (const std::optional<Scope> scope = m_whole->ScopeWith(view, miss))
    {
        m_whole->Compile(view, *scope, rules);
    }
    return rules;
}

} // namespace ns3::vnlab
