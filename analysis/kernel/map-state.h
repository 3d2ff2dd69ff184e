// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MAP_STATE_H
#define VNLAB_MAP_STATE_H

#include "model/hook/hook-program.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

using Bytes = std::vector<uint8_t>;

/// Every entry of one map, in ascending order of the keys' bytes, without anything in between.
struct MapContents
{
    Bytes keys;
    Bytes values;

    bool operator==(const MapContents&) const = default;
};

/// The contents of a program's maps, in the order of HookProgram::maps.
using MapState = std::vector<MapContents>;

/// @return number of entries
size_t CountEntries(const vnlab_map& map, const MapContents& contents);

/// @return the contents, sorted by key
MapContents Sorted(const vnlab_map& map, const MapContents& contents);

} // namespace ns3::vnlab

#endif // VNLAB_MAP_STATE_H
