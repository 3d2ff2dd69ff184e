// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/probe-services.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Service kTcp80{6, 80};
constexpr Service kTcp443{6, 443};
constexpr Service kUdp5001{17, 5001};
constexpr Service kUdp5002{17, 5002};
constexpr Service kAnyUdp{17, 0};
constexpr Service kAnyTcp{6, 0};
constexpr Service kPing{1, 0};

const Permission kNothing;
const Permission kEverything = std::vector<Service>{};

Permission
Only(const std::vector<Service>& services)
{
    return services;
}

TEST(ServicesGained, ALinkForEverythingIsProbedAsTrafficIs)
{
    EXPECT_THAT(ServicesGained(kNothing, kEverything), ElementsAre(kUdp5001));
    EXPECT_THAT(ServicesGained(kEverything, kNothing), IsEmpty());
}

TEST(ServicesGained, AreThoseThatAreListedAndWereNotPermitted)
{
    EXPECT_THAT(ServicesGained(kNothing, Only({kTcp80, kTcp443})), ElementsAre(kTcp80, kTcp443));
    EXPECT_THAT(ServicesGained(Only({kTcp80}), Only({kTcp80, kTcp443})), ElementsAre(kTcp443));
    EXPECT_THAT(ServicesGained(Only({kTcp80, kTcp443}), Only({kTcp80})), IsEmpty());
}

TEST(ServicesGained, OfAProtocolOrOfEverythingAPortIsTakenThatMakesTheDifference)
{
    EXPECT_THAT(ServicesGained(Only({kUdp5001}), Only({kAnyUdp})), ElementsAre(kUdp5002));
    EXPECT_THAT(ServicesGained(Only({kUdp5001}), kEverything), ElementsAre(kUdp5002));
    EXPECT_THAT(ServicesGained(Only({kAnyUdp}), kEverything), ElementsAre(Service{6, 5001}));
    EXPECT_THAT(ServicesGained(Only({kTcp80}), kEverything), ElementsAre(kUdp5001));
}

TEST(ServicesGained, WhatNeitherUdpNorTcpShowsIsGainedWithoutAProbe)
{
    EXPECT_THAT(ServicesGained(kNothing, Only({kPing})), IsEmpty());
    EXPECT_TRUE(Gains(kNothing, Only({kPing})));
    EXPECT_THAT(ServicesGained(Only({kAnyUdp, kAnyTcp}), kEverything), IsEmpty());
    EXPECT_TRUE(Gains(Only({kAnyUdp, kAnyTcp}), kEverything));
    EXPECT_FALSE(Gains(kEverything, Only({kPing})));
    EXPECT_FALSE(Gains(kEverything, kEverything));
}

/// Whether a packet of a service is permitted.
bool
Permits(const Permission& permission, const Service& packet)
{
    return permission && (permission->empty() ||
                          std::ranges::any_of(*permission,
                                              [&packet](const Service& one) {
                                                  return one.ipProtocol == packet.ipProtocol &&
                                                         (one.port == 0 || one.port == packet.port);
                                              }));
}

Permission
DrawPermission()
{
    if (!*rc::gen::arbitrary<bool>())
    {
        return std::nullopt;
    }
    std::vector<Service> services;
    for (size_t i = *rc::gen::inRange<size_t>(0, 5); i > 0; --i)
    {
        const auto protocol = *rc::gen::element<uint8_t>(1, 6, 17);
        const auto port = *rc::gen::element<uint16_t>(0, 80, 5001, 5002, 5003);
        services.push_back({protocol, protocol == 1 ? uint16_t{0} : port});
    }
    return services;
}

RC_GTEST_PROP(ServicesGained, ArePermittedAfterwardsAndNotBefore, ())
{
    const Permission before = DrawPermission();
    const Permission after = DrawPermission();
    for (const Service& service : ServicesGained(before, after))
    {
        RC_ASSERT(service.port != 0);
        RC_ASSERT(Permits(after, service));
        RC_ASSERT(!Permits(before, service));
        RC_ASSERT(Gains(before, after));
    }
}

TEST(LinkChanges, AnotherListOfServicesIsOneChangeOfOneLink)
{
    ViewDelta delta;
    delta.addedLinks = {{VnicId{1}, VnicId{2}, {kTcp443}}, {VnicId{3}, VnicId{4}, {}}};
    delta.removedLinks = {{VnicId{0}, VnicId{9}, {}}, {VnicId{1}, VnicId{2}, {kTcp80}}};
    const std::vector<LinkChange> changes = LinkChanges(delta);
    ASSERT_EQ(changes.size(), 3u);
    EXPECT_EQ(changes[0].b, VnicId{9});
    EXPECT_EQ(changes[0].before, kEverything);
    EXPECT_EQ(changes[0].after, kNothing);
    EXPECT_EQ(changes[1].before, Only({kTcp80}));
    EXPECT_EQ(changes[1].after, Only({kTcp443}));
    EXPECT_EQ(changes[2].a, VnicId{3});
    EXPECT_EQ(changes[2].before, kNothing);
}

} // namespace

} // namespace ns3::vnlab
