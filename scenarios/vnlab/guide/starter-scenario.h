// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STARTER_SCENARIO_H
#define VNLAB_STARTER_SCENARIO_H

#include "model/key/key-visitor.h"

#include <string>

namespace ns3::vnlab
{

/// @return a small scenario to start from: every key with what it means, most of them commented out
///         with their defaults; it runs in seconds
std::string StarterScenario(const KnownNames& known);

} // namespace ns3::vnlab

#endif // VNLAB_STARTER_SCENARIO_H
