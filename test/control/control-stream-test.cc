// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-stream.h"

#include "ns3/simulator.h"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <numeric>
#include <random>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr uint32_t kFrameHeaderBytes = 14 + 20 + 20;
constexpr uint32_t kRecordBytes = 22;
constexpr uint32_t kSegmentBytes = 1390;
const Time kDelay = MilliSeconds(1);

ControlSegment
Addressing(uint32_t source, uint32_t destination)
{
    ControlSegment segment;
    segment.source = source;
    segment.destination = destination;
    return segment;
}

/// An update with a number of rules to erase.
ControlMessage
MakeUpdate(uint64_t id, size_t rules = 0)
{
    ControlMessage message;
    message.update = id;
    const RuleKey key{
        EnforcementPoint::Of(HostId{0}), TableId::kPortAddress, RuleBytes::From(PortAddressKey{1})};
    for (size_t i = 0; i < rules; ++i)
    {
        message.rules.Append(key);
    }
    return message;
}

/// Two ends of a channel and a link between them that may lose frames.
class Channel
{
  public:
    using Loses = std::function<bool(uint64_t frame)>;

    explicit Channel(Loses loses = [](uint64_t) { return false; })
        : m_loses(std::move(loses)),
          client(Addressing(1, 2), To(server), Into(atClient), clientTraffic),
          server(Addressing(2, 1), To(client), Into(atServer), serverTraffic)
    {
        client.SetPeer(&server);
        server.SetPeer(&client);
    }

    ~Channel()
    {
        Simulator::Destroy();
    }

  private:
    ControlStream::Transmit To(ControlStream& end)
    {
        return [this, &end](const Ptr<Packet>& frame)
        {
            if (!m_loses(m_frames++))
            {
                Simulator::Schedule(kDelay,
                                    [&end, frame] { end.ReceiveSegment(*ReadSegment(frame)); });
            }
        };
    }

    ControlStream::Receive Into(std::vector<uint64_t>& updates)
    {
        return [this, &updates](const ControlMessage& message)
        {
            updates.push_back(message.update);
            lastArrival = Simulator::Now();
        };
    }

    Loses m_loses;
    uint64_t m_frames{0};

  public:
    std::vector<uint64_t> atClient;
    std::vector<uint64_t> atServer;
    Time lastArrival;
    ControlTraffic clientTraffic;
    ControlTraffic serverTraffic;
    ControlStream client;
    ControlStream server;
};

