// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PORT_SECURITY_H
#define VNLAB_PORT_SECURITY_H

#include "model/mac-bytes.h"
#include "model/wire/frame-fields.h"

#include <cstdint>

namespace ns3::vnlab
{

/// @return whether a frame says that it comes from these addresses, Ethernet and, if it is IPv4 or ARP, IPv4 in
///         host byte order
inline bool
HasSource(const FrameFields& frame, const MacBytes& mac, uint32_t address)
{
    if (frame.isArp)
    {
        return frame.sourceMac == mac && frame.senderMac == mac && frame.senderIp == address;
    }
    return frame.sourceMac == mac && (!frame.isIpv4 || frame.source == address);
}

} // namespace ns3::vnlab

#endif // VNLAB_PORT_SECURITY_H
