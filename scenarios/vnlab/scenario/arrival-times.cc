// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/arrival-times.h"

#include "model/key/units.h"

#include <cmath>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kGap{"churn.gap"};
constexpr double kPerSecond = 1e9;

} // namespace

double
ArrivalSpan::Mean() const
{
    return until_ns <= from_ns ? 0 : rate_hz * static_cast<double>(until_ns - from_ns) / kPerSecond;
}

std::vector<uint64_t>
ArrivalTimes(const ArrivalSpan& span, const Dice& dice, uint64_t who)
{
    std::vector<uint64_t> times;
    if (span.Mean() <= 0 || span.Mean() > kMostArrivals)
    {
        return times;
    }
    auto at_ns = static_cast<double>(span.from_ns);
    for (uint64_t number = 0;; ++number)
    {
        at_ns -= std::log1p(-dice.Uniform(kGap, who, number)) / span.rate_hz * kPerSecond;
        if (at_ns >= static_cast<double>(span.until_ns))
        {
            return times;
        }
        times.push_back(static_cast<uint64_t>(at_ns));
    }
}

} // namespace ns3::vnlab
