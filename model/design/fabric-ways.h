// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FABRIC_WAYS_H
#define VNLAB_FABRIC_WAYS_H

#include "model/cloud/cloud-plan.h"
#include "model/substrate/routed-pipeline.h"

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace ns3::vnlab
{

/// The ways through a fabric of which some links have failed: those that its switches would route by, had
/// they all learned of it.
class FabricWays
{
  public:
    /// @param failed each direction by itself
    FabricWays(const CloudPlan& plan, const std::set<LinkId>& failed);

    /// @return whether it is of this plan with these failures
    bool IsOf(const CloudPlan& plan, const std::set<LinkId>& failed) const;

    /**
     * @brief The links from one host to another, first the uplink of the one and last the link down to the
     *        other; both on one host: just these two.
     * @param atLeaves,further choice of one of several best ways, as a flow's hash makes it: leaves', and
     *        that of spines and WAN routers
     * @return nothing where there is no way
     */
    std::vector<LinkId> Between(HostId from, HostId to, uint32_t atLeaves, uint32_t further);

    /// @return the link by which a switch sends what is for a host, if there is a way. @param choice its
    std::optional<LinkId> Next(NodeRef at, HostId to, uint32_t choice);

    /// @return the links that lead away from a data center's WAN router to another switch
    std::vector<LinkId> LinksOf(DatacenterId wanRouter) const;

    /// @return what a link from a switch ends at. @param link not to a server
    NodeRef EndOf(LinkId link) const;

  private:
    Topology m_topology;
    std::vector<WanLink> m_wan;
    std::set<LinkId> m_failed;
    RoutedPipeline m_routes;
};

/// @return the choice for what goes from one address to another: the hash of the pair
uint32_t ChoiceFor(uint32_t from, uint32_t to);

} // namespace ns3::vnlab

#endif // VNLAB_FABRIC_WAYS_H
