// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/spec-oracle.h"

#include "model/spec/permitted-services.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <limits>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kNotInGraph = std::numeric_limits<uint32_t>::max();

/// A request to the service, or an answer from it.
bool
Speaks(std::span<const Service> allow, const PacketService& service)
{
    return Permits(allow, {service.ipProtocol, service.destinationPort}) ||
           Permits(allow, {service.ipProtocol, service.sourcePort});
}

} // namespace

SpecOracle::SpecOracle(const CloudPlan& plan)
    : m_plan(plan)
{
}

void
SpecOracle::NumberVms()
{
    m_counts.resize(m_plan.tenants.size());
    m_versions.resize(m_plan.tenants.size());
    while (m_numbers.size() < m_plan.vms.size())
    {
        const VmPlan& vm = m_plan.vms[m_numbers.size()];
        m_numbers.push_back(m_counts[vm.tenant.value]++);
    }
}

void
SpecOracle::Submit(TenantId tenant, const Specification& specification, Time since)
{
    NumberVms();
    const TenantPlan& plan = m_plan.At(tenant);
    Version version{.specification = &specification,
                    .since = since,
                    .vertices = std::vector<uint32_t>(m_counts[tenant.value], kNotInGraph),
                    .pathsOfGraph = {}};
    for (const auto vertex : boost::make_iterator_range(vertices(specification.graph)))
    {
        const auto vm = plan.vmByName.find(specification.graph[vertex].name);
        if (vm != plan.vmByName.end())
        {
            version.vertices[m_numbers[vm->second.value]] = static_cast<uint32_t>(vertex);
        }
    }
    for (const Path& path : specification.paths)
    {
        const auto planned = std::ranges::find(plan.paths, path.name, &PathPlan::name);
        version.pathsOfGraph.push_back(static_cast<uint32_t>(planned - plan.paths.begin()));
    }
    for (const auto edge : boost::make_iterator_range(edges(specification.graph)))
    {
        version.hasChains |= !specification.graph[edge].via.empty();
    }
    m_versions[tenant.value].push_back(std::move(version));
}

size_t
SpecOracle::Versions(TenantId tenant) const
{
    return tenant.value < m_versions.size() ? m_versions[tenant.value].size() : 0;
}

std::optional<SpecOracle::Ends>
SpecOracle::EndsOf(VnicId from, VnicId to) const
{
    const VnicPlan& sender = m_plan.At(from);
    const VnicPlan& receiver = m_plan.At(to);
    const TenantId tenant = m_plan.At(sender.vm).tenant;
    if (tenant != m_plan.At(receiver.vm).tenant || sender.path != receiver.path)
    {
        return std::nullopt;
    }
    return Ends{tenant, sender.path, sender.vm, receiver.vm};
}

/// @return kNotInGraph: it is not there
uint32_t
SpecOracle::VertexOf(const Version& version, VmId vm) const
{
    const uint32_t number = vm.value < m_numbers.size() ? m_numbers[vm.value] : kNotInGraph;
    return number < version.vertices.size() ? version.vertices[number] : kNotInGraph;
}

/// @return nullptr: there is none
const LinkSpec*
SpecOracle::FindLink(const Version& version, const Ends& ends) const
{
    const SpecGraph& graph = version.specification->graph;
    uint32_t few = VertexOf(version, ends.from);
    uint32_t many = VertexOf(version, ends.to);
    if (few == kNotInGraph || many == kNotInGraph)
    {
        return nullptr;
    }
    if (out_degree(few, graph) > out_degree(many, graph))
    {
        std::swap(few, many);
    }
    const auto joins = [&](const SpecGraph::edge_descriptor& edge)
    { return target(edge, graph) == many && version.pathsOfGraph[graph[edge].path] == ends.path; };
    const auto edges = boost::make_iterator_range(out_edges(few, graph));
    const auto edge = std::find_if(edges.begin(), edges.end(), joins);
    return edge == edges.end() ? nullptr : &graph[*edge];
}

bool
SpecOracle::Permits(const Version& version, const Ends& ends, const PacketService& service) const
{
    const LinkSpec* link = FindLink(version, ends);
    return link && Speaks(link->allow, service);
}

std::vector<VmId>
SpecOracle::Way(VnicId from, VnicId to, Time at) const
{
    const std::optional<Ends> ends = EndsOf(from, to);
    std::vector<VmId> way;
    if (!ends || Versions(ends->tenant) == 0)
    {
        return way;
    }
    const std::vector<Version>& versions = m_versions[ends->tenant.value];
    const auto later = std::ranges::upper_bound(versions, at, {}, &Version::since);
    const LinkSpec* link = later == versions.begin() ? nullptr : FindLink(*(later - 1), *ends);
    if (!link)
    {
        return way;
    }
    const TenantPlan& tenant = m_plan.At(ends->tenant);
    for (const std::string& name : link->via)
    {
        way.push_back(tenant.vmByName.at(name));
    }
    if (m_plan.At(ends->to).name < m_plan.At(ends->from).name)
    {
        std::ranges::reverse(way);
    }
    return way;
}

bool
SpecOracle::MayPass(VnicId from, VnicId at, Time since, Time until) const
{
    const std::optional<Ends> ends = EndsOf(from, at);
    if (!ends || Versions(ends->tenant) == 0)
    {
        return false;
    }
    const std::string& name = m_plan.At(ends->to).name;
    const auto passes = [&](const Version& version)
    {
        const uint32_t vertex = version.hasChains ? VertexOf(version, ends->from) : kNotInGraph;
        const SpecGraph& graph = version.specification->graph;
        if (vertex == kNotInGraph)
        {
            return false;
        }
        const auto edges = boost::make_iterator_range(out_edges(vertex, graph));
        return std::any_of(edges.begin(),
                           edges.end(),
                           [&](const auto& edge)
                           {
                               return version.pathsOfGraph[graph[edge].path] == ends->path &&
                                      std::ranges::count(graph[edge].via, name) > 0;
                           });
    };
    const std::vector<Version>& versions = m_versions[ends->tenant.value];
    for (size_t i = versions.size(); i > 0; --i)
    {
        const Version& version = versions[i - 1];
        if (version.since <= until && passes(version))
        {
            return true;
        }
        if (version.since < since)
        {
            break;
        }
    }
    return false;
}

Wanted
SpecOracle::Wants(VnicId from, VnicId to, const PacketService& service, Time sent, Time ended) const
{
    const std::optional<Ends> ends = EndsOf(from, to);
    if (!ends || Versions(ends->tenant) == 0)
    {
        return Wanted::kNever;
    }
    const std::vector<Version>& versions = m_versions[ends->tenant.value];
    size_t last = versions.size() - 1;
    while (last > 0 && versions[last].since > ended)
    {
        --last;
    }
    const bool isPermitted = Permits(versions[last], *ends, service);
    for (size_t i = last; i > 0 && versions[i].since >= sent; --i)
    {
        if (Permits(versions[i - 1], *ends, service) != isPermitted)
        {
            return Wanted::kChanged;
        }
    }
    return isPermitted ? Wanted::kAlways : Wanted::kNever;
}

bool
SpecOracle::Alters(size_t version, VnicId from, VnicId to, const PacketService& service) const
{
    const std::optional<Ends> ends = EndsOf(from, to);
    if (!ends || version == 0)
    {
        return false;
    }
    const std::vector<Version>& versions = m_versions[ends->tenant.value];
    return Permits(versions[version], *ends, service) !=
           Permits(versions[version - 1], *ends, service);
}

} // namespace ns3::vnlab
