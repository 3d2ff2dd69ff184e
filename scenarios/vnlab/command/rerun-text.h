// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RERUN_TEXT_H
#define VNLAB_RERUN_TEXT_H

#include "analysis/result/result-store.h"

#include <string>

/// @file What `vnlab rerun` says.

namespace ns3::vnlab
{

/// @return "linkwire, seed 1, run 0, tenants.count = 4"
std::string NameOfRun(const RunResult& run);

/// @return "vnlab 0.2.0 with ns-3 3.37"
std::string VersionsText(const Versions& versions);

/// @return whether a run gave the same again, and if not what differs: a line each, at most twenty
std::string OutcomeText(const RunResult& stored, const RunResult& again);

} // namespace ns3::vnlab

#endif // VNLAB_RERUN_TEXT_H
