// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RUN_IDENTITY_H
#define VNLAB_RUN_IDENTITY_H

#include "analysis/result/run-result.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <filesystem>
#include <string>

namespace ns3::vnlab
{

/**
 * @return the scenario text of a RunKey in a sweep: the resolved scenario without what changes no
 *         single run (title, names of the designs, number of runs, variants that are not used), then a
 *         comment for each file that it names with a hash of its content. So a run is found again when
 *         a file gets more designs or more runs, and not when a specification or a variant has changed
 *         or a variant more is used.
 */
std::string IdentityText(const Scenario& scenario);

/// @return twelve hexadecimal digits that stand for a run, for people and file names
std::string RunId(const RunKey& key);

/// @return twelve hexadecimal digits that stand for a folder, however it is named from here
std::string FolderId(const std::filesystem::path& folder);

} // namespace ns3::vnlab

#endif // VNLAB_RUN_IDENTITY_H
