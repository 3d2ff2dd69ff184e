// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_DOCUMENT_H
#define VNLAB_SCENARIO_DOCUMENT_H

#include "model/spec/text-place.h"
#include "scenarios/scenario-files.h"
#include "scenarios/scenario-keys.h"
#include "scenarios/scenario.h"

#include <string>
#include <string_view>
#include <toml++/toml.h>

namespace ns3::vnlab
{

/// @return a scenario file as TOML, whatever its keys
/// @param fileName used in messages
/// @throws InputError where the text is not TOML
toml::table ParseDocument(std::string_view text, const std::string& fileName);

/**
 * @return what a scenario file says, with everything that it names
 * @param document the file without a sweep; the keys are those of VisitKeys
 * @throws InputError with everything that is wrong, in the order of the file
 */
Scenario ScenarioOf(const toml::table& document,
                    const std::string& fileName,
                    const KnownNames& known,
                    const FileReader& readFile);

/// @return where something begins; line 0 where it was made, not read
Place PlaceOf(const toml::source_region& region);

/// @return what a message says was found
std::string Found(const toml::node& node);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_DOCUMENT_H
