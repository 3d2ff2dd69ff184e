// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RARP_FRAME_H
#define VNLAB_RARP_FRAME_H

#include "model/mac-bytes.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3::vnlab
{

namespace ethertype
{
constexpr uint16_t kReverseArp = 0x8035; // RFC 903
} // namespace ethertype

/**
 * @brief The frame by which a hypervisor tells switches where a VM is: a RARP request (RFC 903) of the VM's
 *        for its own address, to everybody, padded to Ethernet's least length.
 *
 * Byte for byte what QEMU sends after a migration (announce_self_create in its net/announce.c).
 */
Ptr<Packet> MakeRarpRequest(const MacBytes& mac);

} // namespace ns3::vnlab

#endif // VNLAB_RARP_FRAME_H
