// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/flood-compiler.h"

#include "model/substrate/address-plan.h"

namespace ns3::vnlab
{

namespace
{

void
AddPairsWith(const TenantView& view, uint32_t path, HostId host, std::vector<Scope>& scopes)
{
    for (const auto& [other, count] : view.HostsOnPath(path))
    {
        if (other != host)
        {
            scopes.push_back(Scope::Of(host, other, path));
            scopes.push_back(Scope::Of(other, host, path));
        }
    }
}

} // namespace

void
FloodCompiler::AddSegments(const TenantView& view, std::vector<Scope>& scopes) const
{
    for (uint32_t path = 0; path < view.Plan().At(view.Tenant()).paths.size(); ++path)
    {
        for (const auto& [host, count] : view.HostsOnPath(path))
        {
            for (const auto& [other, otherCount] : view.HostsOnPath(path))
            {
                if (other != host)
                {
                    scopes.push_back(Scope::Of(host, other, path));
                }
            }
        }
    }
}

void
FloodCompiler::AddChanged(const TenantView& with,
                          const TenantView& without,
                          VnicId vnic,
                          std::vector<Scope>& scopes) const
{
    const uint32_t path = with.Plan().At(vnic).path;
    const HostId host = with.HostOf(vnic);
    if (!without.HostsOnPath(path).contains(host) || with.VniOf(path) != without.VniOf(path))
    {
        AddPairsWith(with, path, host, scopes);
        AddPairsWith(without, path, host, scopes);
    }
}

void
FloodCompiler::CompileSegment(const TenantView& view,
                              const Scope& scope,
                              std::vector<Rule>& rules) const
{
    const HostId host{scope.a};
    const HostId other{scope.b};
    const auto& hosts = view.HostsOnPath(scope.c);
    if (hosts.contains(host) && hosts.contains(other))
    {
        rules.push_back(MakeRule(scope,
                                 EnforcementPoint::Of(host),
                                 TableId::kFlood,
                                 FloodKey{view.VniOf(scope.c), address_plan::HostAddress(other)},
                                 NoValue{}));
    }
}

} // namespace ns3::vnlab
