// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_READER_H
#define VNLAB_SCENARIO_READER_H

#include "scenarios/scenario-keys.h"
#include "scenarios/scenario-problems.h"
#include "scenarios/scenario.h"

#include <string>
#include <string_view>

namespace ns3::vnlab
{

/**
 * @brief Reads the keys of a scenario file, each by itself: no specification, nothing across keys.
 *
 * A key with a problem keeps its default.
 *
 * @param text TOML 1.0
 * @param fileName used in messages only
 * @param known accepted names
 * @param problems gets the place of every key, and what is wrong with it
 * @throws InputError where the text is not TOML
 */
Scenario ReadKeys(std::string_view text,
                  const std::string& fileName,
                  const KnownNames& known,
                  ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_READER_H
