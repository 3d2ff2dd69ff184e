// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/compare/gate.h"

#include "analysis/result/headline.h"
#include "analysis/style/number-text.h"

#include <cmath>

namespace ns3::vnlab
{

namespace
{

std::string
AllowanceText(const Allowance& allowance, MetricUnit unit)
{
    return allowance.relative ? HumanNumber(allowance.amount, MetricUnit::kFraction)
                              : HumanNumber(allowance.amount, unit);
}

/// @return why a number may not move that far, or nothing
/// @param sign 1 where rising is limited, −1 where falling is
std::optional<std::string>
Exceeded(const IndicatorChange& change, const Allowance& allowance, int sign)
{
    if (change.equal)
    {
        return std::nullopt;
    }
    const MetricUnit unit = change.indicator.unit;
    const std::string fromTo = "from " + HumanNumber(change.oldMean, unit) + " to " +
                               HumanNumber(change.newMean, unit) + "; accepted is ";
    const double moved = sign * (change.newMean - change.oldMean);
    if (std::isnan(moved))
    {
        return "moved by an unknown amount, " + fromTo + AllowanceText(allowance, unit);
    }
    const double most =
        allowance.relative ? allowance.amount * std::abs(change.oldMean) : allowance.amount;
    constexpr double rounding = 1e-12; // 5 % of 20 is 1, whatever the last bit of 0.05 * 20 says
    if (moved <= 0 || moved <= most * (1 + rounding))
    {
        return std::nullopt;
    }
    const bool inPercent = allowance.relative && change.oldMean != 0;
    const std::string by =
        !std::isfinite(moved) ? ""
        : inPercent ? " by " + HumanNumber(moved / std::abs(change.oldMean), MetricUnit::kFraction)
                    : " by " + HumanNumber(moved, unit);
    return (sign > 0 ? "rose" : "fell") + by + ", " + fromTo + AllowanceText(allowance, unit);
}

std::optional<std::string>
MovedTooFar(const Gate& gate, const IndicatorChange& change)
{
    if (gate.significant && change.interval && !change.significant)
    {
        return std::nullopt;
    }
    const Better better = change.indicator.better;
    if (gate.maxWorse && better != Better::kNeither)
    {
        if (auto reason = Exceeded(change, *gate.maxWorse, better == Better::kLower ? 1 : -1))
        {
            return reason;
        }
    }
    if (gate.maxIncrease)
    {
        if (auto reason = Exceeded(change, *gate.maxIncrease, 1))
        {
            return reason;
        }
    }
    return gate.maxDecrease ? Exceeded(change, *gate.maxDecrease, -1) : std::nullopt;
}

} // namespace

bool
Concerns(const Gate& gate, const IndicatorChange& change)
{
    const bool ofGroup =
        gate.headlines.empty() ||
        (FindHeadline(change.indicator.name) != nullptr &&
         (gate.headlines == kAllQuestions || gate.headlines == change.indicator.heading));
    return ofGroup && PatternsMeet(gate.design, change.design) &&
           PatternsMeet(gate.metric, change.indicator.name);
}

std::optional<std::string>
Breach(const Gate& gate, const IndicatorChange& change)
{
    const MetricUnit unit = change.indicator.unit;
    if (change.newRuns == 0)
    {
        return "is not in the new store";
    }
    const std::string is = "is " + HumanNumber(change.newMean, unit) + "; accepted is ";
    if (gate.max && !(change.newMean <= *gate.max))
    {
        return is + "at most " + HumanNumber(*gate.max, unit);
    }
    if (gate.min && !(change.newMean >= *gate.min))
    {
        return is + "at least " + HumanNumber(*gate.min, unit);
    }
    if (change.oldRuns == 0)
    {
        return std::nullopt;
    }
    if (gate.exact && !change.equal)
    {
        return "went from " + ExactNumber(change.oldMean) + " to " + ExactNumber(change.newMean) +
               " on average; accepted is exactly the same in every run";
    }
    return MovedTooFar(gate, change);
}

} // namespace ns3::vnlab
