// SPDX-License-Identifier: GPL-2.0-only
#include "test/design/manual-tunnels.h"

#include "model/rule/table.h"

namespace ns3::vnlab::test
{
namespace
{

struct TunnelKey
{
    uint32_t remote;
};

struct TunnelValue
{
    uint32_t local;
};

class TunnelTable : public Table
{
  public:
    using Table::Table;

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        return {"tunnel to " + FormatIpv4(rule.where.key.As<TunnelKey>().remote), {}};
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames&) const override
    {
        return {{RuleAudience::Kind::kHooks, rule.where.at.index}};
    }
};

const TableRegistration kTunnelTables[]{
    TableRegistration{std::make_unique<TunnelTable>(
        kRemoteOnly, RulePurpose::kTunnel, TypedFields{{"remote address"}, {}})},
    TableRegistration{std::make_unique<TunnelTable>(
        kRemoteAndLocal, RulePurpose::kTunnel, TypedFields{{"remote address"}, {"local address"}})},
};

} // namespace

std::vector<Scope>
ManualTunnels::AllScopes(const TenantView& view) const
{
    std::vector<Scope> scopes;
    for (const ViewLink& link : view.Links())
    {
        scopes.push_back(Scope::Link(link.a, link.b));
    }
    return scopes;
}

std::vector<Scope>
ManualTunnels::AffectedScopes(const TenantView& before,
                              const TenantView& after,
                              const ViewDelta&) const
{
    std::vector<Scope> scopes = AllScopes(before);
    const std::vector<Scope> added = AllScopes(after);
    scopes.insert(scopes.end(), added.begin(), added.end());
    return scopes;
}

void
ManualTunnels::Compile(const TenantView& view, const Scope& scope, std::vector<Rule>& rules) const
{
    const VnicId a{scope.a};
    const VnicId b{scope.b};
    if (view.FindLink(a, b))
    {
        for (const auto& [at, peer] : {std::pair(a, b), std::pair(b, a)})
        {
            rules.push_back(MakeRule(scope,
                                     EnforcementPoint::Of(at),
                                     m_table,
                                     TunnelKey{view.ProviderAddressOf(peer)},
                                     TunnelValue{view.ProviderAddressOf(at)}));
        }
    }
}

} // namespace ns3::vnlab::test
