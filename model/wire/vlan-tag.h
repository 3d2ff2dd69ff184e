// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VLAN_TAG_H
#define VNLAB_VLAN_TAG_H

#include "model/mac-bytes.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/// What a bridge looks at in a frame: its addresses and, where it has one, its outermost 802.1Q tag.
struct BridgedFields
{
    MacBytes destination;
    MacBytes source;
    bool isTagged{false};
    uint16_t vlan{0};    ///< of the tag; 0: it states a priority only
    uint8_t priority{0}; ///< of the tag

    bool operator==(const BridgedFields&) const = default;
};

/// @return nothing where there is no whole header, or a tag that ends early
std::optional<BridgedFields> BridgedFieldsOf(const Ptr<const Packet>& frame);

/// @return whether an 802.1Q tag follows the addresses
bool IsTagged(const Ptr<const Packet>& frame);

/// @return whether bridges with VLANs pass nothing on to this address, 01-80-c2-00-00-00 to -0f: spanning tree,
///         pause, LACP, LLDP and others stay on their link (IEEE 802.1Q §8.6.3, table 8-1)
bool StaysOnLink(const MacBytes& destination);

/// Puts a tag between the addresses and the ethertype (IEEE 802.1Q §9.3). @param vlan at most 4095
void PushVlanTag(const Ptr<Packet>& frame, uint16_t vlan, uint8_t priority);

/// Takes the outermost tag off. @pre IsTagged()
void PopVlanTag(const Ptr<Packet>& frame);

} // namespace ns3::vnlab

#endif // VNLAB_VLAN_TAG_H
