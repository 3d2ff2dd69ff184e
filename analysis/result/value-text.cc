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
    const bool isInterval = std::isfinite(mean.mean) && (grid < 0 || (grid > 0 && mean.mean > 0));
    const double other = isInterval ? std::max(mean.mean - grid, 0.0) : mean.mean;
    const double low = std::min(mean.mean, other);
    const double high = std::max(mean.mean, other);
    const bool isVisible = isInterval && high - low > 0.003 * high; // in three digits
    return (isVisible ? HumanNumber(low, unit) + " … " : "") + HumanNumber(high, unit, half);
}

} // namespace ns3::vnlab
