// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/flow-keys.h"

#include "model/dataplane/pipeline/flow-table.h"

#include <algorithm>
#include <vector>

namespace ns3::vnlab
{

FlowKey
SendKeyOf(const CloudPlan& plan, uint32_t inPort, VnicId from, VnicId to)
{
    return SendKey(inPort, plan.At(from).mac, plan.At(from).address, plan.At(to).address);
}

std::optional<std::pair<VnicId, VnicId>>
LinkWith(const TenantView& view, const Miss& miss)
{
    if (miss.wanted.table != kFlowTable)
    {
        return std::nullopt;
    }
    const FlowFields fields = miss.wanted.key.As<FlowKey>().value;
    const uint32_t path = view.Plan().At(miss.asker).path;
    const auto from = view.FindAddress(path, fields.ipv4Source);
    const auto to = view.FindAddress(path, fields.ipv4Destination);
    return from && to && view.FindLink(*from, *to) ? std::optional(std::pair(*from, *to))
                                                   : std::nullopt;
}

std::optional<Scope>
IfItCauses(const Compiler& compiler,
           const TenantView& view,
           const Scope& scope,
           const RuleKey& entry)
{
    std::vector<Rule> rules;
    compiler.Compile(view, scope, rules);
    const bool causes =
        std::ranges::any_of(rules, [&entry](const Rule& rule) { return rule.where == entry; });
    return causes ? std::optional(scope) : std::nullopt;
}

size_t
TableCapacity(uint64_t tableSize)
{
    return tableSize == 0 ? FlowTable::kUnlimited : tableSize;
}

} // namespace ns3::vnlab
