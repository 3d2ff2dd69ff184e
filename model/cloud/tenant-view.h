// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TENANT_VIEW_H
#define VNLAB_TENANT_VIEW_H

#include "model/cloud/cloud-plan.h"
#include "model/cloud/cloud-version.h"
#include "model/spec/specification.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
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
 * @brief One version of one tenant's network: who is there, where, under which numbers, and which
 * virtual links they want. What compilers read.
 *
 * VMs that do not run, because they were stopped or their host has failed, are not in it. Immutable.
 * The plan must outlive it.
 */
class TenantView
{
  public:
    /// @param specification all of its VMs are in the plan
    /// @throws std::invalid_argument where the plan lacks a path, or one of the VMs a vNIC on a path
    TenantView(const CloudPlan& plan,
               const CloudVersion& version,
               TenantId tenant,
               const Specification& specification);

    const CloudPlan& Plan() const;
    TenantId Tenant() const;
    const SubstrateVersion& Substrate() const;

    /// @return the vNICs that exist in this version, ascending
    const std::vector<VnicId>& Vnics() const;
    bool Has(VnicId vnic) const;

    /// @return where they are, in the same order
    const std::vector<VnicPlace>& Places() const;

    /// @param vnic one that exists in this version
    const VnicPlace& PlaceOf(VnicId vnic) const;
    HostId HostOf(VnicId vnic) const;
    uint32_t ProviderAddressOf(VnicId vnic) const;

    /// @return the number of a path's segment
    Vni VniOf(uint32_t path) const;
    Vni VniOf(VnicId vnic) const;

    /// @return the virtual links, ascending
    const std::vector<ViewLink>& Links() const;
    /// @return the link between two vNICs, or nullptr
    const ViewLink* FindLink(VnicId a, VnicId b) const;

    /// @return the vNICs on a path, ascending
    std::span<const VnicId> OnPath(uint32_t path) const;
    /// @return the vNIC on a path that has a tenant's address, IPv4 in host byte order, if one does
    std::optional<VnicId> FindAddress(uint32_t path, uint32_t address) const;
    /// @return the hosts that have vNICs on a path, ascending, with how many
    const std::map<HostId, uint32_t>& HostsOnPath(uint32_t path) const;

  private:
    size_t IndexOf(VnicId vnic) const;

    const CloudPlan* m_plan;
    TenantId m_tenant;
    SubstrateVersion m_substrate;
    std::vector<VnicId> m_vnics;
    std::vector<VnicPlace> m_places; // as m_vnics
    std::vector<Vni> m_vnis;         // by path
    std::vector<ViewLink> m_links;
    std::vector<std::vector<VnicId>> m_onPath;
    std::vector<std::map<HostId, uint32_t>> m_hostsOnPath;
};

/// What differs between two versions of a tenant's network. A link with other services is removed and
/// added; where anything else differs, it is changed.
struct ViewDelta
{
    std::vector<VnicId> addedVnics;
    std::vector<VnicId> removedVnics;
    std::vector<VnicId> changedVnics; ///< with another place or segment number: in both versions
    std::vector<ViewLink> addedLinks;
    std::vector<ViewLink> removedLinks;
    std::vector<ViewLink> changedLinks; ///< the same in both versions, of which an end is changed
};

ViewDelta Diff(const TenantView& before, const TenantView& after);

} // namespace ns3::vnlab

#endif // VNLAB_TENANT_VIEW_H
