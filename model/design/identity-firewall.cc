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
#include "model/design/identity-compiler.h"
#include "model/design/reach-groups.h"

namespace ns3::vnlab
{

namespace
{

constexpr size_t kMaxServices = std::tuple_size_v<decltype(PermitValue::services)>;

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
        return std::make_unique<IdentityCompiler>();
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
