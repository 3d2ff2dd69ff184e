// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ARRIVAL_TIMES_H
#define VNLAB_ARRIVAL_TIMES_H

#include "model/dice.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// More are refused: each is a version of what somebody wants.
inline constexpr double kMostArrivals = 100'000;

/// When changes may arrive, and how often.
struct ArrivalSpan
{
    uint64_t from_ns;
    uint64_t until_ns;
    double rate_hz;

    /// @return the mean number of arrivals
    double Mean() const;
};

/// @return the times of a Poisson process, rising; none where there would be too many
/// @param who names the process among others
std::vector<uint64_t> ArrivalTimes(const ArrivalSpan& span, const Dice& dice, uint64_t who);

} // namespace ns3::vnlab

#endif // VNLAB_ARRIVAL_TIMES_H
