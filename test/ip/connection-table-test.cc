// SPDX-License-Identifier: GPL-2.0-only
//
// Connections as netfilter tracks them, and how many of them a table holds.

#include "model/ip/connection-table.h"
#include "model/ip/icmp-error.h"
#include "model/ip/packet-fields.h"
#include "model/ip/tcp-segment.h"
#include "model/ip/udp-frame.h"
#include "model/wire/tcp-fields.h"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using enum TcpTrack;

constexpr uint32_t kA = 0x0a000001;
constexpr uint32_t kB = 0x0a000002;
constexpr uint8_t kSyn = tcpflag::kSyn;
constexpr uint8_t kSynAck = tcpflag::kSyn | tcpflag::kAck;
constexpr uint8_t kAck = tcpflag::kAck;
constexpr uint8_t kFinAck = tcpflag::kFin | tcpflag::kAck;
constexpr uint8_t kRst = tcpflag::kReset;

TrackedPacket
TrackedTcp(bool fromA, uint8_t flags)
{
    return {.source = fromA ? kA : kB,
            .destination = fromA ? kB : kA,
            .protocol = 6,
            .sourcePort = static_cast<uint16_t>(fromA ? 4000 : 80),
            .destinationPort = static_cast<uint16_t>(fromA ? 80 : 4000),
            .tcpFlags = flags};
}

TrackedPacket
TrackedUdp(bool fromA, uint16_t port = 4000)
{
    return {.source = fromA ? kA : kB,
            .destination = fromA ? kB : kA,
            .protocol = 17,
            .sourcePort = static_cast<uint16_t>(fromA ? port : 53),
            .destinationPort = static_cast<uint16_t>(fromA ? 53 : port)};
}

/// Has packets of TCP pass, each a second after the one before. @return the state after each
std::vector<TcpTrack>
StatesAfter(const std::vector<std::pair<bool, uint8_t>>& segments)
{
    ConnectionTable table;
    std::vector<TcpTrack> states;
    Time now;
    for (const auto& [fromA, flags] : segments)
    {
        now += Seconds(1);
        const TrackedPacket segment = TrackedTcp(fromA, flags);
        EXPECT_NE(table.Classify(segment, now), Tracked::kInvalid);
        EXPECT_TRUE(table.Note(segment, now));
        states.push_back(table.StateOf(segment, now));
    }
    return states;
}

TEST(ConnectionTableTest, ATcpConnectionGoesThroughNetfiltersStates)
{
    EXPECT_EQ(StatesAfter({{true, kSyn},
                           {false, kSynAck},
                           {true, kAck},
                           {false, kAck},
                           {true, kFinAck},
                           {false, kAck},
                           {false, kFinAck},
                           {true, kAck}}),
              (std::vector{kSynSent,
                           kSynReceived,
                           kEstablished,
                           kEstablished,
                           kFinWait,
                           kCloseWait,
                           kLastAck,
                           kTimeWait}));
    EXPECT_EQ(StatesAfter({{true, kSyn}, {false, kSyn}, {true, kSynAck}}), // simultaneous open
              (std::vector{kSynSent, kSynSent2, kSynReceived}));
    EXPECT_EQ(StatesAfter({{true, kSyn}, {false, kSynAck}, {true, kAck}, {false, kRst}}).back(),
              kClose);
    EXPECT_EQ(StatesAfter({{true, kAck}}), std::vector{kEstablished}); // found open
}

