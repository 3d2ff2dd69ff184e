// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/price-text.h"

#include "analysis/style/number-text.h"
#include "model/deployment/switch-prices.h"

namespace ns3::vnlab
{

std::string
SwitchPriceText(const CostTable& costs)
{
    const SwitchPrices prices = SwitchPricesOf(costs);
    const std::string rate = prices.update_s > 0
                               ? HumanNumber(1 / prices.update_s, MetricUnit::kCount) + " rules/s"
                               : "any number of rules/s";
    const std::string lag =
        prices.lag_s > 0 ? HumanNumber(prices.lag_s, MetricUnit::kSeconds) + " lag" : "no lag";
    return (prices.year ? "switch prices of " + std::to_string(*prices.year)
                        : std::string("the scenario's own switch prices")) +
           " (" + rate + ", " + lag + ")";
}

} // namespace ns3::vnlab
