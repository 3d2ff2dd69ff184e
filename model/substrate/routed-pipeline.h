// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ROUTED_PIPELINE_H
#define VNLAB_ROUTED_PIPELINE_H

#include "model/substrate/detours.h"
#include "model/substrate/fabric-pipeline.h"
#include "model/substrate/host-route-table.h"
#include "model/substrate/rack-prefixes.h"
#include "model/substrate/wan-graph.h"

#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief Every switch is an IPv4 router: what a fabric does unless a design brings another pipeline.
 *
 * The next hop to a provider's address is index arithmetic (address-plan.h), with ECMP over the
 * spines by flow hash; between data centers it is the WAN's way of the least delay. Tenants'
 * addresses are reached by the host routes of each switch, if it has some, and else by the prefixes
 * of racks, if it has been told them.
 *
 * Frames are hashed over all spines, those behind a link that is down included, until the switches learn
 * of the failure: all of them at the same time. From then on a frame keeps its way where that is one of
 * the best that are left, as resilient hashing has it, and is hashed over these where it is not.
 */
class RoutedPipeline final : public FabricPipeline
{
  public:
    /// @param topology shape; topology.wanLinks equals wan.links.size()
    RoutedPipeline(const Topology& topology, const WanGraph& wan);

    Forwarding Forward(NodeRef at, std::optional<LinkId> in, FabricFrame& frame) override;
    std::optional<Forwarding> Foretell(NodeRef at,
                                       std::optional<LinkId> in,
                                       FabricFrame& frame) override;
    Ptr<Packet> AsSeen(const FabricFrame& frame, NodeRef from, NodeRef to) const override;
    void LearnFailure(LinkId link, bool failed) override;

    /// @return the routes of a switch to tenants' addresses
    HostRouteTable& Routes(NodeRef node);

    /// Tells all switches which addresses were given in which rack. A host route goes before.
    void SetRackPrefixes(const RackPrefixes& prefixes);

  private:
    std::optional<NodeRef> Resolve(NodeRef at, uint32_t address) const;
    std::optional<NodeRef> ResolveTenants(NodeRef at, uint32_t address) const;
    NodeRef LastSwitch(NodeRef target) const;
    std::optional<LinkId> NextLink(NodeRef at, NodeRef target, uint32_t flowHash);
    std::optional<LinkId> UsualLink(NodeRef at, NodeRef last, uint32_t flowHash) const;
    std::optional<LinkId> Detour(NodeRef at, NodeRef last, uint32_t flowHash);
    LinkId NextFromLeaf(LeafId at, NodeRef last, uint32_t flowHash) const;
    std::optional<LinkId> NextFromSpine(SpineId at, NodeRef last) const;
    LinkId NextFromWan(DatacenterId at, NodeRef last, uint32_t flowHash) const;

    Topology m_topology;
    std::vector<HostRouteTable> m_routes;       ///< by Topology::SwitchIndex
    std::optional<RackPrefixes> m_rackPrefixes; ///< of tenants' addresses
    std::vector<std::vector<LinkId>> m_wanNext; ///< by data center: from, to
    Detours m_detours;
};

} // namespace ns3::vnlab

#endif // VNLAB_ROUTED_PIPELINE_H
