// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/flow-compiler.h"

#include "model/rule/flow-entry.h"

#include <algorithm>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// @return the scope of the link whose packets a missing flow is for, if there is one
std::optional<Scope>
LinkWith(const TenantView& view, const Miss& miss)
{
    const FlowFields fields = miss.wanted.key.As<FlowKey>().value;
    const uint32_t path = view.Plan().At(miss.asker).path;
    const auto from = view.FindAddress(path, fields.ipv4Source);
    const auto to = view.FindAddress(path, fields.ipv4Destination);
    return from && to && view.FindLink(*from, *to) ? std::optional(Scope::Link(*from, *to))
                                                   : std::nullopt;
}

} // namespace

std::optional<Scope::Kind>
FlowCompiler::OnDemand() const
{
    return Scope::Kind::kLink;
}

std::optional<Scope>
FlowCompiler::ScopeWith(const TenantView& view, const Miss& miss) const
{
    const std::optional<Scope> link =
        miss.wanted.table == kFlowTable ? LinkWith(view, miss) : std::nullopt;
    if (!link)
    {
        return std::nullopt;
    }
    std::vector<Rule> rules;
    Compile(view, *link, rules);
    const bool causes =
        std::ranges::any_of(rules, [&miss](const Rule& rule) { return rule.where == miss.wanted; });
    return causes ? link : std::nullopt;
}

} // namespace ns3::vnlab
