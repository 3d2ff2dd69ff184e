// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_ATTACKER_CHECKS_H
#define VNLAB_SCENARIO_ATTACKER_CHECKS_H

#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <cstdint>
#include <string>

namespace ns3::vnlab
{

/// Checks that a name is a VM's, and that the VM exists when the attack starts, where the file fixes that.
/// @param path of the key that has it
/// @param word accepted as well, such as "random"; empty: none
void CheckVmOfAttack(const std::string& path,
                     const std::string& name,
                     const std::string& word,
                     uint64_t at_ns,
                     const Scenario& scenario,
                     ScenarioProblems& problems);

/**
 * @brief Checks that an attack's own values are accepted, and that it can use its attacker: power, position and knowledge are among what the
 * attack states, and a neighbour has victims, none of which its foothold is among.
 * @param table of the attack, whose kind is known
 */
void CheckAttacker(const std::string& table,
                   const Scenario::Attack& attack,
                   const Scenario& scenario,
                   ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_ATTACKER_CHECKS_H
