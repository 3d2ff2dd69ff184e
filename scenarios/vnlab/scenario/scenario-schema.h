// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_SCHEMA_H
#define VNLAB_SCENARIO_SCHEMA_H

#include "model/key/key-visitor.h"
#include "scenarios/vnlab/scenario/scenario.h"

namespace ns3::vnlab
{

/**
 * @brief The one definition of the scenario file: walks all its keys, top to bottom.
 *
 * The parser, the resolved file and the manual are visitors of it, so that they cannot differ.
 * Adding a key is adding one line here and its member in Scenario.
 */
void VisitKeys(KeyVisitor& keys, Scenario& scenario);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_SCHEMA_H
