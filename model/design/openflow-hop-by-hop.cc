// SPDX-License-Identifier: GPL-2.0-only
//
// openflow-hop-by-hop: match-action tables in every switch of the fabric, plain hosts. A directed pair of
// linked addresses has a flow at each switch on its way, or, with grouping, at the leaves of both; what has no
// flow goes nowhere. All addresses are in one network, and a switch knows a packet's host by its port, but not
// its VM.

#include "model/design/openflow-hop-by-hop.h"

#include "model/dataplane/pipeline/flow-pipeline.h"
#include "model/dataplane/routed-switch.h"
#include "model/design/design.h"
#include "model/design/one-network.h"
#include "model/design/reach-groups.h"

namespace ns3::vnlab
{

void
HopByHopKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Integer(
        Named(like, "table_size", "flows that a switch has room for"), tableSize, {1, kMostFlows});
    keys.Choice<FlowGrouping>(
        Named(like,
              "grouping",
              "flows of spines and WAN routers are of pairs, or of the prefixes of destinations, "
              "whom the provider numbers by rack then"),
        grouping,
        {{"none", FlowGrouping::kNone}, {"prefix", FlowGrouping::kPrefix}});
}

namespace
{

class OpenFlowHopByHop : public Design
{
  public:
    OpenFlowHopByHop(std::string_view name, const HopByHopKeys& keys)
        : m_name(name),
          m_keys(keys)
    {
    }

    std::string_view Name() const override
    {
        return m_name;
    }

    std::string_view Description() const override
    {
        return "OpenFlow tables in all fabric switches: a flow per linked, directed pair of "
               "addresses at each hop";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return m_keys.Clone();
    }

    std::unique_ptr<const Design> Vary(const DesignParts& parts) const override
    {
        return std::make_unique<OpenFlowHopByHop>(parts.name,
                                                  static_cast<const HopByHopKeys&>(parts.keys));
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<HopByHopCompiler>(m_keys.grouping);
    }

    bool NumbersByRack() const override
    {
        return m_keys.grouping == FlowGrouping::kPrefix;
    }

    /// EVPN tells where vNICs are, and not which flows they need.
    bool CanUse(const ControlPlaneKind& controlPlane) const override
    {
        return controlPlane.Name() != "bgp-evpn" && Design::CanUse(controlPlane);
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        return std::make_unique<RoutedSwitch>(
            uplink, fabric, host, drops, RoutedPorts{.neighbours = Neighbours::kByFabric});
    }

    std::unique_ptr<RulePipeline> MakePipeline(Substrate& substrate) const override
    {
        return std::make_unique<FlowPipeline>(*substrate.fabric, substrate.wan, m_keys.tableSize);
    }

    uint16_t TunnelOverhead() const override
    {
        return 0;
    }

    std::vector<SpecPart> Takes() const override
    {
        return {SpecPart::kVms, SpecPart::kPaths, SpecPart::kLinks, SpecPart::kChains};
    }

    /// Root forges the name of another VM on its host, if it knows it: a leaf cannot tell them apart. The
    /// answer goes to that VM.
    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& question) const override
    {
        Reachability reach = ReachLinks(tenants, question.attacker);
        AddForgers(
            tenants,
            question,
            [](const ViewLink&) { return true; },
            [](HostId host) { return host.value; },
            reach);
        return reach;
    }

    /// A flow tells packets apart by their addresses.
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
    HopByHopKeys m_keys;
};

const DesignRegistration kOpenFlowHopByHop{
    std::make_unique<OpenFlowHopByHop>("openflow-hop-by-hop", HopByHopKeys{})};

} // namespace

} // namespace ns3::vnlab
