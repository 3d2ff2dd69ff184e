// SPDX-License-Identifier: GPL-2.0-only
//
// A light guest's TCP, segment by segment, as RFC 9293 §3.10.7 and RFC 5961 have it.

#include "model/guest/light-tcp.h"
#include "test/guest/guest-fixture.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using namespace tcpflag;

constexpr TcpConnection kConnection{kOwnAddress, 80, kPeerAddress, 4000};

class LightTcpTest : public testing::Test, public TcpUser
{
  protected:
    LightTcpTest()
        : tcp(VmId{1}, *this)
    {
    }

    ~LightTcpTest() override
    {
        Simulator::Destroy();
    }

    void SendSegment(const TcpConnection& connection,
                     const TcpFields& fields,
                     Ptr<Packet> payload) override
    {
        EXPECT_EQ(connection, kConnection);
        sent.push_back(fields);
        bytes.push_back(payload->GetSize());
    }

    bool Accepts(uint16_t port) const override
    {
        return accepts && port == kConnection.port;
    }

    void Opened(const TcpConnection&) override
    {
        events += "opened ";
    }

    void Received(const TcpConnection& connection, Ptr<Packet> payload) override
    {
        events += "received " + std::to_string(payload->GetSize()) + " ";
        if (closesOnData)
        {
            tcp.Close(connection);
        }
    }

    void Closed(const TcpConnection&) override
    {
        events += "closed ";
    }

    /// A segment comes from the other end. @return what is sent because of it
    std::vector<TcpFields> Get(uint8_t flags,
                               uint32_t sequence,
                               uint32_t acknowledgement = 0,
                               uint32_t payload = 0)
    {
        sent.clear();
        taken =
            tcp.Receive(kConnection,
                        {.sequence = sequence, .acknowledgement = acknowledgement, .flags = flags},
                        Create<Packet>(payload));
        return sent;
    }

    static TcpFields Of(uint8_t flags, uint32_t sequence, uint32_t acknowledgement)
    {
        return {.sequence = sequence, .acknowledgement = acknowledgement, .flags = flags};
    }

    /// Accepts a connection whose other end begins at 1000. @return the next number of this end
    uint32_t Accept()
    {
        const uint32_t own = Get(kSyn, 1000).at(0).sequence;
        Get(kAck, 1001, own + 1);
        EXPECT_EQ(events, "opened ");
        events.clear();
        return own + 1;
    }

    /// Opens a connection to an end that begins at 1000. @return the next number of this end
    uint32_t Connect()
    {
        tcp.Connect(kConnection);
        const uint32_t own = sent.back().sequence;
        Get(kSyn | kAck, 1000, own + 1);
        events.clear();
        return own + 1;
    }

    LightTcp tcp;
    bool accepts{true};
    bool closesOnData{false};
    bool taken{false};
    std::string events;
    std::vector<TcpFields> sent;
    std::vector<uint32_t> bytes;
};

TEST_F(LightTcpTest, AHandshakeFromOutside)
{
    const std::vector<TcpFields> answer = Get(kSyn, 1000);
    ASSERT_EQ(answer.size(), 1u);
    const uint32_t own = answer[0].sequence;
    EXPECT_EQ(answer[0], Of(kSyn | kAck, own, 1001));
    EXPECT_EQ(events, "");
    EXPECT_THAT(Get(kAck, 1001, own + 1), IsEmpty());
    EXPECT_EQ(events, "opened ");
    EXPECT_THAT(Get(kAck | kPush, 1001, own + 1, 376), ElementsAre(Of(kAck, own + 1, 1377)));
    EXPECT_EQ(events, "opened received 376 ");
}

TEST_F(LightTcpTest, AHandshakeFromHereAndDataThatWaitsForIt)
{
    tcp.Connect(kConnection);
    const uint32_t own = sent.at(0).sequence;
    EXPECT_THAT(sent, ElementsAre(Of(kSyn, own, 0)));
    EXPECT_TRUE(tcp.Send(kConnection, Create<Packet>(600)));
    EXPECT_EQ(sent.size(), 1u);
    bytes.clear();
    EXPECT_THAT(Get(kSyn | kAck, 1000, own + 1),
                ElementsAre(Of(kAck, own + 1, 1001),
                            Of(kPush | kAck, own + 1, 1001),
                            Of(kPush | kAck, own + 537, 1001)));
    EXPECT_THAT(bytes, ElementsAre(0u, 536u, 64u));
    EXPECT_EQ(events, "opened ");
    EXPECT_THAT(Get(kAck, 1001, own + 601), IsEmpty());
}

TEST_F(LightTcpTest, SequenceNumbersWrapAround)
{
    const uint32_t own = Get(kSyn, 0xffffffff).at(0).sequence;
    EXPECT_EQ(sent[0].acknowledgement, 0u);
    Get(kAck, 0, own + 1);
    EXPECT_THAT(Get(kAck, 0, own + 1, 10), ElementsAre(Of(kAck, own + 1, 10)));
    EXPECT_EQ(events, "opened received 10 ");
}

/// RFC 9293 §3.10.7.1.
TEST_F(LightTcpTest, AClosedPortResetsWhateverComesButAReset)
{
    accepts = false;
    EXPECT_THAT(Get(kSyn, 1000), ElementsAre(Of(kReset | kAck, 0, 1001)));
    EXPECT_FALSE(taken);
    EXPECT_THAT(Get(0, 1000, 0, 5), ElementsAre(Of(kReset | kAck, 0, 1005)));
    EXPECT_THAT(Get(kAck, 1000, 77), ElementsAre(Of(kReset, 77, 0)));
    EXPECT_THAT(Get(kReset, 1000), IsEmpty());
    EXPECT_FALSE(taken);
}

