// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/update-steps.h"

#include "model/rule/table.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

namespace
{

bool
IsIngress(TableId table)
{
    return TableOf(table).Role() == RuleRole::kIngress;
}

/// What goes waits for all that comes.
std::vector<UpdateStep>
AddThenRemove(RuleDelta change)
{
    return {{{{}, std::move(change.written)}}, {{std::move(change.erased), {}}}};
}

std::vector<UpdateStep>
InTwoPhases(const RuleDelta& change)
{
    RuleDelta inside;
    RuleDelta ingress;
    RuleDelta after;
    std::ranges::partition_copy(change.written,
                                std::back_inserter(ingress.written),
                                std::back_inserter(inside.written),
                                [](const Rule& rule) { return IsIngress(rule.where.table); });
    std::ranges::partition_copy(change.erased,
                                std::back_inserter(ingress.erased),
                                std::back_inserter(after.erased),
                                [](const RuleKey& key) { return IsIngress(key.table); });
    return {{std::move(inside)}, {std::move(ingress)}, {std::move(after), true}};
}

} // namespace

std::vector<UpdateStep>
StepsOf(RuleDelta change, UpdateOrder order)
{
    std::vector<UpdateStep> steps;
    switch (order)
    {
    case UpdateOrder::kNaive:
        return {{std::move(change)}};
    case UpdateOrder::kAddBeforeRemove:
        steps = AddThenRemove(std::move(change));
        break;
    case UpdateOrder::kTwoPhase:
        steps = InTwoPhases(change);
        break;
    }
    std::erase_if(steps, [](const UpdateStep& step) { return step.rules.Empty(); });
    if (steps.empty())
    {
        steps.emplace_back();
    }
    return steps;
}

} // namespace ns3::vnlab
