// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/tcp-segment.h"

#include "ns3/ethernet-header.h"
#include "ns3/ipv4-header.h"
#include "ns3/tcp-header.h"

#include <array>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kEthernetBytes = 14;
constexpr uint32_t kHeaderBytes = kEthernetBytes + 20 + 20;

std::vector<uint8_t>
PacketBytesOf(const Ptr<const Packet>& packet)
{
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return bytes;
}

Ptr<Packet>
ToPacket(const std::vector<uint8_t>& bytes)
{
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

TcpSegment
MakeSegment(const std::vector<uint8_t>& payload)
{
    TcpSegment segment;
    segment.sourceMac = {2, 0, 0, 0, 0, 1};
    segment.destinationMac = {2, 0, 0, 0, 0, 2};
    segment.source = 0x64400001;
    segment.destination = 0x6440ff82;
    segment.sourcePort = 49161;
    segment.destinationPort = 49160;
    segment.sequence = 0xfffffff0;
    segment.acknowledgement = 7;
    segment.payload = ToPacket(payload);
    return segment;
}

/// The oracle: ns-3's own headers.
Ptr<Packet>
FrameOfNs3(const TcpSegment& segment)
{
    Ptr<Packet> frame = segment.payload->Copy();
    TcpHeader tcp;
    tcp.SetSourcePort(segment.sourcePort);
    tcp.SetDestinationPort(segment.destinationPort);
    tcp.SetSequenceNumber(SequenceNumber32(segment.sequence));
    tcp.SetAckNumber(SequenceNumber32(segment.acknowledgement));
    tcp.SetFlags((segment.syn ? TcpHeader::SYN : 0) | (segment.ack ? TcpHeader::ACK : 0));
    tcp.SetWindowSize(kTcpWindow);
    tcp.EnableChecksums();
    tcp.InitializeChecksum(Ipv4Address(segment.source), Ipv4Address(segment.destination), 6);
    frame->AddHeader(tcp);
    Ipv4Header ip;
    ip.SetSource(Ipv4Address(segment.source));
    ip.SetDestination(Ipv4Address(segment.destination));
    ip.SetProtocol(6);
    ip.SetTtl(64);
    ip.SetPayloadSize(static_cast<uint16_t>(frame->GetSize()));
    ip.EnableChecksum();
    frame->AddHeader(ip);
    EthernetHeader ethernet(false);
    ethernet.SetSource(ToMac48(segment.sourceMac));
    ethernet.SetDestination(ToMac48(segment.destinationMac));
    ethernet.SetLengthType(0x0800);
    frame->AddHeader(ethernet);
    return frame;
}

TcpSegment
AnySegment()
{
    TcpSegment segment = MakeSegment(*rc::gen::arbitrary<std::vector<uint8_t>>());
    segment.source = *rc::gen::arbitrary<uint32_t>();
    segment.destination = *rc::gen::arbitrary<uint32_t>();
    segment.sourcePort = *rc::gen::arbitrary<uint16_t>();
    segment.destinationPort = *rc::gen::arbitrary<uint16_t>();
    segment.sequence = *rc::gen::arbitrary<uint32_t>();
    segment.acknowledgement = *rc::gen::arbitrary<uint32_t>();
    segment.syn = *rc::gen::arbitrary<bool>();
    segment.ack = *rc::gen::arbitrary<bool>();
    return segment;
}

RC_GTEST_PROP(TcpSegmentProperty, FrameIsWhatNs3sHeadersWrite, ())
{
    const TcpSegment segment = AnySegment();
    RC_ASSERT(PacketBytesOf(MakeFrame(segment)) == PacketBytesOf(FrameOfNs3(segment)));
}

RC_GTEST_PROP(TcpSegmentProperty, RoundTrips, ())
{
    const TcpSegment segment = AnySegment();
    const Ptr<Packet> frame = MakeFrame(segment);
    RC_ASSERT(frame->GetSize() == kHeaderBytes + segment.payload->GetSize());
    const std::optional<TcpSegment> read = ReadSegment(frame);
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->sourceMac == segment.sourceMac);
    RC_ASSERT(read->destinationMac == segment.destinationMac);
    RC_ASSERT(read->source == segment.source);
    RC_ASSERT(read->destination == segment.destination);
    RC_ASSERT(read->sourcePort == segment.sourcePort);
    RC_ASSERT(read->destinationPort == segment.destinationPort);
    RC_ASSERT(read->sequence == segment.sequence);
    RC_ASSERT(read->acknowledgement == segment.acknowledgement);
    RC_ASSERT(read->syn == segment.syn);
    RC_ASSERT(read->ack == segment.ack);
    RC_ASSERT(PacketBytesOf(read->payload) == PacketBytesOf(segment.payload));
}

