// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_MIDDLEBOX_CHECKS_H
#define VNLAB_SCENARIO_MIDDLEBOX_CHECKS_H

#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario-tenants.h"
#include "scenarios/vnlab/scenario/scenario.h"

namespace ns3::vnlab
{

/// Checks that middleboxes run in VMs that there are, and what their kinds say of their keys.
void CheckMiddleboxes(const Scenario& scenario,
                      const TenantNames& tenants,
                      ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_MIDDLEBOX_CHECKS_H