/// RFC 9293 §3.10.7.2.
TEST_F(LightTcpTest, AnOpenPortTakesNothingButASyn)
{
    EXPECT_THAT(Get(kAck, 1000, 77), ElementsAre(Of(kReset, 77, 0)));
    EXPECT_THAT(Get(0, 1000, 0, 5), IsEmpty());
    EXPECT_THAT(Get(kReset | kAck, 1000, 77), IsEmpty());
    EXPECT_FALSE(taken);
    EXPECT_EQ(events, "");
}

TEST_F(LightTcpTest, WhoIsRefusedIsTold)
{
    tcp.Connect(kConnection);
    const uint32_t own = sent.back().sequence;
    Get(kReset | kAck, 0, own); // of another attempt
    EXPECT_EQ(events, "");
    EXPECT_THAT(Get(kReset | kAck, 0, own + 1), IsEmpty());
    EXPECT_EQ(events, "closed ");
    EXPECT_FALSE(tcp.Send(kConnection, Create<Packet>(1)));
}

TEST_F(LightTcpTest, AnAnswerToAnotherSynIsReset)
{
    tcp.Connect(kConnection);
    const uint32_t own = sent.back().sequence;
    EXPECT_THAT(Get(kSyn | kAck, 1000, own + 2), ElementsAre(Of(kReset, own + 2, 0)));
    EXPECT_THAT(Get(kSyn, 1000), IsEmpty()); // opening at the same time is left out
    EXPECT_EQ(events, "");
}

/// A blind spoofer has to guess one of 2^32.
TEST_F(LightTcpTest, AHandshakeIsNotFinishedByAGuess)
{
    const uint32_t own = Get(kSyn, 1000).at(0).sequence;
    for (const uint32_t guess : {0u, 1u, 1001u, own, own + 2})
    {
        EXPECT_THAT(Get(kAck, 1001, guess, 100), ElementsAre(Of(kReset, guess, 0)));
    }
    EXPECT_EQ(events, "");
}

TEST_F(LightTcpTest, InitialNumbersAreDrawnForEachConnectionAndVm)
{
    std::set<uint32_t> numbers;
    for (const VmId vm : {VmId{1}, VmId{2}})
    {
        LightTcp other(vm, *this);
        for (int i = 0; i < 20; ++i)
        {
            other.Connect(kConnection);
            numbers.insert(sent.back().sequence);
        }
    }
    EXPECT_EQ(numbers.size(), 40u);
    EXPECT_GT(*numbers.rbegin() - *numbers.begin(), 0x80000000u);
}

/// RFC 5961 §3.2 and §4.2.
TEST_F(LightTcpTest, AResetHasToBeExactAndASynIsChallenged)
{
    const uint32_t own = Accept();
    EXPECT_THAT(Get(kReset, 1002), IsEmpty());
    EXPECT_THAT(Get(kSyn, 5), ElementsAre(Of(kAck, own, 1001)));
    EXPECT_EQ(events, "");
    EXPECT_THAT(Get(kReset, 1001), IsEmpty());
    EXPECT_EQ(events, "closed ");
}

TEST_F(LightTcpTest, WhatIsNotNextIsAcknowledgedAndLeft)
{
    const uint32_t own = Connect();
    EXPECT_THAT(Get(kAck, 1000, own, 1), ElementsAre(Of(kAck, own, 1001))); // again
    EXPECT_THAT(Get(kAck, 1002, own, 1), ElementsAre(Of(kAck, own, 1001))); // ahead
    EXPECT_THAT(Get(kAck, 1001, own + 1, 1),
                ElementsAre(Of(kAck, own, 1001))); // of what is not sent
    EXPECT_THAT(Get(0, 1001, 0, 1), IsEmpty());    // without ACK
    EXPECT_EQ(events, "");
}

TEST_F(LightTcpTest, ClosingResetsAndForgets)
{
    const uint32_t own = Accept();
    tcp.Close(kConnection);
    EXPECT_EQ(sent.back(), Of(kReset, own, 0));
    EXPECT_EQ(events, "");
    EXPECT_THAT(Get(kAck, 1001, own), ElementsAre(Of(kReset, own, 0)));
    sent.clear();
    tcp.Close(kConnection);
    EXPECT_THAT(sent, IsEmpty());
}

TEST_F(LightTcpTest, AConnectionMayBeClosedWhileItsDataIsTaken)
{
    const uint32_t own = Accept();
    closesOnData = true;
    EXPECT_THAT(Get(kAck | kFin, 1001, own, 9),
                ElementsAre(Of(kFin | kAck, own, 1011), Of(kReset, own + 1, 0)));
    EXPECT_EQ(events, "received 9 ");
}

TEST_F(LightTcpTest, AFinIsAnsweredByOne)
{
    const uint32_t own = Accept();
    EXPECT_THAT(Get(kFin | kAck, 1001, own), ElementsAre(Of(kFin | kAck, own, 1002)));
    EXPECT_EQ(events, "closed ");
    EXPECT_FALSE(tcp.Send(kConnection, Create<Packet>(1)));
    EXPECT_THAT(Get(kAck, 1002, own + 1), IsEmpty());
    EXPECT_THAT(Get(kAck, 1002, own + 1), ElementsAre(Of(kReset, own + 1, 0))); // forgotten
}

/// Half-open connections of forged names, say.
TEST_F(LightTcpTest, WhatIsIdleForAMinuteIsForgotten)
{
    const uint32_t own = Get(kSyn, 1000).at(0).sequence;
    Simulator::Stop(Seconds(60));
    Simulator::Run();
    EXPECT_THAT(Get(kAck, 1001, own + 1), ElementsAre(Of(kReset, own + 1, 0)));
    EXPECT_EQ(events, "");
}

} // namespace
} // namespace ns3::vnlab::test
