// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_CHECKS_H
#define VNLAB_SCENARIO_CHECKS_H

#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario.h"

namespace ns3::vnlab
{

/**
 * @brief Checks what no key tells by itself.
 *
 * - the substrate has at most as many hosts as there are addresses for;
 * - names of tenants and groups are not empty and mean one thing each;
 * - changes, attacks and monitors begin before the run ends;
 * - a change names a tenant, a foothold a VM that exists when its attack starts;
 * - changed links are probed more than once in their watch;
 * - what CheckAttacker and CheckChanges check.
 *
 * What depends on a key that has a problem already is left out.
 */
void CheckScenario(const Scenario& scenario, ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_CHECKS_H
