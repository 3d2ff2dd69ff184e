// SPDX-License-Identifier: GPL-2.0-only
// GENEVE byte for byte, against the header class as a second reader, and with real packets.
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/encapsulation/udp-tunnel.h"
#include "model/ip/packet-fields.h"
#include "model/wire/geneve-header.h"
#include "test/dataplane/cloud.h"
#include "test/support/real-capture.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr size_t kOuterSize = 14 + 20 + 8; // in front of the GENEVE header
constexpr TunnelEnds kEnds{{2, 0, 0, 0, 0, 1}, {2, 1, 0, 0, 0, 1}, 0x64400000, 0x64400080};

Ptr<Packet>
InnerFrame()
{
    return MakeUdpFrame(kMacA, kMacB, kA, kB, Bytes(20, 0x55), false, 3); // CE
}

/// @return a frame in GENEVE, segment 0x123456
Ptr<Packet>
Encapsulated()
{
    const Ptr<Packet> inner = InnerFrame();
    return FindEncapsulation("geneve")
        ->Encapsulate(inner, *FieldsOf(inner), kEnds, Vni{0x123456}, 0x4711)
        .packet;
}

/// @return the outer headers of Encapsulated(), and other bytes behind them. Ethernet, IPv4 and UDP
///         were checked before; their lengths are not looked at again
Ptr<Packet>
WithTunnel(const Bytes& tunnel, const Bytes& inner)
{
    Bytes bytes = BytesOfPacket(Encapsulated());
    bytes.resize(kOuterSize);
    bytes.insert(bytes.end(), tunnel.begin(), tunnel.end());
    bytes.insert(bytes.end(), inner.begin(), inner.end());
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

std::optional<TunnelLabel>
Decapsulated(const Ptr<Packet>& packet)
{
    return FindEncapsulation("geneve")->Decapsulate(packet, *FieldsOf(packet));
}

/// Expects that a header, given in hexadecimal digits, is taken off whole, or that it is refused.
void
ExpectAccepted(const std::string& header)
{
    const Bytes inner = BytesOfPacket(InnerFrame());
    const Ptr<Packet> packet = WithTunnel(FromHex(header), inner);
    EXPECT_EQ(Decapsulated(packet), Vni{0x123456}) << header;
    EXPECT_EQ(BytesOfPacket(packet), inner) << header;
}

void
ExpectRefused(const std::string& header, const Bytes& inner = BytesOfPacket(InnerFrame()))
{
    const Ptr<Packet> packet = WithTunnel(FromHex(header), inner);
    const Bytes before = BytesOfPacket(packet);
    EXPECT_EQ(Decapsulated(packet), std::nullopt) << header;
    EXPECT_EQ(BytesOfPacket(packet), before) << header;
}

TEST(Geneve, BytesAreThoseOfLinux)
{
    const Ptr<Packet> inner = InnerFrame();
    const uint16_t port = EntropyPort(FlowHash(*FieldsOf(inner)));
    Bytes expected = FromHex("020100000001 020000000001 0800"
                             // ECT(0) for CE, 98 bytes, id, no DF, TTL 64, UDP, 100.64.0.0 to .128
                             "45020062 47110000 40116a78 64400000 64400080"
                             "0000 17c1 004e 0000" // to 6081, 78 bytes, no checksum
                             "00006558 12345600"); // version 0, no options, no flags, Ethernet
    expected[34] = static_cast<uint8_t>(port >> 8);
    expected[35] = static_cast<uint8_t>(port);
    const Bytes innerBytes = BytesOfPacket(inner);
    expected.insert(expected.end(), innerBytes.begin(), innerBytes.end());
    EXPECT_EQ(BytesOfPacket(Encapsulated()), expected);
}

TEST(Geneve, HeaderClassReadsWhatIsPutOn)
{
    const Ptr<Packet> packet = Encapsulated();
    packet->RemoveAtStart(kOuterSize);
    GeneveHeader header;
    EXPECT_EQ(packet->RemoveHeader(header), 8u);
    EXPECT_EQ(header.GetVni(), Vni{0x123456});
    EXPECT_EQ(header.GetProtocol(), 0x6558);
    EXPECT_FALSE(header.IsControl());
    EXPECT_TRUE(header.GetOptions().empty());
    EXPECT_EQ(BytesOfPacket(packet), BytesOfPacket(InnerFrame()));
}

RC_GTEST_PROP(Geneve, AcceptsFromTheHeaderClassWhateverIsEthernetWithoutACriticalOption, ())
{
    GeneveHeader header;
    header.SetVni(Vni{*rc::gen::inRange(0u, 1u << 24)});
    header.SetProtocol(*rc::gen::element<uint16_t>(0x6558, 0x6558, 0x6558, 0x0800, 0x86dd));
    header.SetControl(*rc::gen::arbitrary<bool>());
    for (int left = *rc::gen::inRange(0, 8); left > 0; --left)
    {
        const size_t size = *rc::gen::inRange(0, 8) * 4u;
        header.AddOption({*rc::gen::arbitrary<uint16_t>(),
                          *rc::gen::weightedOneOf<uint8_t>({{9, rc::gen::inRange<uint8_t>(0, 0x80)},
                                                            {1, rc::gen::arbitrary<uint8_t>()}}),
                          *rc::gen::container<Bytes>(size, rc::gen::arbitrary<uint8_t>())});
    }
    const Ptr<Packet> tunnel = Create<Packet>();
    tunnel->AddHeader(header);
    const Bytes inner = BytesOfPacket(InnerFrame());
    const Ptr<Packet> packet = WithTunnel(BytesOfPacket(tunnel), inner);

    const bool isFine = header.GetProtocol() == 0x6558 && !header.HasCriticalOption();
    const auto vni = Decapsulated(packet);
    RC_ASSERT(vni == (isFine ? std::optional(header.GetVni()) : std::nullopt));
    RC_ASSERT(!isFine || BytesOfPacket(packet) == inner);
}

TEST(Geneve, OtherVersionIsRefused)
{
    for (const char* header : {"40006558 12345600", "80006558 12345600", "c0006558 12345600"})
    {
        ExpectRefused(header);
    }
}

TEST(Geneve, OtherPayloadIsRefused)
{
    ExpectRefused("00000800 12345600");
    ExpectRefused("000086dd 12345600");
    ExpectRefused("00000000 12345600");
}

/// Without a look at the options: which of them is critical makes no difference to who knows none.
TEST(Geneve, CriticalFlagIsRefused)
{
    ExpectRefused("00406558 12345600");
    ExpectRefused("01406558 12345600 00008000");
    ExpectRefused("01c06558 12345600 00000000");
}

TEST(Geneve, OptionsWithoutTheCriticalFlagAreSkippedUnread)
{
    ExpectAccepted("00006558 12345600");
    ExpectAccepted("02006558 12345600 01020101 01020304");
    ExpectAccepted("03006558 12345600 01020100 01030201 01020304");
    ExpectAccepted("01006558 12345600 0102011f"); // an option longer than all options
    ExpectAccepted("01006558 12345600 01028000"); // a critical one, but the flag says there is none
}

TEST(Geneve, OptionsThatThePacketDoesNotHoldAreRefused)
{
    ExpectRefused("01006558 12345600", {});
    ExpectRefused("02006558 12345600 01020100", {1, 2, 3});
    ExpectRefused("3f006558 12345600", Bytes(251));
    const Ptr<Packet> whole = WithTunnel(FromHex("3f006558 12345600"), Bytes(252));
    EXPECT_EQ(Decapsulated(whole), Vni{0x123456});
    EXPECT_EQ(whole->GetSize(), 0u);
}

TEST(Geneve, ControlFlagAndReservedBitsAreIgnoredAsInLinux)
{
    ExpectAccepted("00806558 12345600");
    ExpectAccepted("003f6558 123456ff");
}

TEST_F(RealCapture, GenevePacketsWithACriticalOptionAreRefusedAndTheOthersTakenOff)
{
    // tshark -r geneve.pcap -T fields -e geneve.vni -e geneve.flags | sort | uniq -c
    // says 19 times "0x00000a 0x40" and 20 times "0x00000b 0x00"
    int refused = 0;
    int taken = 0;
    for (const Bytes& bytes : Packets("geneve"))
    {
        const auto packet = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
        const FrameFields fields = *CheckedFieldsOf(packet);
        ASSERT_TRUE(FindEncapsulation("geneve")->Matches(fields));
        ASSERT_FALSE(FindEncapsulation("vxlan")->Matches(fields));
        const auto label = FindEncapsulation("geneve")->Decapsulate(packet, fields);
        refused += label ? 0 : 1;
        taken += label == Vni{0xb} ? 1 : 0;
        EXPECT_EQ(packet->GetSize(),
                  bytes.size() - (label ? FindEncapsulation("geneve")->Overhead() : 0));
        EXPECT_TRUE(FieldsOf(packet));
    }
    EXPECT_EQ(refused, 19);
    EXPECT_EQ(taken, 20);
}

TEST_F(RealCapture, GenevePacketOfGoogleHoldsNoEthernetFrameAndIsRefused)
{
    for (const Bytes& bytes : Packets("geneve-gcp"))
    {
        const auto packet = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
        const FrameFields fields = *CheckedFieldsOf(packet);
        EXPECT_TRUE(FindEncapsulation("geneve")->Matches(fields));
        EXPECT_EQ(FindEncapsulation("geneve")->Decapsulate(packet, fields), std::nullopt);
        EXPECT_EQ(packet->GetSize(), bytes.size());
    }
}

TEST_F(RealCapture, VxlanPacketsAreTakenOff)
{
    for (const Bytes& bytes : Packets("vxlan"))
    {
        const auto packet = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
        const FrameFields fields = *CheckedFieldsOf(packet);
        ASSERT_TRUE(FindEncapsulation("vxlan")->Matches(fields));
        EXPECT_TRUE(FindEncapsulation("vxlan")->Decapsulate(packet, fields));
        EXPECT_EQ(packet->GetSize(), bytes.size() - FindEncapsulation("vxlan")->Overhead());
    }
}

} // namespace
} // namespace ns3::vnlab::test
