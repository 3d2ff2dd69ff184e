// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STORED_SCENARIO_H
#define VNLAB_STORED_SCENARIO_H

#include "analysis/result/run-result.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <string>
#include <vector>

/// @file What runs that a store has need to be run again.

namespace ns3::vnlab
{

/**
 * @return the scenario of stored runs
 * @param text of their keys
 * @param designs to run: sweeps do not store which ones a scenario uses
 * @param inputs that the store has of the runs
 * @param folder where the files are that it does not have; empty: the working folder
 * @throws InputError where this version does not accept the scenario, or a file of it is nowhere
 */
Scenario ReadStoredScenario(const std::string& text,
                            const std::vector<std::string>& designs,
                            const RunInputs& inputs,
                            const std::string& folder);

/// @return whether two runs are the same, bit for bit, in everything that a simulation decides
bool IsSameRun(const RunResult& stored, RunResult again);

} // namespace ns3::vnlab

#endif // VNLAB_STORED_SCENARIO_H
