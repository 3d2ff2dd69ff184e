// SPDX-License-Identifier: GPL-2.0-only
#include "model/key/metric-unit.h"

namespace ns3::vnlab
{

std::string_view
ToString(MetricUnit unit)
{
    switch (unit)
    {
    case MetricUnit::kCount:
        return "";
    case MetricUnit::kBytes:
        return "B";
    case MetricUnit::kSeconds:
        return "s";
    case MetricUnit::kFraction:
        return "fraction";
    case MetricUnit::kBitsPerSecond:
        return "bit/s";
    }
    return "";
}

} // namespace ns3::vnlab
