// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VPN_EDGES_H
#define VNLAB_VPN_EDGES_H

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/pipeline/rule-pipeline.h"
#include "model/dataplane/site-ipsec.h"
#include "model/substrate/fabric.h"
#include "model/substrate/routed-pipeline.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief Every switch routes, and the WAN router of each data center but the concentrator's is the end of a tunnel
 * to that: its VPN gateway.
 *
 * What hosts of its data center send to the concentrator in their tunnels' format, it seals; without a key it drops
 * it as `no-association`, so that nothing goes over the WAN in clear for want of a rule. What comes sealed for
 * itself it opens. All else, control channels among it, is routed as ever. It works at the rate of its links: as
 * routers do that have the cipher in hardware, it takes no time.
 *
 * Tables, at these routers: kSiteSealTable, kSiteOpenTable.
 */
class VpnEdges final : public RulePipeline
{
  public:
    /// @param fabric of which this becomes the pipeline
    /// @param format of the hosts' tunnels; outlives this
    /// @param hub the concentrator's address
    VpnEdges(Fabric& fabric, const WanGraph& wan, const Encapsulation& format, uint32_t hub);

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

  private:
    /// @return whether a router has to seal a frame
    bool MustSeal(NodeRef at, std::optional<LinkId> in, const FabricFrame& frame) const;
    Forwarding Seal(NodeRef at, const FabricFrame& frame);
    Forwarding Open(NodeRef at, const FabricFrame& frame);

    Fabric& m_fabric;
    const Topology& m_topology;
    RoutedPipeline m_routed;
    const Encapsulation& m_format;
    uint32_t m_hub;
    DatacenterId m_hubAt;
    std::vector<SiteIpsec> m_ends; ///< by data center
};

} // namespace ns3::vnlab

#endif // VNLAB_VPN_EDGES_H
