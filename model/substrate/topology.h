// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TOPOLOGY_H
#define VNLAB_TOPOLOGY_H

#include "model/ids.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// A leaf switch (one per rack), counted over all data centers.
using LeafId = Id<struct LeafTag>;
/// A spine switch, counted over all data centers.
using SpineId = Id<struct SpineTag>;
/// A data center, which is also its WAN router.
using DatacenterId = Id<struct DatacenterTag>;
/// A server: a box of its own, in a data center or outside.
using ServerId = Id<struct ServerTag>;
/// One direction of a link.
using LinkId = Id<struct LinkTag>;

/// What a link ends at.
enum class NodeKind : uint8_t
{
    kHost,
    kLeaf,
    kSpine,
    kWanRouter, ///< one per data center
    kServer,
};

/// An end of a link.
struct NodeRef
{
    NodeKind kind;
    uint32_t index;

    auto operator<=>(const NodeRef&) const = default;
};

/**
 * @brief The shape of the substrate: alike data centers, each a leaf-spine, joined by a WAN.
 *
 * Pure index arithmetic, so a next hop is computed, not looked up. Directed links are numbered
 * host→leaf, leaf→host, leaf→spine, spine→leaf, spine→WAN router, WAN router→spine, then the WAN
 * links, both directions of link k at 2k and 2k + 1, and those of the servers likewise.
 */
struct Topology
{
    uint32_t datacenters{1};
    uint32_t racks{1}; ///< per data center
    uint32_t hostsPerRack{1};
    uint32_t spines{1}; ///< per data center
    uint32_t wanLinks{0};
    std::vector<NodeRef> servers{}; ///< what each is plugged into: a leaf or a WAN router
    ServerId concentrator{0};       ///< where a VPN between data centers has its centre

    /// @return whether data centers have WAN routers; without, their numbers are nobody's
    bool HasWanRouters() const
    {
        return datacenters > 1 ||
               std::ranges::any_of(servers,
                                   [](NodeRef at) { return at.kind == NodeKind::kWanRouter; });
    }

    uint32_t Hosts() const
    {
        return datacenters * racks * hostsPerRack;
    }

    uint32_t Leaves() const
    {
        return datacenters * racks;
    }

    uint32_t Spines() const
    {
        return datacenters * spines;
    }

    uint32_t Switches() const
    {
        return Leaves() + Spines() + datacenters;
    }

    /// Number of nodes of a kind.
    uint32_t Count(NodeKind kind) const
    {
        switch (kind)
        {
        case NodeKind::kHost:
            return Hosts();
        case NodeKind::kLeaf:
            return Leaves();
        case NodeKind::kSpine:
            return Spines();
        case NodeKind::kServer:
            return static_cast<uint32_t>(servers.size());
        case NodeKind::kWanRouter:
            break;
        }
        return datacenters;
    }

    /// @return the number of a switch among all: leaves, then spines, then WAN routers
    uint32_t SwitchIndex(NodeRef node) const
    {
        switch (node.kind)
        {
        case NodeKind::kSpine:
            return Leaves() + node.index;
        case NodeKind::kWanRouter:
            return Leaves() + Spines() + node.index;
        case NodeKind::kLeaf:
        case NodeKind::kHost:
        case NodeKind::kServer:
            break;
        }
        return node.index;
    }

    uint32_t Links() const
    {
        return ServerLinkBase() + 2 * Count(NodeKind::kServer);
    }

    LeafId LeafOf(HostId host) const
    {
        return {host.value / hostsPerRack};
    }

    DatacenterId DatacenterOf(LeafId leaf) const
    {
        return {leaf.value / racks};
    }

    DatacenterId DatacenterOf(SpineId spine) const
    {
        return {spine.value / spines};
    }

    DatacenterId DatacenterOf(HostId host) const
    {
        return DatacenterOf(LeafOf(host));
    }

    DatacenterId DatacenterOf(NodeRef node) const
    {
        switch (node.kind)
        {
        case NodeKind::kHost:
            return DatacenterOf(HostId{node.index});
        case NodeKind::kLeaf:
            return DatacenterOf(LeafId{node.index});
        case NodeKind::kSpine:
            return DatacenterOf(SpineId{node.index});
        case NodeKind::kServer:
            return DatacenterOf(SwitchAt(node));
        case NodeKind::kWanRouter:
            break;
        }
        return {node.index};
    }

    /// @param edge a host or a server
    /// @return the switch that it is plugged into
    NodeRef SwitchAt(NodeRef edge) const
    {
        return edge.kind == NodeKind::kServer
                 ? servers[edge.index]
                 : NodeRef{NodeKind::kLeaf, LeafOf(HostId{edge.index}).value};
    }

    LinkId HostUp(HostId host) const
    {
        return {host.value};
    }

    LinkId HostDown(HostId host) const
    {
        return {Hosts() + host.value};
    }

    /// @param spine index within the leaf's data center
    LinkId LeafUp(LeafId leaf, uint32_t spine) const
    {
        return {2 * Hosts() + leaf.value * spines + spine};
    }

    /// @param spine index within the leaf's data center
    LinkId LeafDown(LeafId leaf, uint32_t spine) const
    {
        return {2 * Hosts() + Leaves() * spines + leaf.value * spines + spine};
    }

    LinkId SpineToWan(SpineId spine) const
    {
        return {SpineWanBase() + spine.value};
    }

    LinkId WanToSpine(SpineId spine) const
    {
        return {SpineWanBase() + Spines() + spine.value};
    }

    LinkId Wan(uint32_t link, bool reverse) const
    {
        return {WanLinkBase() + 2 * link + (reverse ? 1 : 0)};
    }

    LinkId ServerUp(ServerId server) const
    {
        return {ServerLinkBase() + 2 * server.value};
    }

    LinkId ServerDown(ServerId server) const
    {
        return {ServerLinkBase() + 2 * server.value + 1};
    }

    /// @return the link to a host or a server from the switch that it is plugged into
    LinkId EdgeDown(NodeRef edge) const
    {
        return edge.kind == NodeKind::kServer ? ServerDown({edge.index}) : HostDown({edge.index});
    }

    /// @return whether neither end of a link is a host or a server
    bool JoinsSwitches(LinkId link) const
    {
        return link.value >= 2 * Hosts() && link.value < ServerLinkBase();
    }

    /// @return the other direction of a link
    LinkId Reverse(LinkId link) const
    {
        if (link.value >= WanLinkBase())
        {
            const uint32_t paired = link.value - WanLinkBase();
            return {WanLinkBase() + (paired ^ 1)};
        }
        if (link.value >= SpineWanBase())
        {
            return Reverse(link, SpineWanBase(), Spines());
        }
        return link.value >= 2 * Hosts() ? Reverse(link, 2 * Hosts(), Leaves() * spines)
                                         : Reverse(link, 0, Hosts());
    }

  private:
    /// @param base the first of `count` links up, which as many links down follow
    static LinkId Reverse(LinkId link, uint32_t base, uint32_t count)
    {
        return {link.value < base + count ? link.value + count : link.value - count};
    }

    uint32_t SpineWanBase() const
    {
        return 2 * Hosts() + 2 * Leaves() * spines;
    }

    uint32_t WanLinkBase() const
    {
        return SpineWanBase() + 2 * Spines();
    }

    uint32_t ServerLinkBase() const
    {
        return WanLinkBase() + 2 * wanLinks;
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_TOPOLOGY_H
