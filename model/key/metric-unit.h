// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_METRIC_UNIT_H
#define VNLAB_METRIC_UNIT_H

#include <cstdint>
#include <string_view>

namespace ns3::vnlab
{

/// In what a metric is measured, or a cost is stated.
enum class MetricUnit : uint8_t
{
    kCount,
    kBytes,
    kSeconds,
    kFraction, ///< 0 … 1
    kBitsPerSecond,
};

/// @return "", "B", "s", "fraction" or "bit/s"
std::string_view ToString(MetricUnit unit);

} // namespace ns3::vnlab

#endif // VNLAB_METRIC_UNIT_H
