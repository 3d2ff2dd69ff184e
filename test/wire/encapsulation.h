// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_ENCAPSULATION_H
#define VNLAB_TEST_ENCAPSULATION_H

#include "model/wire/geneve-header.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <vector>

/**
 * Whole frames from 192.0.2.1 to 192.0.2.2, put together from ns-3's headers and ours one after
 * another, all checksums right. Each function returns a new packet.
 */
namespace ns3::vnlab::test
{

/// @return an Ethernet frame with an ICMP echo request from 10.0.0.1 to 10.0.0.2
Ptr<Packet> EchoFrame(uint32_t dataSize = 56);

Ptr<Packet> InVxlan(Ptr<const Packet> frame, uint32_t vni, uint16_t port = 4789);
Ptr<Packet> InGeneve(Ptr<const Packet> frame, const GeneveHeader& geneve);
Ptr<Packet> InNvgre(Ptr<const Packet> frame, uint32_t vsid, uint8_t flowId);
Ptr<Packet> InIpInIp(Ptr<const Packet> frame);

/// @param labels from the top of the stack to its bottom
Ptr<Packet> InMpls(Ptr<const Packet> frame, const std::vector<uint32_t>& labels);

Ptr<Packet> InDot1q(Ptr<const Packet> frame, uint16_t vlanId, uint8_t priority);

/// Tunnel mode with the layout of AES-GCM; IV and ICV are zero and nothing is encrypted.
Ptr<Packet> InEsp(Ptr<const Packet> frame, uint32_t spi, uint32_t sequence);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_ENCAPSULATION_H
