// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_KNOWN_NAMES_H
#define VNLAB_KNOWN_NAMES_H

#include "model/key/key-visitor.h"

#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// Something that a scenario can name, as `vnlab list` shows it.
struct NamedThing
{
    std::string_view name;
    std::string_view description; ///< one line
};

/// @return the kinds of change
std::vector<NamedThing> Changes();

/// @return the attacks that this program can run
std::vector<NamedThing> Attacks();

/// @return the kinds of monitor
std::vector<NamedThing> Monitors();

/// @return the kinds of control plane
std::vector<NamedThing> ControlPlanes();

/// @return the tunnel formats
std::vector<NamedThing> TunnelFormats();

/// @return the generators of specifications
std::vector<NamedThing> SpecGenerators();

/// @return the placement policies
std::vector<NamedThing> Placements();

/// @return the names of all that is registered, and of costs, for the parser
KnownNames GatherKnownNames();

} // namespace ns3::vnlab

#endif // VNLAB_KNOWN_NAMES_H
