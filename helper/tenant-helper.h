// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TENANT_HELPER_H
#define VNLAB_TENANT_HELPER_H

#include "model/cloud/cloud-plan.h"
#include "model/spec/specification.h"
#include "model/substrate/placement.h"
#include "model/substrate/topology.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// Which addresses a tenant's VMs get.
enum class AddressPlan : uint8_t
{
    kUnique,      ///< each path a block of its own out of 10.0.0.0/8, so that no two VMs share one;
                  ///< a design that numbers VMs by rack gives them others
    kAsSpecified, ///< in the subnets of the specification; tenants may overlap
};

/// Where VMs may go.
struct PlacementConfig
{
    std::string policy{"round-robin"}; ///< a name from AllPlacementPolicies()
    uint32_t slotsPerHost{120};        ///< vNICs
    uint64_t seed{1};
    KeysByKind keys{}; ///< the policies' own; one that is not among them has its defaults
};

/**
 * @ingroup vnlab
 * @brief Plans tenants: numbers, places and addresses all VMs that exist at some time of a run.
 *
 * Add the tenants, then call Plan. VMs are numbered tenant by tenant in the order in which the
 * versions name them; a VM keeps its number, place and addresses in all versions.
 */
class TenantHelper
{
  public:
    /**
     * @brief Adds a tenant.
     * @param versions every version of its specification during the run, the first one first; a
     *        path of the same name is the same path in all of them
     * @throws std::invalid_argument where a path has different subnets in two versions
     */
    TenantId Add(const std::string& name,
                 const std::vector<const Specification*>& versions,
                 AddressPlan addresses = AddressPlan::kUnique);

    /**
     * @brief Makes the plan.
     * @param topology,wan of the substrate
     * @throws std::invalid_argument where no placement policy has the name, the VMs do not fit on
     *         the hosts, or 10.0.0.0/8 is too small for unique addresses
     */
    CloudPlan Plan(const Topology& topology,
                   const PlacementConfig& placement,
                   const WanGraph& wan = {}) const;

  private:
    struct Tenant
    {
        struct Vm
        {
            std::string name;
            std::vector<uint32_t> paths; ///< ascending
        };

        AddressPlan addresses;
        TenantPlan plan; ///< without its VMs
        std::vector<Vm> vms;
    };

    static void AddPaths(TenantPlan& tenant, const std::vector<const Specification*>& versions);
    static void AddVms(Tenant& tenant, const std::vector<const Specification*>& versions);
    void AddTenants(CloudPlan& plan) const;

    std::vector<Tenant> m_tenants;
};

} // namespace ns3::vnlab

#endif // VNLAB_TENANT_HELPER_H
