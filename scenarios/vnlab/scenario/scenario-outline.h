// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_OUTLINE_H
#define VNLAB_SCENARIO_OUTLINE_H

#include "analysis/point/outline.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @return the outline of a resolved scenario, read as TOML only: one that another version of vnlab
 *         wrote may have keys that this one does not know
 *
 * Of a text that is no TOML, every part is empty, and it is the same as itself alone.
 */
ScenarioOutline OutlineOf(const std::string& text);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_OUTLINE_H