TEST(ConnectionTableTest, AnswersBelongAndWhatNobodyAskedForOpensOrIsInvalid)
{
    ConnectionTable table;
    EXPECT_EQ(table.Classify(TrackedUdp(true), Seconds(0)), Tracked::kOpens);
    EXPECT_EQ(table.Size(Seconds(0)), 0U); // classifying changes nothing
    ASSERT_TRUE(table.Note(TrackedUdp(true), Seconds(0)));
    EXPECT_EQ(table.Classify(TrackedUdp(false), Seconds(1)), Tracked::kBelongs);
    EXPECT_EQ(table.Classify(TrackedUdp(false, 4001), Seconds(1)), Tracked::kOpens); // another port
    for (const uint8_t flags : {kSynAck, kFinAck, kRst, uint8_t{0}})
    {
        EXPECT_EQ(table.Classify(TrackedTcp(false, flags), Seconds(1)), Tracked::kInvalid)
            << int{flags};
    }
    const TrackedPacket reply{
        .source = kB, .destination = kA, .protocol = 1, .icmpType = kIcmpEchoReply};
    EXPECT_EQ(table.Classify(reply, Seconds(1)), Tracked::kInvalid);
    const TrackedPacket query{
        .source = kA, .destination = kB, .protocol = 1, .icmpType = kIcmpEcho};
    ASSERT_TRUE(table.Note(query, Seconds(1)));
    EXPECT_EQ(table.Classify(reply, Seconds(1)), Tracked::kBelongs);
}

