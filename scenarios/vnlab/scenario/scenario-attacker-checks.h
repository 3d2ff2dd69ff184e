// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_ATTACKER_CHECKS_H
#define VNLAB_SCENARIO_ATTACKER_CHECKS_H

#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @brief Checks that an attack can use its attacker: power, position and knowledge are among what the
 * attack states, and a neighbour has victims, none of which its foothold is among.
 * @param table of the attack, whose kind is known
 */
void CheckAttacker(const std::string& table,
                   const Scenario::Attack& attack,
                   const Scenario& scenario,
                   ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_ATTACKER_CHECKS_H
