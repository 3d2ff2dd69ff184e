// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TENANT_VIEW_H
#define VNLAB_TENANT_VIEW_H

#include "model/cloud/cloud-plan.h"
#include "model/cloud/cloud-version.h"
#include "model/cloud/link-set.h"
#include "model/cloud/shared-sequence.h"
#include "model/spec/specification.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// A vNIC that exists, and where.
struct PlacedVnic
{
    VnicId vnic;
    VnicPlace place;

    bool operator==(const PlacedVnic&) const = default;
};

using PlacedVnics = SharedSequence<PlacedVnic, &PlacedVnic::vnic>;

/// Hosts, and how many vNICs of a path each has.
using HostCounts = SharedSequence<std::pair<HostId, uint32_t>, &std::pair<HostId, uint32_t>::first>;

struct ViewEdit;
struct ViewStep;

/**
 * @brief One version of one tenant's network: who is there, where, under which numbers, and which
 * virtual links they want. What compilers read.
 *
 * VMs that do not run, because they were stopped or their host has failed, are not in it; it knows what
 * their tenant wants of them, so that the next version can have them. Immutable. Versions that are made
 * of one another share what they have in common. The plan must outlive it.
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

    /**
     * @brief Makes the next version of this one by what differs.
     *
     * It is the version that the constructor makes of what the tenant wants then. The work is that of what
     * differs and of the links of vNICs that come, go or change, each in logarithmic time; beside that, one
     * pointer is copied for some hundred elements of what is edited.
     * @param version of the cloud, in which nothing that concerns this tenant differs but what the edit
     *        names and the numbers of segments
     * @throws std::invalid_argument as the constructor
     * @throws std::logic_error where the edit is none of this version
     * @pre neither version keeps vNICs (KeepsVnics())
     */
    ViewStep Next(const CloudVersion& version, const ViewEdit& edit) const;

    const CloudPlan& Plan() const;
    TenantId Tenant() const;

    /// @return what was up in the substrate when this version was made: a failure makes a version of the
    ///         tenants that have VMs there, or of all where a compiler asks for it (Compiler::ReadsSubstrate)
    const SubstrateVersion& Substrate() const;

    /// @return the vNICs that exist in this version, ascending
    PlacedVnics::KeyRange Vnics() const;
    bool Has(VnicId vnic) const;
    /// @return the same with their places
    const PlacedVnics& Placed() const;

    /// @param vnic one that exists in this version
    const VnicPlace& PlaceOf(VnicId vnic) const;
    HostId HostOf(VnicId vnic) const;
    uint32_t ProviderAddressOf(VnicId vnic) const;

    /// @return the number of a path's segment
    Vni VniOf(uint32_t path) const;
    Vni VniOf(VnicId vnic) const;

    /// @return the virtual links, ascending
    const LinkSet::Links& Links() const;
    /// @return the link between two vNICs, or nullptr
    const ViewLink* FindLink(VnicId a, VnicId b) const;

    /// Visits the other ends of a vNIC's links, ascending, until one is wanted. @return whether one was
    template <class Predicate>
    bool AnyPeerOf(VnicId vnic, const Predicate& isWanted) const
    {
        return m_links.AnyPeerOf(vnic, isWanted);
    }

    /// @return the vNICs on a path, ascending
    const SharedSequence<VnicId>& OnPath(uint32_t path) const;
    /// @return the vNIC on a path that has a tenant's address, IPv4 in host byte order, if one does
    std::optional<VnicId> FindAddress(uint32_t path, uint32_t address) const;
    /// @return the hosts that have vNICs on a path, ascending, with how many
    const HostCounts& HostsOnPath(uint32_t path) const;

    /// @return whether VMs keep vNICs on paths where they have no links (Specification::keptPaths)
    bool KeepsVnics() const;

    /// Visits the links that the tenant wants of a vNIC, whether or not both ends run, until one is
    /// wanted. @return whether one was
    template <class Predicate>
    bool AnyWantedLinkOf(VnicId vnic, const Predicate& isWanted) const
    {
        return m_links.AnyOf(vnic, isWanted) || m_parkedLinks.AnyOf(vnic, isWanted);
    }

    /// @return whether both are the same network of one plan, also in what their tenant wants of VMs that do
    ///         not run
    bool operator==(const TenantView& other) const = default;

  private:
    friend class NextView;

    void PlaceVnics(const CloudVersion& version, std::vector<VnicId> vnics);

    const CloudPlan* m_plan;
    TenantId m_tenant;
    SubstrateVersion m_substrate;
    bool m_keepsVnics;
    uint32_t m_firstPath;    // of the specification: where VMs without links are
    std::vector<Vni> m_vnis; // by path
    PlacedVnics m_vnics;
    LinkSet m_links;
    SharedSequence<VnicId> m_parkedVnics; // wanted, of VMs that do not run
    LinkSet m_parkedLinks;                // wanted, of which an end does not run
    std::vector<SharedSequence<VnicId>> m_onPath;
    std::vector<HostCounts> m_hostsOnPath;
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
    /// The same in both versions, of which an end is changed, or what its traffic passes is changed, comes or
    /// goes.
    std::vector<ViewLink> changedLinks;

    bool operator==(const ViewDelta&) const = default;
};

ViewDelta Diff(const TenantView& before, const TenantView& after);

} // namespace ns3::vnlab

#endif // VNLAB_TENANT_VIEW_H
