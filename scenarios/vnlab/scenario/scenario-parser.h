// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_PARSER_H
#define VNLAB_SCENARIO_PARSER_H

#include "analysis/file/input-file.h"
#include "model/key/key-visitor.h"
#include "scenarios/vnlab/scenario/scenario-files.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <string>
#include <string_view>
#include <toml++/toml.h>

namespace ns3::vnlab
{

/**
 * @brief Reads a scenario file and everything that it names. Pure but for readFile.
 * @param text TOML 1.0; the keys are those of VisitKeys. A sweep is left out, with a warning.
 * @param fileName used in messages, as the title where there is none, and for its folder, relative
 *        to which the files that the scenario names are looked for
 * @param known accepted designs, attacks and costs
 * @param readFile gives the content of the files that the scenario names
 * @throws InputError with everything that is wrong, in the order of the file
 */
Scenario ParseScenario(std::string_view text,
                       const std::string& fileName,
                       const KnownNames& known,
                       const FileReader& readFile);

/**
 * @return what a scenario file says, with everything that it names
 * @param document the file without a sweep; the keys are those of VisitKeys
 * @throws InputError with everything that is wrong, in the order of the file
 */
Scenario ScenarioOf(const toml::table& document,
                    const std::string& fileName,
                    const KnownNames& known,
                    const FileReader& readFile);

/**
 * @brief Reads a scenario from the disk.
 * @throws InputError as ParseScenario and ReadInputFile
 */
Scenario LoadScenario(const std::string& path, const KnownNames& known);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_PARSER_H
