// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_FILES_H
#define VNLAB_SCENARIO_FILES_H

#include "model/key/key-visitor.h"
#include "model/spec/spec-reader.h"
#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <functional>
#include <optional>
#include <string>

namespace ns3::vnlab
{

/**
 * @brief Gives the content of a file that a scenario names; the path is relative to where the
 *        program runs, or absolute.
 * @return nothing where there is no such file
 * @throws InputError where it cannot be read for another reason
 */
using FileReader = std::function<std::optional<std::string>(const std::string& path)>;

/// The endings of specifications' files, for messages.
inline constexpr const char* kSpecEndings = ".graphml, .xml, .dot or .gv";

/// @return the format that the ending of a file's name stands for, if it is one of kSpecEndings
std::optional<SpecFormat> SpecFormatOf(const std::string& file);

/**
 * @brief Reads or generates the specification of each group of tenants and of each change, reads the
 *        files of the WAN and of costs, and looks up presets. Each file is read once.
 * @param scenario its keys have been read; gets the specifications and their warnings
 * @param known accepted names
 * @param fileName of the scenario; the files that it names lie relative to its folder
 */
void ReadFiles(Scenario& scenario,
               const KnownNames& known,
               const std::string& fileName,
               const FileReader& readFile,
               ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_FILES_H
