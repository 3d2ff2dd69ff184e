// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOW_PIPELINE_H
#define VNLAB_FLOW_PIPELINE_H

#include "model/dataplane/pipeline/flow-table.h"
#include "model/dataplane/pipeline/rule-pipeline.h"
#include "model/substrate/fabric.h"
#include "model/substrate/routed-pipeline.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief Every switch has a match-action table, which is written with rules: tenants' packets go where their
 *        flow says, hop by hop.
 *
 * What is sent to the provider's addresses is routed, as by a NORMAL flow of the lowest priority in every
 * switch; so control channels work under any rules. A packet without a flow is dropped as `not-permitted`;
 * where somebody hears of misses, a switch asks for the flow, and the packet waits at the switch.
 *
 * A packet's Ethernet addresses stay as its guest sent it, and its TTL is decremented where a flow says so.
 */
class FlowPipeline final : public RulePipeline
{
  public:
    /// @param fabric of which this becomes the pipeline
    /// @param capacity flows, of each switch
    FlowPipeline(Fabric& fabric, const WanGraph& wan, size_t capacity);

    Forwarding Forward(NodeRef at, std::optional<LinkId> in, FabricFrame& frame) override;
    std::optional<Forwarding> Foretell(NodeRef at,
                                       std::optional<LinkId> in,
                                       FabricFrame& frame) override;
    Ptr<Packet> AsSeen(const FabricFrame& frame, NodeRef from, NodeRef to) const override;
    void LearnFailure(LinkId link, bool failed) override;

    bool Write(NodeRef at,
               TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(NodeRef at, TableId table, std::span<const uint8_t> key) override;
    void SetMisses(const MissHandling& misses) override;
    void Release(NodeRef at, TableId table, std::span<const uint8_t> key) override;
    void GiveUp(NodeRef at, TableId table, std::span<const uint8_t> key) override;

    /// @return a switch's table
    const FlowTable& Table(NodeRef at) const;

  private:
    /// A frame at a switch that waits for a flow.
    struct Waiting
    {
        std::optional<LinkId> in;
        FabricFrame frame;
    };

    /// A frame as a switch sees it, and the flow that it matches.
    struct Lookup
    {
        FlowFields packet;
        std::optional<FlowTable::Found> flow;
    };

    /// @return nothing of a frame that cannot be read
    std::optional<Lookup> Find(NodeRef at,
                               std::optional<LinkId> in,
                               const FabricFrame& frame) const;
    Forwarding Miss(NodeRef at,
                    std::optional<LinkId> in,
                    const FlowFields& packet,
                    const FabricFrame& frame);
    Forwarding Execute(const FlowActions& actions, std::optional<LinkId> in, FabricFrame& frame);
    void GoOn(NodeRef at, const RuleKey& entry);

    Fabric& m_fabric;
    const Topology& m_topology;
    RoutedPipeline m_routed;
    std::vector<FlowTable> m_tables; ///< by Topology::SwitchIndex
    MissHandling m_misses{};
    bool m_asks{true};
    std::optional<LinkId> m_cameIn{}; ///< of the frame that goes on
    std::map<RuleKey, std::vector<Waiting>> m_waiting;
};

} // namespace ns3::vnlab

#endif // VNLAB_FLOW_PIPELINE_H
