// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LEARNING_ETHERNET_H
#define VNLAB_LEARNING_ETHERNET_H

#include "model/dataplane/pipeline/mac-table.h"
#include "model/substrate/fabric-pipeline.h"
#include "model/substrate/wan-graph.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// What becomes of a frame to an unknown address at a switch whose table is full.
enum class FullTable : uint8_t
{
    kFlood, ///< it floods, as at any switch: who fills the table hears what others say
    kDrop,  ///< it is dropped as `unknown-mac`; broadcasts still flood
};

/// The MAC tables of switches.
struct MacTableProfile
{
    size_t capacity{32'768};   ///< addresses a switch
    Time ageing{Seconds(300)}; ///< IEEE 802.1Q §8.8.3: recommended default
    FullTable whenFull{FullTable::kFlood};
};

/**
 * @ingroup vnlab
 * @brief Every switch is a learning bridge, on one tree over the fabric (IEEE 802.1Q §8.6 to §8.8).
 *
 * A switch learns the source address of each frame with the link that it came on. It sends a frame
 * to a known address there, and floods one to an unknown address or a group along the SpanningTree.
 * The tree stands from the start and does not heal: no spanning tree protocol runs.
 *
 * Frames are whole and stay as they were sent, so they need right Ethernet addresses and may carry
 * anything. Whatever a host is sent arrives there, frames for others included. A frame to the
 * NodeMac of a switch that it passes goes to the switch's control processor. Dropped as `malformed`
 * is a source that is zero or a group; as `filtered`, what only the way back is left for.
 */
class LearningEthernet final : public FabricPipeline
{
  public:
    /// @param topology shape; topology.wanLinks equals wan.links.size()
    LearningEthernet(const Topology& topology,
                     const WanGraph& wan,
                     const MacTableProfile& profile = {});

    Forwarding Forward(NodeRef at, std::optional<LinkId> in, FabricFrame& frame) override;
    Ptr<Packet> AsSeen(const FabricFrame& frame, NodeRef from, NodeRef to) const override;

    /// @return what a switch has learned
    MacTable& Table(NodeRef node);

  private:
    struct Bridge
    {
        std::vector<LinkId> links; ///< of the tree, outwards
        MacTable table;
    };

    Topology m_topology;
    FullTable m_whenFull;
    std::vector<Bridge> m_bridges; ///< by Topology::SwitchIndex
};

} // namespace ns3::vnlab

#endif // VNLAB_LEARNING_ETHERNET_H
