// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/tcp-stream.h"

#include "ns3/simulator.h"

#include <any>
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

constexpr uint32_t kFrameHeaderBytes = 14 + kTcpIpHeaders;
constexpr uint32_t kSegmentBytes = 1390;
const Time kDelay = MilliSeconds(1);

TcpSegment
Addressing(uint32_t source, uint32_t destination)
{
    TcpSegment segment;
    segment.source = source;
    segment.destination = destination;
    return segment;
}

/// A message as the tests send it: its content is its number.
struct Message
{
    uint64_t number;
    uint32_t bytes{38};
};

void
Send(TcpStream& from, const Message& message)
{
    from.Send(Create<Packet>(message.bytes), message.number);
}

/// Two ends of a channel and a link between them that may lose, repeat and delay frames.
class Channel
{
  public:
    using Loses = std::function<bool(uint64_t frame)>;
    /// When the copies of a frame arrive; none: it is lost.
    using Carries = std::function<std::vector<Time>()>;

    explicit Channel(Loses loses = [](uint64_t) { return false; })
        : Channel([this, loses = std::move(loses)]
                  { return loses(m_frames++) ? std::vector<Time>{} : std::vector{kDelay}; })
    {
    }

    explicit Channel(Carries carries)
        : m_carries(std::move(carries)),
          client(Addressing(1, 2), kSegmentBytes, To(server), Into(atClient), clientTraffic),
          server(Addressing(2, 1), kSegmentBytes, To(client), Into(atServer), serverTraffic)
    {
        client.SetPeer(&server);
        server.SetPeer(&client);
    }

    ~Channel()
    {
        Simulator::Destroy();
    }

  private:
    TcpStream::Transmit To(TcpStream& end)
    {
        return [this, &end](const Ptr<Packet>& frame)
        {
            for (const Time& delay : m_carries())
            {
                Simulator::Schedule(delay,
                                    [&end, frame] { end.ReceiveSegment(*ReadSegment(frame)); });
            }
        };
    }

    TcpStream::Receive Into(std::vector<uint64_t>& numbers)
    {
        return [this, &numbers](const std::any& content)
        {
            numbers.push_back(std::any_cast<uint64_t>(content));
            lastArrival = Simulator::Now();
        };
    }

    Carries m_carries;
    uint64_t m_frames{0};

  public:
    std::vector<uint64_t> atClient;
    std::vector<uint64_t> atServer;
    Time lastArrival;
    TcpTraffic clientTraffic;
    TcpTraffic serverTraffic;
    TcpStream client;
    TcpStream server;
};

