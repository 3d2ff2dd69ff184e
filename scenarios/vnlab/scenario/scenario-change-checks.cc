// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-change-checks.h"

#include "model/spec/spec-traversal.h"
#include "scenarios/vnlab/scenario/scenario-tenants.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// What the checks need to know of a specification.
struct Size
{
    uint64_t vnics{0};
    uint64_t links{0};
    uint64_t unlinkedPairs{0}; ///< of VMs
};

Size
Measure(const Specification& specification)
{
    using Vertex = SpecGraph::vertex_descriptor;
    const SpecGraph& graph = specification.graph;
    Size size{0, num_edges(graph), 0};
    for (const std::vector<uint32_t>& paths : ExtractSpecification(specification).pathsOfVm)
    {
        size.vnics += paths.size();
    }
    std::set<std::pair<Vertex, Vertex>> pairs; // once, however many paths join them
    for (const auto link : boost::make_iterator_range(edges(graph)))
    {
        pairs.insert(std::minmax({source(link, graph), target(link, graph)}));
    }
    const uint64_t vms = num_vertices(graph);
    size.unlinkedPairs = vms * (vms - 1) / 2 - pairs.size();
    return size;
}

class ChangeWalk
{
  public:
    ChangeWalk(const Scenario& scenario, ScenarioProblems& problems)
        : m_scenario(scenario),
          m_problems(problems),
          m_hosts(uint64_t{scenario.substrate.datacenters} * scenario.substrate.racks *
                  scenario.substrate.hosts_per_rack)
    {
    }

    void Run()
    {
        Start();
        std::vector<size_t> order(m_scenario.changes.size());
        std::iota(order.begin(), order.end(), size_t{0});
        std::stable_sort(order.begin(),
                         order.end(),
                         [&](size_t a, size_t b)
                         { return m_scenario.changes[a].at_ns < m_scenario.changes[b].at_ns; });
        for (const size_t index : order)
        {
            const std::string path = TablePath("changes", index);
            const Scenario::Change& change = m_scenario.changes[index];
            const std::optional<TenantRange> target =
                FindTenants(m_scenario.tenants, change.tenant);
            if (!target || !m_problems.Sound(path))
            {
                return; // what the tenants look like from here on is not known
            }
            change.kind == "resubmit" ? Resubmit(path, change, *target)
                                      : Rewire(path, change, *target);
        }
    }

  private:
    void Start()
    {
        for (size_t i = 0; i < m_scenario.tenants.size(); ++i)
        {
            const Scenario::Tenants& group = m_scenario.tenants[i];
            m_current.emplace_back(group.count, &group.specification);
            const bool fitted = Fits();
            m_vnics += group.count * SizeOf(group.specification).vnics;
            if (fitted && !Fits())
            {
                m_problems.Add(TablePath("tenants", i), TooMany());
            }
        }
    }

    void Resubmit(const std::string& path, const Scenario::Change& change, TenantRange target)
    {
        const bool fitted = Fits();
        for (uint32_t i = target.first; i < target.first + target.count; ++i)
        {
            const Specification*& current = m_current[target.group][i];
            m_vnics -= SizeOf(*current).vnics;
            m_vnics += SizeOf(change.specification).vnics;
            current = &change.specification;
        }
        if (fitted && !Fits())
        {
            m_problems.Add(path, TooMany());
        }
    }

    void Rewire(const std::string& path, const Scenario::Change& change, TenantRange target)
    {
        for (uint32_t i = target.first; i < target.first + target.count; ++i)
        {
            const Size& size = SizeOf(*m_current[target.group][i]);
            const uint64_t most = std::min(size.links, size.unlinkedPairs);
            if (change.links > most)
            {
                const Scenario::Tenants& group = m_scenario.tenants[target.group];
                m_problems.Add(KeyPath(path, "links"),
                               "is " + std::to_string(change.links) + "; accepted are at most " +
                                   std::to_string(most) + ", because tenant " +
                                   QuoteShort(TenantName(group, i)) + " has " +
                                   std::to_string(size.links) + " links and " +
                                   std::to_string(size.unlinkedPairs) +
                                   " pairs of VMs without one");
                return;
            }
        }
    }

    uint64_t Capacity() const
    {
        return m_hosts * m_scenario.substrate.vms_per_host;
    }

    bool Fits() const
    {
        return m_vnics <= Capacity();
    }

    std::string TooMany() const
    {
        return "brings the vNICs to " + std::to_string(m_vnics) + "; accepted are at most " +
               std::to_string(Capacity()) + ", " + std::to_string(m_hosts) +
               " hosts x vms_per_host of " + std::to_string(m_scenario.substrate.vms_per_host);
    }

    const Size& SizeOf(const Specification& specification)
    {
        const auto [found, added] = m_sizes.try_emplace(&specification);
        if (added)
        {
            found->second = Measure(specification);
        }
        return found->second;
    }

    const Scenario& m_scenario;
    ScenarioProblems& m_problems;
    uint64_t m_hosts;
    uint64_t m_vnics{0};                                      ///< of all tenants, now
    std::vector<std::vector<const Specification*>> m_current; ///< by group and tenant
    std::map<const Specification*, Size> m_sizes;
};

} // namespace

void
CheckChanges(const Scenario& scenario, ScenarioProblems& problems)
{
    if (problems.Sound("substrate") && problems.Sound("tenants"))
    {
        ChangeWalk(scenario, problems).Run();
    }
}

} // namespace ns3::vnlab
