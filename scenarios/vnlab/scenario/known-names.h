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

/// Things of one seam: designs, say.
struct NamedThings
{
    std::string_view heading; ///< of the list of them: "designs"
    std::string_view what;    ///< one of them is: "design"
    std::vector<NamedThing> things;
};

/// @return all that is registered and described, in the order of `vnlab list`
std::vector<NamedThings> AllNamedThings();

/// @return the generators of specifications
std::vector<NamedThing> SpecGenerators();

/// @return the placement policies
std::vector<NamedThing> Placements();

/// @return the names of all that is registered, and of costs, for the parser
KnownNames GatherKnownNames();

} // namespace ns3::vnlab

#endif // VNLAB_KNOWN_NAMES_H
