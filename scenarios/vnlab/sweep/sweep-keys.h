// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWEEP_KEYS_H
#define VNLAB_SWEEP_KEYS_H

#include "scenarios/vnlab/scenario/known-names.h"

/// @file What the keys of [sweep] are for, as editors and `vnlab explain` show it.

namespace ns3::vnlab
{

inline constexpr NamedThing kSweepTable{
    "sweep",
    "key paths and their values, run in all combinations: "
    "\"tenants.count\" = [1, 10] or { from = 1, to = 10, steps = 4, scale = \"log\" }"};

inline constexpr NamedThing kSweepRepeat{
    "sweep.repeat",
    "runs of each design at each point: a number, \"until ±5%\" or { until, metric, min, max }"};

inline constexpr NamedThing kSweepZip{"sweep.zip", "keys whose values vary together"};

} // namespace ns3::vnlab

#endif // VNLAB_SWEEP_KEYS_H
