// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PORTABLE_RANDOM_H
#define VNLAB_PORTABLE_RANDOM_H

#include <cstdint>
#include <random>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief A uniform draw, the same on every machine: the distributions of the standard library
 *        differ between implementations, its engines do not.
 * @param bound at least 1
 * @return 0 … bound − 1
 */
uint64_t DrawBelow(std::mt19937_64& generator, uint64_t bound);

/// @return so many different numbers from 0 … population − 1, in order, each subset being equally
///         likely (R. Floyd, "A sample of brilliance", CACM 30(9), 1987)
std::vector<uint64_t> Sample(std::mt19937_64& generator, uint64_t population, uint64_t count);

} // namespace ns3::vnlab

#endif // VNLAB_PORTABLE_RANDOM_H
