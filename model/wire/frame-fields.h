// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FRAME_FIELDS_H
#define VNLAB_FRAME_FIELDS_H

#include "model/mac-bytes.h"

#include <cstdint>
#include <optional>
#include <span>

namespace ns3::vnlab
{

/**
 * @brief What forwarding code wants to know of an Ethernet frame, read without ns-3 objects.
 *
 * Numbers are in host byte order; offsets count bytes from the start of the frame. Fields of a
 * protocol that the frame does not carry are zero.
 */
struct FrameFields
{
    MacBytes destinationMac{};
    MacBytes sourceMac{};
    uint16_t vlanId{0};    ///< VID of the 802.1Q tag; 0 where there is none or it has priority only
    uint16_t etherType{0}; ///< behind at most one 802.1Q tag
    uint16_t l3Offset{0};  ///< of the first byte behind the ethertype: 14, or 18 with a tag

    bool isIpv4{false};
    uint32_t source{0};      ///< IPv4 source address
    uint32_t destination{0}; ///< IPv4 destination address
    uint8_t protocol{0};     ///< IPv4 protocol number
    uint8_t ttl{0};
    uint8_t tos{0};             ///< DSCP in the upper six bits, ECN in the lower two; IPv6's
                                ///< traffic class too
    uint16_t totalLength{0};    ///< bytes of the IPv4 packet, its header included, as it states
    uint16_t identification{0}; ///< shared by the fragments of one packet
    bool dontFragment{false};
    bool moreFragments{false};
    uint16_t fragmentOffset{0};  ///< bytes of the packet's payload that precede this fragment
    uint16_t l4Offset{0};        ///< of the first byte behind the IPv4 header and its options
    uint16_t sourcePort{0};      ///< of TCP or UDP; 0 in all fragments but the first
    uint16_t destinationPort{0}; ///< of TCP or UDP; 0 in all fragments but the first

    bool isIpv6{false}; ///< with a whole fixed header; only `tos` is read of it

    bool isArp{false};
    uint16_t arpOperation{0}; ///< 1 request, 2 reply
    MacBytes senderMac{};     ///< of the ARP body; the frame's own source is sourceMac
    uint32_t senderIp{0};
    MacBytes targetMac{};
    uint32_t targetIp{0};

    bool operator==(const FrameFields&) const = default;
};

/**
 * @brief Parse the head of an Ethernet frame.
 *
 * The span may end before the frame does, so the stated total length is not compared with it, and
 * checksums are not verified. A frame of an ethertype other than IPv4 and ARP is fine and carries
 * no more than its Ethernet fields; of IPv6, whether it is and its traffic class.
 * @param head the frame from its destination address on; 94 bytes suffice for every frame (tag,
 *        IPv4 with all options, ports), 54 for those without a tag and without options
 * @return the fields; nothing where the frame is malformed or `head` ends inside its headers: an
 *         IPv4 version other than 4, an IHL below 5, a total length below the header's, a first
 *         fragment of TCP or UDP without ports, an ARP body not for Ethernet and IPv4
 * @see RFC 791 §3.1, RFC 826, IEEE 802.1Q §9.3
 */
std::optional<FrameFields> ParseFrame(std::span<const uint8_t> head);

/**
 * @brief A hash of the flow that a frame belongs to, the same on every machine.
 *
 * IPv4 is hashed by addresses, protocol and ports; a packet that is a fragment, the first one too,
 * without ports, so that all fragments of a packet take one path. Anything else is hashed by its
 * MAC addresses and ethertype. Both directions of a flow hash differently. The mix is the 64-bit
 * finalizer of MurmurHash3, applied twice: every input bit moves every output bit, so the low
 * bits alone serve for choosing a path, and the range of ports that VXLAN draws its source port
 * from is evenly used. Not keyed: an attacker can find collisions.
 */
uint32_t FlowHash(const FrameFields& fields);

} // namespace ns3::vnlab

#endif // VNLAB_FRAME_FIELDS_H
