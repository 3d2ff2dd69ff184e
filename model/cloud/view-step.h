// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VIEW_STEP_H
#define VNLAB_VIEW_STEP_H

#include "model/cloud/tenant-view.h"
#include "model/spec/spec-delta.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/// What makes the next version of a tenant's network: what may differ in the cloud, and what differs in
/// what the tenant wants. Lists of what is wanted are without repeats; none needs an order.
struct ViewEdit
{
    std::vector<VmId>
        touched{}; ///< that may have moved, been numbered anew, stopped or started; any
    std::vector<VmId> addedVms{};
    std::vector<VmId> removedVms{}; ///< their links are removed, too
    std::vector<ViewLink> addedLinks{};
    std::vector<LinkEnds> removedLinks{}; ///< a link with other services is removed and added
    std::optional<uint32_t> firstPath{};  ///< of the specification, by the plan; nothing: as before
};

/**
 * @brief Names the difference of two specifications of a tenant by the plan's numbers.
 * @param after the later one
 * @throws std::invalid_argument where the plan lacks a path, or one of the VMs a vNIC on a path
 */
ViewEdit EditOf(const CloudPlan& plan,
                TenantId tenant,
                const Specification& after,
                const SpecDelta& delta);

/// @return the links that differ, where all VMs of both specifications run
/// @throws std::invalid_argument as above
ViewDelta LinksThatDiffer(const CloudPlan& plan, TenantId tenant, const SpecDelta& delta);

/// The work of a step: what `make bench` and tests count, so that they need no clock.
struct StepWork
{
    uint64_t read{0};   ///< links, vNICs and entries of the edit that were looked at
    uint64_t copied{0}; ///< elements that were put into chunks which versions do not share
};

/// From one version of a tenant's network to the next.
struct ViewStep
{
    TenantView view; ///< the later one
    ViewDelta delta; ///< as Diff
    StepWork work{};
};

} // namespace ns3::vnlab

#endif // VNLAB_VIEW_STEP_H
