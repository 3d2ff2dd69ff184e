// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RECORDING_JSON_H
#define VNLAB_RECORDING_JSON_H

#include "analysis/report/recording.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @file
 * Recordings as one line of JSON each, for the page's replay-data.js. Names are visible text. Lists
 * of numbers that rise are differences ("rising") or runs of numbers: how many are left out, how
 * many follow, and so on ("ranges").
 */

/// @return the cloud that the recordings of all designs share
std::string CloudJson(const RecordedCloud& cloud);

/// @return everything of a recording but its cloud
std::string RecordingJson(const Recording& recording);

} // namespace ns3::vnlab

#endif // VNLAB_RECORDING_JSON_H
