// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_TENANTS_H
#define VNLAB_SCENARIO_TENANTS_H

#include "scenarios/vnlab/scenario/scenario.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ns3::vnlab
{

/// Tenants first … first + count − 1 of a group, counted from 0.
struct TenantRange
{
    size_t group; ///< index into Scenario::tenants
    uint32_t first;
    uint32_t count;

    bool operator==(const TenantRange&) const = default;
};

/// One VM of one tenant.
struct VmPlace
{
    size_t group;    ///< index into Scenario::tenants
    uint32_t tenant; ///< of the group, counted from 0
    SpecGraph::vertex_descriptor vm;

    bool operator==(const VmPlace&) const = default;
};

/// Finds tenants by name, whatever the number of groups.
class TenantNames
{
  public:
    /// @param groups outlive this
    explicit TenantNames(const std::vector<Scenario::Tenants>& groups);

    /// @return the group of a name, the first of those that have it
    std::optional<size_t> FindGroup(std::string_view name) const;

    /// @return the tenant of a group of several that a name such as "shop-3" means
    std::optional<TenantRange> FindMember(std::string_view name) const;

    /// @return what FindTenants() says; where names are doubled, a group comes before a member
    std::optional<TenantRange> Find(std::string_view name) const;

  private:
    const std::vector<Scenario::Tenants>& m_groups;
    std::unordered_map<std::string_view, size_t> m_groupOf;
};

/// @return the name of a tenant of a group: the group's, with "-1", "-2" … if there are several
std::string TenantName(const Scenario::Tenants& group, uint32_t tenant);

/// @return the tenant of a group of several, counted from 0, that a name means, if it means one
std::optional<uint32_t> FindTenant(const Scenario::Tenants& group, std::string_view name);

/// @return the tenants that a name means: all of a group, or one; nothing if it is unknown
std::optional<TenantRange> FindTenants(const std::vector<Scenario::Tenants>& groups,
                                       std::string_view name);

/// @return the VM that "tenant/vm" means; nothing where it is unknown, or the tenant is a group of
///         several
std::optional<VmPlace> FindVm(const std::vector<Scenario::Tenants>& groups, std::string_view name);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_TENANTS_H
