// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VXLAN_TUNNEL_H
#define VNLAB_VXLAN_TUNNEL_H

#include "model/ids.h"
#include "model/mac-bytes.h"
#include "model/substrate/fabric-frame.h"
#include "model/wire/frame-fields.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/// Between whom a VTEP's frame travels on the underlay. IPv4 in host byte order.
struct TunnelEnds
{
    MacBytes sourceMac;
    MacBytes nextHopMac;
    uint32_t local;
    uint32_t remote;
};

/**
 * @brief Puts an Ethernet frame into VXLAN as Linux's vxlan device does (RFC 7348).
 *
 * UDP checksum on, TTL 64, DF clear, flags 0x08, DSCP 0, ECN by OuterEcn(), source port from the
 * inner flow's hash in 32768 to 60998.
 * @param inner the frame; becomes part of the result
 * @param fields of the inner frame
 * @param identification of the outer IPv4 header
 */
FabricFrame EncapsulateVxlan(Ptr<Packet> inner,
                             const FrameFields& fields,
                             const TunnelEnds& ends,
                             Vni vni,
                             uint16_t identification);

/// @return the outer UDP source port for an inner flow (Linux: udp_flow_src_port)
uint16_t VxlanSourcePort(uint32_t flowHash);

/**
 * @brief Takes the outer headers off.
 * @param frame an Ethernet frame with IPv4 and UDP to port 4789; becomes the inner frame
 * @param outer its fields
 * @return the segment; nothing, with the frame unchanged, where it is truncated, the I flag is not
 *         set, or a reserved bit is: RFC 7348 §5 would ignore those, Linux drops
 */
std::optional<Vni> DecapsulateVxlan(const Ptr<Packet>& frame, const FrameFields& outer);

} // namespace ns3::vnlab

#endif // VNLAB_VXLAN_TUNNEL_H
