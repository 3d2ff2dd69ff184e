// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TENANT_VIEW_H
#define VNLAB_TENANT_VIEW_H

#include "model/cloud/cloud-plan.h"
#include "model/spec/specification.h"

#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// A virtual link between vNICs, a < b.
struct ViewLink
{
    VnicId a;
    VnicId b;
    std::vector<Service> allow; ///< sorted; empty means everything

    auto operator<=>(const ViewLink&) const = default;
};

/**
 * @brief One version of one tenant's specification, in terms of the plan: what compilers read.
 *
 * Immutable. The plan must outlive it.
 */
class TenantView
{
  public:
    /// @param specification all of its VMs and paths are in the plan
    TenantView(const CloudPlan& plan, TenantId tenant, const Specification& specification);

    const CloudPlan& Plan() const;
    TenantId Tenant() const;

    /// @return the vNICs that exist in this version, ascending
    const std::vector<VnicId>& Vnics() const;
    bool Has(VnicId vnic) const;

    /// @return the virtual links, ascending
    const std::vector<ViewLink>& Links() const;
    /// @return the link between two vNICs, or nullptr
    const ViewLink* FindLink(VnicId a, VnicId b) const;

    /// @return the vNICs on a path, ascending
    std::span<const VnicId> OnPath(uint32_t path) const;
    /// @return the hosts that have vNICs on a path, ascending, with how many
    const std::map<HostId, uint32_t>& HostsOnPath(uint32_t path) const;

  private:
    const CloudPlan* m_plan;
    TenantId m_tenant;
    std::vector<VnicId> m_vnics;
    std::vector<ViewLink> m_links;
    std::vector<std::vector<VnicId>> m_onPath;
    std::vector<std::map<HostId, uint32_t>> m_hostsOnPath;
};

/// What differs between two versions of a tenant's network. A changed link is removed and added.
struct ViewDelta
{
    std::vector<VnicId> addedVnics;
    std::vector<VnicId> removedVnics;
    std::vector<ViewLink> addedLinks;
    std::vector<ViewLink> removedLinks;
};

ViewDelta Diff(const TenantView& before, const TenantView& after);

} // namespace ns3::vnlab

#endif // VNLAB_TENANT_VIEW_H
