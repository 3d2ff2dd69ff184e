// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWEEP_REPEAT_H
#define VNLAB_SWEEP_REPEAT_H

#include "scenarios/vnlab/scenario/scenario.h"

#include <cstdint>
#include <optional>
#include <string>
#include <toml++/toml.h>

namespace ns3::vnlab
{

/// How many runs each design gets at each point of a sweep.
struct SweepRepeat
{
    uint32_t atLeast{1};
    uint32_t atMost{1};
    /// Stop between the two when every interval is at most this part of its mean to each side; 0:
    /// the two are the same.
    double relativeHalfWidth{0};
    std::string metric{}; ///< whose interval is looked at; empty: of all scalar metrics

    bool operator==(const SweepRepeat&) const = default;
};

/**
 * @brief Reads `repeat` of [sweep]: a number, `"until ±5%"`, or
 *        `{ until = "±5%", metric = …, min = 10, max = 100 }`.
 * @return nothing where it is none of these
 */
std::optional<SweepRepeat> ReadRepeat(const toml::node& node);

/// What ReadRepeat accepts, for messages.
inline constexpr const char* kAcceptedRepeat =
    "accepted are a number of runs, such as 10, \"until ±5%\", and "
    "{ until = \"±5%\", metric = \"config.bytes\", min = 10, max = 100 }";

} // namespace ns3::vnlab

#endif // VNLAB_SWEEP_REPEAT_H
