// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ENFORCEMENT_POINT_H
#define VNLAB_ENFORCEMENT_POINT_H

#include "model/ids.h"
#include "model/substrate/topology.h"

#include <compare>
#include <cstdint>

namespace ns3::vnlab
{

/// The kinds of place that hold rules.
enum class PlaceKind : uint8_t
{
    kHostSwitch,
    kLeaf,
    kSpine,
    kWanRouter,
    kVmHook,  ///< a VM at one vNIC: its hooks and its IPsec
    kGateway, ///< a server that forwards between VTEPs
};

/// A place that holds rules; `index` counts places of the kind (a VM hook by its VnicId).
struct EnforcementPoint
{
    PlaceKind kind;
    uint32_t index;

    auto operator<=>(const EnforcementPoint&) const = default;

    static EnforcementPoint Of(HostId host)
    {
        return {PlaceKind::kHostSwitch, host.value};
    }

    static EnforcementPoint Of(VnicId vnic)
    {
        return {PlaceKind::kVmHook, vnic.value};
    }

    /// @param gateway a server that forwards between VTEPs
    static EnforcementPoint Of(ServerId gateway)
    {
        return {PlaceKind::kGateway, gateway.value};
    }

    /// @param node a leaf, a spine or a WAN router
    static EnforcementPoint Of(NodeRef node)
    {
        switch (node.kind)
        {
        case NodeKind::kLeaf:
            return {PlaceKind::kLeaf, node.index};
        case NodeKind::kSpine:
            return {PlaceKind::kSpine, node.index};
        case NodeKind::kWanRouter:
            return {PlaceKind::kWanRouter, node.index};
        case NodeKind::kHost:
        case NodeKind::kServer:
            break;
        }
        return {PlaceKind::kHostSwitch, node.index};
    }

    bool IsFabricSwitch() const
    {
        return kind == PlaceKind::kLeaf || kind == PlaceKind::kSpine ||
               kind == PlaceKind::kWanRouter;
    }

    /// @return the node of the substrate; not for VM hooks
    NodeRef Node() const
    {
        switch (kind)
        {
        case PlaceKind::kLeaf:
            return {NodeKind::kLeaf, index};
        case PlaceKind::kSpine:
            return {NodeKind::kSpine, index};
        case PlaceKind::kWanRouter:
            return {NodeKind::kWanRouter, index};
        case PlaceKind::kGateway:
            return {NodeKind::kServer, index};
        case PlaceKind::kHostSwitch:
        case PlaceKind::kVmHook:
            break;
        }
        return {NodeKind::kHost, index};
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_ENFORCEMENT_POINT_H
