// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BRIDGED_PIPELINE_H
#define VNLAB_BRIDGED_PIPELINE_H

#include "model/dataplane/pipeline/rule-pipeline.h"
#include "model/dataplane/pipeline/trunk-ports.h"
#include "model/substrate/routed-pipeline.h"
#include "model/wire/vlan-tag.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// Whether a frame is there, so that bridges learn of it, or is only asked about.
enum class Bridging : uint8_t
{
    kReal,
    kForetold,
};

/**
 * @brief Switches that bridge what has an 802.1Q tag, in its VLAN, and route what has none.
 *
 * Table kTrunkVlanTable says which VLANs a port carries. Frames without a tag are in the native VLAN, which
 * holds nobody but the provider: every switch routes them (RoutedPipeline), over all links. Tagged frames stay
 * as they are and never reach a switch's processor; dropped as `filtered` are those to groups that stay on one
 * link (StaysOnLink). A subclass bridges the others.
 */
class BridgedPipeline : public RulePipeline
{
  public:
    Forwarding Forward(NodeRef at, std::optional<LinkId> in, FabricFrame& frame) final;
    std::optional<Forwarding> Foretell(NodeRef at,
                                       std::optional<LinkId> in,
                                       FabricFrame& frame) final;
    Ptr<Packet> AsSeen(const FabricFrame& frame, NodeRef from, NodeRef to) const final;
    void LearnFailure(LinkId link, bool failed) override;
    bool Write(NodeRef at,
               TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) final;
    bool Erase(NodeRef at, TableId table, std::span<const uint8_t> key) final;

    /// @return `stations_max`: addresses that the fullest MAC table knows; `overflow_floods`: times that a frame
    ///         was flooded because a full one did not know its destination
    std::map<std::string, double> Counts() final;

    /// @return addresses that a switch's MAC table knows now
    virtual size_t Stations(NodeRef at) = 0;

    /// @return times that a frame was flooded because a full MAC table did not know its destination
    uint64_t OverflowFloods() const;

  protected:
    /// @param topology shape; topology.wanLinks equals wan.links.size()
    BridgedPipeline(const Topology& topology, const WanGraph& wan);

    /// @param fields of the frame, which has a tag and a sender's address
    virtual Forwarding Bridge(NodeRef at,
                              LinkId in,
                              const BridgedFields& fields,
                              FabricFrame& frame,
                              Bridging bridging) = 0;

    /// What a switch's ports carry has changed. By default nobody remembers it.
    virtual void PortsChanged(NodeRef at);

    const TrunkPorts& Trunks(NodeRef at) const;
    void CountOverflow();

    const Topology m_topology;
    RoutedPipeline m_routed;

  private:
    Forwarding Pass(NodeRef at, std::optional<LinkId> in, FabricFrame& frame, Bridging bridging);

    std::vector<TrunkPorts> m_trunks; ///< by Topology::SwitchIndex
    uint64_t m_overflowFloods{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_BRIDGED_PIPELINE_H
