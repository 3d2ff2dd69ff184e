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

bool
SpecOracle::Permits(const Version& version, const Ends& ends, const PacketService& service) const
{
    const SpecGraph& graph = version.specification->graph;
    const auto vertexOf = [&](VmId vm)
    {
        const uint32_t number = vm.value < m_numbers.size() ? m_numbers[vm.value] : kNotInGraph;
        return number < version.vertices.size() ? version.vertices[number] : kNotInGraph;
    };
    uint32_t few = vertexOf(ends.from);
    uint32_t many = vertexOf(ends.to);
    if (few == kNotInGraph || many == kNotInGraph)
    {
        return false;
    }
    if (out_degree(few, graph) > out_degree(many, graph))
    {
        std::swap(few, many);
    }
    const auto joins = [&](const SpecGraph::edge_descriptor& edge)
    { return target(edge, graph) == many && version.pathsOfGraph[graph[edge].path] == ends.path; };
    const auto edges = boost::make_iterator_range(out_edges(few, graph));
    const auto edge = std::find_if(edges.begin(), edges.end(), joins);
    return edge != edges.end() && Speaks(graph[*edge].allow, service);
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
