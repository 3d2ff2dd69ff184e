// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FORGED_FRAME_H
#define VNLAB_FORGED_FRAME_H

#include "model/guest/guest.h"
#include "model/mac-bytes.h"
#include "model/spec/specification.h"
#include "model/wire/tcp-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <utility>

namespace ns3::vnlab
{

/// What a frame says of one of its ends.
struct FrameEnd
{
    uint32_t address; ///< IPv4, host byte order
    MacBytes mac;
};

/// What a forged frame carries: a UDP datagram or a TCP segment.
struct ForgedMessage
{
    /// A datagram from a port to the same one.
    ForgedMessage(Ptr<Packet> datagram, uint16_t port = kServicePort)
        : payload(std::move(datagram)),
          fields{.sourcePort = port, .destinationPort = port}
    {
    }

    /// @param segment ports, numbers and flags
    static ForgedMessage Segment(const TcpFields& segment, Ptr<Packet> data)
    {
        ForgedMessage message(std::move(data));
        message.fields = segment;
        message.isTcp = true;
        return message;
    }

    Ptr<Packet> payload;
    TcpFields fields; ///< of a datagram only the ports count
    bool isTcp{false};
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

/// @return a tenant's frame with a message, checksums right
Ptr<Packet> ForgeFrame(const FrameEnd& from, const FrameEnd& to, const ForgedMessage& message);

/// @return the frame in a tunnel, by way of the provider's gateway. @param frame is taken over
Ptr<Packet> ForgeTunnel(const ForgedTunnel& tunnel, Ptr<Packet> frame);

} // namespace ns3::vnlab

#endif // VNLAB_FORGED_FRAME_H
