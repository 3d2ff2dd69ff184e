// SPDX-License-Identifier: GPL-2.0-only
//
// identity-firewall: VXLAN segments underneath; every host admits a VM only after it has verified
// the VM's certificate, and decides on the pair of verified identities at both ends. The tenant's
// list of pairs is the firewall; addresses play no part in it.

#include "model/cloud/cloud-names.h"
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/identity-filter.h"
#include "model/dataplane/vtep.h"
#include "model/design/chain-rules.h"
#include "model/design/design.h"
#include "model/design/reach-groups.h"
#include "model/design/segment-rules.h"

#include <algorithm>
#include <set>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kMaxServices = std::tuple_size_v<decltype(PermitValue::services)>;

/// The links between two VMs on all paths: the list is about VMs, so they count together.
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

/// What two VMs may speak: the union over their links; empty means everything.
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

class IdentityFirewallCompiler : public Compiler
{
  public:
    std::vector<Scope> AllScopes(const TenantView& view) const override
    {
        std::vector<Scope> scopes;
        for (const VnicId vnic : view.Vnics())
        {
            scopes.push_back(Scope::Of(vnic));
        }
        for (const ViewLink& link : view.Links())
        {
            scopes.push_back(Scope::Link(link.a, link.b));
        }
        return scopes;
    }

    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override
    {
        std::vector<Scope> scopes;
        for (const auto* vnics : {&delta.addedVnics, &delta.removedVnics, &delta.changedVnics})
        {
            for (const VnicId vnic : *vnics)
            {
                scopes.push_back(Scope::Of(vnic));
            }
        }
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

    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override
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
        }
    }

  private:
    static void AddSiblings(const TenantView& view,
                            const ViewLink& link,
                            std::vector<Scope>& scopes)
    {
        const CloudPlan& plan = view.Plan();
        for (const ViewLink* sibling : LinksBetween(view, plan.At(link.a).vm, plan.At(link.b).vm))
        {
            scopes.push_back(Scope::Link(sibling->a, sibling->b));
        }
    }

    static void AddIdentity(const TenantView& view,
                            const Scope& scope,
                            HostId at,
                            VnicId vnic,
                            std::vector<Rule>& rules)
    {
        const VnicPlan& plan = view.Plan().At(vnic);
        rules.push_back(MakeRule(scope,
                                 EnforcementPoint::Of(at),
                                 TableId::kIdentity,
                                 SegmentMacKey{view.VniOf(vnic), plan.mac},
                                 IdentityValue{view.Plan().At(plan.vm).uuid, plan.address}));
    }

    /// What the host of one end of a link needs.
    static void AddEnd(const TenantView& view,
                       const Scope& scope,
                       VnicId own,
                       VnicId peer,
                       std::vector<Rule>& rules)
    {
        const CloudPlan& plan = view.Plan();
        const HostId host = view.HostOf(own);
        AddLocationRules(view, scope, host, peer, rules);
        AddIdentity(view, scope, host, peer, rules);

        AddPermits(view, scope, host, plan.At(own).vm, plan.At(peer).vm, rules);
    }

    static void AddPermits(const TenantView& view,
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
        rules.push_back(
            MakeRule(scope, at, TableId::kPermit, PermitKey{ownUuid, peerUuid}, permit));
        rules.push_back(
            MakeRule(scope, at, TableId::kPermit, PermitKey{peerUuid, ownUuid}, permit));
    }

    /// What the hosts on a service chain need to know its packets by their ends, whoever passes them on.
    static void AddWay(const TenantView& view,
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

    static void AddCarried(const TenantView& view,
                           const Scope& scope,
                           HostId at,
                           VnicId by,
                           VnicId whom,
                           std::vector<Rule>& rules)
    {
        const CloudPlan& plan = view.Plan();
        rules.push_back(MakeRule(scope,
                                 EnforcementPoint::Of(at),
                                 TableId::kCarried,
                                 CarriedKey{.vni = view.VniOf(by),
                                            .mac = plan.At(by).mac,
                                            .address = plan.At(whom).address},
                                 CarriedValue{plan.At(plan.At(whom).vm).uuid}));
    }
};

class IdentityFirewall : public Design
{
  public:
    IdentityFirewall(std::string_view name, std::string_view encapsulation)
        : m_name(name),
          m_encapsulation(encapsulation)
    {
    }

    std::string_view Name() const override
    {
        return m_name;
    }

    std::string_view Description() const override
    {
        return "VXLAN underneath; hosts verify each VM's certificate and decide on identities";
    }

    std::string_view GetEncapsulation() const override
    {
        return m_encapsulation;
    }

    std::unique_ptr<const Design> Vary(const DesignParts& parts) const override
    {
        return std::make_unique<IdentityFirewall>(parts.name, parts.encapsulation);
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<IdentityFirewallCompiler>();
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        return std::make_unique<Vtep>(uplink,
                                      fabric,
                                      host,
                                      drops,
                                      *FindEncapsulation(m_encapsulation),
                                      false,
                                      std::make_unique<IdentityFilter>());
    }

    bool VerifiesIdentity() const override
    {
        return true;
    }

    uint16_t TunnelOverhead() const override
    {
        return FindEncapsulation(m_encapsulation)->Overhead();
    }

    std::vector<SpecPart> Takes() const override
    {
        return {SpecPart::kVms,
                SpecPart::kPaths,
                SpecPart::kLinks,
                SpecPart::kServices,
                SpecPart::kChains};
    }

    /// The filter sits below the guests, so forging gains root in a VM nothing. It knows ports but no
    /// connections: who sends from a permitted port reaches any port of that protocol, and whatever passes
    /// is answered by what passes, too. Ports below 1024 are root's. What a link permits, both of its ends
    /// know.
    Reachability Reach(std::span<const TenantView> tenants,
                       const ReachQuestion& question) const override
    {
        Reachability reach = ReachPermitted(tenants, question);
        AddCarriers(tenants, question, reach);
        return reach;
    }

    std::optional<std::string> Objection(std::span<const TenantView> tenants) const override
    {
        for (const TenantView& view : tenants)
        {
            if (auto objection = ObjectionTo(view.Links(), view))
            {
                return objection;
            }
        }
        return std::nullopt;
    }

    std::optional<std::string> ObjectionToChange(const TenantView& after,
                                                 const ViewDelta& delta) const override
    {
        const auto objection = ObjectionTo(delta.addedLinks, after);
        return objection ? objection
                         : ObjectionTo(delta.removedLinks, after); // one that permitted all
    }

  private:
    /// @param links of VMs of the view
    template <class Links>
    std::optional<std::string> ObjectionTo(const Links& links, const TenantView& view) const
    {
        const CloudPlan& plan = view.Plan();
        for (const ViewLink& link : links)
        {
            const VmId a = plan.At(link.a).vm;
            const VmId b = plan.At(link.b).vm;
            if (ServicesBetween(view, a, b).size() > kMaxServices)
            {
                return m_name + " holds " + std::to_string(kMaxServices) +
                       " services a pair of VMs, and " + NameOf(plan, a) + " and " +
                       plan.At(b).name + " have more";
            }
        }
        return std::nullopt;
    }

    std::string m_name;
    std::string m_encapsulation;
};

const DesignRegistration kIdentityFirewall{
    std::make_unique<IdentityFirewall>("identity-firewall", "vxlan")};

} // namespace

} // namespace ns3::vnlab
