// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/value-text.h"

#include "analysis/style/number-text.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ns3::vnlab
{

std::string
ValueText(const MeanEstimate& mean, MetricUnit unit, double grid)
{
    if (std::isnan(mean.mean))
    {
        return HumanNumber(mean.mean, unit);
    }
    if (mean.censored > 0 && mean.censored < mean.n)
    {
        return "never in " + std::to_string(mean.censored) + " of " + std::to_string(mean.n);
    }
    std::optional<double> half;
    if (mean.interval)
    {
        half = mean.interval->high - mean.mean;
    }
    const bool isInterval = grid > 0 && mean.mean > 0 && std::isfinite(mean.mean);
    return (isInterval ? HumanNumber(std::max(mean.mean - grid, 0.0), unit) + " … " : "") +
           HumanNumber(mean.mean, unit, half);
}

} // namespace ns3::vnlab
