// SPDX-License-Identifier: GPL-2.0-only
//
// What rules take at each kind of place.

#include "model/deployment/rule-timings.h"

#include "model/deployment/switch-prices.h"

namespace ns3::vnlab
{

namespace
{

const Cost kSoftwareRuleUpdate{{.name = "software_rule_update",
                                .standard = 1e-6,
                                .source = "assumption: one map update by system call",
                                .place = 400}};

const Cost kHostRuleLag{
    {.name = "host_rule_lag",
     .standard = 0,
     .source = "assumption: none, hosts and gateways confirm what they have written",
     .place = 406}};

const Cost kHookRuleLag{{.name = "hook_rule_lag",
                         .standard = 0,
                         .source = "assumption: none, a VM's agent confirms what it has written",
                         .place = 407}};

} // namespace

RuleTiming
TimingAt(EnforcementPoint at, const CostTable& costs)
{
    if (at.IsFabricSwitch())
    {
        const SwitchPrices prices = SwitchPricesOf(costs);
        return {Seconds(prices.update_s), Seconds(prices.lag_s)};
    }
    const Cost& lag = at.kind == PlaceKind::kVmHook ? kHookRuleLag : kHostRuleLag;
    return {Seconds(costs[kSoftwareRuleUpdate]), Seconds(costs[lag])};
}

} // namespace ns3::vnlab
