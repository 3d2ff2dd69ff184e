// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/kernel/map-state.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace ns3::vnlab
{

size_t
CountEntries(const vnlab_map& map, const MapContents& contents)
{
    return contents.keys.size() / map.key_size;
}

MapContents
Sorted(const vnlab_map& map, const MapContents& contents)
{
    std::vector<uint32_t> order(CountEntries(map, contents));
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order,
                      [&](uint32_t a, uint32_t b)
                      {
                          return std::memcmp(&contents.keys[a * map.key_size],
                                             &contents.keys[b * map.key_size],
                                             map.key_size) < 0;
                      });
    MapContents sorted;
    sorted.keys.reserve(contents.keys.size());
    sorted.values.reserve(contents.values.size());
    for (uint32_t entry : order)
    {
        auto key = contents.keys.begin() + entry * map.key_size;
        auto value = contents.values.begin() + entry * map.value_size;
        sorted.keys.insert(sorted.keys.end(), key, key + map.key_size);
        sorted.values.insert(sorted.values.end(), value, value + map.value_size);
    }
    return sorted;
}

} // namespace ns3::vnlab
