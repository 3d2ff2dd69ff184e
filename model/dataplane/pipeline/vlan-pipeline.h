// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VLAN_PIPELINE_H
#define VNLAB_VLAN_PIPELINE_H

#include "model/dataplane/pipeline/healing-trees.h"
#include "model/dataplane/pipeline/mac-table.h"
#include "model/dataplane/pipeline/rule-pipeline.h"
#include "model/dataplane/pipeline/trunk-ports.h"
#include "model/substrate/routed-pipeline.h"
#include "model/wire/vlan-tag.h"

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace ns3::vnlab
{

/// What the switches of a VLAN fabric are like.
struct VlanFabricProfile
{
    size_t capacity{32'768};   ///< stations that a switch's MAC table holds, over all VLANs
    Time ageing{Seconds(300)}; ///< IEEE 802.1Q §8.8.3: recommended default
    uint32_t trees{1};         ///< at most the spines of a data center
    TreeTimes times;
};

/**
 * @ingroup vnlab
 * @brief Every switch is a learning bridge with VLANs (IEEE 802.1Q §8.6 to §8.8), and a router for what has no
 *        tag.
 *
 * Table kTrunkVlanTable says which VLANs a port carries. A tagged frame that comes on another port is dropped
 * as `unknown-vni`; else its source is learned in its VLAN, and it goes where its destination was learned, or
 * is flooded to the ports that carry the VLAN and forward in its tree. What has no such port but the one that
 * it came on, or came on one that does not forward, is dropped as `filtered`. A full MAC table learns nothing
 * new: frames to whom it does not know are flooded, and counted. All tables are emptied when a tree changes.
 *
 * Frames without a tag are in the native VLAN, which holds nobody but the provider: every switch routes them
 * (RoutedPipeline), as it did before, over all links. Tagged frames never reach a switch's processor.
 */
class VlanPipeline : public RulePipeline
{
  public:
    /// @param topology shape; topology.wanLinks equals wan.links.size()
    /// @param wan outlives the pipeline
    VlanPipeline(const Topology& topology, const WanGraph& wan, const VlanFabricProfile& profile);

    Forwarding Forward(NodeRef at, std::optional<LinkId> in, FabricFrame& frame) override;
    Ptr<Packet> AsSeen(const FabricFrame& frame, NodeRef from, NodeRef to) const override;
    void LearnFailure(LinkId link, bool failed) override;
    bool Write(NodeRef at,
               TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(NodeRef at, TableId table, std::span<const uint8_t> key) override;

    /// @return stations that a switch knows now
    size_t Stations(NodeRef at);

    /// @return times that a frame was flooded because a full MAC table did not know its destination
    uint64_t OverflowFloods() const;

  private:
    /// What a VLAN is at one switch.
    struct Ports
    {
        std::vector<LinkId> carrying;   ///< ascending
        std::vector<LinkId> forwarding; ///< those of them that its tree has, ascending
    };

    struct Bridge
    {
        TrunkPorts trunks;
        MacTable table;
        std::unordered_map<uint16_t, Ports> ports{}; ///< by VLAN, as far as frames asked
    };

    const Ports& PortsOf(Bridge& bridge, uint16_t vlan) const;
    Forwarding Switch(Bridge& bridge, LinkId back, const BridgedFields& fields);
    void ForgetStations();

    Topology m_topology;
    RoutedPipeline m_routed; ///< of what has no tag
    HealingTrees m_trees;
    std::vector<Bridge> m_bridges; ///< by Topology::SwitchIndex
    uint64_t m_overflowFloods{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_VLAN_PIPELINE_H
