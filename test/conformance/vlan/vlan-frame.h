// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_VLAN_FRAME_H
#define VNLAB_TEST_VLAN_FRAME_H

#include "model/mac-bytes.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace ns3::vnlab::test
{

/// What an 802.1Q tag says.
struct VlanTag
{
    uint16_t vlan;
    uint8_t priority;

    auto operator<=>(const VlanTag&) const = default;
};

/// A frame that comes to a port of a switch.
struct VlanFrame
{
    uint32_t port;
    MacBytes source;
    MacBytes destination;
    std::optional<VlanTag> tag;
};

/// The same frame as it leaves at a port.
struct VlanOutput
{
    uint32_t port;
    std::optional<VlanTag> tag;

    auto operator<=>(const VlanOutput&) const = default;
};

using VlanOutputs = std::set<VlanOutput>;

/// A port of a switch: an access port of a VLAN, or a trunk of the VLANs of its list.
struct VlanPort
{
    uint32_t number;
    std::optional<uint16_t> access{};
    std::vector<uint16_t> trunks{}; ///< of a trunk: none listed means all
};

/// A switch that learns.
class VlanSwitchUnderTest
{
  public:
    virtual ~VlanSwitchUnderTest() = default;
    virtual VlanOutputs Take(const VlanFrame& frame) = 0;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_VLAN_FRAME_H
