// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-change-checks.h"

#include "model/change/change-kind.h"
#include "model/spec/spec-traversal.h"
#include "scenarios/vnlab/scenario/scenario-tenants.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

namespace
{

uint64_t
VnicsOf(const Specification& specification)
{
    uint64_t vnics = 0;
    for (const std::vector<uint32_t>& paths : ExtractSpecification(specification).pathsOfVm)
    {
        vnics += paths.size();
    }
    return vnics;
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
            Follow(index, path, *target);
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
            m_vnics += group.count * CountOf(group.specification);
            if (fitted && !Fits())
            {
                m_problems.Add(TablePath("tenants", i), TooMany());
            }
        }
    }

    void Follow(size_t index, const std::string& path, TenantRange target)
    {
        const Scenario::Change& change = m_scenario.changes[index];
        const ChangeKind& kind = *FindChangeKind(change.kind);
        const OwnKeys& keys = change.keys.Of(change.kind);
        const Scenario::Tenants& group = m_scenario.tenants[target.group];
        const bool fitted = Fits();
        for (uint32_t i = target.first; i < target.first + target.count; ++i)
        {
            const Specification*& current = m_current[target.group][i];
            const std::string tenant = "tenant " + QuoteShort(TenantName(group, i));
            const bool isAnswered = m_wanted.contains({index, current}); // by a tenant alike
            const auto objection =
                isAnswered ? std::nullopt : kind.Objection(tenant, *current, keys);
            if (objection)
            {
                m_problems.Add(KeyPath(path, objection->key), objection->problem);
                return;
            }
            m_vnics -= CountOf(*current);
            try
            {
                current = &WantedAfter(index, *current);
            }
            catch (const std::invalid_argument& error)
            {
                m_problems.Add(path, std::string("does not work: ") + error.what());
                return;
            }
            m_vnics += CountOf(*current);
        }
        if (fitted && !Fits())
        {
            m_problems.Add(path, TooMany());
        }
    }

    /// What chance decides here is another run's: only how many vNICs there are counts.
    const Specification& WantedAfter(size_t index, const Specification& before)
    {
        const auto [known, isNew] = m_wanted.try_emplace({index, &before});
        if (isNew)
        {
            const Scenario::Change& change = m_scenario.changes[index];
            known->second = FindChangeKind(change.kind)
                                ->Wanted(before, change.keys.Of(change.kind), m_scenario.run.seed);
        }
        return known->second ? *known->second : before;
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

    uint64_t CountOf(const Specification& specification)
    {
        const auto [known, isNew] = m_counts.try_emplace(&specification);
        if (isNew)
        {
            known->second = VnicsOf(specification);
        }
        return known->second;
    }

    const Scenario& m_scenario;
    ScenarioProblems& m_problems;
    uint64_t m_hosts;
    uint64_t m_vnics{0};                                      ///< of all tenants, now
    std::vector<std::vector<const Specification*>> m_current; ///< by group and tenant
    std::map<const Specification*, uint64_t> m_counts;        ///< of vNICs
    /// By change and what was wanted before; nullptr: the same.
    std::map<std::pair<size_t, const Specification*>, std::shared_ptr<const Specification>>
        m_wanted;
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
