// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TIMELINE_H
#define VNLAB_TIMELINE_H

#include "model/change/change-kind.h"
#include "model/ids.h"
#include "model/spec/specification.h"
#include "scenarios/vnlab/scenario/scenario-tenants.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// A version of a tenant's specification and since when it is in force, or a change of the substrate.
struct Version
{
    Time at; ///< after the start of the traffic; the first version's is 0
    const Specification* specification; ///< nullptr of the substrate
    const Scenario::Change* change;     ///< nullptr for the first version
    uint64_t seed{0};                   ///< for what the change leaves to chance
    std::string failure{};              ///< why the change cannot be made then; empty where it can
};

/// A tenant over the whole run.
struct TenantTimeline
{
    std::string name;
    const Scenario::Tenants* group;
    std::vector<Version> versions; ///< rising in time
    const Specification* wanted; ///< by the tenant, of late: with the links of those in quarantine
    std::set<std::string> quarantined{}; ///< VMs that have no links in force, whatever it wants
    bool isThere{true}; ///< after the last of the versions: what it wants may have VMs
};

/// A change at its place in time.
struct DueChange
{
    const Scenario::Change* change;
    const Scenario::Change* stated; ///< itself, or the one of the file that it arrives by
    bool standsForOthers{false};    ///< they follow: nothing happens now
    std::optional<uint64_t> seed{}; ///< of one that arrives

    bool Arrives() const
    {
        return change != stated;
    }
};

/// @return why a tenant cannot have a change after its last version, or nothing where it can
std::optional<ChangeObjection> ObjectionOf(const TenantTimeline& tenant,
                                           const ChangeKind& kind,
                                           const OwnKeys& keys);

/**
 * @brief What the tenants of a run will want, and when: a scenario with its groups spelled out and
 * its changes worked out, those that arrive at random times among them. The same for every design of a run.
 * Owns the specifications that changes make.
 *
 * A tenant whose first coming or going is a coming wants nothing before: no VMs, on the paths that it will
 * have. Where a change that arrives cannot be made, the version says why, and wants what the one before
 * does.
 */
class Timeline
{
  public:
    /// @param scenario outlives the timeline
    /// @throws std::invalid_argument where a change cannot be made, naming it
    Timeline(const Scenario& scenario, uint32_t run);

    /// The same of the first so many changes at most, in the order in which they happen.
    Timeline(const Scenario& scenario, uint32_t run, size_t changes);
    Timeline(const Timeline&) = delete;
    Timeline& operator=(const Timeline&) = delete;

    /// @return the tenants; the index is the TenantId
    const std::vector<TenantTimeline>& Tenants() const;

    /// @return the changes of the substrate, rising in time, behind the start, which is none
    std::span<const Version> SubstrateVersions() const;

    const Scenario& GetScenario() const;

    /// @return the changes in the order in which they happen; those of one time as in the file
    const std::vector<DueChange>& Changes() const;

    /// @return the tenants that a change is of, ascending; none where it is of the
    ///         substrate, or names none
    std::span<const TenantTimeline> TenantsOf(const Scenario::Change& change) const;

    /// @return the tenants that a name of one or of a group means, ascending; "": the first group
    std::span<const TenantTimeline> TenantsNamed(const std::string& name) const;

    /// Goes on by one change. @throws std::invalid_argument as the constructor
    void Advance();

    /// Leaves the next change out.
    void Skip();

  private:
    void SpellOutTenants();
    void SpellOutChanges();
    void SpellOutArrivals(const Scenario::Change& change, const Arrivals& arrivals, uint64_t who);
    void SetAbsentTenants();

    /// @return the first tenant of a change, and how many
    std::pair<size_t, size_t> RangeOf(const Scenario::Change& change) const;
    std::pair<size_t, size_t> RangeOf(const std::string& tenants) const;
    std::span<TenantTimeline> MutableTenantsOf(const Scenario::Change& change);

    void Make(const Scenario::Change& change);
    void Arrive(const DueChange& due);
    TenantTimeline& Draw(const DueChange& due);
    const Specification* NothingFor(const Scenario::Tenants& group);
    const Specification* Own(std::shared_ptr<const Specification> made);
    /// Adds a tenant's next version. @throws std::invalid_argument where it cannot be worked out
    void Add(TenantTimeline& tenant, const Scenario::Change& change, uint64_t seed);

    const Scenario& m_scenario;
    uint32_t m_run;
    TenantNames m_names;
    std::vector<size_t> m_firstOfGroup;
    std::vector<DueChange> m_changes;
    std::deque<Scenario::Change> m_arrivals;
    size_t m_next{0};     ///< of the changes
    uint32_t m_number{0}; ///< of the next that does not arrive
    std::vector<TenantTimeline> m_tenants;
    std::vector<Version> m_substrate{{Time(0), nullptr, nullptr}};
    std::vector<std::shared_ptr<const Specification>> m_made;
    std::map<const Scenario::Tenants*, Specification> m_nothing;
};

} // namespace ns3::vnlab

#endif // VNLAB_TIMELINE_H
