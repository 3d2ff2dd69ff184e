// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-packing.h"
#include "test/protocol/bgp-draws.h"
#include "test/protocol/bgp-hex.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::bgp
{
namespace
{

using testing::IsEmpty;
using testing::SizeIs;

constexpr size_t kMacRoute = 35;   // type, length and the 33 bytes of a MAC without an address
constexpr size_t kOfWithdraw = 30; // header, old fields, MP_UNREACH_NLRI without routes
constexpr size_t kOfAnnounce = 70; // header, old fields, attributes, MP_REACH_NLRI without routes

EvpnRoute
NumberedRoute(uint32_t number)
{
    EvpnRoute route{.label = 10};
    WriteBig32(&route.key.mac[2], number);
    return route;
}

std::vector<EvpnRoute>
NumberedRoutes(uint32_t count)
{
    std::vector<EvpnRoute> routes;
    for (uint32_t i = 0; i < count; ++i)
    {
        routes.push_back(NumberedRoute(i));
    }
    return routes;
}

std::vector<EvpnKey>
KeysOf(const std::vector<EvpnRoute>& routes)
{
    std::vector<EvpnKey> keys;
    for (const EvpnRoute& route : routes)
    {
        keys.push_back(route.key);
    }
    return keys;
}

/// Attributes of a VTEP's own route.
PathAttributes
OwnAttributes()
{
    PathAttributes attributes;
    attributes.nextHop = Address::Ipv4(0xc0000201);
    attributes.communities = {RouteTarget(65000, 10), kVxlanEncapsulation};
    return attributes;
}

Update
ReadMessage(const Bytes& message)
{
    const auto received = std::get<ReceivedUpdate>(DecodeUpdate(BodyOf(message)));
    EXPECT_FALSE(received.fault);
    return received.update;
}

TEST(BgpPackingTest, NothingTakesNoMessage)
{
    EXPECT_THAT(PackAnnounced({}, OwnAttributes()), IsEmpty());
    EXPECT_THAT(PackWithdrawn({}), IsEmpty());
}

TEST(BgpPackingTest, AnUpdateAnnounces115MacsOfAVtep)
{
    static_assert((kMostBytes - kOfAnnounce) / kMacRoute == 115);
    const auto full = PackAnnounced(NumberedRoutes(115), OwnAttributes());
    ASSERT_THAT(full, SizeIs(1));
    EXPECT_EQ(full.front().size(), kOfAnnounce + 115 * kMacRoute);
    const auto more = PackAnnounced(NumberedRoutes(116), OwnAttributes());
    ASSERT_THAT(more, SizeIs(2));
    EXPECT_EQ(more.back().size(), kOfAnnounce + kMacRoute);
    EXPECT_THAT(PackAnnounced(NumberedRoutes(1'000), OwnAttributes()), SizeIs(9));
}

TEST(BgpPackingTest, AnUpdateWithdraws116Macs)
{
    static_assert((kMostBytes - kOfWithdraw) / kMacRoute == 116);
    const auto full = PackWithdrawn(KeysOf(NumberedRoutes(116)));
    ASSERT_THAT(full, SizeIs(1));
    EXPECT_EQ(full.front().size(), kOfWithdraw + 116 * kMacRoute);
    EXPECT_THAT(PackWithdrawn(KeysOf(NumberedRoutes(117))), SizeIs(2));
}

RC_GTEST_PROP(BgpPackingTest, AllRoutesComeInOrderAndNoMessageHasRoomForTheNextRoute, ())
{
    const PathAttributes attributes = DrawAttributes();
    std::vector<EvpnRoute> routes(*rc::gen::inRange<size_t>(0, 300));
    const EvpnRoute one = DrawRoute();
    const EvpnRoute other = DrawRoute();
    for (size_t i = 0; i < routes.size(); ++i)
    {
        routes[i] = i % 3 == 0 ? one : other;
        routes[i].key.tag = static_cast<uint32_t>(i);
    }
    std::vector<EvpnRoute> got;
    size_t before = kMostBytes;
    for (const Bytes& message : PackAnnounced(routes, attributes))
    {
        const Update update = ReadMessage(message);
        RC_ASSERT(message.size() <= kMostBytes);
        RC_ASSERT(before + SizeOf(update.announced.front()) > kMostBytes);
        RC_ASSERT(update.attributes == attributes);
        got.insert(got.end(), update.announced.begin(), update.announced.end());
        before = message.size();
    }
    RC_ASSERT(got == routes);
}

RC_GTEST_PROP(BgpPackingTest, AllWithdrawalsComeInOrder, ())
{
    std::vector<EvpnKey> keys(*rc::gen::inRange<size_t>(0, 300), DrawKey());
    for (size_t i = 0; i < keys.size(); ++i)
    {
        keys[i].tag = static_cast<uint32_t>(i);
    }
    std::vector<EvpnKey> got;
    for (const Bytes& message : PackWithdrawn(keys))
    {
        const Update update = ReadMessage(message);
        got.insert(got.end(), update.withdrawn.begin(), update.withdrawn.end());
    }
    RC_ASSERT(got == keys);
}

} // namespace
} // namespace ns3::vnlab::bgp
