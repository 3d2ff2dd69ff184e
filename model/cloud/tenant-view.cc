// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/tenant-view.h"

#include "model/spec/spec-traversal.h"

#include <algorithm>
#include <iterator>

namespace ns3::vnlab
{

namespace
{

/// Index in the plan of each path of a specification, by name.
std::vector<uint32_t>
PathsInPlan(const TenantPlan& tenant, const Specification& specification)
{
    std::vector<uint32_t> indices;
    for (const Path& path : specification.paths)
    {
        const auto it = std::ranges::find(tenant.paths, path.name, &PathPlan::name);
        indices.push_back(static_cast<uint32_t>(it - tenant.paths.begin()));
    }
    return indices;
}

VnicId
VnicOnPath(const CloudPlan& plan, VmId vm, uint32_t path)
{
    const std::vector<VnicId>& vnics = plan.At(vm).vnics;
    return *std::ranges::find(vnics, path, [&plan](VnicId vnic) { return plan.At(vnic).path; });
}

} // namespace

TenantView::TenantView(const CloudPlan& plan, TenantId tenant, const Specification& specification)
    : m_plan(&plan),
      m_tenant(tenant),
      m_onPath(plan.At(tenant).paths.size()),
      m_hostsOnPath(plan.At(tenant).paths.size())
{
    const TenantPlan& tenantPlan = plan.At(tenant);
    const std::vector<uint32_t> paths = PathsInPlan(tenantPlan, specification);
    const SpecGraph& graph = specification.graph;
    const Extraction extraction = ExtractSpecification(specification);

    std::vector<VmId> vms;
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph)))
    {
        vms.push_back(tenantPlan.vmByName.at(graph[vertex].name));
        for (const uint32_t path : extraction.pathsOfVm[vertex])
        {
            m_vnics.push_back(VnicOnPath(plan, vms.back(), paths[path]));
        }
    }
    std::ranges::sort(m_vnics);
    for (const VnicId vnic : m_vnics)
    {
        const VnicPlan& vnicPlan = plan.At(vnic);
        m_onPath[vnicPlan.path].push_back(vnic);
        ++m_hostsOnPath[vnicPlan.path][vnicPlan.host];
    }

    for (const auto edge : boost::make_iterator_range(boost::edges(graph)))
    {
        const uint32_t path = paths[graph[edge].path];
        const VnicId source = VnicOnPath(plan, vms[boost::source(edge, graph)], path);
        const VnicId target = VnicOnPath(plan, vms[boost::target(edge, graph)], path);
        m_links.push_back({std::min(source, target), std::max(source, target), graph[edge].allow});
    }
    std::ranges::sort(m_links);
}

const CloudPlan&
TenantView::Plan() const
{
    return *m_plan;
}

TenantId
TenantView::Tenant() const
{
    return m_tenant;
}

const std::vector<VnicId>&
TenantView::Vnics() const
{
    return m_vnics;
}

bool
TenantView::Has(VnicId vnic) const
{
    return std::ranges::binary_search(m_vnics, vnic);
}

const std::vector<ViewLink>&
TenantView::Links() const
{
    return m_links;
}

const ViewLink*
TenantView::FindLink(VnicId a, VnicId b) const
{
    const ViewLink wanted{std::min(a, b), std::max(a, b), {}};
    const auto it = std::ranges::lower_bound(m_links, wanted);
    return it != m_links.end() && it->a == wanted.a && it->b == wanted.b ? &*it : nullptr;
}

std::span<const VnicId>
TenantView::OnPath(uint32_t path) const
{
    return m_onPath[path];
}

const std::map<HostId, uint32_t>&
TenantView::HostsOnPath(uint32_t path) const
{
    return m_hostsOnPath[path];
}

ViewDelta
Diff(const TenantView& before, const TenantView& after)
{
    ViewDelta delta;
    std::ranges::set_difference(
        after.Vnics(), before.Vnics(), std::back_inserter(delta.addedVnics));
    std::ranges::set_difference(
        before.Vnics(), after.Vnics(), std::back_inserter(delta.removedVnics));
    std::ranges::set_difference(
        after.Links(), before.Links(), std::back_inserter(delta.addedLinks));
    std::ranges::set_difference(
        before.Links(), after.Links(), std::back_inserter(delta.removedLinks));
    return delta;
}

} // namespace ns3::vnlab
