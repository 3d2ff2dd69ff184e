// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/hop-by-hop-compiler.h"

#include "model/design/flow-keys.h"
#include "model/design/link-scopes.h"
#include "model/design/prefix-routes.h"
#include "model/design/vnic-scopes.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

HopByHopCompiler::HopByHopCompiler(FlowGrouping grouping)
    : m_grouping(grouping)
{
}

std::vector<Scope>
HopByHopCompiler::AllScopes(const TenantView& view) const
{
    std::vector<Scope> scopes = LinkScopes(view);
    AddScopes(VnicScopes(view), scopes);
    return scopes;
}

std::vector<Scope>
HopByHopCompiler::AffectedScopes(const TenantView& before,
                                 const TenantView& after,
                                 const ViewDelta& delta) const
{
    std::vector<Scope> scopes = AffectedLinkScopes(delta);
    if (before.Substrate().failedLinks != after.Substrate().failedLinks)
    {
        const std::vector<Scope> all =
            m_grouping == FlowGrouping::kNone ? LinkScopes(after) : AllScopes(after);
        AddScopes(all, scopes);
    }
    AddScopes(AffectedVnicScopes(delta), scopes);
    return scopes;
}

bool
HopByHopCompiler::ReadsSubstrate() const
{
    return true;
}

void
HopByHopCompiler::Compile(const TenantView& view,
                          const Scope& scope,
                          std::vector<Rule>& rules) const
{
    const VnicId a{scope.a};
    const VnicId b{scope.b};
    if (scope.kind == Scope::Kind::kLink)
    {
        if (view.FindLink(a, b))
        {
            AddWay(view, scope, a, b, rules);
            AddWay(view, scope, b, a, rules);
        }
    }
    else if (view.Has(a))
    {
        rules.push_back(MakeRule(scope,
                                 EnforcementPoint::Of(view.HostOf(a)),
                                 TableId::kPortAddress,
                                 PortAddressKey{view.Plan().At(a).address},
                                 PortAddressValue{a}));
        if (m_grouping == FlowGrouping::kPrefix)
        {
            AddPrefixRoutes(view, scope, a, WaysOf(view), rules);
        }
    }
}

/// A flow at each switch between the hosts of two vNICs that has one for each pair. Also on one host: their
/// leaf sends packets back where they came from.
void
HopByHopCompiler::AddWay(const TenantView& view,
                         const Scope& scope,
                         VnicId from,
                         VnicId to,
                         std::vector<Rule>& rules) const
{
    const CloudPlan& plan = view.Plan();
    const Topology& topology = plan.topology;
    const bool groups = m_grouping == FlowGrouping::kPrefix;
    const uint32_t address = plan.At(to).address;
    const uint32_t ofPair = ChoiceFor(plan.At(from).address, address);
    FabricWays& ways = WaysOf(view);
    const std::vector<LinkId> way =
        ways.Between(view.HostOf(from),
                     view.HostOf(to),
                     ofPair,
                     groups ? ChoiceFor(CorePrefix(plan, address, view.HostOf(to))) : ofPair);
    NodeRef at{NodeKind::kLeaf, topology.LeafOf(view.HostOf(from)).value};
    for (size_t hop = 1; hop < way.size(); ++hop)
    {
        if (at.kind == NodeKind::kLeaf || !groups)
        {
            const LinkId back = topology.Reverse(way[hop - 1]);
            const uint32_t out = way[hop] == back ? flow_port::kInPort : flow_port::Of(way[hop]);
            rules.push_back(MakeRule(scope,
                                     EnforcementPoint::Of(at),
                                     kFlowTable,
                                     SendKeyOf(plan, flow_port::Of(back), from, to),
                                     FlowActions{.output = out, .decrementsTtl = 1}));
        }
        at = ways.EndOf(way[hop]);
    }
}

/// Those of the last two states of the fabric are kept, since a change compiles a scope under both. They are
/// the same whenever they are worked out.
FabricWays&
HopByHopCompiler::WaysOf(const TenantView& view) const
{
    const std::set<LinkId>& failed = view.Substrate().failedLinks;
    const auto isOf = [&](const std::unique_ptr<FabricWays>& ways)
    { return ways && ways->IsOf(view.Plan(), failed); };
    const auto found = std::ranges::find_if(m_ways, isOf);
    if (found != m_ways.end())
    {
        return **found;
    }
    std::swap(m_ways[0], m_ways[1]);
    m_ways[0] = std::make_unique<FabricWays>(view.Plan(), failed);
    return *m_ways[0];
}

} // namespace ns3::vnlab
