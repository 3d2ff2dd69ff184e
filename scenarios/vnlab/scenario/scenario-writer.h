// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_WRITER_H
#define VNLAB_SCENARIO_WRITER_H

#include "scenarios/vnlab/scenario/scenario.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @brief Writes a scenario as TOML with every key that applies, defaults included, in a fixed order.
 *
 * Parsing the result in the same folder gives the same scenario, and writing that the same text.
 * The specifications are named, not written.
 */
std::string WriteResolved(const Scenario& scenario);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_WRITER_H
