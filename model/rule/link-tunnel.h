// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINK_TUNNEL_H
#define VNLAB_LINK_TUNNEL_H

#include "model/ids.h"

#include <algorithm>
#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief The tunnel id (VNI or VSID, 24 bits) of the tunnel of a virtual link, the same both ways.
 *
 * A function of the link alone, so that it survives every change of the specification. Tunnels are
 * told apart by remote address and id together, so equal ids of different links do no harm. Not a
 * secret: whoever knows the vNICs knows the id.
 */
constexpr uint32_t
LinkTunnelId(VnicId a, VnicId b)
{
    const uint64_t pair = uint64_t{std::min(a, b).value} << 32 | uint64_t{std::max(a, b).value};
    return static_cast<uint32_t>(pair * 0x9e3779b97f4a7c15 >> 40); // Fibonacci hashing, Knuth 6.4
}

} // namespace ns3::vnlab

#endif // VNLAB_LINK_TUNNEL_H
