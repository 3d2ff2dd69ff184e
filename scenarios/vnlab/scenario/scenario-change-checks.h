// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_CHANGE_CHECKS_H
#define VNLAB_SCENARIO_CHANGE_CHECKS_H

#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario.h"

namespace ns3::vnlab
{

/**
 * @brief Follows the tenants through the changes, in the order of time, and checks that
 *
 * - the VMs of all tenants, those of later specifications, too, can be placed and addressed;
 * - each change can be made of what its tenants want at its time.
 */
void CheckChanges(const Scenario& scenario, ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_CHANGE_CHECKS_H
