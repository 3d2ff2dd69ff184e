// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_TENANTS_H
#define VNLAB_SCENARIO_TENANTS_H

#include "scenarios/vnlab/scenario/scenario.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
