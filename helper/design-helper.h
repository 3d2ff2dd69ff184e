// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DESIGN_HELPER_H
#define VNLAB_DESIGN_HELPER_H

#include "helper/identity-guard.h"
#include "model/deployment/deployment.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>

namespace ns3::vnlab
{

/**
 * @defgroup vnlab Network virtualization of multi-tenant clouds
 * @brief Tenants' virtual networks under several designs, on one simulated substrate.
 *
 * SubstrateHelper builds data centers, TenantHelper plans who is where, DesignHelper puts a design
 * to work on them; what comes of it is a Deployment.
 */

/// The software in a VM.
enum class GuestKind : uint8_t
{
    kLight, ///< LightGuest: no ns-3 node; some hundred bytes
    kFull,  ///< FullGuest: an ns-3 node with the Internet stack, for stock applications
};

/**
 * @ingroup vnlab
 * @brief Puts planned tenants on a substrate under a design: hosts, guests, control plane and agents.
 */
class DesignHelper
{
  public:
    /// @param design a Design, which then outlives what is installed, or one with its parts chosen
    explicit DesignHelper(const DesignChoice& design);

    /// @param design name of a registered design
    /// @throws std::invalid_argument where there is none of that name, with those that there are
    explicit DesignHelper(std::string_view design);

    /// How rules get to their places, where not as the design has it.
    /// @param name of a ControlPlaneKind
    /// @param keys of that kind; nullptr: its defaults
    /// @throws std::invalid_argument where there is none of that name, with those that there are, or
    ///         the design cannot use it
    void SetControlPlane(std::string_view name, const OwnKeys* keys = nullptr);

    /// How tenants' frames travel between hosts, where not as the design has it.
    /// @param name of an Encapsulation
    /// @throws std::invalid_argument where there is none of that name, with those that there are, or
    ///         the design takes none
    void SetEncapsulation(std::string_view name);

    /// What runs in the VMs of all tenants; light guests unless told.
    void SetGuests(GuestKind kind);

    /// What runs in the VMs of one tenant, whatever the others have.
    void SetGuests(TenantId tenant, GuestKind kind);

    /// What operations cost, where not the defaults.
    void SetCosts(const CostTable& costs);

    /// Of the tenants' certificate authorities, where the design verifies identities.
    void SetSeed(uint64_t seed);

    /// How much of that is really computed; everything, by one thread, unless told.
    void SetIdentityEffort(const IdentityEffort& effort);

    /**
     * @brief Builds the deployment, ready for Deployment::Start.
     * @param substrate,plan outlive the deployment
     */
    std::unique_ptr<Deployment> Install(Substrate& substrate, CloudPlan& plan) const;

    /// The same with a guard of the caller's; nullptr admits every VM.
    std::unique_ptr<Deployment> Install(Substrate& substrate,
                                        CloudPlan& plan,
                                        std::unique_ptr<AttachGuard> guard) const;

    /**
     * @brief Fixes the random variable streams of the stacks in the full guests.
     *
     * Nothing else here draws from ns-3's streams: placement, certificates and attacks have seeds
     * (PlacementConfig, SetSeed, Dice), so that they are the same under every design.
     * @param stream the first stream index to use
     * @return the number of streams used
     */
    static int64_t AssignStreams(Deployment& cloud, int64_t stream);

  private:
    GuestKind KindOf(TenantId tenant) const;

    DesignChoice m_design;
    GuestKind m_guests{GuestKind::kLight};
    std::map<TenantId, GuestKind> m_guestsOfTenant;
    CostTable m_costs;
    uint64_t m_seed{1};
    IdentityEffort m_identityEffort;
};

} // namespace ns3::vnlab

#endif // VNLAB_DESIGN_HELPER_H
