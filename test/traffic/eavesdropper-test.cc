// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/eavesdropper.h"
#include "test/traffic/frame-bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using Ends = Overheard::Ends;

constexpr Ends kInner{0x0a000001, 0x0a000002};
constexpr Ends kOuter{0x64400080, 0x64400100};
constexpr uint16_t kIp = 0x0800;
constexpr uint8_t kTcpProtocol = 6;
constexpr uint8_t kUdpProtocol = 17;
constexpr uint8_t kGreProtocol = 47;
constexpr uint8_t kEspProtocol = 50;

/// @return an IPv4 packet between the inner ends
FrameBytes
InnerPacket(uint8_t protocol, const FrameBytes& body)
{
    return Ipv4{kInner.source, kInner.destination, protocol}(body);
}

/// @return a guest's frame with a datagram of 100 bytes
FrameBytes
InnerFrame()
{
    return Ethernet(kIp, InnerPacket(kUdpProtocol, Udp(5001, Text(100))));
}

/// @return a frame between the outer ends
FrameBytes
OuterFrame(uint8_t protocol, const FrameBytes& body)
{
    return Ethernet(kIp, Ipv4{kOuter.source, kOuter.destination, protocol}(body));
}

Overheard
Listen(const FrameBytes& frame)
{
    return Eavesdropper().Read(PacketWith(frame));
}

std::vector<Ends>
EndsOf(const Overheard& heard)
{
    return {heard.ends.begin(), heard.ends.begin() + static_cast<ptrdiff_t>(heard.layers)};
}

TEST(EavesdropperTest, APlainDatagramAndASegmentAreReadable)
{
    for (const auto& [protocol, body] :
         {std::pair(kUdpProtocol, Udp(5001, Text(100))), std::pair(kTcpProtocol, Tcp(Text(100)))})
    {
        const Overheard heard = Listen(Ethernet(kIp, InnerPacket(protocol, body)));
        EXPECT_THAT(EndsOf(heard), ElementsAre(kInner));
        EXPECT_EQ(heard.payload, 100U);
        EXPECT_EQ(heard.sealed, 0U);
        EXPECT_EQ(heard.tunnelId, std::nullopt);
        EXPECT_FALSE(heard.isArp);
    }
}

TEST(EavesdropperTest, TunnelsShowWhoTalksOnTheOutsideAndOnTheInside)
{
    const FrameBytes options{0, 1, 0x80, 1, 'u', 'u', 'i', 'd'};
    const FrameBytes packet = InnerPacket(kUdpProtocol, Udp(5001, Text(100)));
    const std::vector<std::tuple<std::string, FrameBytes, std::optional<uint32_t>>> tunnels{
        {"VXLAN", OuterFrame(kUdpProtocol, Vxlan(77, InnerFrame())), 77},
        {"GENEVE", OuterFrame(kUdpProtocol, Geneve(78, {}, 0x6558, InnerFrame())), 78},
        {"GENEVE, options",
         OuterFrame(kUdpProtocol, Geneve(78, options, 0x6558, InnerFrame())),
         78},
        {"GENEVE, IPv4", OuterFrame(kUdpProtocol, Geneve(78, options, kIp, packet)), 78},
        {"NVGRE", OuterFrame(kGreProtocol, Nvgre(79, InnerFrame())), 79},
        {"GRE, all fields",
         OuterFrame(kGreProtocol, Join(Join({0xb0, 0, 8, 0}, FrameBytes(12)), packet)),
         std::nullopt},
        {"IP in IP", OuterFrame(4, packet), std::nullopt},
    };
    for (const auto& [name, frame, id] : tunnels)
    {
        const Overheard heard = Listen(frame);
        EXPECT_THAT(EndsOf(heard), ElementsAre(kOuter, kInner)) << name;
        EXPECT_EQ(heard.payload, 100U) << name;
        EXPECT_EQ(heard.sealed, 0U) << name;
        EXPECT_EQ(heard.tunnelId, id) << name;
    }
}

