// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/tenant-view.h"

#include "model/cloud/cloud-names.h"
#include "model/spec/spec-traversal.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

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
        if (it == tenant.paths.end())
        {
            throw std::invalid_argument("tenant " + tenant.name + " was planned without path " +
                                        path.name);
        }
        indices.push_back(static_cast<uint32_t>(it - tenant.paths.begin()));
    }
    return indices;
}

VnicId
VnicOnPath(const CloudPlan& plan, VmId vm, uint32_t path)
{
    const std::vector<VnicId>& vnics = plan.At(vm).vnics;
    const auto it =
        std::ranges::find(vnics, path, [&plan](VnicId vnic) { return plan.At(vnic).path; });
    if (it == vnics.end())
    {
        throw std::invalid_argument(NameOf(plan, vm) + " was made without a vNIC on path " +
                                    plan.At(plan.At(vm).tenant).paths[path].name);
    }
    return *it;
}

/// What only one of two ascending lists has, in one walk over both.
template <class T>
void
Separate(const std::vector<T>& before,
         const std::vector<T>& after,
         std::vector<T>& removed,
         std::vector<T>& added)
{
    auto old = before.begin();
    auto now = after.begin();
    while (old != before.end() && now != after.end())
    {
        const auto order = *old <=> *now;
        if (order < 0)
        {
            removed.push_back(*old);
        }
        else if (order > 0)
        {
            added.push_back(*now);
        }
        old += order <= 0 ? 1 : 0;
        now += order >= 0 ? 1 : 0;
    }
    removed.insert(removed.end(), old, before.end());
    added.insert(added.end(), now, after.end());
}

/// @return the vNICs of both versions that have another place or number, ascending
std::vector<VnicId>
Changed(const TenantView& before, const TenantView& after)
{
    const auto isRenumbered = [&](VnicId vnic) { return before.VniOf(vnic) != after.VniOf(vnic); };
    bool anyRenumbered = false;
    for (uint32_t path = 0; path < before.Plan().At(before.Tenant()).paths.size(); ++path)
    {
        anyRenumbered |= before.VniOf(path) != after.VniOf(path);
    }
    std::vector<VnicId> changed;
    if (!anyRenumbered && before.Vnics() == after.Vnics() && before.Places() == after.Places())
    {
        return changed; // as nearly always
    }
    size_t i = 0;
    size_t j = 0;
    while (i < before.Vnics().size() && j < after.Vnics().size())
    {
        const VnicId old = before.Vnics()[i];
        const VnicId now = after.Vnics()[j];
        if (old == now &&
            (before.Places()[i] != after.Places()[j] || (anyRenumbered && isRenumbered(now))))
        {
            changed.push_back(now);
        }
        i += old <= now ? 1 : 0;
        j += now <= old ? 1 : 0;
    }
    return changed;
}

} // namespace

TenantView::TenantView(const CloudPlan& plan,
                       const CloudVersion& version,
                       TenantId tenant,
                       const Specification& specification)
    : m_plan(&plan),
      m_tenant(tenant),
      m_substrate(version.substrate),
      m_vnis(version.vnis[tenant.value]),
      m_onPath(plan.At(tenant).paths.size()),
      m_hostsOnPath(plan.At(tenant).paths.size())
{
    const TenantPlan& tenantPlan = plan.At(tenant);
    const std::vector<uint32_t> paths = PathsInPlan(tenantPlan, specification);
    const SpecGraph& graph = specification.graph;
    const Extraction extraction = ExtractSpecification(specification);
    const bool allRun = version.stopped.empty() && version.substrate.failedHosts.empty();

    std::vector<VmId> vms;
    std::vector<bool> runs; // as vms
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph)))
    {
        const VmId vm = tenantPlan.vmByName.at(graph[vertex].name);
        vms.push_back(vm);
        runs.push_back(allRun || version.Runs(vm, plan.HostOf(vm, version)));
        if (!runs.back())
        {
            continue;
        }
        for (const uint32_t path : extraction.pathsOfVm[vertex])
        {
            m_vnics.push_back(VnicOnPath(plan, vm, paths[path]));
        }
    }
    std::ranges::sort(m_vnics);
    for (const VnicId vnic : m_vnics)
    {
        m_places.push_back(version.PlaceOf(vnic));
        const uint32_t path = plan.At(vnic).path;
        m_onPath[path].push_back(vnic);
        ++m_hostsOnPath[path][m_places.back().host];
    }

    for (const auto edge : boost::make_iterator_range(boost::edges(graph)))
    {
        const auto from = boost::source(edge, graph);
        const auto to = boost::target(edge, graph);
        if (runs[from] && runs[to])
        {
            const uint32_t path = paths[graph[edge].path];
            const auto [a, b] =
                std::minmax({VnicOnPath(plan, vms[from], path), VnicOnPath(plan, vms[to], path)});
            m_links.push_back({a, b, graph[edge].allow});
        }
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

const SubstrateVersion&
TenantView::Substrate() const
{
    return m_substrate;
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

const std::vector<VnicPlace>&
TenantView::Places() const
{
    return m_places;
}

/// Where all VMs of a tenant exist, their vNICs' numbers have no gaps.
size_t
TenantView::IndexOf(VnicId vnic) const
{
    const size_t guess = vnic.value - m_vnics.front().value;
    return guess < m_vnics.size() && m_vnics[guess] == vnic
             ? guess
             : static_cast<size_t>(std::ranges::lower_bound(m_vnics, vnic) - m_vnics.begin());
}

const VnicPlace&
TenantView::PlaceOf(VnicId vnic) const
{
    return m_places[IndexOf(vnic)];
}

HostId
TenantView::HostOf(VnicId vnic) const
{
    return PlaceOf(vnic).host;
}

uint32_t
TenantView::ProviderAddressOf(VnicId vnic) const
{
    return PlaceOf(vnic).providerAddress;
}

Vni
TenantView::VniOf(uint32_t path) const
{
    return m_vnis[path];
}

Vni
TenantView::VniOf(VnicId vnic) const
{
    return VniOf(m_plan->At(vnic).path);
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

/// Addresses of a path are given out in the order of its vNICs.
std::optional<VnicId>
TenantView::FindAddress(uint32_t path, uint32_t address) const
{
    const std::span<const VnicId> vnics = OnPath(path);
    const auto it = std::ranges::lower_bound(
        vnics, address, {}, [this](VnicId vnic) { return m_plan->At(vnic).address; });
    return it != vnics.end() && m_plan->At(*it).address == address ? std::optional(*it)
                                                                   : std::nullopt;
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
    Separate(before.Vnics(), after.Vnics(), delta.removedVnics, delta.addedVnics);
    Separate(before.Links(), after.Links(), delta.removedLinks, delta.addedLinks);
    delta.changedVnics = Changed(before, after);
    if (delta.changedVnics.empty())
    {
        return delta;
    }
    const auto isChanged = [&delta](VnicId vnic)
    { return std::ranges::binary_search(delta.changedVnics, vnic); };
    std::vector<ViewLink> kept;
    std::ranges::set_intersection(before.Links(), after.Links(), std::back_inserter(kept));
    std::ranges::copy_if(kept,
                         std::back_inserter(delta.changedLinks),
                         [&](const ViewLink& link)
                         { return isChanged(link.a) || isChanged(link.b); });
    return delta;
}

} // namespace ns3::vnlab
