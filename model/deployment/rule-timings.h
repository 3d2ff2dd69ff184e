// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RULE_TIMINGS_H
#define VNLAB_RULE_TIMINGS_H

#include "model/control/rule-agent.h"
#include "model/key/cost-table.h"
#include "model/rule/enforcement-point.h"

namespace ns3::vnlab
{

/// @return what a rule takes at a place, and how long after its confirmation packets obey it there
RuleTiming TimingAt(EnforcementPoint at, const CostTable& costs);

} // namespace ns3::vnlab

#endif // VNLAB_RULE_TIMINGS_H
