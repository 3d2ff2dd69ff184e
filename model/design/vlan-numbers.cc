// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/vlan-numbers.h"

#include "model/cloud/segment-numbers.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

namespace
{

constexpr uint16_t kLastVlan = 4094;

/// Cisco defaults for FDDI and Token Ring: Catalyst 6500 Release 12.2SX Software Configuration Guide, VLANs,
/// table 23-1.
constexpr std::array kCiscoIosReserved{VlanRange{1002, 1005}};

/// Internally allocated: Cisco Nexus 9000 Series NX-OS Layer 2 Switching Configuration Guide, Release 9.3(x),
/// VLAN ranges.
constexpr std::array kCiscoNexusReserved{VlanRange{3968, 4095}};

} // namespace

std::span<const VlanRange>
ReservedBy(Vendors vendors)
{
    switch (vendors)
    {
    case Vendors::kCiscoIos:
        return kCiscoIosReserved;
    case Vendors::kCiscoNexus:
        return kCiscoNexusReserved;
    case Vendors::kStandard:
        break;
    }
    return {};
}

VlanNumbers::VlanNumbers(std::span<const VlanRange> reserved)
{
    for (uint16_t vlan = 1; vlan <= kLastVlan; ++vlan)
    {
        if (std::ranges::none_of(reserved,
                                 [vlan](const VlanRange& range)
                                 { return range.first <= vlan && vlan <= range.last; }))
        {
            m_usable.push_back(vlan);
        }
    }
}

uint32_t
VlanNumbers::Count() const
{
    return static_cast<uint32_t>(m_usable.size());
}

std::optional<uint16_t>
VlanNumbers::Of(Vni segment) const
{
    const uint32_t number =
        segment.value - kFirstVni.value; // one below the first is out of range, too
    return number < Count() ? std::optional(m_usable[number]) : std::nullopt;
}

} // namespace ns3::vnlab
