// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_READER_H
#define VNLAB_SCENARIO_READER_H

#include "model/key/key-visitor.h"
#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <map>
#include <string>
#include <toml++/toml.h>

namespace ns3::vnlab
{

/**
 * @brief Reads the keys of a scenario file, each by itself: no specification, nothing across keys.
 *
 * A key with a problem keeps its default.
 *
 * @param document the file, without a sweep
 * @param known accepted names
 * @param problems gets the place of every key, and what is wrong with it
 */
Scenario ReadKeys(const toml::table& document, const KnownNames& known, ScenarioProblems& problems);

/**
 * @brief Reads a file of costs, whose keys are those of a scenario's [costs].
 * @param problems of that file; gets what is wrong with it
 */
std::map<std::string, double> ReadCosts(const toml::table& document,
                                        const KnownNames& known,
                                        ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_READER_H
