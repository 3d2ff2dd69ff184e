// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_DESIGN_CHECKS_H
#define VNLAB_SCENARIO_DESIGN_CHECKS_H

#include "model/key/key-visitor.h"
#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario.h"

namespace ns3::vnlab
{

/**
 * @brief Checks the designs and their variants.
 *
 * - each that is used is a known design or a variant of the file;
 * - the name of a variant is not empty, no design's and no other variant's;
 * - its design can use its parts.
 *
 * What depends on a key that has a problem already is left out.
 */
void CheckDesigns(const Scenario& scenario, const KnownNames& known, ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_DESIGN_CHECKS_H
