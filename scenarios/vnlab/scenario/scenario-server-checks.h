// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_SERVER_CHECKS_H
#define VNLAB_SCENARIO_SERVER_CHECKS_H

#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario.h"

namespace ns3::vnlab
{

/// Checks names and places of servers, the VMs that their keys name, and that one at most is the
/// controller, inside.
void CheckServers(const Scenario& scenario, ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_SERVER_CHECKS_H