TEST(EavesdropperTest, BehindEspAllIsSealedAndInFrontOfItNothing)
{
    const Overheard tunnel = Listen(OuterFrame(kEspProtocol, Esp(160)));
    EXPECT_THAT(EndsOf(tunnel), ElementsAre(kOuter));
    EXPECT_EQ(tunnel.payload, 0U);
    EXPECT_EQ(tunnel.sealed, 160U);
    EXPECT_EQ(Listen(OuterFrame(kUdpProtocol, Udp(4500, Esp(160)))), tunnel);

    const FrameBytes guests = Ethernet(kIp, InnerPacket(kEspProtocol, Esp(160)));
    const Overheard transport = Listen(OuterFrame(kUdpProtocol, Vxlan(77, guests)));
    EXPECT_THAT(EndsOf(transport), ElementsAre(kOuter, kInner));
    EXPECT_EQ(transport.tunnelId, 77U);
    EXPECT_EQ(transport.payload, 0U);
    EXPECT_EQ(transport.sealed, 160U);
}

TEST(EavesdropperTest, IkeIsNoPayload)
{
    const Overheard heard =
        Listen(OuterFrame(kUdpProtocol, Udp(4500, Join({0, 0, 0, 0}, Text(60)))));
    EXPECT_EQ(heard.payload, 0U);
    EXPECT_EQ(heard.sealed, 0U);
}

TEST(EavesdropperTest, TlsSealsApplicationDataAndItsHandshakeIsNone)
{
    const auto record = [](uint8_t type)
    {
        return Ethernet(
            kIp, InnerPacket(kTcpProtocol, Tcp(Join(Join({type, 3, 3}, Big(80, 2)), Text(80)))));
    };
    const Overheard data = Listen(record(23));
    EXPECT_THAT(EndsOf(data), ElementsAre(kInner)); // who talks is in front of it
    EXPECT_EQ(data.payload, 0U);
    EXPECT_EQ(data.sealed, 80U);
    const Overheard handshake = Listen(record(22));
    EXPECT_EQ(handshake.payload + handshake.sealed, 0U);
    EXPECT_EQ(Listen(record(24)).payload, 85U); // no record type
}

TEST(EavesdropperTest, ArpNamesWhoAsksForWhom)
{
    const FrameBytes arp = Ethernet(0x0806, ArpRequest(kInner.source, kInner.destination));
    const Overheard heard = Listen(OuterFrame(kUdpProtocol, Vxlan(77, arp)));
    EXPECT_THAT(EndsOf(heard), ElementsAre(kOuter, kInner));
    EXPECT_TRUE(heard.isArp);
    EXPECT_EQ(heard.payload, 0U);
}

TEST(EavesdropperTest, TagsAreSkippedAndPaddingIsNoPayload)
{
    const FrameBytes packet = InnerPacket(kUdpProtocol, Udp(5001, Text(3)));
    const FrameBytes tagged = Ethernet(0x8100, Join(Join(Big(42, 2), Big(kIp, 2)), packet));
    const Overheard heard = Listen(Join(tagged, FrameBytes(11))); // 64 bytes with the FCS
    EXPECT_THAT(EndsOf(heard), ElementsAre(kInner));
    EXPECT_EQ(heard.payload, 3U);
}

TEST(EavesdropperTest, TheOutermostVlanIsASegmentsNumberAndAPriorityTagOrAGuestsInATunnelIsNone)
{
    const auto tagged = [](uint16_t control)
    {
        return Ethernet(0x8100,
                        Join(Join(Big(control, 2), Big(kIp, 2)),
                             InnerPacket(kUdpProtocol, Udp(5001, Text(3)))));
    };
    EXPECT_EQ(Listen(tagged(0xa02a)).tunnelId, 42U); // with a priority
    EXPECT_EQ(Listen(tagged(0xa000)).tunnelId, std::nullopt);
    EXPECT_EQ(Listen(OuterFrame(kUdpProtocol, Vxlan(77, tagged(42)))).tunnelId, 77U);
}

TEST(EavesdropperTest, IcmpAndUnknownEthertypesCarryNoPayload)
{
    EXPECT_THAT(EndsOf(Listen(Ethernet(kIp, InnerPacket(1, Text(64))))), ElementsAre(kInner));
    EXPECT_EQ(Listen(Ethernet(kIp, InnerPacket(1, Text(64)))).payload, 0U);
    EXPECT_EQ(Listen(Ethernet(0x88cc, Text(64))), Overheard{});
}

