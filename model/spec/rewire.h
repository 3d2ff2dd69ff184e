// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REWIRE_H
#define VNLAB_REWIRE_H

#include "model/spec/specification.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief A next version of a specification: some links go, as many others come.
 *
 * Each link that goes is replaced, on its path, by one between two VMs of that path that had none
 * and that neither `deny` nor `max_links` keeps apart.
 * Chains do not move; those go of which a link between neighbours goes.
 * @param links how many; at most the specification has that go straight
 * @param seed the same seed, the same result on every machine
 * @throws std::invalid_argument where there are fewer links, or too few such pairs
 */
Specification Rewire(const Specification& specification, uint32_t links, uint64_t seed);

} // namespace ns3::vnlab

#endif // VNLAB_REWIRE_H
