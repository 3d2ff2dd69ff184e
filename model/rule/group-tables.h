// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GROUP_TABLES_H
#define VNLAB_GROUP_TABLES_H

#include "model/ids.h"
#include "model/rule/tables.h"

#include <compare>
#include <cstdint>

namespace ns3::vnlab
{

inline constexpr TableId kGroupPortTable{40}; ///< host switch: address and group of a vNIC
inline constexpr TableId kGroupRuleTable{41}; ///< host switch: what a group takes from another one
inline constexpr TableId kGroupAddressTable{
    42}; ///< host switch: the addresses of a group's members

/// A security group, named after its first member.
struct GroupId
{
    VnicId first;
    auto operator<=>(const GroupId&) const = default;
};

struct GroupPortKey
{
    VnicId vnic;
    bool operator==(const GroupPortKey&) const = default;
};

struct GroupPortValue
{
    uint32_t address; ///< the only one that the vNIC may send from
    GroupId group;
};

/// Members of a group take this from members of another one, or of their own.
struct GroupRuleKey
{
    GroupId group;
    GroupId remote;
    uint16_t port;    ///< destination's; 0: any
    uint8_t protocol; ///< IANA number; 0: any
    uint8_t zero{0};
    bool operator==(const GroupRuleKey&) const = default;
};

struct GroupAddressKey
{
    GroupId group;
    uint32_t address;
    bool operator==(const GroupAddressKey&) const = default;
};

} // namespace ns3::vnlab

#endif // VNLAB_GROUP_TABLES_H
