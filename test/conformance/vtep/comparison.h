// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_VTEP_COMPARISON_H
#define VNLAB_TEST_VTEP_COMPARISON_H

#include "test/conformance/vtep/world.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// What comparing the two sides' sightings of one input gave.
struct Verdict
{
    uint64_t compared{0};                 ///< frames seen on at least one side
    std::vector<std::string> differences; ///< in readable form
    uint64_t onlyLinux{0};                ///< of the differences: frames that the model lacks
    uint64_t cutPadding{0};               ///< equal but for padding that Linux's router has cut off
};

/**
 * @brief Compares what Linux sent with what the model sent: the same frames at the same places.
 *
 * At an uplink, frames of different outer paths may come in any order (which replica of a broadcast
 * goes first is nobody's promise); all else is in order. UDP source port and IP identification of
 * outer headers are Linux's: those of the first frame of a path are given to all of the model's on
 * it, with the checksums updated, so fragments and forwarded copies have to have one and the same.
 * Bytes behind an outer IPv4 packet are cut off by Linux's router, while our fabric carries them:
 * counted apart.
 */
Verdict Compare(const Sightings& linux, const Sightings& model);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_VTEP_COMPARISON_H
