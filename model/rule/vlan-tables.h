// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VLAN_TABLES_H
#define VNLAB_VLAN_TABLES_H

#include "model/ids.h"
#include "model/rule/tables.h"
#include "model/substrate/topology.h"

#include <compare>
#include <cstdint>

namespace ns3::vnlab
{

inline constexpr TableId kAccessVlanTable{24}; ///< host switch: VLAN of a vNIC
inline constexpr TableId kTrunkVlanTable{25};  ///< fabric switch: VLANs that a trunk port carries

struct AccessVlanKey
{
    VnicId vnic;
    bool operator==(const AccessVlanKey&) const = default;
};

struct AccessVlanValue
{
    uint16_t vlan;
};

/// VLANs from the first to the last, which may be the same.
struct TrunkVlanKey
{
    LinkId port; ///< the link that leaves the switch there
    uint16_t first;
    uint16_t last;
    auto operator<=>(const TrunkVlanKey&) const = default;
};

} // namespace ns3::vnlab

#endif // VNLAB_VLAN_TABLES_H
