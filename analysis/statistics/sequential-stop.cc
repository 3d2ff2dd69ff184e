// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/sequential-stop.h"

#include "analysis/statistics/sample-check.h"

#include <cmath>
#include <limits>

namespace ns3::vnlab
{

namespace
{

double
RelativeHalfWidth(std::span<const double> values, double confidence)
{
    const MeanEstimate mean = values.empty() ? MeanEstimate{} : Mean(values, confidence);
    if (!mean.interval)
    {
        return std::numeric_limits<double>::infinity();
    }
    const double half = (mean.interval->high - mean.interval->low) / 2;
    return half == 0 ? 0 : half / std::abs(mean.mean);
}

} // namespace

RepeatState
SequentialStop(std::span<const double> values, const PrecisionTarget& target)
{
    RequireConfidence(target.confidence);
    Require(target.relativeHalfWidth > 0, "the relative half-width to reach is above 0");
    Require(target.minimum >= 2, "a mean has no interval below two repetitions");
    Require(target.maximum >= target.minimum, "fewer repetitions at most than at least");
    RepeatState state;
    state.relativeHalfWidth = RelativeHalfWidth(values, target.confidence);
    if (values.size() >= target.minimum && state.relativeHalfWidth <= target.relativeHalfWidth)
    {
        state.decision = RepeatDecision::Reached;
    }
    else if (values.size() >= target.maximum)
    {
        state.decision = RepeatDecision::GaveUp;
    }
    return state;
}

} // namespace ns3::vnlab
