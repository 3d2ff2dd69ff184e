// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_SITES_H
#define VNLAB_SCENARIO_SITES_H

#include "helper/substrate-helper.h"
#include "model/cloud/cloud-plan.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <vector>

namespace ns3::vnlab
{

/// @return where the VMs of a group of tenants have their addresses, as far as the scenario says at its start
std::vector<Ipv4Prefix> NetworksOf(const Scenario::Tenants& group);

/**
 * @return the tenants' own networks outside, in the order of their servers
 * @param substrate with the scenario's servers
 * @throws std::invalid_argument where one overlaps a path of its tenant's, or another one of it
 */
std::vector<SitePlan> PlanSites(const Scenario& scenario,
                                const SubstrateHelper& substrate,
                                const CloudPlan& plan);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_SITES_H
