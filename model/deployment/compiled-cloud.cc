// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/compiled-cloud.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

CompiledCloud::CompiledCloud(const Design& design)
    : m_design(design),
      m_compiler(design.MakeCompiler())
{
}

void
CompiledCloud::Begin(std::vector<TenantView> views, const Added& added)
{
    m_views = std::move(views);
    CheckObjection(m_views);
    for (const TenantView& view : m_views)
    {
        added(m_store.Add(*m_compiler, view).delta);
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
    CompiledChange change{m_store.Change(*m_compiler, changes), {}};
    for (ViewChange& tenant : changes)
    {
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

} // namespace ns3::vnlab
