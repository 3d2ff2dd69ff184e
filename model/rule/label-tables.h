// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LABEL_TABLES_H
#define VNLAB_LABEL_TABLES_H

#include "model/ids.h"
#include "model/rule/tables.h"

#include <array>
#include <compare>
#include <cstdint>

namespace ns3::vnlab
{

inline constexpr TableId kLabelPortTable{43};    ///< host switch: address and identity of a vNIC
inline constexpr TableId kLabelPolicyTable{44};  ///< host switch: with whom a vNIC may speak
inline constexpr TableId kLabelAddressTable{45}; ///< host switch: whose an address is elsewhere

/// The number of a label set in its segment.
using IdentityNumber = uint16_t;

constexpr IdentityNumber kFirstIdentity = 256; ///< those before it are reserved; 0 is nobody's
constexpr uint32_t kIdentities = UINT16_MAX - kFirstIdentity + 1;

/// Which end of a connection an identity may be.
enum class PolicyDirection : uint8_t
{
    kIngress, ///< it may ask the vNIC
    kEgress,  ///< the vNIC may ask it
};

struct LabelPortKey
{
    VnicId vnic;
    bool operator==(const LabelPortKey&) const = default;
};

struct LabelPortValue
{
    uint32_t address; ///< the only one that the vNIC may send from
    IdentityNumber identity;
    std::array<uint8_t, 2> zero{};
};

struct LabelPolicyKey
{
    VnicId vnic;
    IdentityNumber identity; ///< of the other end
    uint16_t port;           ///< destination's; 0: any
    uint8_t protocol;        ///< IANA number; 0: any
    PolicyDirection direction;
    std::array<uint8_t, 2> zero{};
    bool operator==(const LabelPolicyKey&) const = default;
};

struct LabelAddressKey
{
    Vni vni;
    uint32_t address;
    bool operator==(const LabelAddressKey&) const = default;
};

struct LabelAddressValue
{
    IdentityNumber identity;
};

} // namespace ns3::vnlab

#endif // VNLAB_LABEL_TABLES_H
