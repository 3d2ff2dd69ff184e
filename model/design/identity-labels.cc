// SPDX-License-Identifier: GPL-2.0-only
//
// identity-labels: segments underneath; who sends is a number for its set of labels, which travels in the tunnel's
// header, and each VM has a map of the numbers that it may speak with, as Cilium has it.

#include "model/design/identity-labels.h"

#include "model/cloud/cloud-names.h"
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/label-filter.h"
#include "model/dataplane/vtep.h"
#include "model/design/design.h"
#include "model/design/host-reach.h"
#include "model/design/label-compiler.h"
#include "model/design/reach-groups.h"

namespace ns3::vnlab
{

void
IdentityLabelsKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Integer(Named(like, "policy_map", "entries that the policy map of a vNIC has room for"),
                 policyMap,
                 {1, 1'000'000'000});
    keys.Integer(Named(like, "connections", "connections that a host remembers, at most"),
                 connections,
                 {1, 1'000'000'000});
}

namespace
{

class IdentityLabels : public Design
{
  public:
    IdentityLabels(std::string_view name,
                   std::string_view encapsulation,
                   const IdentityLabelsKeys& keys)
        : m_name(name),
          m_encapsulation(encapsulation),
          m_keys(keys)
    {
    }

    std::string_view Name() const override
    {
        return m_name;
    }

    std::string_view Description() const override
    {
        return "VXLAN segments; hosts decide on numbers for VMs' sets of labels, which tunnels "
               "carry";
    }

    std::string_view GetEncapsulation() const override
    {
        return m_encapsulation;
    }

    /// One that does not carry the number leaves receivers without an identity.
    bool CanUse(const Encapsulation& format) const override
    {
        return format.CarriesPolicy();
    }

    /// EVPN tells where vNICs are, and not which labels they have.
    bool CanUse(const ControlPlaneKind& controlPlane) const override
    {
        return controlPlane.Name() != "bgp-evpn" && Design::CanUse(controlPlane);
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return m_keys.Clone();
    }

    std::unique_ptr<const Design> Vary(const DesignParts& parts) const override
    {
        return std::make_unique<IdentityLabels>(
            parts.name, parts.encapsulation, static_cast<const IdentityLabelsKeys&>(parts.keys));
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<LabelCompiler>();
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        return std::make_unique<Vtep>(
            uplink,
            fabric,
            host,
            drops,
            *FindEncapsulation(m_encapsulation),
            false,
            std::make_unique<LabelFilter>(m_keys.policyMap, m_keys.connections));
    }

    uint16_t TunnelOverhead() const override
    {
        return FindEncapsulation(m_encapsulation)->Overhead();
    }

    /// A chain is a link between its ends to it: packets go straight.
    std::vector<SpecPart> Takes() const override
    {
        return {SpecPart::kVms,
                SpecPart::kPaths,
                SpecPart::kLinks,
                SpecPart::kServices,
                SpecPart::kChains};
    }

    /// Hosts vouch for addresses and write the numbers, below the guests, so forging gains root in a VM nothing;
    /// answers are known by who has asked.
    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& question) const override
    {
        Reachability reach = ReachLinks(
            tenants, question.attacker, PassingLinks(question, FilterMemory::kConnections));
        if (TakesForgedPackets(question))
        {
            AddForgedNames(tenants,
                           ForgedLinks(question, FilterMemory::kConnections),
                           NamePlace::kAnywhere,
                           reach);
        }
        return reach;
    }

    std::optional<std::string> Objection(std::span<const TenantView> tenants) const override
    {
        for (const TenantView& view : tenants)
        {
            for (uint32_t path = 0; path < view.Plan().At(view.Tenant()).paths.size(); ++path)
            {
                if (auto objection = ObjectionTo(view, path))
                {
                    return objection;
                }
            }
        }
        return std::nullopt;
    }

  private:
    /// Only who came behind the last number can be without one.
    static std::optional<std::string> ObjectionTo(const TenantView& view, uint32_t path)
    {
        const CloudPlan& plan = view.Plan();
        const PathPlan& numbered = plan.At(view.Tenant()).paths[path];
        if (numbered.vnics <= kIdentities)
        {
            return std::nullopt;
        }
        for (const VnicId vnic : view.OnPath(path))
        {
            if (plan.At(vnic).number >= kIdentities &&
                IdentityOf(plan, GroupOf(view, vnic)) > UINT16_MAX)
            {
                return "the " + std::to_string(kIdentities) + " identity numbers of " +
                       plan.At(view.Tenant()).name + " on path " + numbered.name +
                       " are used up: there is none for the labels of " +
                       NameOf(plan, plan.At(vnic).vm);
            }
        }
        return std::nullopt;
    }

    std::string m_name;
    std::string m_encapsulation;
    IdentityLabelsKeys m_keys;
};

const DesignRegistration kIdentityLabels{
    std::make_unique<IdentityLabels>("identity-labels", "vxlan-gbp", IdentityLabelsKeys{})};

} // namespace

} // namespace ns3::vnlab
