// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_PLAN_H
#define VNLAB_SCENARIO_PLAN_H

#include "model/cloud/cloud-plan.h"
#include "model/key/cost-table.h"
#include "model/substrate/topology.h"
#include "model/substrate/wan-graph.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include <cstdint>
#include <span>

namespace ns3::vnlab
{

/// @return the topology that a substrate's own keys describe, without WAN links and servers
Topology TopologyOf(const Scenario::Substrate& substrate);

/// @return what operations cost, presets and files included
CostTable CostTableOf(const Scenario& scenario);

/**
 * @brief Numbers, places and addresses all VMs that tenants have at some time: what a run is built from,
 *        and what the checks of a scenario ask.
 * @param tenants all of a timeline of the scenario, or the first of them
 * @param run its number, from 0
 * @throws std::invalid_argument where they do not fit: the VMs of all versions have their places from
 *         the start
 */
CloudPlan PlanTenants(const Scenario& scenario,
                      std::span<const TenantTimeline> tenants,
                      const Topology& topology,
                      const WanGraph& wan,
                      uint32_t run);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_PLAN_H
