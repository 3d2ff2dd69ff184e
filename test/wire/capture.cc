// SPDX-License-Identifier: GPL-2.0-only
#include "test/wire/capture.h"

#include "model/wire/dot1q-header.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/ethernet-header.h"

namespace ns3::vnlab::test
{

std::optional<Ipv4Packet>
Ipv4OfFrame(const Bytes& frame)
{
    Ptr<Packet> packet = PacketOf(frame);
    EthernetHeader ethernet(false);
    packet->RemoveHeader(ethernet);
    uint16_t etherType = ethernet.GetLengthType();
    if (etherType == ethertype::kDot1q)
    {
        etherType = TakeHeader<Dot1qHeader>(packet).GetEtherType();
    }
    if (etherType != ethertype::kIpv4)
    {
        return std::nullopt;
    }
    Ipv4Header header;
    header.EnableChecksum();
    packet->RemoveHeader(header);
    EXPECT_TRUE(header.IsChecksumOk());
    return Ipv4Packet{header, packet->CreateFragment(0, header.GetPayloadSize())};
}

} // namespace ns3::vnlab::test
