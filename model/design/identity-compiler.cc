// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/identity-compiler.h"

#include "model/design/chain-rules.h"
#include "model/design/link-scopes.h"
#include "model/design/segment-rules.h"
#include "model/design/vnic-scopes.h"
#include "model/rule/pair-association-tables.h"

namespace ns3::vnlab
{

namespace
{

/// The links between two VMs on all paths.
std::vector<const ViewLink*>
LinksBetween(const TenantView& view, VmId a, VmId b)
{
    std::vector<const ViewLink*> links;
    for (const VnicId from : view.Plan().At(a).vnics)
    {
        for (const VnicId to : view.Plan().At(b).vnics)
        {
            if (const ViewLink* link = view.FindLink(from, to))
            {
                links.push_back(link);
            }
        }
    }
    return links;
}

void
AddSiblings(const TenantView& view, const ViewLink& link, std::vector<Scope>& scopes)
{
    const CloudPlan& plan = view.Plan();
    for (const ViewLink* sibling : LinksBetween(view, plan.At(link.a).vm, plan.At(link.b).vm))
    {
        scopes.push_back(Scope::Link(sibling->a, sibling->b));
    }
}

void
AddIdentity(
    const TenantView& view, const Scope& scope, HostId at, VnicId vnic, std::vector<Rule>& rules)
{
    const VnicPlan& plan = view.Plan().At(vnic);
    rules.push_back(MakeRule(scope,
                             EnforcementPoint::Of(at),
                             TableId::kIdentity,
                             SegmentMacKey{view.VniOf(vnic), plan.mac},
                             IdentityValue{view.Plan().At(plan.vm).uuid, plan.address}));
}

void
AddPermits(const TenantView& view,
           const Scope& scope,
           HostId host,
           VmId own,
           VmId peer,
           std::vector<Rule>& rules)
{
    PermitValue permit{};
    size_t used = 0;
    for (const Service& service : ServicesBetween(view, own, peer))
    {
        permit.services[used++] = {service.port, service.ipProtocol, 1};
    }
    const UuidBytes& ownUuid = view.Plan().At(own).uuid;
    const UuidBytes& peerUuid = view.Plan().At(peer).uuid;
    const EnforcementPoint at = EnforcementPoint::Of(host);
    rules.push_back(MakeRule(scope, at, TableId::kPermit, PermitKey{ownUuid, peerUuid}, permit));
    rules.push_back(MakeRule(scope, at, TableId::kPermit, PermitKey{peerUuid, ownUuid}, permit));
}

/// What the host of one end of a link needs.
void
AddEnd(
    const TenantView& view, const Scope& scope, VnicId own, VnicId peer, std::vector<Rule>& rules)
{
    const CloudPlan& plan = view.Plan();
    const HostId host = view.HostOf(own);
    AddLocationRules(view, scope, host, peer, rules);
    AddIdentity(view, scope, host, peer, rules);

    AddPermits(view, scope, host, plan.At(own).vm, plan.At(peer).vm, rules);
}

void
AddCarried(const TenantView& view,
           const Scope& scope,
           HostId at,
           VnicId by,
           VnicId whom,
           std::vector<Rule>& rules)
{
    const CloudPlan& plan = view.Plan();
    rules.push_back(MakeRule(
        scope,
        EnforcementPoint::Of(at),
        TableId::kCarried,
        CarriedKey{.vni = view.VniOf(by), .mac = plan.At(by).mac, .address = plan.At(whom).address},
        CarriedValue{plan.At(plan.At(whom).vm).uuid}));
}

/// What the hosts on a service chain need to know its packets by their ends, whoever passes them on.
void
AddWay(const TenantView& view,
       const Scope& scope,
       const std::vector<VnicId>& way,
       std::vector<Rule>& rules)
{
    const CloudPlan& plan = view.Plan();
    const VnicId a = way.front();
    const VnicId b = way.back();
    for (size_t i = 0; i < way.size(); ++i)
    {
        if (!view.Has(way[i]))
        {
            continue;
        }
        const HostId host = view.HostOf(way[i]);
        const auto isPassed = [&way](size_t at) { return at > 0 && at + 1 < way.size(); };
        if (i > 0 && isPassed(i - 1))
        {
            AddCarried(view, scope, host, way[i - 1], a, rules);
        }
        if (isPassed(i + 1))
        {
            AddCarried(view, scope, host, way[i + 1], b, rules);
        }
        if (isPassed(i))
        {
            AddCarried(view, scope, host, way[i], a, rules);
            AddCarried(view, scope, host, way[i], b, rules);
            AddPermits(view, scope, host, plan.At(a).vm, plan.At(b).vm, rules);
        }
    }
}

/// What the host of one vNIC needs to speak with that of another one, which is its next hop.
void
AddAssociations(
    const TenantView& view, const Scope& scope, VnicId own, VnicId peer, std::vector<Rule>& rules)
{
    const CloudPlan& plan = view.Plan();
    const UuidBytes& ownUuid = plan.At(plan.At(own).vm).uuid;
    const UuidBytes& peerUuid = plan.At(plan.At(peer).vm).uuid;
    const EnforcementPoint at = EnforcementPoint::Of(view.HostOf(own));
    const IdentityPair sent{ownUuid, peerUuid};
    const IdentityPair received{peerUuid, ownUuid};
    rules.push_back(MakeRule(scope,
                             at,
                             kOutboundPairTable,
                             sent,
                             OutboundPairValue{DrawSpi(sent), DrawEspKey(sent.from, sent.to, 0)}));
    rules.push_back(MakeRule(scope,
                             at,
                             kInboundPairTable,
                             InboundPairKey{DrawSpi(received), received},
                             InboundPairValue{DrawEspKey(received.from, received.to, 0)}));
}

/// The associations of each hop of a link's way, and at its hosts whose the neighbours' addresses are.
void
AddSealedHops(const TenantView& view,
              const Scope& scope,
              const std::vector<VnicId>& way,
              std::vector<Rule>& rules)
{
    for (size_t i = 1; i < way.size(); ++i)
    {
        const VnicId a = way[i - 1];
        const VnicId b = way[i];
        if (!view.Has(a) || !view.Has(b) || view.HostOf(a) == view.HostOf(b))
        {
            continue;
        }
        for (const auto& [own, peer] : {std::pair(a, b), std::pair(b, a)})
        {
            AddIdentity(view, scope, view.HostOf(own), peer, rules);
            AddAssociations(view, scope, own, peer, rules);
        }
    }
}

} // namespace

IdentityCompiler::IdentityCompiler(bool seals)
    : m_seals(seals)
{
}

std::set<Service>
ServicesBetween(const TenantView& view, VmId a, VmId b)
{
    std::set<Service> services;
    for (const ViewLink* link : LinksBetween(view, a, b))
    {
        if (link->allow.empty())
        {
            return {};
        }
        services.insert(link->allow.begin(), link->allow.end());
    }
    return services;
}

std::vector<Scope>
IdentityCompiler::AllScopes(const TenantView& view) const
{
    std::vector<Scope> scopes = VnicScopes(view);
    AddScopes(LinkScopes(view), scopes);
    return scopes;
}

std::vector<Scope>
IdentityCompiler::AffectedScopes(const TenantView& before,
                                 const TenantView& after,
                                 const ViewDelta& delta) const
{
    std::vector<Scope> scopes = AffectedVnicScopes(delta);
    for (const auto* links : {&delta.addedLinks, &delta.removedLinks})
    {
        for (const ViewLink& link : *links)
        {
            AddSiblings(before, link, scopes);
            AddSiblings(after, link, scopes);
        }
    }
    for (const ViewLink& link : delta.changedLinks)
    {
        scopes.push_back(Scope::Link(link.a, link.b));
    }
    return scopes;
}

void
IdentityCompiler::Compile(const TenantView& view,
                          const Scope& scope,
                          std::vector<Rule>& rules) const
{
    const VnicId a{scope.a};
    const VnicId b{scope.b};
    if (scope.kind == Scope::Kind::kVnic)
    {
        if (view.Has(a))
        {
            AddPortRule(view, scope, a, rules);
            AddIdentity(view, scope, view.HostOf(a), a, rules);
        }
    }
    else if (const ViewLink* link = view.FindLink(a, b))
    {
        AddEnd(view, scope, a, b, rules);
        AddEnd(view, scope, b, a, rules);
        if (!link->via.empty())
        {
            AddNextHops(view, scope, *link, rules);
            AddWay(view, scope, WayOf(*link), rules);
        }
        if (m_seals)
        {
            AddSealedHops(view, scope, WayOf(*link), rules);
        }
    }
}

} // namespace ns3::vnlab
