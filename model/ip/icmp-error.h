// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ICMP_ERROR_H
#define VNLAB_ICMP_ERROR_H

#include "model/mac-bytes.h"
#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3::vnlab
{

constexpr uint8_t kIcmpEchoReply = 0;
constexpr uint8_t kIcmpUnreachable = 3;
constexpr uint8_t kIcmpEcho = 8;
constexpr uint8_t kIcmpTimeExceeded = 11;

constexpr uint8_t kPortUnreachable = 3;     ///< code of kIcmpUnreachable
constexpr uint8_t kFragmentationNeeded = 4; ///< code of kIcmpUnreachable
constexpr uint8_t kReassemblyTime = 1;      ///< code of kIcmpTimeExceeded

/// @return whether an ICMP message of this type reports an error (RFC 1122 §3.2.2)
bool IsIcmpError(uint8_t type);

/// An ICMP error and who reports it.
struct IcmpError
{
    uint8_t type{kIcmpUnreachable};
    uint8_t code{0};
    uint8_t ttl{64};
    uint16_t nextHopMtu{0}; ///< with kFragmentationNeeded (RFC 1191 §4)
    uint32_t source{0};     ///< IPv4 of the reporter, host byte order
    MacBytes sourceMac{};
};

/**
 * @brief The ICMP message that tells a sender what became of its packet (RFC 792).
 *
 * Quotes as much of the packet as a message of 576 bytes holds (RFC 1812 §4.3.2.3), as Linux does.
 * @param about the Ethernet frame that is reported on; left as it is
 * @param fields of that frame
 * @return an Ethernet frame to the sender; nullptr where RFC 1122 §3.2.2 forbids a message: about
 *         another ICMP error, a fragment behind the first, or a packet to or from a group
 */
Ptr<Packet> MakeIcmpError(const IcmpError& error,
                          const Ptr<const Packet>& about,
                          const FrameFields& fields);

} // namespace ns3::vnlab

#endif // VNLAB_ICMP_ERROR_H
