// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/exposure/exposure.h"

#include "analysis/exposure/hub-graph.h"

#include <algorithm>
#include <bitset>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/range/iterator_range.hpp>
#include <map>
#include <set>
#include <utility>

namespace ns3::vnlab
{

namespace
{

using Graph = CompactGraph;

/// VM v is vertex v, group g is the hub vertex vmCount + g.
Graph
HubGraph(const Reachability& reachability)
{
    return FromEdges(HubEdges(reachability), HubVertices(reachability));
}

/// Marks vertices, and forgets all marks at once.
class Marks
{
  public:
    explicit Marks(size_t vertices)
        : m_rounds(vertices, 0)
    {
    }

    void Clear()
    {
        ++m_round;
    }

    bool Has(uint32_t vertex) const
    {
        return m_rounds[vertex] == m_round;
    }

    /// @return whether the mark is new
    bool Set(uint32_t vertex)
    {
        return std::exchange(m_rounds[vertex], m_round) != m_round;
    }

  private:
    std::vector<uint32_t> m_rounds;
    uint32_t m_round{1};
};

/// The strongly connected components and the edges between them.
struct Condensation
{
    std::vector<uint32_t> componentOf; ///< by vertex
    std::vector<uint32_t> vms;         ///< by component: how many VMs it holds
    std::vector<bool> entered;         ///< by component: whether another one reaches it
    Graph graph;                       ///< every edge leads to a component with a lower number
};

Condensation
Condense(const Graph& graph, uint32_t vmCount)
{
    Condensation result;
    result.componentOf.resize(num_vertices(graph));
    const auto index = get(boost::vertex_index, graph);
    // Tarjan's algorithm numbers a component after every component that it reaches.
    const uint32_t count = boost::strong_components(
        graph, boost::make_iterator_property_map(result.componentOf.begin(), index));
    result.vms.resize(count);
    result.entered.resize(count);
    for (uint32_t vm = 0; vm < vmCount; ++vm)
    {
        ++result.vms[result.componentOf[vm]];
    }
    Edges between;
    for (const auto edge : boost::make_iterator_range(edges(graph)))
    {
        const uint32_t from = result.componentOf[source(edge, graph)];
        const uint32_t to = result.componentOf[target(edge, graph)];
        if (from != to)
        {
            between.emplace_back(from, to);
            result.entered[to] = true;
        }
    }
    std::ranges::sort(between);
    const auto repeated = std::ranges::unique(between);
    between.erase(repeated.begin(), repeated.end());
    result.graph = FromEdges(between, count);
    return result;
}

/// By component, the VMs of all the other components that it reaches.
std::vector<uint32_t>
VmsBeyond(const Condensation& parts)
{
    constexpr size_t kWidth = 256;
    std::vector<uint32_t> targets;
    for (uint32_t part = 0; part < parts.vms.size(); ++part)
    {
        if (parts.entered[part] && parts.vms[part] > 0)
        {
            targets.push_back(part);
        }
    }
    // A batch holds components of one size: the bits set are counted, not visited.
    std::ranges::stable_sort(targets, {}, [&](uint32_t part) { return parts.vms[part]; });
    std::vector<uint32_t> beyond(parts.vms.size());
    std::vector<std::bitset<kWidth>> reached(parts.vms.size());
    for (size_t first = 0, next = 0; first < targets.size(); first = next)
    {
        const uint32_t size = parts.vms[targets[first]];
        std::ranges::fill(reached, std::bitset<kWidth>{});
        for (; next < targets.size() && next - first < kWidth && parts.vms[targets[next]] == size;
             ++next)
        {
            reached[targets[next]].set(next - first);
        }
        for (uint32_t part = 0; part < parts.vms.size(); ++part)
        {
            std::bitset<kWidth> others;
            for (const auto successor :
                 boost::make_iterator_range(adjacent_vertices(part, parts.graph)))
            {
                others |= reached[successor];
            }
            beyond[part] += size * static_cast<uint32_t>(others.count());
            reached[part] |= others;
        }
    }
    return beyond;
}

/// The relation as it is from a foothold of a tenant that the attacker spares: nothing leads to its VMs.
Reachability
Sparing(const Reachability& reachability, TenantId tenant)
{
    const auto spared = [&](VmId vm)
    { return reachability.tenantOf.at(Checked(vm, reachability)) == tenant; };
    Reachability from{reachability.vmCount, reachability.groups, reachability.links};
    for (Reachability::Group& group : from.groups)
    {
        std::erase_if(group.targets, spared);
    }
    std::erase_if(from.links, [&](const auto& link) { return spared(link.second); });
    return from;
}

using Count = std::vector<uint32_t> (*)(const Reachability&);

/// A count for every VM as foothold, where each spares its own tenant.
std::vector<uint32_t>
CountByTenant(const Reachability& reachability, Count count)
{
    std::vector<uint32_t> counts(reachability.vmCount);
    const std::set<TenantId> tenants(reachability.tenantOf.begin(), reachability.tenantOf.end());
    for (const TenantId tenant : tenants)
    {
        const std::vector<uint32_t> from = count(Sparing(reachability, tenant));
        for (uint32_t vm = 0; vm < reachability.vmCount; ++vm)
        {
            counts[vm] = reachability.tenantOf[vm] == tenant ? from[vm] : counts[vm];
        }
    }
    return counts;
}

std::vector<double>
FractionsOfOthers(const std::vector<uint32_t>& counts)
{
    std::vector<double> fractions(counts.size(), 0.0);
    if (counts.size() > 1)
    {
        std::ranges::transform(counts,
                               fractions.begin(),
                               [&](uint32_t count)
                               { return count / static_cast<double>(counts.size() - 1); });
    }
    return fractions;
}

} // namespace

std::vector<VmId>
ReachableSet(const Reachability& reachability, VmId foothold)
{
    Checked(foothold, reachability);
    if (!reachability.tenantOf.empty())
    {
        return ReachableSet(Sparing(reachability, reachability.tenantOf[foothold.value]), foothold);
    }
    std::vector<bool> reached(reachability.vmCount);
    for (const Reachability::Group& group : reachability.groups)
    {
        if (std::ranges::find(group.sources, foothold) != group.sources.end())
        {
            for (const VmId target : group.targets)
            {
                reached[Checked(target, reachability)] = true;
            }
        }
    }
    for (const auto& [from, to] : reachability.links)
    {
        if (from == foothold)
        {
            reached[Checked(to, reachability)] = true;
        }
    }
    reached[foothold.value] = false;
    std::vector<VmId> set;
    for (uint32_t vm = 0; vm < reachability.vmCount; ++vm)
    {
        if (reached[vm])
        {
            set.push_back(VmId{vm});
        }
    }
    return set;
}

std::vector<VmId>
ClosureSet(const Reachability& reachability, VmId foothold)
{
    Checked(foothold, reachability);
    if (!reachability.tenantOf.empty())
    {
        return ClosureSet(Sparing(reachability, reachability.tenantOf[foothold.value]), foothold);
    }
    const Graph graph = HubGraph(reachability);
    std::vector<boost::default_color_type> colors(num_vertices(graph));
    boost::breadth_first_search(graph,
                                foothold.value,
                                boost::color_map(boost::make_iterator_property_map(
                                    colors.begin(), get(boost::vertex_index, graph))));
    std::vector<VmId> set;
    for (uint32_t vm = 0; vm < reachability.vmCount; ++vm)
    {
        if (vm != foothold.value && colors[vm] != boost::white_color)
        {
            set.push_back(VmId{vm});
        }
    }
    return set;
}

std::vector<uint32_t>
ReachableCounts(const Reachability& reachability)
{
    if (!reachability.tenantOf.empty())
    {
        return CountByTenant(reachability, ReachableCounts);
    }
    const uint32_t vmCount = reachability.vmCount;
    const Graph graph = HubGraph(reachability);
    std::map<std::vector<uint32_t>, std::vector<uint32_t>> vmsByHubs;
    for (uint32_t vm = 0; vm < vmCount; ++vm)
    {
        std::vector<uint32_t> hubs;
        std::ranges::copy_if(boost::make_iterator_range(adjacent_vertices(vm, graph)),
                             std::back_inserter(hubs),
                             [&](uint32_t vertex) { return vertex >= vmCount; });
        std::ranges::sort(hubs);
        vmsByHubs[std::move(hubs)].push_back(vm);
    }
    std::vector<uint32_t> counts(vmCount);
    Marks byGroup(vmCount);
    Marks byLink(vmCount);
    for (const auto& [hubs, vms] : vmsByHubs)
    {
        byGroup.Clear();
        uint32_t members = 0;
        for (const uint32_t hub : hubs)
        {
            for (const uint32_t target : boost::make_iterator_range(adjacent_vertices(hub, graph)))
            {
                members += byGroup.Set(target) ? 1 : 0;
            }
        }
        for (const uint32_t vm : vms)
        {
            byLink.Clear();
            counts[vm] = members - (byGroup.Has(vm) ? 1 : 0);
            for (const uint32_t to : boost::make_iterator_range(adjacent_vertices(vm, graph)))
            {
                const bool another = to < vmCount && to != vm && !byGroup.Has(to);
                counts[vm] += another && byLink.Set(to) ? 1 : 0;
            }
        }
    }
    return counts;
}

std::vector<uint32_t>
ClosureCounts(const Reachability& reachability)
{
    if (!reachability.tenantOf.empty())
    {
        return CountByTenant(reachability, ClosureCounts);
    }
    const Condensation parts = Condense(HubGraph(reachability), reachability.vmCount);
    const std::vector<uint32_t> beyond = VmsBeyond(parts);
    std::vector<uint32_t> counts(reachability.vmCount);
    for (uint32_t vm = 0; vm < reachability.vmCount; ++vm)
    {
        const uint32_t part = parts.componentOf[vm];
        counts[vm] = parts.vms[part] - 1 + beyond[part];
    }
    return counts;
}

std::vector<double>
ReachableFractions(const Reachability& reachability)
{
    return FractionsOfOthers(ReachableCounts(reachability));
}

std::vector<double>
ClosureFractions(const Reachability& reachability)
{
    return FractionsOfOthers(ClosureCounts(reachability));
}

} // namespace ns3::vnlab