RC_GTEST_PROP(TcpSegmentProperty, AnyFlippedBitOfThePacketIsRefused, ())
{
    const auto payload = *rc::gen::arbitrary<std::vector<uint8_t>>();
    std::vector<uint8_t> bytes = PacketBytesOf(MakeFrame(MakeSegment(payload)));
    const auto bit = *rc::gen::inRange<size_t>(8 * kEthernetBytes, 8 * bytes.size());
    bytes[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    RC_ASSERT(!ReadSegment(ToPacket(bytes)));
}

RC_GTEST_PROP(TcpSegmentProperty, AnyTruncationIsRefused, ())
{
    std::vector<uint8_t> bytes = PacketBytesOf(MakeFrame(MakeSegment({1, 2, 3})));
    bytes.resize(*rc::gen::inRange<size_t>(0, bytes.size()));
    RC_ASSERT(!ReadSegment(ToPacket(bytes)));
}

TEST(TcpSegmentTest, PaddingBehindThePacketIsNotPayload)
{
    std::vector<uint8_t> bytes = PacketBytesOf(MakeFrame(MakeSegment({1, 2, 3})));
    bytes.resize(bytes.size() + 6);
    const std::optional<TcpSegment> read = ReadSegment(ToPacket(bytes));
    ASSERT_TRUE(read);
    EXPECT_EQ(PacketBytesOf(read->payload), (std::vector<uint8_t>{1, 2, 3}));
}

TEST(TcpSegmentTest, OtherEtherTypesAreRefused)
{
    std::vector<uint8_t> bytes = PacketBytesOf(MakeFrame(MakeSegment({})));
    bytes[12] = 0x86; // 0x86dd: IPv6
    bytes[13] = 0xdd;
    EXPECT_FALSE(ReadSegment(ToPacket(bytes)));
}

/// Sets a byte of the IPv4 packet and corrects the IPv4 header's checksum.
void
SetInIpv4(std::vector<uint8_t>& bytes, size_t offset, uint8_t value)
{
    bytes[kEthernetBytes + offset] = value;
    bytes[kEthernetBytes + 10] = bytes[kEthernetBytes + 11] = 0;
    uint32_t sum = 0;
    for (size_t i = 0; i < 20; i += 2)
    {
        sum +=
            static_cast<uint32_t>(bytes[kEthernetBytes + i] << 8 | bytes[kEthernetBytes + i + 1]);
    }
    sum = (sum & 0xffff) + (sum >> 16);
    sum = (sum & 0xffff) + (sum >> 16);
    bytes[kEthernetBytes + 10] = static_cast<uint8_t>(~sum >> 8);
    bytes[kEthernetBytes + 11] = static_cast<uint8_t>(~sum);
}

TEST(TcpSegmentTest, OtherProtocolsAreRefused)
{
    std::vector<uint8_t> bytes = PacketBytesOf(MakeFrame(MakeSegment({})));
    SetInIpv4(bytes, 9, 17); // UDP
    EXPECT_FALSE(ReadSegment(ToPacket(bytes)));
    SetInIpv4(bytes, 9, 6);
    EXPECT_TRUE(ReadSegment(ToPacket(bytes)));
}

TEST(TcpSegmentTest, LengthsThatContradictAreRefused)
{
    for (const uint8_t totalLength : {0, 19, 20, 39, 255})
    {
        std::vector<uint8_t> bytes = PacketBytesOf(MakeFrame(MakeSegment({1, 2, 3})));
        SetInIpv4(bytes, 3, totalLength);
        EXPECT_FALSE(ReadSegment(ToPacket(bytes))) << int{totalLength};
    }
}

/// An attacker can send anything to an agent's address: it is refused or read, and nothing else.
RC_GTEST_PROP(TcpSegmentProperty, AnyTcpHeaderIsReadOrRefused, ())
{
    std::vector<uint8_t> bytes = PacketBytesOf(MakeFrame(MakeSegment(std::vector<uint8_t>(8))));
    const auto tcp = *rc::gen::container<std::vector<uint8_t>>(28, rc::gen::arbitrary<uint8_t>());
    std::ranges::copy(tcp, bytes.begin() + kEthernetBytes + 20);
    if (*rc::gen::arbitrary<bool>())
    {
        bytes[kEthernetBytes + 32] = 0x50; // 20 bytes of header
    }
    // A right checksum, so that the parser goes on.
    bytes[kEthernetBytes + 36] = bytes[kEthernetBytes + 37] = 0;
    uint32_t sum = 6 + 28;
    for (size_t i = kEthernetBytes + 12; i < bytes.size(); i += 2)
    {
        sum += static_cast<uint32_t>(bytes[i] << 8 | bytes[i + 1]);
    }
    sum = (sum & 0xffff) + (sum >> 16);
    sum = (sum & 0xffff) + (sum >> 16);
    bytes[kEthernetBytes + 36] = static_cast<uint8_t>(~sum >> 8);
    bytes[kEthernetBytes + 37] = static_cast<uint8_t>(~sum);
    const uint32_t dataOffset = uint32_t{bytes[kEthernetBytes + 32]} >> 4;
    const std::optional<TcpSegment> read = ReadSegment(ToPacket(bytes));
    RC_CLASSIFY(read.has_value());
    RC_ASSERT(read.has_value() == (dataOffset == 5));
    RC_ASSERT(!read || read->payload->GetSize() == 8);
}

} // namespace
} // namespace ns3::vnlab::test