/// The two fragments of an outer packet, the first with `cut` bytes.
std::pair<FrameBytes, FrameBytes>
TwoFragments(uint8_t protocol, const FrameBytes& body, size_t cut)
{
    Ipv4 ip{kOuter.source, kOuter.destination, protocol, 9, 0x2000};
    const auto at = body.begin() + static_cast<ptrdiff_t>(cut);
    const FrameBytes first = Ethernet(kIp, ip(FrameBytes(body.begin(), at)));
    ip.fragment = static_cast<uint16_t>(cut / 8);
    return {first, Ethernet(kIp, ip(FrameBytes(at, body.end())))};
}

TEST(EavesdropperTest, ALaterFragmentIsAsReadableAsTheFirst)
{
    const auto [first, second] = TwoFragments(kUdpProtocol, Vxlan(77, InnerFrame()), 80);
    Eavesdropper listener;
    const Overheard head = listener.Read(PacketWith(first));
    const Overheard tail = listener.Read(PacketWith(second));
    EXPECT_THAT(EndsOf(head), ElementsAre(kOuter, kInner));
    EXPECT_EQ(head.payload, 80U - 8 - 8 - 14 - 20 - 8);
    EXPECT_EQ(head.payload + tail.payload, 100U);
    EXPECT_EQ(Listen(second).payload, 0U); // whose first nobody saw

    const auto [sealed, more] = TwoFragments(kEspProtocol, Esp(160), 80);
    EXPECT_EQ(listener.Read(PacketWith(sealed)).sealed, 72U);
    const Overheard end = listener.Read(PacketWith(more));
    EXPECT_EQ(end.sealed, 88U);
    EXPECT_EQ(end.payload, 0U);
}

TEST(EavesdropperTest, ATunnelInATunnelIsReadToTheFourthLayer)
{
    FrameBytes frame = InnerFrame();
    for (int layer = 0; layer < 3; ++layer)
    {
        frame = OuterFrame(kUdpProtocol, Vxlan(77, frame));
    }
    EXPECT_THAT(EndsOf(Listen(frame)), ElementsAre(kOuter, kOuter, kOuter, kInner));
    EXPECT_EQ(Listen(frame).payload, 100U);
    EXPECT_EQ(Listen(OuterFrame(kUdpProtocol, Vxlan(77, frame))).payload, 0U);
}

RC_GTEST_PROP(EavesdropperLaws, NoFrameHasMorePayloadThanBytes, ())
{
    FrameBytes frame = *rc::gen::elementOf(std::vector<FrameBytes>{
        OuterFrame(kUdpProtocol, Vxlan(77, InnerFrame())),
        OuterFrame(kUdpProtocol, Geneve(78, FrameBytes(8), 0x6558, InnerFrame())),
        OuterFrame(kGreProtocol, Nvgre(79, InnerFrame())),
        OuterFrame(4, InnerPacket(kTcpProtocol, Tcp(Text(40)))),
        OuterFrame(kEspProtocol, Esp(80))});
    frame.resize(*rc::gen::inRange<size_t>(0, frame.size() + 1));
    for (int change = *rc::gen::inRange(0, 6); change > 0 && !frame.empty(); --change)
    {
        frame[*rc::gen::inRange<size_t>(0, frame.size())] = *rc::gen::arbitrary<uint8_t>();
    }
    // With all bytes behind it, and with the first of them alone, a sanitizer sees each read.
    const size_t head = *rc::gen::inRange<size_t>(0, frame.size() + 1);
    const FrameBytes copy(frame.begin(), frame.begin() + static_cast<ptrdiff_t>(head));
    for (const Overheard& heard :
         {Eavesdropper().Read(frame, frame.size()), Eavesdropper().Read(copy, frame.size())})
    {
        RC_ASSERT(heard.payload + heard.sealed <= frame.size());
        RC_ASSERT(heard.layers <= Overheard::kMostLayers);
    }
}

} // namespace
} // namespace ns3::vnlab::test
