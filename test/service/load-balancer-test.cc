// SPDX-License-Identifier: GPL-2.0-only

#include "model/ip/l4-check.h"
#include "model/ip/packet-fields.h"
#include "model/ip/tcp-segment.h"
#include "model/ip/udp-frame.h"
#include "model/service/load-balancer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::Pair;

constexpr uint32_t kBalancer = 0x0a000001;
constexpr uint32_t kWeb1 = 0x0a000011;
constexpr uint32_t kWeb2 = 0x0a000012;
constexpr uint32_t kWeb3 = 0x0a000013;
constexpr uint32_t kClient = 0x0a000101;
constexpr Service kHttp{6, 80};
constexpr Service kUdp{17, 0};

Ptr<Packet>
Datagram(uint32_t from, uint16_t fromPort, uint32_t to, uint16_t toPort)
{
    return MakeUdpFrame(
        {.source = from, .destination = to, .sourcePort = fromPort, .destinationPort = toPort},
        Create<Packet>(50));
}

Ptr<Packet>
Segment(uint32_t from, uint16_t fromPort, uint32_t to, uint16_t toPort)
{
    return MakeFrame({.source = from,
                      .destination = to,
                      .sourcePort = fromPort,
                      .destinationPort = toPort,
                      .sequence = 7,
                      .payload = Create<Packet>(33)});
}

/// @return where a packet goes on to, whose checksums have to be right; 0: it does not
uint32_t
SentTo(LoadBalancer& balancer, Ptr<Packet> frame, Time now = Seconds(0))
{
    FrameFields fields = *CheckedFieldsOf(frame);
    if (balancer.Take(frame, fields, now) != Passage::kOn)
    {
        return 0;
    }
    const auto after = CheckedFieldsOf(frame);
    EXPECT_TRUE(after && IsValidL4(frame, *after));
    EXPECT_EQ(after->destination, fields.destination);
    EXPECT_EQ(after->source, fields.source);
    return after->destination;
}

uint32_t
Connect(LoadBalancer& balancer, uint16_t port, Time now = Seconds(0))
{
    return SentTo(balancer, Datagram(kClient, port, kBalancer, 53), now);
}

TEST(LoadBalancerTest, RoundRobinTakesBackendsInTurnAndAConnectionKeepsItsOwn)
{
    LoadBalancer balancer(
        kBalancer, kUdp, {kWeb1, kWeb2, kWeb3}, BalancingPolicy::kRoundRobin, Seconds(60));
    EXPECT_EQ(Connect(balancer, 1), kWeb1);
    EXPECT_EQ(Connect(balancer, 2), kWeb2);
    EXPECT_EQ(Connect(balancer, 1), kWeb1);
    EXPECT_EQ(Connect(balancer, 3), kWeb3);
    EXPECT_EQ(Connect(balancer, 4), kWeb1);
    EXPECT_THAT(balancer.Load(), ElementsAre(2, 1, 1));
    EXPECT_THAT(balancer.Counts(), ElementsAre(Pair("connections", 4), Pair("most_loaded", 2)));
}

TEST(LoadBalancerTest, TheLeastLoadedIsTheFirstOfThoseWithTheFewestConnections)
{
    LoadBalancer balancer(
        kBalancer, kUdp, {kWeb1, kWeb2}, BalancingPolicy::kLeastLoaded, Seconds(60));
    EXPECT_EQ(Connect(balancer, 1), kWeb1);
    EXPECT_EQ(Connect(balancer, 2), kWeb2);
    EXPECT_EQ(Connect(balancer, 3), kWeb1);
    // The first two fall silent, the third goes on: 1 has one, 2 has none.
    EXPECT_EQ(Connect(balancer, 3, Seconds(50)), kWeb1);
    EXPECT_EQ(Connect(balancer, 4, Seconds(70)), kWeb2);
    EXPECT_THAT(balancer.Load(), ElementsAre(1, 1));
}

TEST(LoadBalancerTest, AConnectionLastsUntilItHasBeenSilentForSoLong)
{
    LoadBalancer balancer(
        kBalancer, kUdp, {kWeb1, kWeb2}, BalancingPolicy::kRoundRobin, Seconds(60));
    EXPECT_EQ(Connect(balancer, 1, Seconds(0)), kWeb1);
    EXPECT_EQ(Connect(balancer, 1, Seconds(59)), kWeb1);
    // An answer is heard of, too.
    EXPECT_EQ(SentTo(balancer, Datagram(kWeb1, 53, kClient, 1), Seconds(118)), kClient);
    EXPECT_EQ(Connect(balancer, 1, Seconds(177)), kWeb1);
    EXPECT_EQ(Connect(balancer, 1, Seconds(237)), kWeb2);
}

