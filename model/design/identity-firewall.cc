// SPDX-License-Identifier: GPL-2.0-only
//
// identity-firewall: VXLAN segments underneath; every host admits a VM only after it has verified
// the VM's certificate, and decides on the pair of verified identities at both ends. The tenant's
// list of pairs is the firewall; addresses play no part in it. With `encryption` the pair has a key, too, in which
// its hosts seal what they send one another.

#include "model/design/identity-firewall.h"

#include "model/cloud/cloud-names.h"
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/identity-ipsec.h"
#include "model/dataplane/vtep.h"
#include "model/design/design.h"
#include "model/design/host-reach.h"
#include "model/design/identity-compiler.h"
#include "model/design/reach-groups.h"
#include "model/wire/tunnel-overhead.h"

namespace ns3::vnlab
{

void
IdentityFirewallKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Flag(
        Named(
            like,
            "stateful",
            "whether hosts know answers by the connections that they remember, not by their ports"),
        isStateful);
    keys.Integer(
        Named(like, "connections", "connections that a host remembers, at most, if it does"),
        connections,
        {1, 1'000'000'000});
    keys.Flag(
        Named(
            like,
            "check_vtep",
            "whether hosts take a packet only out of a tunnel that comes from where its sender is"),
        checksVtep);
    keys.Choice(
        Named(like,
              "encryption",
              "what hosts send one another: tunnels as they are, or sealed with a key of the two "
              "identities"),
        seals,
        {{"none", false}, {"esp", true}});
}

namespace
{

constexpr size_t kMaxServices = std::tuple_size_v<decltype(PermitValue::services)>;

class IdentityFirewall : public Design
{
  public:
    IdentityFirewall(std::string_view name,
                     std::string_view encapsulation,
                     const IdentityFirewallKeys& keys)
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
        return "VXLAN underneath; hosts verify each VM's certificate and decide on identities";
    }

    std::string_view GetEncapsulation() const override
    {
        return m_encapsulation;
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return m_keys.Clone();
    }

    std::unique_ptr<const Design> Vary(const DesignParts& parts) const override
    {
        return std::make_unique<IdentityFirewall>(
            parts.name, parts.encapsulation, static_cast<const IdentityFirewallKeys&>(parts.keys));
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<IdentityCompiler>(m_keys.seals);
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        const auto connections =
            m_keys.isStateful ? std::optional(m_keys.connections) : std::nullopt;
        auto filter = std::make_unique<IdentityFilter>(connections);
        auto ipsec = m_keys.seals ? std::make_unique<IdentityIpsec>(*filter, host) : nullptr;
        auto vtep = std::make_unique<Vtep>(uplink,
                                           fabric,
                                           host,
                                           drops,
                                           *FindEncapsulation(m_encapsulation),
                                           false,
                                           std::move(filter));
        vtep->Seal(std::move(ipsec));
        if (m_keys.checksVtep)
        {
            vtep->CheckSenders();
        }
        return vtep;
    }

    bool VerifiesIdentity() const override
    {
        return true;
    }

    uint16_t TunnelOverhead() const override
    {
        constexpr uint16_t sealed = overhead::kEspTransportWithoutPadding + 3;
        return FindEncapsulation(m_encapsulation)->Overhead() + (m_keys.seals ? sealed : 0);
    }

    /// What fits with its padding, as Linux reckons it.
    uint16_t GuestMtu(uint16_t underlay) const override
    {
        if (!m_keys.seals || underlay < TunnelOverhead())
        {
            return Design::GuestMtu(underlay);
        }
        const size_t most =
            overhead::MostInEspTransport(underlay) - FindEncapsulation(m_encapsulation)->Overhead();
        return most < kLeastMtu ? Design::GuestMtu(underlay) : static_cast<uint16_t>(most);
    }

    std::vector<SpecPart> Takes() const override
    {
        return {SpecPart::kVms,
                SpecPart::kPaths,
                SpecPart::kLinks,
                SpecPart::kServices,
                SpecPart::kChains};
    }

    /// The filter sits below the guests, so forging gains root in a VM nothing but on a service chain. What a
    /// link permits, both of its ends know, and whatever passes is answered by what passes, too. Who owns a host
    /// has the names of all VMs, but where tunnels are sealed.
    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& question) const override
    {
        const FilterMemory memory =
            m_keys.isStateful ? FilterMemory::kConnections : FilterMemory::kNone;
        const LinkFilter passes = PassingLinks(question, memory);
        Reachability reach = ReachLinks(tenants, question.attacker, passes);
        AddCarriers(tenants, question, passes, reach);
        if (TakesForgedPackets(question) && !m_keys.seals)
        {
            AddForgedNames(tenants,
                           ForgedLinks(question, memory),
                           m_keys.checksVtep ? NamePlace::kElsewhere : NamePlace::kAnywhere,
                           reach);
        }
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
    IdentityFirewallKeys m_keys;
};

const DesignRegistration kIdentityFirewall{
    std::make_unique<IdentityFirewall>("identity-firewall", "vxlan", IdentityFirewallKeys{})};

} // namespace

} // namespace ns3::vnlab
