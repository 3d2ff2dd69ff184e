// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/gateway-compiler.h"

#include "model/design/segment-rules.h"
#include "model/substrate/address-plan.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

namespace
{

bool
IsUp(const TenantView& view, ServerId gateway)
{
    return !view.Substrate().failedServers.contains(gateway);
}

void
AddPaths(const TenantView& view, std::vector<Scope>& scopes)
{
    for (uint32_t path = 0; path < view.Plan().At(view.Tenant()).paths.size(); ++path)
    {
        for (const auto& [host, count] : view.HostsOnPath(path))
        {
            scopes.push_back(Scope::Path(host, path));
        }
    }
}

} // namespace

GatewayCompiler::GatewayCompiler(std::vector<ServerId> gateways)
    : m_gateways(std::move(gateways))
{
}

void
GatewayCompiler::AddSegments(const TenantView& view, std::vector<Scope>& scopes) const
{
    for (const ServerId gateway : m_gateways)
    {
        for (const VnicId vnic : view.Vnics())
        {
            scopes.push_back(Scope::Of(gateway, vnic));
        }
    }
    AddPaths(view, scopes);
}

/// A gateway that fails or is repaired concerns all hosts, beside what vNICs do.
std::vector<Scope>
GatewayCompiler::AffectedScopes(const TenantView& before,
                                const TenantView& after,
                                const ViewDelta& delta) const
{
    std::vector<Scope> scopes = SegmentCompiler::AffectedScopes(before, after, delta);
    for (const ServerId gateway : m_gateways)
    {
        if (IsUp(before, gateway) == IsUp(after, gateway))
        {
            continue;
        }
        for (const TenantView* view : {&before, &after})
        {
            AddPaths(*view, scopes);
            std::ranges::transform(view->Vnics(),
                                   std::back_inserter(scopes),
                                   [gateway](VnicId vnic) { return Scope::Of(gateway, vnic); });
        }
    }
    return scopes;
}

bool
GatewayCompiler::ReadsSubstrate() const
{
    return true;
}

void
GatewayCompiler::AddChanged(const TenantView& with,
                            const TenantView& without,
                            VnicId vnic,
                            std::vector<Scope>& scopes) const
{
    for (const ServerId gateway : m_gateways)
    {
        scopes.push_back(Scope::Of(gateway, vnic));
    }
    const uint32_t path = with.Plan().At(vnic).path;
    const HostId host = with.HostOf(vnic);
    if (!without.HostsOnPath(path).contains(host) || with.VniOf(path) != without.VniOf(path))
    {
        scopes.push_back(Scope::Path(host, path));
    }
}

void
GatewayCompiler::CompileSegment(const TenantView& view,
                                const Scope& scope,
                                std::vector<Rule>& rules) const
{
    if (scope.kind == Scope::Kind::kGatewayVnic)
    {
        const ServerId gateway{scope.a};
        const VnicId vnic{scope.b};
        if (view.Has(vnic) && IsUp(view, gateway))
        {
            AddGatewayRules(view, scope, gateway, vnic, rules);
        }
        return;
    }
    const HostId host{scope.a};
    if (!view.HostsOnPath(scope.c).contains(host))
    {
        return;
    }
    for (const ServerId gateway : m_gateways)
    {
        if (IsUp(view, gateway))
        {
            rules.push_back(MakeRule(
                scope,
                EnforcementPoint::Of(host),
                TableId::kGateway,
                GatewayKey{view.VniOf(scope.c), address_plan::ServerAddress(gateway, false)},
                NoValue{}));
        }
    }
}

} // namespace ns3::vnlab
