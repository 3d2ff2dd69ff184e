// SPDX-License-Identifier: GPL-2.0-only
//
// identity-firewall: VXLAN segments underneath; every host admits a VM only after it has verified
// the VM's certificate, and decides on the pair of verified identities at both ends. The tenant's
// list of pairs is the firewall; addresses play no part in it.

#include "model/cloud/cloud-names.h"
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/identity-filter.h"
#include "model/dataplane/vtep.h"
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
        else if (view.FindLink(a, b))
        {
            AddEnd(view, scope, a, b, rules);
            AddEnd(view, scope, b, a, rules);
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

        PermitValue permit{};
        size_t used = 0;
        for (const Service& service : ServicesBetween(view, plan.At(own).vm, plan.At(peer).vm))
        {
            permit.services[used++] = {service.port, service.ipProtocol, 1};
        }
        const UuidBytes& ownUuid = plan.At(plan.At(own).vm).uuid;
        const UuidBytes& peerUuid = plan.At(plan.At(peer).vm).uuid;
        const EnforcementPoint at = EnforcementPoint::Of(host);
        rules.push_back(
            MakeRule(scope, at, TableId::kPermit, PermitKey{ownUuid, peerUuid}, permit));
        rules.push_back(
            MakeRule(scope, at, TableId::kPermit, PermitKey{peerUuid, ownUuid}, permit));
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
        return {SpecPart::kVms, SpecPart::kPaths, SpecPart::kLinks, SpecPart::kServices};
    }

    /// The filter sits below the guests, so forging gains root in a VM nothing. It knows ports but no
    /// connections: who sends from a permitted port reaches any port of that protocol, and whatever passes
    /// is answered by what passes, too. Ports below 1024 are root's. What a link permits, both of its ends
    /// know.
    Reachability Reach(std::span<const TenantView> tenants,
                       const ReachQuestion& question) const override
    {
        return ReachPermitted(tenants, question);
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
