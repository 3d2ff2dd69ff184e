// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_VERSIONS_H
#define VNLAB_SCENARIO_VERSIONS_H

#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <cstdint>
#include <string>

namespace ns3::vnlab
{

/// What a file fixes about a VM at a time.
struct VmAtTime
{
    enum class Is
    {
        kThere,
        kGone,    ///< it was there before
        kNotYet,  ///< its tenant comes later
        kUnknown, ///< it was never there, or the file does not fix it
    };

    Is is{Is::kUnknown};
    uint64_t since_ns{0}; ///< of one that is gone
};

/// @param name "tenant/vm"
/// @param at_ns since the first deployment; changes of that moment have been made
/// @param problems of the file so far: what depends on a change that is wrong is not known
VmAtTime FindVmAt(const Scenario& scenario,
                  const std::string& name,
                  uint64_t at_ns,
                  const ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_VERSIONS_H
