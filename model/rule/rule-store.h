// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RULE_STORE_H
#define VNLAB_RULE_STORE_H

#include "model/rule/compiler.h"
#include "model/rule/rule-table.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// Two parts of a specification want different values for one rule. Nothing was changed.
class RuleConflict : public std::runtime_error
{
  public:
    RuleConflict(const std::string& message, const Rule& first, const Rule& second);

    const Rule& First() const;
    const Rule& Second() const;

  private:
    Rule m_first;
    Rule m_second;
};

/// The delta of a recompilation and the work that it took.
struct Recompilation
{
    RuleDelta delta;
    uint64_t scopes{0}; ///< compiled (once for both versions): `reconfig.recomputed`
};

/// A tenant's network before and after a change, and what differs.
struct ViewChange
{
    /// @param from,to read by RuleStore::Change
    ViewChange(const TenantView& from, const TenantView& to)
        : ViewChange(from, to, Diff(from, to))
    {
    }

    /// @param differs what Diff says of them
    ViewChange(const TenantView& from, const TenantView& to, ViewDelta differs)
        : before(from),
          after(to),
          delta(std::move(differs))
    {
    }

    const TenantView& before;
    const TenantView& after;
    ViewDelta delta;
};

/**
 * @brief The rules that a controller wants installed, each with the number of scopes that cause it.
 */
class RuleStore
{
  public:
    /// Adds the rules of a tenant that is new. @throws RuleConflict
    Recompilation Add(const Compiler& compiler, const TenantView& view);

    /// Goes from one version of some tenants to the next, looking at affected scopes only.
    /// @throws RuleConflict
    Recompilation Change(const Compiler& compiler, std::span<const ViewChange> tenants);

    /// The same for one tenant.
    Recompilation Change(const Compiler& compiler,
                         const TenantView& before,
                         const TenantView& after);

    /// @return all rules in the order of their keys
    std::vector<Rule> Rules() const;

    /// Visits all rules, in no order, without a copy of them.
    void ForEach(const std::function<void(const Rule&)>& visit) const;

    size_t Size() const;

    /// @return bytes on the heap
    size_t MemoryBytes() const;

  private:
    std::optional<CausedRule> Find(const RuleKey& where) const;
    void Put(const CausedRule& rule);

    /// Takes causes away and adds others, or throws and leaves everything as it was.
    RuleDelta Replace(const CloudPlan& plan,
                      const std::vector<Rule>& gone,
                      const std::vector<Rule>& come);

    std::map<TableId, RuleTable> m_tables;
};

/// @return a scope in the words of the tenant, such as "virtual link web-1 – app-1 of shop"
std::string Describe(const CloudPlan& plan, const Scope& scope);

} // namespace ns3::vnlab

#endif // VNLAB_RULE_STORE_H
