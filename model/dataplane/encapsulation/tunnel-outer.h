// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TUNNEL_OUTER_H
#define VNLAB_TUNNEL_OUTER_H

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/wire/outer-ipv4-udp.h"

#include <cstddef>
#include <cstdint>

namespace ns3::vnlab
{

/// @return the outer Ethernet and IPv4 headers that all formats have: TTL 64, DF clear, DSCP 0, ECN by
///         OuterEcn()
/// @param inner fields of the frame inside
/// @param l4Length bytes behind the outer IPv4 header
OuterIpv4 MakeTunnelOuter(const TunnelEnds& ends,
                          const FrameFields& inner,
                          uint8_t protocol,
                          uint16_t identification,
                          size_t l4Length);

/// @return what switches look at of those headers; of a format with ports, these have to be added
FrameFields FieldsOfOuter(const OuterIpv4& outer);

} // namespace ns3::vnlab

#endif // VNLAB_TUNNEL_OUTER_H
