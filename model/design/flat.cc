// SPDX-License-Identifier: GPL-2.0-only
//
// flat: no virtualization, the floor. The fabric routes every VM's own address, so each switch holds
// a host route for each VM of the cloud, and everybody reaches everybody. "flat-by-rack" is the same
// with VMs numbered by rack, so that a switch holds host routes for its own rack and for exceptions.

#include "model/dataplane/routed-switch.h"
#include "model/design/design.h"
#include "model/design/one-network.h"
#include "model/design/rack-routes.h"
#include "model/design/reach-groups.h"
#include "model/design/vnic-scopes.h"

namespace ns3::vnlab
{

namespace
{

/// Which switches have a host route to a VM.
using RouteHolders = std::vector<NodeRef> (*)(const CloudPlan& plan, uint32_t address, HostId host);

std::vector<NodeRef>
EverySwitch(const CloudPlan& plan, uint32_t, HostId)
{
    return plan.fabricSwitches;
}

class FlatCompiler : public Compiler
{
  public:
    explicit FlatCompiler(RouteHolders holders)
        : m_holders(holders)
    {
    }

    std::vector<Scope> AllScopes(const TenantView& view) const override
    {
        return VnicScopes(view);
    }

    std::vector<Scope> AffectedScopes(const TenantView&,
                                      const TenantView&,
                                      const ViewDelta& delta) const override
    {
        return AffectedVnicScopes(delta);
    }

    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override
    {
        const VnicId id{scope.a};
        if (!view.Has(id))
        {
            return;
        }
        const HostId host = view.HostOf(id);
        const uint32_t address = view.Plan().At(id).address;
        rules.push_back(MakeRule(scope,
                                 EnforcementPoint::Of(host),
                                 TableId::kPortAddress,
                                 PortAddressKey{address},
                                 PortAddressValue{id}));
        for (const NodeRef node : m_holders(view.Plan(), address, host))
        {
            rules.push_back(MakeRule(scope,
                                     EnforcementPoint::Of(node),
                                     TableId::kHostRoute,
                                     HostRouteKey{address},
                                     HostRouteValue{host}));
        }
    }

  private:
    RouteHolders m_holders;
};

/// What the provider's addresses tell.
enum class Numbering : uint8_t
{
    kByTenant, ///< whose a VM is
    kByRack,   ///< where it started
};

class Flat : public Design
{
  public:
    /// @param name,description literals
    Flat(std::string_view name, std::string_view description, Numbering numbering)
        : m_name(name),
          m_description(description),
          m_numbering(numbering)
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

    bool NumbersByRack() const override
    {
        return m_numbering == Numbering::kByRack;
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<FlatCompiler>(NumbersByRack() ? SwitchesOffPrefix : EverySwitch);
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        return std::make_unique<RoutedSwitch>(uplink, fabric, host, drops);
    }

    uint16_t TunnelOverhead() const override
    {
        return 0;
    }

    /// Who knows an address reaches it, and is answered.
    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& question) const override
    {
        const Attacker& attacker = question.attacker;
        return attacker.knowledge == Knowledge::kEverything ? ReachEverybody(tenants, attacker)
                                                            : ReachSubnets(tenants, attacker);
    }

    /// One address space for all: an address cannot be two VMs' or the provider's.
    std::optional<std::string> Objection(std::span<const TenantView> tenants) const override
    {
        return ObjectionToAddresses(m_name, tenants);
    }

    std::optional<std::string> ObjectionToChange(const TenantView& after,
                                                 const ViewDelta& delta) const override
    {
        return ObjectionToAddedAddresses(m_name, after, delta);
    }

  private:
    std::string m_name;
    std::string_view m_description;
    Numbering m_numbering;
};

const DesignRegistration kFlat[]{
    DesignRegistration{std::make_unique<Flat>(
        "flat",
        "no virtualization: the fabric routes each VM's own address; the baseline",
        Numbering::kByTenant)},
    DesignRegistration{std::make_unique<Flat>(
        "flat-by-rack",
        "as flat, with VMs numbered by rack: switches route to racks, and to VMs that left theirs",
        Numbering::kByRack)},
};

} // namespace

} // namespace ns3::vnlab