std::vector<uint64_t>
UpTo(uint64_t count)
{
    std::vector<uint64_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

TEST(ControlMessageTest, SizeIsThatOfItsEncoding)
{
    EXPECT_EQ(MakeUpdate(1).Size(), 16);
    EXPECT_EQ(MakeUpdate(1, 3).Size(), 16 + 3 * (4 + 4));
    ControlMessage message = MakeUpdate(1, 1);
    message.rules.Append(MakeRule(Scope::Of(VnicId{3}),
                                  EnforcementPoint::Of(HostId{0}),
                                  TableId::kPortAddress,
                                  PortAddressKey{1},
                                  PortAddressValue{VnicId{3}}));
    EXPECT_EQ(message.Size(), 16 + (4 + 4) + (4 + 4 + 4));
    message.kind = ControlMessage::Kind::kAck;
    EXPECT_EQ(message.Size(), 16);
}

TEST(ControlStreamTest, MessagesArriveInOrderBothWays)
{
    Channel channel;
    channel.client.Connect();
    for (uint64_t i = 0; i < 3; ++i)
    {
        channel.client.Send(MakeUpdate(i));
        Simulator::Schedule(Seconds(1), [&channel, i] { channel.server.Send(MakeUpdate(10 + i)); });
    }
    Simulator::Run();
    EXPECT_THAT(channel.atServer, ElementsAre(0, 1, 2));
    EXPECT_THAT(channel.atClient, ElementsAre(10, 11, 12));
}

TEST(ControlStreamTest, MessageArrivesAfterTheHandshakesRoundTripAndItsOwnWay)
{
    Channel channel;
    channel.client.Connect();
    channel.client.Send(MakeUpdate(1));
    Simulator::Run();
    EXPECT_THAT(channel.atServer, ElementsAre(1));
    EXPECT_EQ(channel.lastArrival, 3 * kDelay);
}

TEST(ControlStreamTest, BytesAreThoseOfAllFramesWithTheirHeaders)
{
    Channel channel;
    channel.client.Connect();
    const ControlMessage small = MakeUpdate(1, 5);
    const ControlMessage large = MakeUpdate(2, 500);
    channel.client.Send(small);
    channel.client.Send(large);
    Simulator::Run();
    const uint32_t records = small.Size() + kRecordBytes + large.Size() + kRecordBytes;
    const uint32_t ofLarge = (large.Size() + kRecordBytes + kSegmentBytes - 1) / kSegmentBytes;
    ASSERT_EQ(ofLarge, 3);
    // Client: SYN, ACK, segments. Server: SYN-ACK, one acknowledgement of each segment.
    EXPECT_EQ(channel.clientTraffic.bytes, records + (2 + 1 + ofLarge) * kFrameHeaderBytes);
    EXPECT_EQ(channel.serverTraffic.bytes, (1 + 1 + ofLarge) * kFrameHeaderBytes);
    EXPECT_EQ(channel.clientTraffic.messages, 2);
    EXPECT_EQ(channel.serverTraffic.messages, 0);
    EXPECT_EQ(channel.clientTraffic.retransmissions, 0);
}

TEST(ControlStreamTest, HandshakeMessagesAreNotCountedAsMessages)
{
    Channel channel;
    channel.client.Connect();
    ControlMessage hello;
    hello.kind = ControlMessage::Kind::kClientHello;
    channel.client.Send(hello);
    Simulator::Run();
    EXPECT_EQ(channel.clientTraffic.messages, 0);
    EXPECT_GT(channel.clientTraffic.bytes, 250);
}

TEST(ControlStreamTest, NothingIsSentBeforeTheConnectionIsOpen)
{
    Channel channel;
    channel.client.Send(MakeUpdate(1));
    Simulator::Run();
    EXPECT_EQ(channel.clientTraffic.bytes, 0);
    channel.client.Connect();
    Simulator::Run();
    EXPECT_THAT(channel.atServer, ElementsAre(1));
}

TEST(ControlStreamTest, WhatTheAnsweringEndHasToSayLeavesWhenTheConnectionIsOpen)
{
    Channel channel;
    channel.server.Send(MakeUpdate(1));
    channel.client.Connect();
    Simulator::Run();
    EXPECT_THAT(channel.atClient, ElementsAre(1));
}

TEST(ControlStreamTest, LostSynIsRepeatedAfter200Milliseconds)
{
    Channel channel([](uint64_t frame) { return frame == 0; });
    channel.client.Connect();
    channel.client.Send(MakeUpdate(1));
    Simulator::Run();
    EXPECT_THAT(channel.atServer, ElementsAre(1));
    EXPECT_EQ(channel.clientTraffic.retransmissions, 1);
    EXPECT_EQ(channel.lastArrival, MilliSeconds(200) + 3 * kDelay);
}

TEST(ControlStreamTest, TimeoutDoublesWithEachLossInARow)
{
    Channel channel([](uint64_t frame) { return frame < 3; });
    channel.client.Connect();
    channel.client.Send(MakeUpdate(1));
    Simulator::Run();
    EXPECT_EQ(channel.clientTraffic.retransmissions, 3);
    EXPECT_EQ(channel.lastArrival, MilliSeconds(200 + 400 + 800) + 3 * kDelay);
}

TEST(ControlStreamTest, LostAcknowledgementDeliversNothingTwice)
{
    // 0 SYN, 1 SYN-ACK, 2 ACK, 3 the segment, 4 its acknowledgement.
    Channel channel([](uint64_t frame) { return frame == 4; });
    channel.client.Connect();
    channel.client.Send(MakeUpdate(1));
    Simulator::Run();
    EXPECT_THAT(channel.atServer, ElementsAre(1));
    EXPECT_EQ(channel.clientTraffic.retransmissions, 1);
}

TEST(ControlStreamTest, SilentPeerIsTriedForever)
{
    Channel channel([](uint64_t) { return true; });
    channel.client.Connect();
    channel.client.Send(MakeUpdate(1));
    Simulator::Stop(Hours(1));
    Simulator::Run();
    EXPECT_THAT(channel.atServer, IsEmpty());
    // Doubling from 0.2 s: ten repeats in 204.6 s; then every 120 s: 28 more in the hour.
    EXPECT_EQ(channel.clientTraffic.retransmissions, 38);
}

/// Sends messages of several sizes both ways, some later than others.
/// @return whether all of them arrive, once and in order
bool
ArriveInOrder(Channel& channel, uint64_t messages)
{
    channel.client.Connect();
    for (uint64_t i = 0; i < messages; ++i)
    {
        Simulator::Schedule(MilliSeconds(static_cast<int64_t>(i / 3 * 50)),
                            [&channel, i]
                            {
                                channel.client.Send(MakeUpdate(i, i % 4 * 150));
                                channel.server.Send(MakeUpdate(i, i % 3 * 200));
                            });
    }
    Simulator::Run();
    return channel.atServer == UpTo(messages) && channel.atClient == UpTo(messages);
}

class EveryKthFrame : public testing::TestWithParam<uint64_t>
{
};

TEST_P(EveryKthFrame, IsLostAndAllMessagesArriveOnceInOrder)
{
    const uint64_t k = GetParam();
    Channel channel([k](uint64_t frame) { return frame % k == k - 1; });
    EXPECT_TRUE(ArriveInOrder(channel, 12));
    EXPECT_GT(channel.clientTraffic.retransmissions + channel.serverTraffic.retransmissions, 0);
}

INSTANTIATE_TEST_SUITE_P(ControlStreamTest, EveryKthFrame, testing::Values(3, 4, 5, 7, 11));

RC_GTEST_PROP(ControlStreamProperty, AnyLossDelaysButLosesAndRepeatsNothing, ())
{
    const auto percent = *rc::gen::inRange(0, 45);
    std::mt19937 dice(*rc::gen::arbitrary<uint32_t>());
    Channel channel([&dice, percent](uint64_t) { return dice() % 100 < uint32_t(percent); });
    RC_ASSERT(ArriveInOrder(channel, *rc::gen::inRange<uint64_t>(1, 10)));
}

} // namespace
} // namespace ns3::vnlab::test