TEST(ConnectionTableTest, ConnectionsEndAtTheirTimeoutsInSilence)
{
    ConnectionTable table;
    table.Note(TrackedUdp(true), Seconds(0));
    EXPECT_EQ(table.Size(NanoSeconds(29'999'999'999)), 1U);
    EXPECT_EQ(table.Size(Seconds(30)), 0U);
    table.Note(TrackedUdp(true), Seconds(100));
    table.Note(TrackedUdp(false), Seconds(110)); // a stream from now on
    EXPECT_EQ(table.Size(Seconds(229)), 1U);
    EXPECT_EQ(table.Size(Seconds(230)), 0U);
    // Half open: the answer is forgotten after a minute; established, after five days.
    table.Note(TrackedTcp(true, kSyn), Seconds(1000));
    table.Note(TrackedTcp(false, kSynAck), Seconds(1001));
    EXPECT_EQ(table.Size(Seconds(1060)), 1U);
    EXPECT_EQ(table.Size(Seconds(1061)), 0U);
    table.Note(TrackedTcp(true, kSyn), Seconds(2000));
    table.Note(TrackedTcp(false, kSynAck), Seconds(2000));
    table.Note(TrackedTcp(true, kAck), Seconds(2000));
    EXPECT_EQ(table.Size(Seconds(2000 + 431'999)), 1U);
    // A shorter state ends sooner, although the longer one had years to go.
    table.Note(TrackedTcp(true, kRst), Seconds(2000 + 431'999));
    EXPECT_EQ(table.Size(Seconds(2000 + 431'999 + 9)), 1U);
    EXPECT_EQ(table.Size(Seconds(2000 + 431'999 + 10)), 0U);
}

TEST(ConnectionTableTest, AResetBeforeAnyAnswerEndsIt)
{
    ConnectionTable table;
    table.Note(TrackedTcp(true, kSyn), Seconds(0));
    table.Note(TrackedTcp(true, kRst), Seconds(1));
    EXPECT_EQ(table.Size(Seconds(1)), 0U);
}

TEST(ConnectionTableTest, AFullTableRefusesWhatIsNewAndNobodyElse)
{
    ConnectionTable table(2);
    EXPECT_TRUE(table.Note(TrackedUdp(true, 1), Seconds(0)));
    EXPECT_TRUE(table.Note(TrackedUdp(true, 2), Seconds(10)));
    EXPECT_FALSE(table.Note(TrackedUdp(true, 3), Seconds(20)));
    EXPECT_TRUE(table.Note(TrackedUdp(false, 2), Seconds(20)));
    EXPECT_TRUE(table.Note(TrackedUdp(true, 3), Seconds(30))); // the first is over
    EXPECT_EQ(table.Size(Seconds(30)), 2U);
}

/// @return the packet in another zone
TrackedPacket
In(uint64_t zone, TrackedPacket packet)
{
    packet.zone = zone;
    return packet;
}

TEST(ConnectionTableTest, ZonesShareTheTableAndNothingElse)
{
    ConnectionTable table(2);
    EXPECT_TRUE(table.Note(In(1, TrackedUdp(true)), Seconds(0)));
    EXPECT_EQ(table.Classify(In(2, TrackedUdp(false)), Seconds(0)), Tracked::kOpens);
    EXPECT_TRUE(table.HasRoom(Seconds(0)));
    EXPECT_TRUE(table.Note(In(2, TrackedUdp(false)), Seconds(0)));
    EXPECT_FALSE(table.HasRoom(Seconds(0)));
    EXPECT_FALSE(table.Note(In(3, TrackedUdp(true)), Seconds(0)));
    EXPECT_TRUE(table.IsFromOpener(In(1, TrackedUdp(true)), Seconds(0)));
    EXPECT_FALSE(table.IsFromOpener(In(2, TrackedUdp(true)), Seconds(0)));
    EXPECT_TRUE(table.HasRoom(Seconds(30))); // they are over
}

TEST(ConnectionTableTest, ConnectionsMoveWithTheirZone)
{
    ConnectionTable from;
    ConnectionTable to;
    from.Note(In(7, TrackedUdp(true)), Seconds(0));
    from.Note(In(7, TrackedUdp(true, 9)), Seconds(0));
    from.Note(In(6, TrackedUdp(true)), Seconds(0));
    from.Note(In(8, TrackedUdp(true)), Seconds(0));
    from.Move(7, to);
    EXPECT_EQ(from.Size(Seconds(1)), 2U);
    EXPECT_EQ(from.Classify(In(7, TrackedUdp(false)), Seconds(1)), Tracked::kOpens);
    EXPECT_EQ(to.Classify(In(7, TrackedUdp(false)), Seconds(1)), Tracked::kBelongs);
    EXPECT_FALSE(to.IsFromOpener(In(7, TrackedUdp(false)), Seconds(1)));
    EXPECT_EQ(to.Size(Seconds(1)), 2U);
    EXPECT_EQ(to.Size(Seconds(30)), 0U); // and end there
}

/// Who opens again what the other end has closed last asks for something itself.
TEST(ConnectionTableTest, WhoOpenedAConnectionIsKnownUntilItIsOpenedAgain)
{
    ConnectionTable table;
    const auto pass = [&table](bool fromA, uint8_t flags)
    {
        const bool isFromOpener = table.IsFromOpener(TrackedTcp(fromA, flags), Seconds(1));
        EXPECT_NE(table.Classify(TrackedTcp(fromA, flags), Seconds(1)), Tracked::kInvalid);
        EXPECT_TRUE(table.Note(TrackedTcp(fromA, flags), Seconds(1)));
        return isFromOpener;
    };
    EXPECT_TRUE(pass(true, kSyn));
    EXPECT_FALSE(pass(false, kSynAck));
    EXPECT_TRUE(pass(true, kAck));
    EXPECT_TRUE(pass(true, kFinAck));
    EXPECT_FALSE(pass(false, kFinAck));
    EXPECT_TRUE(pass(true, kAck));
    ASSERT_EQ(table.StateOf(TrackedTcp(true, kAck), Seconds(1)), kTimeWait);
    TrackedPacket error = TrackedTcp(false, 0);
    error.isError = true;
    EXPECT_FALSE(table.IsFromOpener(error, Seconds(1)));
    EXPECT_TRUE(pass(false, kSyn));
    EXPECT_FALSE(pass(true, kSynAck));
}

TEST(ConnectionTableTest, FramesAreReadAsTheyAreAndErrorsByWhatTheyQuote)
{
    const Ptr<Packet> datagram =
        MakeUdpFrame({.source = kA, .destination = kB, .sourcePort = 4000, .destinationPort = 53},
                     Create<Packet>(9));
    EXPECT_EQ(TrackedPacketOf(datagram, *FieldsOf(datagram)), TrackedUdp(true));
    const Ptr<Packet> segment = MakeFrame({.source = kA,
                                           .destination = kB,
                                           .sourcePort = 4000,
                                           .destinationPort = 80,
                                           .syn = true,
                                           .ack = false,
                                           .payload = Create<Packet>()});
    EXPECT_EQ(TrackedPacketOf(segment, *FieldsOf(segment)), TrackedTcp(true, kSyn));
    const Ptr<Packet> error =
        MakeIcmpError({.code = kPortUnreachable, .source = kB}, datagram, *FieldsOf(datagram));
    TrackedPacket quoted = TrackedUdp(true);
    quoted.isError = true;
    const auto read = TrackedPacketOf(error, *FieldsOf(error));
    EXPECT_EQ(read, quoted);
    ConnectionTable table;
    EXPECT_EQ(table.Classify(*read, Seconds(0)), Tracked::kInvalid);
    table.Note(TrackedUdp(true), Seconds(0));
    EXPECT_EQ(table.Classify(*read, Seconds(0)), Tracked::kRelated);
    FrameFields later = *FieldsOf(datagram);
    later.fragmentOffset = 8;
    EXPECT_FALSE(TrackedPacketOf(datagram, later));
}

/// Little's law: with Poisson arrivals of rate r, each of one datagram that is remembered for 30 s, there are
/// 30 r connections in the mean, and as many is their variance (M/D/infinity).
TEST(ConnectionTableTest, ItsSizeUnderPoissonArrivalsIsLittlesLaw)
{
    constexpr double kRate = 20;
    constexpr double kMean = 30 * kRate;
    std::mt19937_64 random(1);
    std::exponential_distribution<double> gap(kRate);
    ConnectionTable table(1'000'000);
    std::vector<double> sizes;
    double now = 0;
    double sample = 60;
    for (uint32_t port = 0; sizes.size() < 200; ++port)
    {
        now += gap(random);
        for (; sample < now; sample += 31) // further apart than connections last: independent
        {
            sizes.push_back(static_cast<double>(table.Size(Seconds(sample))));
        }
        const TrackedPacket packet{.source = port >> 16,
                                   .destination = kB,
                                   .protocol = 17,
                                   .sourcePort = static_cast<uint16_t>(port),
                                   .destinationPort = 53};
        ASSERT_TRUE(table.Note(packet, Seconds(now)));
    }
    const auto count = static_cast<double>(sizes.size());
    const double mean = std::accumulate(sizes.begin(), sizes.end(), 0.0) / count;
    double square = 0;
    for (const double size : sizes)
    {
        square += (size - kMean) * (size - kMean);
    }
    EXPECT_NEAR(mean, kMean, 3 * std::sqrt(kMean / count));
    EXPECT_NEAR(square / count, kMean, 3 * kMean * std::sqrt(2 / count));
}

/// Against a plain list of all that was ever said: a datagram belongs where the last one either way is not
/// older than its timeout.
RC_GTEST_PROP(ConnectionTableLaw, UdpIsRememberedAsLongAsItsTimeoutsSay, ())
{
    ConnectionTable table;
    struct Heard
    {
        int64_t at;
        bool isAnswered;
        bool opener;
    };
    std::map<uint16_t, Heard> heard;
    int64_t now = 0;
    const auto steps = *rc::gen::inRange(1, 200);
    for (int i = 0; i < steps; ++i)
    {
        now += *rc::gen::inRange<int64_t>(0, 40);
        const auto port = *rc::gen::inRange<uint16_t>(1, 4);
        const bool fromA = *rc::gen::arbitrary<bool>();
        const TrackedPacket packet = TrackedUdp(fromA, port);
        const auto known = heard.find(port);
        const bool isOpen =
            known != heard.end() && now < known->second.at + (known->second.isAnswered ? 120 : 30);
        RC_ASSERT(table.Classify(packet, Seconds(now)) ==
                  (isOpen ? Tracked::kBelongs : Tracked::kOpens));
        RC_ASSERT(table.Note(packet, Seconds(now)));
        const bool opener = isOpen ? known->second.opener : fromA;
        heard[port] = {now, isOpen && (known->second.isAnswered || fromA != opener), opener};
    }
}

} // namespace
} // namespace ns3::vnlab::test
