// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/l4-check.h"
#include "model/ip/packet-fields.h"
#include "model/ip/readdressed-packet.h"
#include "model/wire/big-endian.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/protocol-numbers.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using ByteList = std::vector<uint8_t>;

ByteList
AllBytes(const Ptr<const Packet>& packet)
{
    ByteList bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return bytes;
}

/// @param hasChecksum of UDP
Ptr<Packet>
UdpPacket(uint32_t source, uint32_t destination, const ByteList& payload, bool hasChecksum)
{
    OuterIpv4 ip;
    ip.source = source;
    ip.destination = destination;
    ip.protocol = ipproto::kUdp;
    ip.l4Length = kUdpSize + payload.size();
    std::array<uint8_t, kEthernetIpv4Size + kUdpSize> header;
    const size_t written = WriteEthernetIpv4(header, ip);
    (void)WriteUdp(
        std::span(header).subspan(written), ip, 4000, 4789, InternetChecksum{}.Add(payload));
    if (!hasChecksum)
    {
        WriteBig16(&header[header.size() - 2], 0);
    }
    auto packet = Create<Packet>(payload.data(), static_cast<uint32_t>(payload.size()));
    PrependBytes(packet, header);
    return packet;
}

RC_GTEST_PROP(ReaddressedPacketTest,
              IsThePacketThatIsSentThereFromTheStart,
              (uint32_t source, uint32_t before, uint32_t after, ByteList payload))
{
    RC_PRE(payload.size() <= 1'000U);
    const bool hasChecksum = *rc::gen::arbitrary<bool>();
    const Ptr<Packet> sent = UdpPacket(source, before, payload, hasChecksum);
    const ByteList untouched = AllBytes(sent);
    const Ptr<Packet> readdressed = Readdressed(sent, *FieldsOf(sent), {.destination = after});
    const auto fields = CheckedFieldsOf(readdressed);
    RC_ASSERT(fields.has_value());
    RC_ASSERT(fields->destination == after);
    RC_ASSERT(fields->source == source);
    RC_ASSERT(IsValidL4(readdressed, *fields));
    RC_ASSERT(AllBytes(sent) == untouched);
    // 0 and 0xffff are one number in a checksum, so a byte may differ where a sum is right all the same.
    ByteList expected = AllBytes(UdpPacket(source, after, payload, hasChecksum));
    ByteList got = AllBytes(readdressed);
    for (const size_t checksum : {24U, 40U})
    {
        for (ByteList* bytes : {&expected, &got})
        {
            const uint16_t sum = ReadBig16(&(*bytes)[checksum]);
            WriteBig16(&(*bytes)[checksum], sum == 0xffff ? 0 : sum);
        }
    }
    RC_ASSERT(got == expected);
}

TEST(ReaddressedPacketTest, LaterFragmentOfUdpKeepsWhatIsNoHeader)
{
    OuterIpv4 ip;
    ip.source = 1;
    ip.destination = 2;
    ip.protocol = ipproto::kUdp;
    ip.l4Length = 16;
    std::array<uint8_t, kEthernetIpv4Size> header;
    (void)WriteEthernetIpv4(header, ip);
    const ByteList payload(16, 0xab);
    auto packet = Create<Packet>(payload.data(), 16);
    PrependBytes(packet, header);
    FrameFields fields = *FieldsOf(packet);
    fields.fragmentOffset = 1480;
    const ByteList got = AllBytes(Readdressed(packet, fields, {.destination = 3}));
    EXPECT_EQ(ByteList(got.begin() + kEthernetIpv4Size, got.end()), payload);
}

} // namespace
} // namespace ns3::vnlab::test
