// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FABRIC_H
#define VNLAB_FABRIC_H

#include "model/drop-log.h"
#include "model/substrate/fabric-frame.h"
#include "model/substrate/fabric-link.h"
#include "model/substrate/fabric-pipeline.h"
#include "model/substrate/link-queue.h"
#include "model/substrate/link-transmitter.h"
#include "model/substrate/routed-pipeline.h"
#include "model/substrate/topology.h"
#include "model/substrate/wan-graph.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// Takes what the fabric delivers at an edge: a host's uplink, a server, or a switch's control
/// processor.
class FabricEdge
{
  public:
    virtual ~FabricEdge() = default;

    /// @param node where the frame arrived
    virtual void ReceiveFromFabric(NodeRef node, FabricFrame frame) = 0;
};

/**
 * @ingroup vnlab
 * @brief Leaf and spine switches, WAN routers and the links between them.
 *
 * Why not one ns-3 node per switch: forwarding through a node's IP stack costs two events and about
 * 3 µs a hop. Here a hop is one event: a FIFO's finish time is known on arrival, and a
 * FabricPipeline says where a frame goes on. A link is the only thing that connects two racks.
 */
class Fabric
{
  public:
    /// Called with a frame as it is on a tapped link, when its last bit is at the far end.
    using Tap = std::function<void(const Ptr<const Packet>& frame)>;

    /// Called with a frame as a host gives it to its uplink, within the call that sends it.
    using HostWatch = std::function<void(HostId host, const FabricFrame& frame)>;

    /**
     * @param topology shape; topology.wanLinks equals wan.links.size()
     * @param edge profile of all links inside a data center
     * @param wanEdge rate and queue of WAN links; their delay is the graph's
     * @param wan how data centers are joined
     * @param drops counts what the fabric drops; outlives the fabric
     * @param serverEdges profiles of the servers' links, by ServerId
     */
    Fabric(const Topology& topology,
           const LinkProfile& edge,
           const LinkProfile& wanEdge,
           const WanGraph& wan,
           DropLog& drops,
           std::span<const LinkProfile> serverEdges = {});

    Fabric(const Fabric&) = delete;
    Fabric& operator=(const Fabric&) = delete;

    const Topology& GetTopology() const;

    /// Who receives frames for a host, for a server, or for the address of a switch. Not owned; where
    /// there is nobody, frames are dropped as `no-port`.
    void SetHostEdge(HostId host, FabricEdge* edge);
    void SetServerEdge(ServerId server, FabricEdge* edge);
    void SetSwitchEdge(FabricEdge* edge);

    /// Replaces the RoutedPipeline that a fabric starts with; before anything is sent.
    void SetPipeline(std::unique_ptr<FabricPipeline> pipeline);

    const FabricPipeline& GetPipeline() const;

    /// Has switches choose paths by the key of GRE packets, too; before anything is sent.
    void HashGreKeys();

    /// Gives a link a queue of its own in place of its FIFO; before anything is sent on it.
    void SetQueue(LinkId link, std::unique_ptr<LinkQueue> queue);

    /**
     * @brief Takes one direction of a link down, or up again.
     *
     * Dropped as `link-down` is what is sent on it while it is down, and what has not arrived or
     * waits when it goes down; frames on their way are counted when they would have arrived.
     */
    void SetUp(LinkId link, bool up);
    bool IsUp(LinkId link) const;

    /// Tells the switches that one direction of a link has failed, or works again; taking it down or up is
    /// another matter.
    void LearnFailure(LinkId link, bool failed);

    /// Sends a frame from a host onto its uplink.
    void SendFromHost(HostId host, FabricFrame frame);

    /// Sends a frame from a server onto its link.
    void SendFromServer(ServerId server, FabricFrame frame);

    /// Sends a frame that a switch's control processor made.
    void SendFromSwitch(NodeRef node, FabricFrame frame);

    /// @return a switch's routes to tenants' addresses, which only the RoutedPipeline obeys
    HostRouteTable& Routes(NodeRef node);

    /// Configures the switches' routes to racks, which only the RoutedPipeline obeys; before anything is
    /// sent.
    void SetRackPrefixes(const RackPrefixes& prefixes);

    /// Shows every frame of a link to the tap, before the far end handles it; a link has any number.
    void AddTap(LinkId link, Tap tap);

    /// Shows every frame that a host gives to its uplink while that is up; what the queue then drops,
    /// too. Any number may watch. Cheaper than taps on all uplinks: nothing is copied.
    void WatchHosts(HostWatch watch);

    /**
     * @return the links that a frame of a host would take now, its uplink first, up to its edge or to
     *         where it would be dropped, and those of its copies where it is flooded, each behind the one that
     *         leads to it; with a pipeline that does not foretell them (FabricPipeline), the uplink alone
     */
    std::vector<LinkId> WayOf(HostId host, FabricFrame frame);

    const FabricLink& Link(LinkId link) const;

  private:
    friend class HopEvent;

    void AddLinks(const LinkProfile& edge, const LinkProfile& wanEdge, const WanGraph& wan);
    void Enter(LinkId link, FabricFrame&& frame);
    void AddServerLinks(std::span<const LinkProfile> profiles);
    void Transmit(LinkId link, FabricFrame&& frame);
    static void SendWhenReady(LinkTransmitter& transmitter, FabricFrame&& frame);
    void Depart(LinkId link, FabricFrame&& frame, int64_t flight_ns);
    void Arrive(LinkId link, FabricFrame& frame);
    void ShowToTaps(LinkId link, const FabricFrame& frame);
    void Deliver(FabricEdge* edge, NodeRef node, FabricFrame& frame);
    void Forward(NodeRef node, std::optional<LinkId> in, FabricFrame& frame);
    void SendCopies(const Flood& flood, const FabricFrame& frame);

    Topology m_topology;
    DropLog& m_drops;
    RoutedPipeline m_routed;
    std::unique_ptr<FabricPipeline> m_replacement;
    FabricPipeline* m_pipeline{&m_routed}; ///< that, or m_replacement
    bool m_hashesGreKeys{false};
    std::vector<FabricLink> m_links;
    std::map<LinkId, LinkTransmitter> m_transmitters; ///< of the links that have a LinkQueue
    std::vector<FabricEdge*> m_hostEdges;
    std::vector<FabricEdge*> m_serverEdges;
    FabricEdge* m_switchEdge{nullptr};
    std::map<LinkId, std::vector<Tap>> m_taps;
    std::vector<HostWatch> m_hostWatches;
};

} // namespace ns3::vnlab

#endif // VNLAB_FABRIC_H
