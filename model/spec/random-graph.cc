// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/random-graph.h"

#include "model/spec/portable-random.h"

#include <algorithm>
#include <random>

namespace ns3::vnlab
{

std::vector<std::pair<uint32_t, uint32_t>>
RandomConnectedGraph(uint32_t vertices, uint64_t edges, uint64_t seed)
{
    // A pair (low, high) has the number high (high − 1) / 2 + low among all pairs.
    const auto pairsBelow = [](uint64_t high) { return high * (high - 1) / 2; };
    std::mt19937_64 generator(seed);
    std::vector<uint64_t> tree; // in order, as each vertex has one pair with an earlier vertex
    for (uint64_t vertex = 1; vertex < vertices; ++vertex)
    {
        tree.push_back(pairsBelow(vertex) + DrawBelow(generator, vertex));
    }
    const std::vector<uint64_t> further =
        Sample(generator, pairsBelow(vertices) - tree.size(), edges - tree.size());

    // The further ones are ranks among the pairs outside the tree: step over the tree's pairs.
    std::vector<uint64_t> numbers = tree;
    size_t passed = 0;
    for (const uint64_t rank : further)
    {
        while (passed < tree.size() && tree[passed] <= rank + passed)
        {
            ++passed;
        }
        numbers.push_back(rank + passed);
    }
    std::sort(numbers.begin(), numbers.end());

    std::vector<std::pair<uint32_t, uint32_t>> pairs;
    uint64_t high = 1;
    for (const uint64_t number : numbers)
    {
        while (pairsBelow(high + 1) <= number)
        {
            ++high;
        }
        pairs.emplace_back(static_cast<uint32_t>(number - pairsBelow(high)),
                           static_cast<uint32_t>(high));
    }
    return pairs;
}

} // namespace ns3::vnlab
