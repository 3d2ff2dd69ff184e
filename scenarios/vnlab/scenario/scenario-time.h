// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_TIME_H
#define VNLAB_SCENARIO_TIME_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::vnlab
{

/// Time at the end of a run in which guests send nothing that is measured, so that everything arrives.
inline const Time kDrain = MilliSeconds(100);

/// @return a time of a scenario file as ns-3 has it
inline Time
Nanoseconds(uint64_t value)
{
    return NanoSeconds(static_cast<int64_t>(value));
}

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_TIME_H
