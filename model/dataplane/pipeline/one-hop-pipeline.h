// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ONE_HOP_PIPELINE_H
#define VNLAB_ONE_HOP_PIPELINE_H

#include "model/dataplane/pipeline/bridged-pipeline.h"
#include "model/dataplane/pipeline/mac-table.h"
#include "model/substrate/fabric.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief All switches are one bridge with VLANs, whose ports are those of the leaves to hosts: no spanning tree.
 *
 * As fabrics do that route Ethernet by a link-state protocol (TRILL, RFC 6325; shortest path bridging, IEEE
 * 802.1aq), the leaf that a frame enters by decides, and the others pass it on along the shortest paths, by
 * ECMP. What one leaf learns, all know: there is one MAC table. A frame to a known address goes to that host's
 * leaf; broadcasts and frames to unknown addresses are copied along the shortest paths to all ports of their
 * VLAN but the one that they came on, once a link. Lists of VLANs count at ports of hosts only.
 *
 * Drops are VlanPipeline's. Failures are routed around as RoutedPipeline does, and the table stays. In the
 * fabric FabricFrame::destination is the host that a frame goes to or, of one that is copied, a group that
 * names the host it came from, as group addresses of IEEE 802.1aq name their source.
 */
class OneHopPipeline : public BridgedPipeline
{
  public:
    /// @param fabric of which this becomes the pipeline
    /// @param capacity stations that the table holds, over all VLANs
    OneHopPipeline(const Fabric& fabric, const WanGraph& wan, size_t capacity, Time ageing);

    void LearnFailure(LinkId link, bool failed) override;

    /// @return the same of every switch
    size_t Stations(NodeRef at) override;

  private:
    /// The links that copies of a frame take.
    struct CopyTree
    {
        HostId from;
        uint16_t vlan;
        uint32_t flowHash;
        std::set<NodeRef> reached{};
        std::map<NodeRef, std::vector<LinkId>> links{}; ///< by the switch that they leave
    };

    Forwarding Bridge(NodeRef at,
                      LinkId in,
                      const BridgedFields& fields,
                      FabricFrame& frame,
                      Bridging bridging) override;
    void PortsChanged(NodeRef at) override;
    std::optional<DropReason> Enter(NodeRef from,
                                    const BridgedFields& fields,
                                    FabricFrame& frame,
                                    Bridging bridging);
    Forwarding Route(NodeRef at, LinkId in, uint32_t destination, uint32_t flowHash);
    const std::vector<HostId>& PortsOf(uint16_t vlan);
    const CopyTree& TreeOf(HostId from, uint16_t vlan, uint32_t flowHash);
    void AddWay(CopyTree& tree, HostId to);

    const Fabric& m_fabric;
    StationTable<HostId> m_table; ///< behind which host
    std::unordered_map<uint16_t, std::vector<HostId>>
        m_ports;                    ///< ascending, by VLAN, as far as asked
    std::optional<CopyTree> m_tree; ///< that was used last
};

} // namespace ns3::vnlab

#endif // VNLAB_ONE_HOP_PIPELINE_H
