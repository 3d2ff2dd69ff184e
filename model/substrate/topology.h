// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TOPOLOGY_H
#define VNLAB_TOPOLOGY_H

#include "model/ids.h"

#include <cstdint>

namespace ns3::vnlab
{

/// A leaf switch (one per rack), counted over all data centers.
using LeafId = Id<struct LeafTag>;
/// A spine switch, counted over all data centers.
using SpineId = Id<struct SpineTag>;
/// A data center, which is also its WAN router.
using DatacenterId = Id<struct DatacenterTag>;
/// One direction of a link.
using LinkId = Id<struct LinkTag>;

/// What a link ends at.
enum class NodeKind : uint8_t
{
    kHost,
    kLeaf,
    kSpine,
    kWanRouter, ///< one per data center
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
 * host→leaf, leaf→host, leaf→spine, spine→leaf, spine→WAN router, WAN router→spine, and then the
 * WAN links, both directions of link k at 2k and 2k + 1.
 */
struct Topology
{
    uint32_t datacenters{1};
    uint32_t racks{1}; ///< per data center
    uint32_t hostsPerRack{1};
    uint32_t spines{1}; ///< per data center
    uint32_t wanLinks{0};

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
            break;
        }
        return node.index;
    }

    uint32_t Links() const
    {
        return WanLinkBase() + 2 * wanLinks;
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
        case NodeKind::kWanRouter:
            break;
        }
        return {node.index};
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

    /// @return the other direction of a link
    LinkId Reverse(LinkId link) const
    {
        if (link.value >= WanLinkBase())
        {
            const uint32_t wan = link.value - WanLinkBase();
            return {WanLinkBase() + (wan ^ 1)};
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
};

} // namespace ns3::vnlab

#endif // VNLAB_TOPOLOGY_H
