// SPDX-License-Identifier: GPL-2.0-only
//
// vxlan: a segment per path of a tenant, tunnels between the hypervisors. Everybody in a segment
// reaches everybody in it; the specification's links play no part. Two control planes: a controller
// pushes FDB and ARP entries ("vxlan"), or flood lists from which the VTEPs learn ("vxlan-learn").

#include "model/dataplane/vtep.h"
#include "model/design/design.h"
#include "model/design/reach-groups.h"
#include "model/design/segment-rules.h"
#include "model/substrate/address-plan.h"

namespace ns3::vnlab
{

namespace
{

/// A host with vNICs on a path knows every remote vNIC on it.
class PushCompiler : public Compiler
{
  public:
    std::vector<Scope> AllScopes(const TenantView& view) const override
    {
        std::vector<Scope> scopes;
        for (const VnicId vnic : view.Vnics())
        {
            scopes.push_back(Scope::Of(vnic));
            AddHosts(view, vnic, scopes);
        }
        return scopes;
    }

    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override
    {
        std::vector<Scope> scopes;
        AddChanged(after, before, delta.addedVnics, scopes);
        AddChanged(before, after, delta.removedVnics, scopes);
        return scopes;
    }

    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override
    {
        const bool atHost = scope.kind == Scope::Kind::kHostVnic;
        const VnicId vnic{atHost ? scope.b : scope.a};
        if (!view.Has(vnic))
        {
            return;
        }
        if (!atHost)
        {
            AddPortRule(view, scope, vnic, rules);
            return;
        }
        const HostId host{scope.a};
        const VnicPlan& plan = view.Plan().At(vnic);
        if (plan.host != host && view.HostsOnPath(plan.path).contains(host))
        {
            AddLocationRules(view, scope, host, vnic, rules);
        }
    }

  private:
    static void AddHosts(const TenantView& view, VnicId vnic, std::vector<Scope>& scopes)
    {
        for (const auto& [host, count] : view.HostsOnPath(view.Plan().At(vnic).path))
        {
            scopes.push_back(Scope::Of(host, vnic));
        }
    }

    /// Scopes of vNICs that only one of two versions has: all hosts of their paths know them, and
    /// where a vNIC is its host's only one on the path, that host knows all others.
    static void AddChanged(const TenantView& with,
                           const TenantView& without,
                           const std::vector<VnicId>& vnics,
                           std::vector<Scope>& scopes)
    {
        for (const VnicId vnic : vnics)
        {
            const VnicPlan& plan = with.Plan().At(vnic);
            scopes.push_back(Scope::Of(vnic));
            AddHosts(with, vnic, scopes);
            AddHosts(without, vnic, scopes);
            if (!without.HostsOnPath(plan.path).contains(plan.host))
            {
                for (const VnicId other : with.OnPath(plan.path))
                {
                    scopes.push_back(Scope::Of(plan.host, other));
                }
            }
        }
    }
};

/// A host with vNICs on a path floods to every other host with vNICs on it.
class LearnCompiler : public Compiler
{
  public:
    std::vector<Scope> AllScopes(const TenantView& view) const override
    {
        std::vector<Scope> scopes;
        for (const VnicId vnic : view.Vnics())
        {
            scopes.push_back(Scope::Of(vnic));
        }
        for (uint32_t path = 0; path < view.Plan().At(view.Tenant()).paths.size(); ++path)
        {
            for (const auto& [host, count] : view.HostsOnPath(path))
            {
                AddPairs(view, path, host, scopes);
            }
        }
        return scopes;
    }

    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override
    {
        std::vector<Scope> scopes;
        AddChanged(after, before, delta.addedVnics, scopes);
        AddChanged(before, after, delta.removedVnics, scopes);
        return scopes;
    }

    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override
    {
        if (scope.kind == Scope::Kind::kVnic)
        {
            if (view.Has(VnicId{scope.a}))
            {
                AddPortRule(view, scope, VnicId{scope.a}, rules);
            }
            return;
        }
        const HostId host{scope.a};
        const HostId other{scope.b};
        const auto& hosts = view.HostsOnPath(scope.c);
        if (hosts.contains(host) && hosts.contains(other))
        {
            const Vni vni = view.Plan().At(view.Tenant()).paths[scope.c].vni;
            rules.push_back(MakeRule(scope,
                                     EnforcementPoint::Of(host),
                                     TableId::kFlood,
                                     FloodKey{vni, address_plan::HostAddress(other)},
                                     NoValue{}));
        }
    }

  private:
    static void AddPairs(const TenantView& view,
                         uint32_t path,
                         HostId host,
                         std::vector<Scope>& scopes)
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

    static void AddChanged(const TenantView& with,
                           const TenantView& without,
                           const std::vector<VnicId>& vnics,
                           std::vector<Scope>& scopes)
    {
        for (const VnicId vnic : vnics)
        {
            const VnicPlan& plan = with.Plan().At(vnic);
            scopes.push_back(Scope::Of(vnic));
            if (!without.HostsOnPath(plan.path).contains(plan.host))
            {
                AddPairs(with, plan.path, plan.host, scopes);
                AddPairs(without, plan.path, plan.host, scopes);
            }
        }
    }
};

class Vxlan : public Design
{
  public:
    explicit Vxlan(ControlPlane controlPlane)
        : m_controlPlane(controlPlane)
    {
    }

    std::string_view Name() const override
    {
        return m_controlPlane == ControlPlane::kPush ? "vxlan" : "vxlan-learn";
    }

    std::string_view Description() const override
    {
        return m_controlPlane == ControlPlane::kPush
                   ? "a VXLAN segment per path, VTEPs in the hypervisors, entries pushed"
                   : "a VXLAN segment per path, VTEPs in the hypervisors, flood and learn";
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        if (m_controlPlane == ControlPlane::kPush)
        {
            return std::make_unique<PushCompiler>();
        }
        return std::make_unique<LearnCompiler>();
    }

    ControlPlane GetControlPlane() const override
    {
        return m_controlPlane;
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        const bool learning = m_controlPlane == ControlPlane::kLearn;
        return std::make_unique<Vtep>(uplink, fabric, host, drops, learning, nullptr);
    }

    uint16_t TunnelOverhead() const override
    {
        return 50;
    }

    /// Each vNIC's address and its segment, and each segment.
    uint64_t Settings(const TenantView& view, const Specification&) const override
    {
        return 2 * view.Vnics().size() + view.Plan().At(view.Tenant()).paths.size();
    }

    Reachability Reach(std::span<const TenantView> tenants, Capability) const override
    {
        return ReachSegment(tenants);
    }

  private:
    ControlPlane m_controlPlane;
};

const DesignRegistration kVxlan{std::make_unique<Vxlan>(ControlPlane::kPush)};
const DesignRegistration kVxlanLearn{std::make_unique<Vxlan>(ControlPlane::kLearn)};

} // namespace

} // namespace ns3::vnlab
