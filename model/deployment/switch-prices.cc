// SPDX-License-Identifier: GPL-2.0-only
//
// What hardware switches take for a rule, by the year of the hardware.

#include "model/deployment/switch-prices.h"

#include "model/key/cost-preset.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

constexpr const char* kUpdate = "fabric_rule_update";
constexpr const char* kLag = "fabric_rule_lag";
constexpr const char* kDevoFlow = "DevoFlow, SIGCOMM 2011: 275 flow set-ups/s";
constexpr const char* kObeyed =
    "Kuzniar et al., Computer Networks 136 (2018): effective 250 ms after confirmation (HP 5406zl)";
constexpr const char* kInAsic =
    "the same figure: a route counts once it is in the ASIC, so that no lag is left";

const Cost kFabricRuleUpdate{
    {.name = kUpdate, .standard = 1.0 / 275, .source = kDevoFlow, .place = 401}};
const Cost kFabricRuleLag{{.name = kLag, .standard = 0.25, .source = kObeyed, .place = 402}};

const CostPresets kSwitchPresets{{
    {.name = "switches-2011",
     .year = 2011,
     .description =
         "fabric switches of the first OpenFlow years: 275 rules/s, 250 ms lag; the default",
     .costs = {{kUpdate, 1.0 / 275, kDevoFlow}, {kLag, 0.25, kObeyed}}},
    {.name = "switches-2020",
     .year = 2020,
     .description = "SONiC 201908 on a Broadcom Tomahawk: 909 routes/s, no lag",
     .costs = {{kUpdate,
                11.0 / 10'000,
                "SONiC, L3 scaling and performance HLD, 2019: 10,000 IPv4 routes in 11 s (AS7712)"},
               {kLag, 0, kInAsic}}},
    {.name = "switches-2023",
     .year = 2023,
     .description = "SONiC on a Cisco Silicon One Q200: 10,500 routes/s, no lag",
     .costs =
         {{kUpdate,
           1.0 / 10'500,
           "SONiC, BGP loading optimization HLD, 2023: 10,500 routes/s before it, slowest stage"},
          {kLag, 0, kInAsic}}},
}};

/// Whether a preset sets both prices, to these values.
bool
Has(const CostPreset& preset, const SwitchPrices& prices)
{
    const auto sets = [&preset](const char* cost, double value)
    {
        return std::ranges::any_of(preset.costs,
                                   [&](const PresetCost& set)
                                   { return set.cost == cost && set.value == value; });
    };
    return sets(kUpdate, prices.update_s) && sets(kLag, prices.lag_s);
}

} // namespace

SwitchPrices
SwitchPricesOf(const CostTable& costs)
{
    SwitchPrices prices{
        .update_s = costs[kFabricRuleUpdate], .lag_s = costs[kFabricRuleLag], .year = {}};
    for (const CostPreset* preset : AllCostPresets())
    {
        if (Has(*preset, prices))
        {
            prices.year = preset->year;
        }
    }
    return prices;
}

} // namespace ns3::vnlab
