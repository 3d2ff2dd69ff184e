// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MAP_COMPARISON_H
#define VNLAB_MAP_COMPARISON_H

#include "model/hook/bpf-map.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace ns3::vnlab
{

/// What a rule writer's calls on one map came to.
struct MapComparison
{
    uint64_t operations{0};
    uint64_t differences{0};
    std::string firstDifference{};
    std::map<std::string, uint64_t> results{}; ///< "update ok", "update E2BIG", ... -> how often
};

/// Small maps of every type that BpfMap has and rules are written to, under their type's name.
std::span<const vnlab_map> ComparedMaps();

/**
 * @brief Applies random updates (all flags), deletions and reads to a map in the kernel and to a
 * BpfMap, and compares every result, every value read, and again and again all contents.
 * @param layout of ComparedMaps()
 * @throws std::runtime_error if the kernel does not make the map
 */
MapComparison CompareMaps(const vnlab_map& layout, uint64_t seed, uint64_t operations);

} // namespace ns3::vnlab

#endif // VNLAB_MAP_COMPARISON_H
