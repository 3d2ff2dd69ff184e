// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/portable-random.h"

#include <algorithm>
#include <unordered_set>

namespace ns3::vnlab
{

uint64_t
DrawBelow(std::mt19937_64& generator, uint64_t bound)
{
    constexpr uint64_t largest = std::mt19937_64::max();
    const uint64_t limit = largest - largest % bound; // a multiple of bound
    uint64_t draw = generator();
    while (draw >= limit)
    {
        draw = generator();
    }
    return draw % bound;
}

std::vector<uint64_t>
Sample(std::mt19937_64& generator, uint64_t population, uint64_t count)
{
    std::unordered_set<uint64_t> chosen;
    for (uint64_t last = population - count; last < population; ++last)
    {
        const uint64_t draw = DrawBelow(generator, last + 1);
        chosen.insert(chosen.contains(draw) ? last : draw);
    }
    std::vector<uint64_t> sorted(chosen.begin(), chosen.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

} // namespace ns3::vnlab
