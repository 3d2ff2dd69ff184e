// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_VTEP_INPUT_GENERATOR_H
#define VNLAB_TEST_VTEP_INPUT_GENERATOR_H

#include "test/conformance/vtep/world.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab::test
{

/// @return at least that many inputs of all kinds, in an order that the seed decides
std::vector<Input> MakeInputs(uint32_t count, uint64_t seed);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_VTEP_INPUT_GENERATOR_H
