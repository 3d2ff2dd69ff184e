// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DESIGN_H
#define VNLAB_DESIGN_H

#include "model/control/control-plane.h"
#include "model/dataplane/host-switch.h"
#include "model/dataplane/ipsec-stack.h"
#include "model/dataplane/pipeline/rule-pipeline.h"
#include "model/dataplane/tunnel-server.h"
#include "model/hook/hook-program.h"
#include "model/key/own-keys.h"
#include "model/key/registry.h"
#include "model/rule/compiler.h"
#include "model/spec/reach-question.h"
#include "model/spec/reachability.h"
#include "model/spec/spec-part.h"
#include "model/substrate/substrate.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// A server that is to join tenants' paths to their sites.
struct VirtualGatewayPlace
{
    Server& server; ///< outlives what runs there, as does all that is referred to here
    uint32_t mtu;   ///< of the underlay, IP bytes
    DropLog& drops;
    Time perPacket; ///< of a core
    std::span<const SitePlan> sites;
};

/// A server through which all tenants' packets are to pass.
struct ConcentratorPlace
{
    Server& server; ///< outlives what runs there, as does all that is referred to here
    uint32_t mtu;   ///< of the underlay, IP bytes
    DropLog& drops;
    const Topology& topology;
    const PacketPrices& prices; ///< of a core, as a host's switch has them
};

/// What a design can be made of anew: all that its variants differ in, but for the control plane.
struct DesignParts
{
    std::string_view name;
    std::string_view encapsulation; ///< name of an Encapsulation
    const OwnKeys& keys;            ///< as the design's MakeKeys() made them, then set
};

/**
 * @brief A network-virtualization design: a compiler, a control plane and a data plane.
 *
 * To add one, write a file with a subclass and a DesignRegistration; every scenario then knows it
 * by its name. Stateless: one object serves all runs.
 */
class Design
{
  public:
    static constexpr uint16_t kLeastMtu = 68; ///< that IPv4 needs (RFC 791 §3.2)

    virtual ~Design() = default;

    /// @return the name in scenario files, such as "vxlan"
    virtual std::string_view Name() const = 0;

    /// @return one line for `vnlab list`
    virtual std::string_view Description() const = 0;

    virtual std::unique_ptr<Compiler> MakeCompiler() const = 0;

    /// @return the name of a ControlPlaneKind: how its rules get to their places; "push" by default
    virtual std::string_view GetControlPlane() const;

    /// @return whether its rules can get to their places so; by default any control plane brings all of
    ///         them, and those on demand what the compiler lets places ask for
    virtual bool CanUse(const ControlPlaneKind& controlPlane) const;

    /// @return the name of its Encapsulation, where variants may choose another one; "" by default
    virtual std::string_view GetEncapsulation() const;

    /// @return whether a variant may choose this format; any, by default, where it has a choice
    virtual bool CanUse(const Encapsulation& format) const;

    /// @return its own keys, set as they are in this design: those of a variant's table; none by default
    virtual std::unique_ptr<OwnKeys> MakeKeys() const;

    /// @return the design with other parts. One without own keys and a choice of tunnel formats is never
    ///         asked: the default ends the program
    virtual std::unique_ptr<const Design> Vary(const DesignParts& parts) const;

    /// @return the data plane of a host
    virtual std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                                       Fabric& fabric,
                                                       HostId host,
                                                       DropLog& drops) const = 0;

    /// @return the data plane of the fabric's switches, where it is not the routed one, with which every
    ///         fabric starts: nullptr, by default
    /// @param substrate outlives it
    virtual std::unique_ptr<RulePipeline> MakePipeline(Substrate& substrate) const;

    /// @return whether tenants' sites can be joined to their paths; false by default
    virtual bool JoinsSites() const;

    /// @return what joins them on a server; a design that JoinsSites() has one, others are never asked
    virtual std::unique_ptr<TunnelServer> MakeVirtualGateway(
        const VirtualGatewayPlace& place) const;

    /// @return what all tenants' packets pass; nullptr, by default: nothing
    virtual std::unique_ptr<TunnelServer> MakeConcentrator(const ConcentratorPlace& place) const;

    /// @return the programs on every vNIC's hooks, in the order in which they are attached
    virtual std::vector<const HookProgram*> HookPrograms() const;

    /// @return the IPsec of a VM's kernel at a vNIC; nullptr, by default: VMs have none
    virtual std::unique_ptr<IpsecStack> MakeIpsec() const;

    /// @return rules that come with a VM's image: what its hooks hold before the controller speaks
    virtual std::vector<Rule> BootRules(const TenantView& view, VnicId vnic) const;

    /// @return whether hosts verify a VM's certificate before they attach it
    virtual bool VerifiesIdentity() const;

    /// @return whether the provider numbers VMs by rack (NumberByRack), so that switches route to racks;
    ///         by default it gives each path of a tenant a subnet
    virtual bool NumbersByRack() const;

    /// @return bytes that the guest's MTU must leave for tunnel headers, at most
    virtual uint16_t TunnelOverhead() const = 0;

    /// @param underlay MTU of the provider's network, bytes
    /// @return the MTU that is left for guests: TunnelOverhead() less, where a design knows no better
    /// @throws std::invalid_argument where it is less than kLeastMtu
    virtual uint16_t GuestMtu(uint16_t underlay) const;

    /// @return the parts of a specification that it acts on; by default VMs and paths. What it does not
    ///         take, no rule of it depends on
    virtual std::vector<SpecPart> Takes() const;

    /**
     * @brief Who reaches whom: what the design claims, which packets then test.
     *
     * Who owns a host also reaches the VMs on it, and whom these reach.
     * @param tenants the networks of all tenants, as they are now
     * @param question of an attacker at whichever foothold
     */
    Reachability Reach(std::span<const TenantView> tenants, const ReachQuestion& question) const;

    /**
     * @return whether every packet follows the rules of one version alone where internal rules come before
     *         those at the ingress, and go after them (Table::Role()); false by default
     *
     * It does where no change gives an internal rule another value: then what leads a packet there, its
     * tunnel, is of one version. Service chains are apart: packets may pass some VMs by the rules of one
     * version and some by those of another.
     */
    virtual bool KeepsVersionsApart() const;

    /// @return why the design cannot serve these tenants, or nothing where it can
    virtual std::optional<std::string> Objection(std::span<const TenantView> tenants) const;

    /**
     * @return the same of one tenant whose network has changed, and about which there was no objection
     *         before; by default what Objection says, which reads all of it
     */
    virtual std::optional<std::string> ObjectionToChange(const TenantView& after,
                                                         const ViewDelta& delta) const;

  private:
    /// The same for one VM of the attacker's alone. Of who owns a host it says what no host lets out that does
    /// its work: whom forged packets get to, whoever sends them.
    virtual Reachability ReachFromVm(std::span<const TenantView> tenants,
                                     const ReachQuestion& question) const = 0;
};

/// Makes a design known by its name: one static object in the design's file.
using DesignRegistration = Registration<Design>;

/// @return the design, or nullptr
const Design* FindDesign(std::string_view name);

/// @return all designs, by name
std::vector<const Design*> AllDesigns();

} // namespace ns3::vnlab

#endif // VNLAB_DESIGN_H
