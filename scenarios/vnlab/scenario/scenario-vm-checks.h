// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_VM_CHECKS_H
#define VNLAB_SCENARIO_VM_CHECKS_H

#include "scenarios/vnlab/scenario/scenario-problems.h"
#include "scenarios/vnlab/scenario/scenario-tenants.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// @return the names of the groups of tenants
std::vector<std::string> NamesOf(const std::vector<Scenario::Tenants>& groups);

/// @return why a name is no VM's, to say behind it: "; there is no tenant …"
std::string WhyNoVm(const std::string& name, const std::vector<Scenario::Tenants>& groups);

/// Checks that a name is a tenant's or a group's. @param path of the key that has it
void CheckTenant(const std::string& path,
                 const std::string& name,
                 const Scenario& scenario,
                 const TenantNames& tenants,
                 ScenarioProblems& problems);

/// Checks that a name is a VM's.
/// @param path of the key that has it
/// @param word accepted as well, such as "random"; empty: none
void CheckVm(const std::string& path,
             const std::string& name,
             const std::string& word,
             const Scenario& scenario,
             ScenarioProblems& problems);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_VM_CHECKS_H
