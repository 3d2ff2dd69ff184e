// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_TRAFFIC_CHECKS_H
#define VNLAB_SCENARIO_TRAFFIC_CHECKS_H

#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario.h"

namespace ns3::vnlab
{

/// Checks that TCP flows have guests with stock TCP, links that permit them, and time.
void CheckTraffic(const Scenario& scenario, ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_TRAFFIC_CHECKS_H