std::vector<uint64_t>
UpTo(uint64_t count)
{
    std::vector<uint64_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

TEST(TcpStreamTest, MessagesArriveInOrderBothWays)
{
    Channel channel;
    channel.client.Connect();
    for (uint64_t i = 0; i < 3; ++i)
    {
        Send(channel.client, {i});
        Simulator::Schedule(Seconds(1), [&channel, i] { Send(channel.server, {10 + i}); });
    }
    Simulator::Run();
    EXPECT_THAT(channel.atServer, ElementsAre(0, 1, 2));
    EXPECT_THAT(channel.atClient, ElementsAre(10, 11, 12));
}

TEST(TcpStreamTest, MessageArrivesAfterTheHandshakesRoundTripAndItsOwnWay)
{
    Channel channel;
    channel.client.Connect();
    Send(channel.client, {1});
    Simulator::Run();
    EXPECT_THAT(channel.atServer, ElementsAre(1));
    EXPECT_EQ(channel.lastArrival, 3 * kDelay);
}

TEST(TcpStreamTest, BytesAreThoseOfAllFramesWithTheirHeaders)
{
    Channel channel;
    channel.client.Connect();
    constexpr uint32_t ofLarge = 3;
    const Message small{1, 78};
    const Message large{2, ofLarge * kSegmentBytes - 100};
    Send(channel.client, small);
    Send(channel.client, large);
    Simulator::Run();
    // Client: SYN, ACK, segments. Server: SYN-ACK, one acknowledgement of each segment.
    EXPECT_EQ(channel.clientTraffic.bytes,
              small.bytes + large.bytes + (2 + 1 + ofLarge) * kFrameHeaderBytes);
    EXPECT_EQ(channel.serverTraffic.bytes, (1 + 1 + ofLarge) * kFrameHeaderBytes);
    EXPECT_EQ(channel.clientTraffic.retransmissions, 0);
}

TEST(TcpStreamTest, NothingIsSentBeforeTheConnectionIsOpen)
{
    Channel channel;
    Send(channel.client, {1});
    Simulator::Run();
    EXPECT_EQ(channel.clientTraffic.bytes, 0);
    channel.client.Connect();
    Simulator::Run();
    EXPECT_THAT(channel.atServer, ElementsAre(1));
}

TEST(TcpStreamTest, WhatTheAnsweringEndHasToSayLeavesWhenTheConnectionIsOpen)
{
    Channel channel;
    Send(channel.server, {1});
    channel.client.Connect();
    Simulator::Run();
    EXPECT_THAT(channel.atClient, ElementsAre(1));
}

TEST(TcpStreamTest, LostSynIsRepeatedAfterASecond)
{
    Channel channel([](uint64_t frame) { return frame == 0; });
    channel.client.Connect();
    Send(channel.client, {1});
    Simulator::Run();
    EXPECT_THAT(channel.atServer, ElementsAre(1));
    EXPECT_EQ(channel.clientTraffic.retransmissions, 1);
    EXPECT_EQ(channel.lastArrival, Seconds(1) + 3 * kDelay);
}

TEST(TcpStreamTest, TimeoutDoublesWithEachLossInARow)
{
    Channel channel([](uint64_t frame) { return frame < 3; });
    channel.client.Connect();
    Send(channel.client, {1});
    Simulator::Run();
    EXPECT_EQ(channel.clientTraffic.retransmissions, 3);
    EXPECT_EQ(channel.lastArrival, Seconds(1 + 2 + 4) + 3 * kDelay);
}

TEST(TcpStreamTest, LostMessageIsRepeatedAfter200MillisecondsWhereNothingFollowsIt)
{
    // 0 SYN, 1 SYN-ACK, 2 ACK, 3 the segment: the handshake's round trip was measured.
    Channel channel([](uint64_t frame) { return frame == 3; });
    channel.client.Connect();
    Send(channel.client, {1});
    Simulator::Run();
    EXPECT_EQ(channel.clientTraffic.retransmissions, 1);
    EXPECT_EQ(channel.lastArrival, 3 * kDelay + MilliSeconds(200));
}

TEST(TcpStreamTest, LostMessageIsRepeatedAfterThreeAcknowledgementsOfOthersBehindIt)
{
    Channel channel([](uint64_t frame) { return frame == 3; });
    channel.client.Connect();
    for (uint64_t i = 0; i < 4; ++i)
    {
        Send(channel.client, {i});
    }
    Simulator::Run();
    EXPECT_THAT(channel.atServer, ElementsAre(0, 1, 2, 3));
    EXPECT_EQ(channel.clientTraffic.retransmissions, 1);
    EXPECT_EQ(channel.lastArrival, 5 * kDelay); // a round trip later than without the loss
}

TEST(TcpStreamTest, LostAnswerToTheSynIsRepeatedByItsSender)
{
    Channel channel([](uint64_t frame) { return frame == 1; });
    Send(channel.server, {1});
    channel.client.Connect();
    Simulator::Run();
    EXPECT_THAT(channel.atClient, ElementsAre(1));
    EXPECT_LT(channel.lastArrival, Seconds(1) + 6 * kDelay);
}

TEST(TcpStreamTest, TenSegmentsLeaveBeforeTheFirstAcknowledgement)
{
    Channel channel;
    channel.client.Connect();
    Send(channel.client, {1, 40 * kSegmentBytes});
    Simulator::Stop(3 * kDelay);
    Simulator::Run();
    EXPECT_EQ(channel.clientTraffic.bytes,
              2 * kFrameHeaderBytes + 10 * (kSegmentBytes + kFrameHeaderBytes));
}

TEST(TcpStreamTest, LostAcknowledgementDeliversNothingTwice)
{
    // 0 SYN, 1 SYN-ACK, 2 ACK, 3 the segment, 4 its acknowledgement.
    Channel channel([](uint64_t frame) { return frame == 4; });
    channel.client.Connect();
    Send(channel.client, {1});
    Simulator::Run();
    EXPECT_THAT(channel.atServer, ElementsAre(1));
    EXPECT_EQ(channel.clientTraffic.retransmissions, 1);
}

TEST(TcpStreamTest, SilentPeerIsTriedForever)
{
    Channel channel([](uint64_t) { return true; });
    channel.client.Connect();
    Send(channel.client, {1});
    Simulator::Stop(Hours(1));
    Simulator::Run();
    EXPECT_THAT(channel.atServer, IsEmpty());
    // Doubling from 1 s: seven repeats in 127 s; then every 120 s: 28 more in the hour.
    EXPECT_EQ(channel.clientTraffic.retransmissions, 7 + 28);
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
                                Send(channel.client, {i, static_cast<uint32_t>(38 + i % 4 * 1200)});
                                Send(channel.server, {i, static_cast<uint32_t>(38 + i % 3 * 1600)});
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

INSTANTIATE_TEST_SUITE_P(TcpStreamTest, EveryKthFrame, testing::Values(3, 4, 5, 7, 11));

RC_GTEST_PROP(TcpStreamProperty, AnyLossDelaysButLosesAndRepeatsNothing, ())
{
    const auto percent = *rc::gen::inRange(0, 45);
    std::mt19937 dice(*rc::gen::arbitrary<uint32_t>());
    Channel channel([&dice, percent](uint64_t) { return dice() % 100 < uint32_t(percent); });
    RC_ASSERT(ArriveInOrder(channel, *rc::gen::inRange<uint64_t>(1, 10)));
}

RC_GTEST_PROP(TcpStreamProperty, WhateverIsLostRepeatedOrOvertakenAllArrivesOnceInOrder, ())
{
    const auto percent = *rc::gen::inRange(0, 40);
    const auto jitter_us = *rc::gen::inRange(1, 20'000);
    std::mt19937 dice(*rc::gen::arbitrary<uint32_t>());
    Channel channel(Channel::Carries(
        [&dice, percent, jitter_us]
        {
            std::vector<Time> copies;
            const int sent = dice() % 100 < uint32_t(percent) ? 0 : dice() % 4 == 0 ? 2 : 1;
            for (int copy = 0; copy < sent; ++copy)
            {
                copies.push_back(kDelay + MicroSeconds(dice() % uint32_t(jitter_us)));
            }
            return copies;
        }));
    RC_ASSERT(ArriveInOrder(channel, *rc::gen::inRange<uint64_t>(1, 30)));
}

/// Gives up, and notes when.
class Impatience : public TcpStream::Patience
{
  public:
    Time UserTimeout() const override
    {
        return Seconds(10);
    }

    void GaveUp() override
    {
        gaveUp.push_back(Simulator::Now());
    }

    std::vector<Time> gaveUp;
};

TEST(TcpStreamTest, AnEndWithoutAnswerGivesUpAfterTheUserTimeoutAndSendsNothingMore)
{
    Channel channel([](uint64_t) { return true; });
    Impatience impatience;
    channel.client.SetPatience(&impatience);
    channel.client.Connect();
    Simulator::Run();
    EXPECT_THAT(impatience.gaveUp, ElementsAre(Seconds(10)));
    EXPECT_EQ(channel.clientTraffic.retransmissions, 3U); // after 1 s, 3 s and 7 s
}

TEST(TcpStreamTest, AnAnswerBeginsTheUserTimeoutAnew)
{
    // SYN, SYN-ACK and its acknowledgement pass, and then two messages; nothing after 5 s.
    Channel channel([](uint64_t) { return Simulator::Now() >= Seconds(5); });
    Impatience impatience;
    channel.client.SetPatience(&impatience);
    channel.client.Connect();
    Simulator::Schedule(Seconds(4), [&channel] { Send(channel.client, {0}); });
    Simulator::Schedule(Seconds(6), [&channel] { Send(channel.client, {1}); });
    Simulator::Run();
    EXPECT_THAT(channel.atServer, ElementsAre(0));
    EXPECT_THAT(impatience.gaveUp, ElementsAre(Seconds(16)));
}

TEST(TcpStreamTest, AnEndThatHasNothingToSayNeverGivesUp)
{
    Channel channel;
    Impatience impatience;
    channel.client.SetPatience(&impatience);
    channel.client.Connect();
    Send(channel.client, {0});
    Simulator::Stop(Minutes(5));
    Simulator::Run();
    EXPECT_THAT(impatience.gaveUp, IsEmpty());
}

} // namespace
} // namespace ns3::vnlab::test
