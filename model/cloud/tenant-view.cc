// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/tenant-view.h"

#include "model/cloud/planned-paths.h"
#include "model/spec/spec-traversal.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// What only one of two ascending lists has, in one walk over both.
template <class Range, class T>
void
Separate(const Range& before, const Range& after, std::vector<T>& removed, std::vector<T>& added)
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
        std::advance(old, order <= 0 ? 1 : 0);
        std::advance(now, order >= 0 ? 1 : 0);
    }
    std::copy(old, before.end(), std::back_inserter(removed));
    std::copy(now, after.end(), std::back_inserter(added));
}

/// @return the vNICs of both versions that have another place or number, ascending
std::vector<VnicId>
Changed(const TenantView& before, const TenantView& after)
{
    std::vector<VnicId> changed;
    auto old = before.Placed().begin();
    auto now = after.Placed().begin();
    while (old != before.Placed().end() && now != after.Placed().end())
    {
        const VnicId vnic = now->vnic;
        if (old->vnic == vnic &&
            (old->place != now->place || before.VniOf(vnic) != after.VniOf(vnic)))
        {
            changed.push_back(vnic);
        }
        const auto order = old->vnic <=> vnic;
        std::advance(old, order <= 0 ? 1 : 0);
        std::advance(now, order >= 0 ? 1 : 0);
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
      m_keepsVnics(!specification.keptPaths.empty()),
      m_firstPath(0),
      m_vnis(version.vnis[tenant.value])
{
    const TenantPlan& tenantPlan = plan.At(tenant);
    const std::vector<uint32_t> paths = PathsInPlan(tenantPlan, specification);
    m_firstPath = paths.front();
    const SpecGraph& graph = specification.graph;
    const Extraction extraction = ExtractSpecification(specification);

    std::vector<VmId> vms;
    std::vector<bool> runs; // as vms
    std::vector<VnicId> vnics;
    std::vector<VnicId> parkedVnics;
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph)))
    {
        const VmId vm = tenantPlan.vmByName.at(graph[vertex].name);
        vms.push_back(vm);
        runs.push_back(version.Runs(vm, plan.HostOf(vm, version)));
        for (const uint32_t path : extraction.pathsOfVm[vertex])
        {
            (runs.back() ? vnics : parkedVnics).push_back(VnicOnPath(plan, vm, paths[path]));
        }
    }
    PlaceVnics(version, std::move(vnics));
    std::ranges::sort(parkedVnics);
    m_parkedVnics = SharedSequence<VnicId>(parkedVnics);

    std::vector<ViewLink> links;
    std::vector<ViewLink> parkedLinks;
    for (const auto edge : boost::make_iterator_range(boost::edges(graph)))
    {
        const auto from = boost::source(edge, graph);
        const auto to = boost::target(edge, graph);
        const uint32_t path = paths[graph[edge].path];
        (runs[from] && runs[to] ? links : parkedLinks)
            .push_back(MakeViewLink(plan,
                                    VnicOnPath(plan, vms[from], path),
                                    VnicOnPath(plan, vms[to], path),
                                    graph[edge]));
    }
    std::ranges::sort(links);
    std::ranges::sort(parkedLinks);
    m_links = LinkSet(links);
    m_parkedLinks = LinkSet(parkedLinks);
}

/// Fills in the vNICs that exist, and what is counted of them.
void
TenantView::PlaceVnics(const CloudVersion& version, std::vector<VnicId> vnics)
{
    std::ranges::sort(vnics);
    std::vector<PlacedVnic> placed;
    const size_t paths = m_plan->At(m_tenant).paths.size();
    std::vector<std::vector<VnicId>> onPath(paths);
    std::vector<std::map<HostId, uint32_t>> hosts(paths);
    for (const VnicId vnic : vnics)
    {
        const uint32_t path = m_plan->At(vnic).path;
        placed.push_back({vnic, version.PlaceOf(vnic)});
        onPath[path].push_back(vnic);
        ++hosts[path][placed.back().place.host];
    }
    m_vnics = PlacedVnics(placed);
    for (size_t path = 0; path < paths; ++path)
    {
        m_onPath.emplace_back(onPath[path]);
        m_hostsOnPath.emplace_back(
            std::vector<HostCounts::value_type>(hosts[path].begin(), hosts[path].end()));
    }
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

PlacedVnics::KeyRange
TenantView::Vnics() const
{
    return m_vnics.Keys();
}

const PlacedVnics&
TenantView::Placed() const
{
    return m_vnics;
}

bool
TenantView::KeepsVnics() const
{
    return m_keepsVnics;
}

bool
TenantView::Has(VnicId vnic) const
{
    return m_vnics.contains(vnic);
}

const VnicPlace&
TenantView::PlaceOf(VnicId vnic) const
{
    return m_vnics.Find(vnic)->place;
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

const LinkSet::Links&
TenantView::Links() const
{
    return m_links.All();
}

const ViewLink*
TenantView::FindLink(VnicId a, VnicId b) const
{
    return m_links.Find(std::minmax(a, b));
}

const SharedSequence<VnicId>&
TenantView::OnPath(uint32_t path) const
{
    return m_onPath[path];
}

/// Addresses of a path are given out in the order of its vNICs.
std::optional<VnicId>
TenantView::FindAddress(uint32_t path, uint32_t address) const
{
    const SharedSequence<VnicId>& vnics = OnPath(path);
    const auto found =
        vnics.FirstBehind([&](VnicId vnic) { return m_plan->At(vnic).address < address; });
    return found != vnics.end() && m_plan->At(*found).address == address ? std::optional(*found)
                                                                         : std::nullopt;
}

const HostCounts&
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
    if (delta.changedVnics.empty() && delta.addedVnics.empty() && delta.removedVnics.empty())
    {
        return delta;
    }
    const auto isChanged = [&delta](VnicId vnic)
    { return std::ranges::binary_search(delta.changedVnics, vnic); };
    const auto differs = [&](VnicId vnic)
    {
        return isChanged(vnic) || std::ranges::binary_search(delta.addedVnics, vnic) ||
               std::ranges::binary_search(delta.removedVnics, vnic);
    };
    std::vector<ViewLink> kept;
    std::ranges::set_intersection(before.Links(), after.Links(), std::back_inserter(kept));
    std::ranges::copy_if(kept,
                         std::back_inserter(delta.changedLinks),
                         [&](const ViewLink& link) {
                             return isChanged(link.a) || isChanged(link.b) ||
                                    std::ranges::any_of(link.via, differs);
                         });
    return delta;
}

} // namespace ns3::vnlab
