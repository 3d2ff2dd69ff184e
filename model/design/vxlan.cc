// SPDX-License-Identifier: GPL-2.0-only
//
// vxlan: a segment per path of a tenant, tunnels between the hypervisors. The rules of a VTEP are FDB
// and ARP entries of everybody in its segments ("vxlan") or of linked peers ("vxlan-linked"), or flood
// lists from which it learns the rest ("vxlan-learn"); "vxlan-evpn" has VTEPs tell each other. The tunnel
// format is any: "geneve" and "nvgre" are "vxlan" in other formats.

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/vtep.h"
#include "model/design/design.h"
#include "model/design/flood-compiler.h"
#include "model/design/host-reach.h"
#include "model/design/linked-compiler.h"
#include "model/design/linked-reach.h"
#include "model/design/location-compiler.h"
#include "model/design/reach-groups.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

/// How a VTEP knows where addresses are.
enum class Locations : uint8_t
{
    kFromRules,
    kLinked,  ///< from rules, but of the linked peers of a host's VMs only
    kLearned, ///< from traffic; rules are flood lists
};

struct VtepKeys : KeysOf<VtepKeys>
{
    explicit VtepKeys(Locations source)
        : locations(source)
    {
    }

    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Choice<Locations>(
            Named(
                like,
                "locations",
                "VTEPs know the addresses of a segment from rules, those of linked peers only, or "
                "flood and learn them")
                .Default("as the design has it"),
            locations,
            {{"rules", Locations::kFromRules},
             {"linked", Locations::kLinked},
             {"learned", Locations::kLearned}});
        keys.Duration(
            Named(like, "ageing", "how long VTEPs remember whom they do not hear any more"),
            ageing_ns,
            {kMicrosecond_ns, 24 * kHour_ns});
    }

    Locations locations;
    uint64_t ageing_ns{300 * kSecond_ns}; ///< as Linux's vxlan device has it
};

/// The VTEP design with a source of locations, a tunnel format, and a control plane unless told.
class VtepDesign : public Design
{
  public:
    /// @param description,control literals
    VtepDesign(std::string_view name,
               std::string_view description,
               std::string_view encapsulation,
               std::string_view control,
               const VtepKeys& keys)
        : m_name(name),
          m_description(description),
          m_encapsulation(encapsulation),
          m_control(control),
          m_keys(keys)
    {
    }

    std::string_view Name() const override
    {
        return m_name;
    }

    std::string_view Description() const override
    {
        return m_description;
    }

    std::string_view GetControlPlane() const override
    {
        return m_control;
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
        return std::make_unique<VtepDesign>(parts.name,
                                            m_description,
                                            parts.encapsulation,
                                            m_control,
                                            static_cast<const VtepKeys&>(parts.keys));
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        switch (m_keys.locations)
        {
        case Locations::kLinked:
            return std::make_unique<LinkedCompiler>();
        case Locations::kLearned:
            return std::make_unique<FloodCompiler>();
        case Locations::kFromRules:
            break;
        }
        return std::make_unique<LocationCompiler>();
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        const bool learning = m_keys.locations == Locations::kLearned;
        auto vtep = std::make_unique<Vtep>(
            uplink, fabric, host, drops, *FindEncapsulation(m_encapsulation), learning, nullptr);
        vtep->SetAgeing(NanoSeconds(static_cast<int64_t>(m_keys.ageing_ns)));
        return vtep;
    }

    /// The sender's VTEP decides to which other one a packet goes, which knows its ports.
    bool KeepsVersionsApart() const override
    {
        return true;
    }

    uint16_t TunnelOverhead() const override
    {
        return FindEncapsulation(m_encapsulation)->Overhead();
    }

    /// Chains say who comes next. Links say whose locations a host knows, and nothing about services.
    std::vector<SpecPart> Takes() const override
    {
        std::vector<SpecPart> parts = Design::Takes();
        parts.push_back(SpecPart::kChains);
        if (m_keys.locations == Locations::kLinked)
        {
            parts.push_back(SpecPart::kLinks);
        }
        return parts;
    }

    /// A segment is a subnet of its own, so it takes no knowledge to reach all of it, and no forging to
    /// be answered.
    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& question) const override
    {
        if (TakesForgedPackets(question))
        {
            return ReachEverybody(tenants,
                                  question.attacker); // a VTEP believes whom a packet is from
        }
        return m_keys.locations == Locations::kLinked ? ReachLocated(tenants, question)
                                                      : ReachSegment(tenants, question.attacker);
    }

  private:
    std::string m_name;
    std::string_view m_description;
    std::string m_encapsulation;
    std::string_view m_control;
    VtepKeys m_keys;
};

/// A variant that ships under a name.
struct ShippedVtep
{
    std::string_view name;
    std::string_view description;
    std::string_view encapsulation{"vxlan"};
    std::string_view control{"push"};
    Locations locations{Locations::kFromRules};
};

DesignRegistration
RegisterVtep(const ShippedVtep& ships)
{
    return DesignRegistration{std::make_unique<VtepDesign>(ships.name,
                                                           ships.description,
                                                           ships.encapsulation,
                                                           ships.control,
                                                           VtepKeys(ships.locations))};
}

/// The variants that ship under names; scenario files make others.
const DesignRegistration kVariants[]{
    RegisterVtep(
        {.name = "vxlan",
         .description = "a VXLAN segment per path, VTEPs in the hypervisors, entries pushed"}),
    RegisterVtep(
        {.name = "vxlan-learn",
         .description = "a VXLAN segment per path, VTEPs in the hypervisors, flood and learn",
         .locations = Locations::kLearned}),
    RegisterVtep({.name = "vxlan-linked",
                  .description =
                      "a VXLAN segment per path, VTEPs in the hypervisors, entries pushed "
                      "of linked peers only",
                  .locations = Locations::kLinked}),
    RegisterVtep({.name = "vxlan-evpn",
                  .description =
                      "a VXLAN segment per path, VTEPs in the hypervisors that tell each "
                      "other by BGP EVPN",
                  .control = "bgp-evpn"}),
    RegisterVtep(
        {.name = "geneve",
         .description = "a GENEVE segment per path, VTEPs in the hypervisors, entries pushed",
         .encapsulation = "geneve"}),
    RegisterVtep(
        {.name = "nvgre",
         .description = "an NVGRE segment per path, VTEPs in the hypervisors, entries pushed",
         .encapsulation = "nvgre"}),
};

} // namespace

} // namespace ns3::vnlab
