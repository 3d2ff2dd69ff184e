// SPDX-License-Identifier: GPL-2.0-only
// The bytes of UPDATEs are those of FRR 8.4.4: captured between three VTEPs and a route reflector, AS 65000,
// VNI 10, in network namespaces.
#include "model/protocol/bgp-update.h"
#include "test/protocol/bgp-draws.h"
#include "test/protocol/bgp-hex.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::bgp
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr uint32_t kVtep = 0xc0000201; // 192.0.2.1
constexpr ExtendedCommunity kTarget = RouteTarget(65000, 10);

EvpnKey
MacKey(const MacBytes& mac)
{
    return {.type = EvpnType::kMacIp, .rd = RouteDistinguisher::OfAddress(kVtep, 2), .mac = mac};
}

ReceivedUpdate
Received(const Bytes& message)
{
    return std::get<ReceivedUpdate>(DecodeUpdate(BodyOf(message)));
}

TEST(BgpUpdateTest, MulticastRouteIsFrrs)
{
    Update update;
    update.announced = {{.key = {.type = EvpnType::kMulticast,
                                 .rd = RouteDistinguisher::OfAddress(kVtep, 2),
                                 .ip = Address::Ipv4(kVtep)}}};
    update.attributes.nextHop = Address::Ipv4(kVtep);
    update.attributes.communities = {kVxlanEncapsulation, kTarget};
    update.attributes.pmsi = PmsiTunnel{.label = 10, .endpoint = {192, 0, 2, 1}};
    const Bytes message = FromHex(VNLAB_BGP_MARKER "0065 02 0000 004e"
                                                   "90 0e 001c 0019 46 04 c0000201 00"
                                                   "03 11 0001c00002010002 00000000 20 c0000201"
                                                   "40 01 01 00 50 02 0000 40 05 04 00000064"
                                                   "c0 10 10 030c000000000008 0002fde80000000a"
                                                   "c0 16 09 00 06 00000a c0000201");
    EXPECT_EQ(EncodeUpdate(update), message);
    EXPECT_EQ(Received(message), (ReceivedUpdate{update, {}}));
}

TEST(BgpUpdateTest, MovedMacIsFrrs)
{
    Update update;
    update.announced = {{.key = MacKey({2, 0, 0, 0, 0, 0xbb}), .label = 10}};
    update.attributes.nextHop = Address::Ipv4(kVtep);
    update.attributes.communities = {kVxlanEncapsulation, kTarget, ToCommunity({.sequence = 1})};
    const Bytes message =
        FromHex(VNLAB_BGP_MARKER "0071 02 0000 005a"
                                 "90 0e 002c 0019 46 04 c0000201 00"
                                 "02 21 0001c00002010002 00000000000000000000 00000000"
                                 "30 0200000000bb 00 00000a"
                                 "40 01 01 00 50 02 0000 40 05 04 00000064"
                                 "c0 10 18 030c000000000008 0002fde80000000a 0600000000000001");
    EXPECT_EQ(EncodeUpdate(update), message);
    EXPECT_EQ(Received(message), (ReceivedUpdate{update, {}}));
    EXPECT_EQ(MobilityOf(update.attributes.communities), (MacMobility{false, 1}));
}

TEST(BgpUpdateTest, WithdrawalIsFrrs)
{
    const Update update{.withdrawn = {MacKey({2, 0, 0, 0, 0, 0xbb})}};
    const Bytes message =
        FromHex(VNLAB_BGP_MARKER "0041 02 0000 002a 90 0f 0026 0019 46"
                                 "02 21 0001c00002010002 00000000000000000000 00000000"
                                 "30 0200000000bb 00 000000");
    EXPECT_EQ(EncodeUpdate(update), message);
    EXPECT_EQ(Received(message), (ReceivedUpdate{update, {}}));
}

TEST(BgpUpdateTest, EndOfRibIsFrrs)
{
    const Bytes message = FromHex(VNLAB_BGP_MARKER "001d 02 0000 0006 80 0f 03 0019 46");
    EXPECT_EQ(EncodeUpdate({.endOfRib = true}), message);
    EXPECT_EQ(Received(message), (ReceivedUpdate{{.endOfRib = true}, {}}));
}

TEST(BgpUpdateTest, ReflectedRouteOfFrrIsReadWithoutItsMetric)
{
    const Bytes message =
        FromHex(VNLAB_BGP_MARKER "0086 02 0000 006f"
                                 "90 0e 002c 0019 46 04 c0000203 00"
                                 "02 21 0001c00002030002 00000000000000000000 00000000"
                                 "30 0200000000bb 00 00000a"
                                 "40 01 01 00 50 02 0000 80 04 04 00000000 40 05 04 00000064"
                                 "80 09 04 c0000203 80 0a 04 c00002fe"
                                 "c0 10 18 0002fde80000000a 030c000000000008 0600000000000001");
    const auto received = Received(message);
    EXPECT_FALSE(received.fault);
    const PathAttributes& attributes = received.update.attributes;
    EXPECT_EQ(attributes.nextHop, Address::Ipv4(0xc0000203));
    EXPECT_EQ(attributes.originatorId, 0xc0000203);
    EXPECT_THAT(attributes.clusterList, ElementsAre(0xc00002fe));
    EXPECT_THAT(attributes.communities,
                ElementsAre(kTarget, kVxlanEncapsulation, ToCommunity({.sequence = 1})));
    EXPECT_EQ(EncodeUpdate(received.update).size(), message.size() - 7);
}

