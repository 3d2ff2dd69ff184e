// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/kernel/middle-mean.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace ns3::vnlab
{

double
MiddleMean(std::vector<uint32_t> values)
{
    if (values.empty())
    {
        throw std::invalid_argument("no values have no mean");
    }
    std::ranges::sort(values);
    const auto quarter = static_cast<std::ptrdiff_t>(values.size() / 4);
    const uint64_t sum =
        std::accumulate(values.begin() + quarter, values.end() - quarter, uint64_t{0});
    return static_cast<double>(sum) /
           static_cast<double>(values.end() - values.begin() - 2 * quarter);
}

} // namespace ns3::vnlab
