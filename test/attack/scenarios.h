// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_ATTACK_SCENARIOS_H
#define VNLAB_TEST_ATTACK_SCENARIOS_H

#include "test/support/cloud-fixture.h"

#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// @return small clouds that differ in what decides whom an attacker reaches
const std::vector<CloudScenario>& AttackScenarios();

/// @return the scenario of a name
const CloudScenario& AttackScenario(const std::string& name);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_ATTACK_SCENARIOS_H