TEST(BgpUpdateTest, EmptyOneSaysNothing) // the End-of-RIB of IPv4: RFC 4724 §2
{
    EXPECT_EQ(Received(FromHex(VNLAB_BGP_MARKER "0017 02 0000 0000")), ReceivedUpdate{});
}

TEST(BgpUpdateTest, MacWithAddressAndTwoLabelsHasItsLength)
{
    EvpnRoute route{.key = MacKey({2, 0, 0, 0, 0, 1}), .label = 10, .label2 = 0x123456};
    EXPECT_EQ(SizeOf(route), 2 + 36);
    route.key.ip = Address::Ipv4(0x0a000001);
    EXPECT_EQ(SizeOf(route), 2 + 40);
    ByteWriter writer;
    Write(writer, route);
    EXPECT_EQ(writer.Written(),
              FromHex("02 28 0001c00002010002 00000000000000000000 00000000"
                      "30 020000000001 20 0a000001 00000a 123456"));
    EXPECT_THAT(*ReadRoutes(writer.Written()), ElementsAre(route));
}

TEST(BgpUpdateTest, CommunitiesHaveTheirBytes)
{
    EXPECT_EQ(RouteTargetOfAddress(kVtep, 7).value, 0x0102'c000'0201'0007);
    EXPECT_EQ(ToCommunity({.sticky = true, .sequence = 5}).value, 0x0600'0100'0000'0005);
    EXPECT_EQ(MobilityOf(std::vector{kTarget}), MacMobility{});
    EXPECT_TRUE(IsRouteTarget(kTarget));
    EXPECT_TRUE(IsRouteTarget(RouteTargetOfAddress(kVtep, 7)));
    EXPECT_FALSE(IsRouteTarget(kVxlanEncapsulation));
    EXPECT_EQ(RouteDistinguisher::OfAs(65000, 10).value, 0x0000'fde8'0000'000a);
}

TEST(BgpUpdateTest, RoutesOfUnknownTypesAreSkipped) // RFC 7606 §5.4
{
    const auto routes = ReadRoutes(FromHex("05 02 aabb 03 11 0001c00002010002 00000000 20"
                                           "c0000201 01 00"));
    ASSERT_TRUE(routes);
    ASSERT_EQ(routes->size(), 1u);
    EXPECT_EQ(routes->front().key.type, EvpnType::kMulticast);
}

TEST(BgpUpdateTest, OtherFamiliesAreIgnored) // RFC 4760 §7
{
    EXPECT_EQ(Received(FromHex(VNLAB_BGP_MARKER "0021 02 0000 000a 80 0f 07 0001 01 18 0a0000")),
              ReceivedUpdate{});
}

RC_GTEST_PROP(BgpUpdateTest, WhatIsEncodedIsDecoded, ())
{
    const Update update = DrawUpdate();
    RC_ASSERT(Received(EncodeUpdate(update)) == (ReceivedUpdate{update, {}}));
}

RC_GTEST_PROP(BgpUpdateTest, DamagedOneIsRefusedOrSaysWhatItSaysWhenSentAgain, ())
{
    Bytes message = EncodeUpdate(DrawUpdate());
    for (int flips = *rc::gen::inRange(1, 4); flips > 0; --flips)
    {
        const auto place = *rc::gen::inRange<size_t>(kHeaderBytes, message.size());
        message[place] ^= static_cast<uint8_t>(1 << *rc::gen::inRange(0, 8));
    }
    const auto decoded = DecodeUpdate(BodyOf(message));
    if (const auto* received = std::get_if<ReceivedUpdate>(&decoded))
    {
        RC_ASSERT(Received(EncodeUpdate(received->update)) ==
                  (ReceivedUpdate{received->update, {}}));
    }
}

RC_GTEST_PROP(BgpUpdateTest, NoBeginningOfOneIsOne, ())
{
    const Bytes message = EncodeUpdate(DrawUpdate());
    const auto size = *rc::gen::inRange<size_t>(kHeaderBytes, message.size());
    const auto decoded =
        DecodeUpdate(std::span(message).subspan(kHeaderBytes, size - kHeaderBytes));
    RC_ASSERT(std::holds_alternative<Notification>(decoded));
}

} // namespace
} // namespace ns3::vnlab::bgp
