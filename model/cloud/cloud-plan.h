// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CLOUD_PLAN_H
#define VNLAB_CLOUD_PLAN_H

#include "model/cloud/cloud-version.h"
#include "model/cloud/rack-numbering.h"
#include "model/ids.h"
#include "model/mac-bytes.h"
#include "model/spec/specification.h"
#include "model/substrate/topology.h"
#include "model/substrate/wan-graph.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3::vnlab
{

/// A vNIC that exists at some time of the run, and what it is called by its tenant.
struct VnicPlan
{
    VmId vm;
    uint32_t path;    ///< index into TenantPlan::paths
    uint32_t address; ///< tenant's own, IPv4 in host byte order
    MacBytes mac;
    uint32_t number{0}; ///< among those of its path, counted from 0
};

/// A VM that exists at some time of the run.
struct VmPlan
{
    TenantId tenant;
    std::string name; ///< unique in its tenant
    UuidBytes uuid{};
    std::vector<VnicId> vnics; ///< ascending by path
};

/// A path of a tenant: one segment.
struct PathPlan
{
    std::string name;
    Ipv4Prefix subnet;
    TunnelProtocol protocol;
    uint32_t vnics{0}; ///< on it, over all VMs
};

struct TenantPlan
{
    std::string name;
    std::vector<PathPlan> paths;
    std::unordered_map<std::string, VmId> vmByName;
    bool hasOwnAddresses{false}; ///< those of its specification, which nobody else may choose
};

/// A network of a tenant's outside the cloud, which a virtual gateway joins to one of its paths: all VMs there
/// may talk with it, and it with them.
struct SitePlan
{
    std::string name; ///< of its server
    TenantId tenant;
    uint32_t path;      ///< index into TenantPlan::paths
    Ipv4Prefix network; ///< its own; no address of the path's or of another site's of it
    ServerId site;
    uint32_t
        address; ///< of its server, IPv4 in host byte order: the far end of the gateway's tunnel
    ServerId gateway;
    uint32_t gatewayAddress;
};

/**
 * @brief All tenants, VMs and vNICs of a run with their names and addresses, over all versions of the
 * specifications. Vectors are indexed by the ids.
 *
 * What is in it never changes, but VMs may be added behind (plan-growth.h). Which of them exist at a
 * time, and where, is what a TenantView says.
 */
struct CloudPlan
{
    std::vector<TenantPlan> tenants;
    std::vector<VmPlan> vms;
    std::vector<VnicPlan> vnics;
    Topology topology; ///< of the substrate that it is for
    WanGraph wan;      ///< the same
    std::vector<NodeRef>
        fabricSwitches; ///< leaves, spines and, where they join anything, WAN routers
    CloudVersion start; ///< where things are when the run begins
    std::optional<RackNumbering> byRack{}; ///< where addresses tell racks: who gives them
    std::vector<SitePlan> sites{};
    uint64_t seed{1}; ///< of the VMs' UUIDs

    const VnicPlan& At(VnicId vnic) const
    {
        return vnics[vnic.value];
    }

    const VmPlan& At(VmId vm) const
    {
        return vms[vm.value];
    }

    const TenantPlan& At(TenantId tenant) const
    {
        return tenants[tenant.value];
    }

    /// @return where a VM is in a version
    HostId HostOf(VmId vm, const CloudVersion& version) const
    {
        return version.PlaceOf(At(vm).vnics.front()).host;
    }

    const PathPlan& PathOf(VnicId vnic) const
    {
        const VnicPlan& plan = At(vnic);
        return At(At(plan.vm).tenant).paths[plan.path];
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_CLOUD_PLAN_H
