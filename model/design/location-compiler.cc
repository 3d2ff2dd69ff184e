// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/location-compiler.h"

#include "model/design/gateway-compiler.h"
#include "model/design/segment-rules.h"
#include "model/substrate/address-plan.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return the vNIC on a path that a location entry is about, if it exists
std::optional<VnicId>
LocatedBy(const TenantView& view, uint32_t path, const RuleKey& entry)
{
    if (entry.table == TableId::kArp)
    {
        const auto key = entry.key.As<ArpKey>();
        return key.vni == view.VniOf(path) ? view.FindAddress(path, key.address) : std::nullopt;
    }
    if (entry.table != TableId::kFdb)
    {
        return std::nullopt;
    }
    const auto key = entry.key.As<SegmentMacKey>();
    const std::optional<VnicId> vnic = address_plan::VnicOf(key.mac);
    const bool isThere = vnic && key.vni == view.VniOf(path) && view.Has(*vnic) &&
                         view.Plan().At(*vnic).path == path;
    return isThere ? vnic : std::nullopt;
}

void
AddHostsOf(const TenantView& view, VnicId vnic, std::vector<Scope>& scopes)
{
    for (const auto& [host, count] : view.HostsOnPath(view.Plan().At(vnic).path))
    {
        scopes.push_back(Scope::Of(host, vnic));
    }
}

} // namespace

std::optional<Scope::Kind>
LocationCompiler::OnDemand() const
{
    return Scope::Kind::kHostVnic;
}

std::optional<Scope>
LocationCompiler::ScopeWith(const TenantView& view, const Miss& miss) const
{
    const HostId host{miss.wanted.at.index};
    const uint32_t path = view.Plan().At(miss.asker).path;
    const std::optional<VnicId> vnic = LocatedBy(view, path, miss.wanted);
    if (!vnic || view.HostOf(*vnic) == host || !view.HostsOnPath(path).contains(host))
    {
        return std::nullopt;
    }
    return Scope::Of(host, *vnic);
}

std::unique_ptr<Compiler>
LocationCompiler::WithGateways(std::vector<ServerId> gateways) const
{
    return std::make_unique<GatewayCompiler>(std::move(gateways));
}

void
LocationCompiler::AddSegments(const TenantView& view, std::vector<Scope>& scopes) const
{
    for (const VnicId vnic : view.Vnics())
    {
        AddHostsOf(view, vnic, scopes);
    }
}

/// All hosts of its path know a vNIC, and where it is its host's only one on the path, that host knows
/// all others.
void
LocationCompiler::AddChanged(const TenantView& with,
                             const TenantView& without,
                             VnicId vnic,
                             std::vector<Scope>& scopes) const
{
    const uint32_t path = with.Plan().At(vnic).path;
    const HostId host = with.HostOf(vnic);
    AddHostsOf(with, vnic, scopes);
    AddHostsOf(without, vnic, scopes);
    if (!without.HostsOnPath(path).contains(host))
    {
        for (const VnicId other : with.OnPath(path))
        {
            scopes.push_back(Scope::Of(host, other));
        }
    }
}

void
LocationCompiler::CompileSegment(const TenantView& view,
                                 const Scope& scope,
                                 std::vector<Rule>& rules) const
{
    const HostId host{scope.a};
    const VnicId vnic{scope.b};
    const uint32_t path = view.Plan().At(vnic).path;
    if (view.Has(vnic) && view.HostOf(vnic) != host && view.HostsOnPath(path).contains(host))
    {
        AddLocationRules(view, scope, host, vnic, rules);
    }
}

} // namespace ns3::vnlab
