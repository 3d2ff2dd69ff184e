// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VLAN_PIPELINE_H
#define VNLAB_VLAN_PIPELINE_H

#include "model/dataplane/pipeline/bridged-pipeline.h"
#include "model/dataplane/pipeline/healing-trees.h"
#include "model/dataplane/pipeline/mac-table.h"

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
 * @brief Every switch is a learning bridge with VLANs on a spanning tree (IEEE 802.1Q §8.6 to §8.8).
 *
 * A tagged frame that comes on a port without its VLAN is dropped as `unknown-vni`; else its source is learned
 * in its VLAN, and it goes where its destination was learned, or is flooded to the ports that carry the VLAN
 * and forward in its tree. What has no such port but the one that it came on, or came on one that does not
 * forward, is dropped as `filtered`. A full MAC table learns nothing new: frames to whom it does not know are
 * flooded, and counted. All tables are emptied when a tree changes.
 */
class VlanPipeline : public BridgedPipeline
{
  public:
    /// @param topology shape; topology.wanLinks equals wan.links.size()
    /// @param wan outlives the pipeline
    VlanPipeline(const Topology& topology, const WanGraph& wan, const VlanFabricProfile& profile);

    void LearnFailure(LinkId link, bool failed) override;
    size_t Stations(NodeRef at) override;

  private:
    /// What a VLAN is at one switch.
    struct Ports
    {
        std::vector<LinkId> carrying;   ///< ascending
        std::vector<LinkId> forwarding; ///< those of them that its tree has, ascending
    };

    struct Switch
    {
        MacTable table;
        std::unordered_map<uint16_t, Ports> ports{}; ///< by VLAN, as far as frames asked
    };

    Forwarding Bridge(NodeRef at,
                      LinkId in,
                      const BridgedFields& fields,
                      FabricFrame& frame,
                      Bridging bridging) override;
    void PortsChanged(NodeRef at) override;
    const Ports& PortsOf(NodeRef at, uint16_t vlan);
    void ForgetStations();

    HealingTrees m_trees;
    std::vector<Switch> m_switches; ///< by Topology::SwitchIndex
};

} // namespace ns3::vnlab

#endif // VNLAB_VLAN_PIPELINE_H
