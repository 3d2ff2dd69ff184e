// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FORGED_FRAME_H
#define VNLAB_FORGED_FRAME_H

#include "model/mac-bytes.h"
#include "model/spec/specification.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3::vnlab
{

/// What a frame says of one of its ends.
struct FrameEnd
{
    uint32_t address; ///< IPv4, host byte order
    MacBytes mac;
};

/// What tunnel headers say.
struct ForgedTunnel
{
    TunnelProtocol protocol;
    uint32_t from;      ///< provider's address, host byte order
    uint32_t to;        ///< the same
    uint32_t id;        ///< VNI or VSID, 24 bits; IP-in-IP has none
    MacBytes sourceMac; ///< the outer one
};

/// @return a tenant's frame with a UDP datagram to port kServicePort. @param payload is taken over
Ptr<Packet> ForgeDatagram(const FrameEnd& from, const FrameEnd& to, Ptr<Packet> payload);

/// @return the frame in a tunnel, by way of the provider's gateway. @param frame is taken over
Ptr<Packet> ForgeTunnel(const ForgedTunnel& tunnel, Ptr<Packet> frame);

} // namespace ns3::vnlab

#endif // VNLAB_FORGED_FRAME_H
