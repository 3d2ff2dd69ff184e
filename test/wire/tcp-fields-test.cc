// SPDX-License-Identifier: GPL-2.0-only
//
// TCP headers as bytes, against ns-3's.

#include "model/wire/protocol-numbers.h"
#include "model/wire/tcp-fields.h"

#include "ns3/buffer.h"
#include "ns3/packet.h"
#include "ns3/tcp-header.h"

#include <array>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using Bytes = std::vector<uint8_t>;

Bytes
ByNs3(const OuterIpv4& ip, const TcpFields& fields, const Bytes& payload)
{
    const auto packet = Create<Packet>(payload.data(), payload.size());
    TcpHeader tcp;
    tcp.SetSourcePort(fields.sourcePort);
    tcp.SetDestinationPort(fields.destinationPort);
    tcp.SetSequenceNumber(SequenceNumber32(fields.sequence));
    tcp.SetAckNumber(SequenceNumber32(fields.acknowledgement));
    tcp.SetFlags(fields.flags);
    tcp.SetWindowSize(fields.window);
    tcp.EnableChecksums();
    tcp.InitializeChecksum(Ipv4Address(ip.source), Ipv4Address(ip.destination), ipproto::kTcp);
    packet->AddHeader(tcp);
    Bytes bytes(packet->GetSize());
    packet->CopyData(bytes.data(), bytes.size());
    bytes.resize(headersize::kTcp);
    return bytes;
}

RC_GTEST_PROP(TcpFieldsTest, AreWrittenAsNs3WritesThemAndReadBack, ())
{
    const auto payload = *rc::gen::container<Bytes>(rc::gen::arbitrary<uint8_t>());
    OuterIpv4 ip;
    ip.source = *rc::gen::arbitrary<uint32_t>();
    ip.destination = *rc::gen::arbitrary<uint32_t>();
    ip.l4Length = headersize::kTcp + payload.size();
    const TcpFields fields{.sourcePort = *rc::gen::arbitrary<uint16_t>(),
                           .destinationPort = *rc::gen::arbitrary<uint16_t>(),
                           .sequence = *rc::gen::arbitrary<uint32_t>(),
                           .acknowledgement = *rc::gen::arbitrary<uint32_t>(),
                           .flags = *rc::gen::arbitrary<uint8_t>(),
                           .window = *rc::gen::arbitrary<uint16_t>()};
    Bytes bytes(headersize::kTcp);
    RC_ASSERT(WriteTcp(bytes, ip, fields, InternetChecksum{}.Add(payload)) == headersize::kTcp);
    RC_ASSERT(bytes == ByNs3(ip, fields, payload));
    size_t size = 0;
    RC_ASSERT(ParseTcp(bytes, size) == fields);
    RC_ASSERT(size == headersize::kTcp);
}

TEST(TcpFieldsTest, OptionsAreSkippedAndWhatIsShorterThanItSaysIsNone)
{
    Bytes header(24);
    size_t size = 0;
    header[12] = 6 << 4;
    EXPECT_TRUE(ParseTcp(header, size));
    EXPECT_EQ(size, 24u);
    EXPECT_FALSE(ParseTcp(std::span(header).first(23), size));
    header[12] = 4 << 4;
    EXPECT_FALSE(ParseTcp(header, size));
    EXPECT_FALSE(ParseTcp({}, size));
}

TEST(TcpFieldsTest, NothingIsWrittenWhereItDoesNotFit)
{
    OuterIpv4 ip;
    ip.l4Length = headersize::kTcp;
    Bytes bytes(headersize::kTcp, 7);
    EXPECT_EQ(WriteTcp(std::span(bytes).first(19), ip, {}, {}), 0u);
    for (const size_t length : {size_t{19}, size_t{65516}})
    {
        ip.l4Length = length;
        EXPECT_EQ(WriteTcp(bytes, ip, {}, {}), 0u);
    }
    EXPECT_EQ(bytes, Bytes(headersize::kTcp, 7));
}

} // namespace
} // namespace ns3::vnlab::test
