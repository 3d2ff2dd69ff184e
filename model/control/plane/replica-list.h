// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPLICA_LIST_H
#define VNLAB_REPLICA_LIST_H

#include "model/rule/rule.h"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/// A change, by the site that took it: its first is 1.
struct ReplicaChange
{
    uint32_t site{0};
    uint64_t count{0};

    auto operator<=>(const ReplicaChange&) const = default;
};

/// How many changes of each site somebody has: all up to that one.
using ReplicaVersions = std::vector<uint64_t>;

/// What a list says of a rule.
struct ReplicaState
{
    std::optional<RuleBytes> value{}; ///< nothing: it is removed
    uint64_t number{0};     ///< its sequence number: that of the change, as whose it is counts them
    ReplicaChange change{}; ///< that said so

    bool operator==(const ReplicaState&) const = default;
};

/// An entry of a list, as sites tell each other.
struct ReplicaEntry
{
    RuleKey where;
    ReplicaState state;

    /// Adds to a delta what it says.
    void AddTo(RuleDelta& rules) const;

    bool operator==(const ReplicaEntry&) const = default;
};

/**
 * @brief A site's copy of the list of what is wanted, everywhere.
 *
 * Of two states of an entry the one with the higher sequence number holds, and of equal ones the removal:
 * in whatever order, and how often, a list is told of changes, it ends up the same. What is removed stays in
 * it as removed, so that what was said before and comes later does not bring it back.
 */
class ReplicaList
{
  public:
    /// @param sites that take changes
    explicit ReplicaList(uint32_t sites);

    /// Takes an entry. @return whether what is wanted there is another thing than before
    bool Take(const ReplicaEntry& entry);

    /// Has changes from now on. @param versions up to which
    void Advance(const ReplicaVersions& versions);

    const ReplicaVersions& Versions() const;

    /// @return what it has of changes that others do not. Walks the list
    std::vector<ReplicaEntry> Beyond(const ReplicaVersions& versions) const;

    /// @return what it says of a place, removed rules included
    std::vector<ReplicaEntry> At(EnforcementPoint at) const;

    /// The machine at a place is gone, with all rules there.
    void Forget(EnforcementPoint at);

  private:
    using Entries = std::map<RuleKey, ReplicaState>;

    Entries m_entries;
    ReplicaVersions m_versions;
};

} // namespace ns3::vnlab

#endif // VNLAB_REPLICA_LIST_H
