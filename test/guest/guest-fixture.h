// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_GUEST_FIXTURE_H
#define VNLAB_TEST_GUEST_FIXTURE_H

#include "model/guest/guest.h"
#include "model/ip/packet-fields.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

#include <array>
#include <gtest/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{

using Bytes = std::vector<uint8_t>;

inline Bytes
ToVector(const Ptr<const Packet>& packet)
{
    Bytes bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return bytes;
}

inline Ptr<Packet>
ToPacket(const Bytes& bytes)
{
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

/// @return `size` bytes that tell their place
inline Bytes
Counting(size_t size)
{
    Bytes bytes(size);
    for (size_t i = 0; i < size; ++i)
    {
        bytes[i] = static_cast<uint8_t>(i + i / 256);
    }
    return bytes;
}

constexpr MacBytes kOwnMac{6, 0, 0, 0, 0, 1};
constexpr MacBytes kPeerMac{6, 0, 0, 0, 0, 2};
constexpr uint32_t kOwnAddress = 0x0a000001;
constexpr uint32_t kPeerAddress = 0x0a000002;

/// @return an Ethernet frame with an IPv4 packet whose payload is `l4`
inline Ptr<Packet>
MakeIpv4Frame(OuterIpv4 ip, const Bytes& l4)
{
    ip.l4Length = l4.size();
    std::array<uint8_t, kEthernetIpv4Size> header;
    EXPECT_EQ(WriteEthernetIpv4(header, ip), header.size());
    const Ptr<Packet> frame = ToPacket(l4);
    PrependBytes(frame, header);
    return frame;
}

/// @return a UDP datagram from the peer to the guest under test
inline Ptr<Packet>
MakeDatagram(const Bytes& payload, uint16_t destinationPort = kTrafficPort, OuterIpv4 ip = {})
{
    ip.sourceMac = kPeerMac;
    ip.destinationMac = kOwnMac;
    ip.source = kPeerAddress;
    ip.destination = kOwnAddress;
    ip.protocol = ipproto::kUdp;
    ip.l4Length = kUdpSize + payload.size();
    Bytes l4(kUdpSize);
    EXPECT_EQ(WriteUdp(l4, ip, 4000, destinationPort, InternetChecksum{}.Add(payload)), kUdpSize);
    l4.insert(l4.end(), payload.begin(), payload.end());
    return MakeIpv4Frame(ip, l4);
}

/// One vNIC whose other end is the test.
class VnicFixture : public testing::Test, public VnicPeer
{
  public:
    VnicFixture()
        : device(CreateObject<VnicDevice>())
    {
        device->Configure(VnicId{1}, ToMac48(kOwnMac), 0x64400001, drops);
        device->SetPeer(this);
    }

    ~VnicFixture() override
    {
        Simulator::Destroy();
    }

    void ReceiveFromVnic(VnicDevice&, Ptr<Packet> frame) override
    {
        sent.push_back(ToVector(frame));
        sentAt.push_back(Simulator::Now());
    }

    /// @return the fields of a frame that came out of the vNIC, checksum verified
    FrameFields Sent(size_t index) const
    {
        const auto fields = CheckedFieldsOf(ToPacket(sent.at(index)));
        EXPECT_TRUE(fields);
        return fields.value_or(FrameFields{});
    }

    DropLog drops;
    Ptr<VnicDevice> device;
    std::vector<Bytes> sent;
    std::vector<Time> sentAt;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_GUEST_FIXTURE_H
