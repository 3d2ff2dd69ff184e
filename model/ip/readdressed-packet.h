// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_READDRESSED_PACKET_H
#define VNLAB_READDRESSED_PACKET_H

#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/// IPv4, host byte order; nothing: as before.
struct NewAddresses
{
    std::optional<uint32_t> source{};
    std::optional<uint32_t> destination{};
};

/**
 * @brief An IPv4 packet with other addresses, as who translates them makes it: the checksums of IPv4, TCP
 *        and UDP are right again where they were before (RFC 1624 equation 3), and a UDP checksum that was
 *        not computed stays so.
 * @param frame left as it is
 * @param fields of the frame
 */
Ptr<Packet> Readdressed(const Ptr<const Packet>& frame,
                        const FrameFields& fields,
                        const NewAddresses& addresses);

} // namespace ns3::vnlab

#endif // VNLAB_READDRESSED_PACKET_H