TEST(LoadBalancerTest, AnswersComeFromTheBalancerAndOthersPassAsTheyAre)
{
    LoadBalancer balancer(
        kBalancer, kUdp, {kWeb1, kWeb2}, BalancingPolicy::kRoundRobin, Seconds(60));
    EXPECT_EQ(Connect(balancer, 1), kWeb1);
    const auto sourceOf = [&balancer](Ptr<Packet> frame)
    {
        FrameFields fields = *FieldsOf(frame);
        EXPECT_EQ(balancer.Take(frame, fields, Seconds(0)), Passage::kOn);
        EXPECT_EQ(CheckedFieldsOf(frame)->source, fields.source);
        return fields.source;
    };
    EXPECT_EQ(sourceOf(Datagram(kWeb1, 53, kClient, 1)), kBalancer);
    EXPECT_EQ(sourceOf(Datagram(kWeb2, 53, kClient, 1)), kWeb2); // not its backend
    EXPECT_EQ(sourceOf(Datagram(kWeb1, 53, kClient, 2)), kWeb1); // no connection
}

TEST(LoadBalancerTest, WhatIsNotOfTheServiceIsItsOwn)
{
    LoadBalancer balancer(kBalancer, {17, 53}, {kWeb1}, BalancingPolicy::kRoundRobin, Seconds(60));
    EXPECT_EQ(SentTo(balancer, Datagram(kClient, 1, kBalancer, 54)), 0U);
    EXPECT_EQ(SentTo(balancer, Datagram(kClient, 1, kBalancer, 53)), kWeb1);
    EXPECT_EQ(SentTo(balancer, Datagram(kWeb1, 1, kBalancer, 53)), 0U); // a backend's own
}

TEST(LoadBalancerTest, AFragmentThatNamesNoConnectionIsRefused)
{
    LoadBalancer balancer(kBalancer, {17, 53}, {kWeb1}, BalancingPolicy::kRoundRobin, Seconds(60));
    Ptr<Packet> frame = Datagram(kClient, 1, kBalancer, 53);
    FrameFields fields = *FieldsOf(frame);
    fields.fragmentOffset = 185;
    fields.sourcePort = fields.destinationPort = 0;
    EXPECT_EQ(balancer.Take(frame, fields, Seconds(0)), Passage::kRefused);
}

TEST(LoadBalancerTest, TcpIsReaddressedWithItsChecksum)
{
    LoadBalancer balancer(kBalancer, kHttp, {kWeb1}, BalancingPolicy::kRoundRobin, Seconds(60));
    EXPECT_EQ(SentTo(balancer, Segment(kClient, 1, kBalancer, 80)), kWeb1);
    EXPECT_EQ(SentTo(balancer, Segment(kWeb1, 80, kClient, 1)), kClient);
    EXPECT_EQ(SentTo(balancer, Segment(kClient, 1, kBalancer, 81)), 0U);
}

/// Whatever comes when: a client's port has one backend as long as it is never silent for so long.
RC_GTEST_PROP(LoadBalancerLaw, LoadIsTheConnectionsAndEachKeepsItsBackend, ())
{
    const auto policy =
        *rc::gen::element(BalancingPolicy::kRoundRobin, BalancingPolicy::kLeastLoaded);
    LoadBalancer balancer(kBalancer, kUdp, {kWeb1, kWeb2, kWeb3}, policy, Seconds(1000));
    const auto ports =
        *rc::gen::container<std::vector<uint16_t>>(rc::gen::inRange<uint16_t>(1, 20));
    std::map<uint16_t, uint32_t> backends;
    int64_t second = 0;
    for (const uint16_t port : ports)
    {
        const uint32_t backend = Connect(balancer, port, Seconds(second++));
        RC_ASSERT(backends.try_emplace(port, backend).first->second == backend);
    }
    uint64_t all = 0;
    uint64_t most = 0;
    uint64_t least = UINT64_MAX;
    for (const uint64_t load : balancer.Load())
    {
        all += load;
        most = std::max(most, load);
        least = std::min(least, load);
    }
    RC_ASSERT(all == backends.size());
    RC_ASSERT(most - least <= 1U); // both policies share out evenly what never ends
}

} // namespace
} // namespace ns3::vnlab::test
