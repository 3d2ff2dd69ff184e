// SPDX-License-Identifier: GPL-2.0-only
#include "model/guest/light-guest.h"
#include "model/ip/icmp-error.h"
#include "model/wire/arp-frame.h"
#include "test/guest/guest-fixture.h"

#include <gmock/gmock.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class LightGuestTest : public VnicFixture, public GuestListener
{
  public:
    LightGuestTest()
        : guest(VmId{1}, drops)
    {
        guest.SetListener(this);
        guest.AddVnic(device, kOwnAddress, 24);
    }

    void ReceiveUdp(Guest&, const UdpDatagram& datagram) override
    {
        heard.push_back(ToVector(datagram.payload));
    }

    void Send(const Bytes& payload, uint32_t to = kPeerAddress)
    {
        guest.SendUdp(to, 3000, kTrafficPort, ToPacket(payload));
    }

    void AnswerArp(uint32_t address = kPeerAddress)
    {
        device->ReceiveFromHost(MakeArpFrame({.operation = kArpReply,
                                              .senderMac = kPeerMac,
                                              .sender = address,
                                              .targetMac = kOwnMac,
                                              .target = kOwnAddress}));
    }

    void Receive(const Ptr<Packet>& frame)
    {
        device->ReceiveFromHost(frame);
        Simulator::Run();
    }

    LightGuest guest;
    std::vector<Bytes> heard;
};

TEST_F(LightGuestTest, DatagramOnTheWireIsExact)
{
    guest.SetNeighbor(kPeerAddress, kPeerMac);
    Send({'h', 'i'});
    EXPECT_THAT(sent, ElementsAre(Bytes{6,  0,    0,    0,    0,    2, 6,  0,    0,    0,   0,
                                        1,  0x08, 0x00, 0x45, 0,    0, 30, 0,    0,    0,   0,
                                        64, 17,   0x66, 0xcd, 10,   0, 0,  1,    10,   0,   0,
                                        2,  0x0b, 0xb8, 0x13, 0x89, 0, 10, 0x64, 0x2d, 'h', 'i'}));
}

TEST_F(LightGuestTest, AsksFourTimesASecondApartAndThenFails)
{
    Send({1});
    Simulator::Run();
    EXPECT_THAT(sentAt, ElementsAre(Seconds(0), Seconds(1), Seconds(2), Seconds(3)));
    EXPECT_EQ(sent[0],
              ToVector(MakeArpFrame({.senderMac = kOwnMac,
                                     .sender = kOwnAddress,
                                     .targetMac = kBroadcastMac,
                                     .target = kPeerAddress})));
    EXPECT_EQ(Simulator::Now(), Seconds(4));
    EXPECT_EQ(drops.Count(VNLAB_DROP_ARP_UNRESOLVED), 1u);
}

TEST_F(LightGuestTest, ThreePacketsWaitForTheAnswer)
{
    for (uint8_t i = 0; i < 5; ++i)
    {
        Send({i});
    }
    EXPECT_EQ(drops.Count(VNLAB_DROP_ARP_UNRESOLVED), 2u);
    Simulator::Schedule(MilliSeconds(1), [this] { AnswerArp(); });
    Simulator::Run();
    ASSERT_THAT(sent, SizeIs(4));
    for (uint8_t i = 0; i < 3; ++i)
    {
        EXPECT_EQ(sent[1 + i].back(), i);
        EXPECT_EQ(Sent(1 + i).destinationMac, kPeerMac);
    }
}

TEST_F(LightGuestTest, AnswersThatNobodyAskedForTeachNothing)
{
    AnswerArp();
    Send({1});
    Simulator::Stop(MilliSeconds(1));
    Simulator::Run();
    ASSERT_THAT(sent, SizeIs(1));
    EXPECT_TRUE(Sent(0).isArp);
}

TEST_F(LightGuestTest, AnswersArpForItsOwnAddressOnly)
{
    const ArpFields request{.senderMac = kPeerMac, .sender = kPeerAddress, .target = kOwnAddress};
    ArpFields other = request;
    other.target = kOwnAddress + 7;
    Receive(MakeArpFrame(other));
    EXPECT_THAT(sent, IsEmpty());
    Receive(MakeArpFrame(request));
    EXPECT_THAT(sent,
                ElementsAre(ToVector(MakeArpFrame({.operation = kArpReply,
                                                   .senderMac = kOwnMac,
                                                   .sender = kOwnAddress,
                                                   .targetMac = kPeerMac,
                                                   .target = kPeerAddress}))));
}

TEST_F(LightGuestTest, EchoIsAnsweredByteForByte)
{
    guest.SetNeighbor(kPeerAddress, kPeerMac);
    Bytes echo{8, 0, 0, 0, 0x12, 0x34, 0, 1, 'a', 'b', 'c'};
    const uint16_t checksum = ChecksumOf(echo);
    echo[2] = static_cast<uint8_t>(checksum >> 8);
    echo[3] = static_cast<uint8_t>(checksum);
    OuterIpv4 ip;
    ip.sourceMac = kPeerMac;
    ip.destinationMac = kOwnMac;
    ip.source = kPeerAddress;
    ip.destination = kOwnAddress;
    ip.protocol = ipproto::kIcmp;
    Receive(MakeIpv4Frame(ip, echo));
    ASSERT_THAT(sent, SizeIs(1));
    EXPECT_EQ(Sent(0).destination, kPeerAddress);
    const Bytes reply(sent[0].begin() + 34, sent[0].end());
    EXPECT_EQ(ChecksumOf(reply), 0);
    EXPECT_EQ(reply[0], 0);
    EXPECT_EQ(Bytes(reply.begin() + 4, reply.end()), Bytes(echo.begin() + 4, echo.end()));
    Receive(MakeIpv4Frame(ip, Bytes{8, 0, 1, 1, 0, 0, 0, 0})); // wrong checksum
    EXPECT_EQ(drops.Count(VNLAB_DROP_MALFORMED), 1u);
}

TEST_F(LightGuestTest, OpenPortHearsAndClosedPortIsReported)
{
    guest.SetNeighbor(kPeerAddress, kPeerMac);
    Receive(MakeDatagram({1, 2}));
    EXPECT_THAT(heard, ElementsAre(Bytes{1, 2}));
    const Ptr<Packet> closed = MakeDatagram({3, 4}, 7);
    const Bytes bytes = ToVector(closed);
    Receive(closed);
    EXPECT_EQ(drops.Count(VNLAB_DROP_NO_LISTENER), 1u);
    ASSERT_THAT(sent, SizeIs(1));
    EXPECT_EQ(Sent(0).protocol, ipproto::kIcmp);
    EXPECT_EQ(Bytes(sent[0].begin() + 34, sent[0].begin() + 36), (Bytes{3, 3}));
    EXPECT_EQ(Bytes(sent[0].begin() + 42, sent[0].end()), Bytes(bytes.begin() + 14, bytes.end()));
}

TEST_F(LightGuestTest, PaddingBehindTheDatagramIsCutOff)
{
    const Ptr<Packet> frame = MakeDatagram({1, 2});
    frame->AddPaddingAtEnd(16);
    Receive(frame);
    EXPECT_THAT(heard, ElementsAre(Bytes{1, 2}));
}

TEST_F(LightGuestTest, DamagedFramesAreMalformed)
{
    const Bytes good = ToVector(MakeDatagram({1, 2}));
    for (const size_t at : {26u, 41u, 43u}) // IPv4 source, UDP checksum, payload
    {
        Bytes bad = good;
        bad[at] ^= 1;
        Receive(ToPacket(bad));
    }
    Receive(ToPacket(Bytes(good.begin(), good.end() - 1))); // shorter than its IPv4 length
    Receive(ToPacket(Bytes(good.begin(), good.begin() + 13)));
    EXPECT_EQ(drops.Count(VNLAB_DROP_MALFORMED), 5u);
    EXPECT_THAT(heard, IsEmpty());
}

TEST_F(LightGuestTest, UdpChecksumOfZeroIsNone)
{
    Bytes bytes = ToVector(MakeDatagram({1, 2}));
    bytes[40] = bytes[41] = 0;
    Receive(ToPacket(bytes));
    EXPECT_THAT(heard, SizeIs(1));
}

TEST_F(LightGuestTest, OtherAddressesAreNotForThisGuest)
{
    Bytes otherMac = ToVector(MakeDatagram({1}));
    otherMac[5] = 9;
    Receive(ToPacket(otherMac));
    OuterIpv4 ip;
    ip.sourceMac = kPeerMac;
    ip.destinationMac = kOwnMac;
    ip.source = kPeerAddress;
    ip.destination = kOwnAddress + 9;
    Receive(MakeIpv4Frame(ip, Bytes(8)));
    EXPECT_EQ(drops.Count(VNLAB_DROP_NOT_FOR_GUEST), 2u);
}

TEST_F(LightGuestTest, TaggedFramesAndOtherProtocolsHaveNoListener)
{
    Bytes tagged = ToVector(MakeDatagram({1}));
    const Bytes tag{0x81, 0, 0, 5};
    tagged.insert(tagged.begin() + 12, tag.begin(), tag.end());
    Receive(ToPacket(tagged));
    OuterIpv4 ip;
    ip.sourceMac = kPeerMac;
    ip.destinationMac = kOwnMac;
    ip.source = kPeerAddress;
    ip.destination = kOwnAddress;
    ip.protocol = 89;
    Receive(MakeIpv4Frame(ip, Bytes(8)));
    EXPECT_EQ(drops.Count(VNLAB_DROP_NO_LISTENER), 2u);
    EXPECT_THAT(heard, IsEmpty());
}

TEST_F(LightGuestTest, UnresolvedReassemblyIsReportedToTheSender)
{
    guest.SetNeighbor(kPeerAddress, kPeerMac);
    Bytes fragment = ToVector(MakeDatagram(Counting(72)));
    fragment[20] = 0x20; // more fragments
    fragment[24] = fragment[25] = 0;
    const uint16_t checksum = ChecksumOf(std::span(fragment).subspan(14, 20));
    fragment[24] = static_cast<uint8_t>(checksum >> 8);
    fragment[25] = static_cast<uint8_t>(checksum);
    Receive(ToPacket(fragment));
    EXPECT_EQ(drops.Count(VNLAB_DROP_REASSEMBLY), 1u);
    ASSERT_THAT(sent, SizeIs(1));
    EXPECT_EQ(Bytes(sent[0].begin() + 34, sent[0].begin() + 36), (Bytes{11, 1}));
}

TEST_F(LightGuestTest, DestinationOutsideTheSubnetsLeavesOnTheFirstVnic)
{
    auto second = CreateObject<VnicDevice>();
    second->Configure(VnicId{2}, ToMac48({6, 0, 0, 0, 0, 7}), 0, drops);
    second->SetPeer(this);
    guest.AddVnic(second, 0x0a010001, 24);
    Send({1}, 0x08080808);
    Send({1}, 0x0a010002);
    Simulator::Stop(MilliSeconds(1));
    Simulator::Run();
    ASSERT_THAT(sent, SizeIs(2));
    EXPECT_EQ(Sent(0).senderIp, kOwnAddress);
    EXPECT_EQ(Sent(1).senderIp, 0x0a010001u);
}

TEST(IcmpError, IsNotSentWhereRfc1122Forbids)
{
    const IcmpError error{.code = kPortUnreachable, .source = kOwnAddress, .sourceMac = kOwnMac};
    const auto answers = [&error](const Ptr<Packet>& frame)
    { return MakeIcmpError(error, frame, *FieldsOf(frame)) != nullptr; };
    OuterIpv4 ip;
    ip.sourceMac = kPeerMac;
    ip.destinationMac = kOwnMac;
    ip.source = kPeerAddress;
    ip.destination = kOwnAddress;
    ip.protocol = ipproto::kIcmp;
    EXPECT_TRUE(answers(MakeDatagram({1})));
    EXPECT_TRUE(answers(MakeIpv4Frame(ip, Bytes{8, 0, 0, 0, 0, 0, 0, 0})));
    EXPECT_FALSE(answers(MakeIpv4Frame(ip, Bytes{3, 3, 0, 0, 0, 0, 0, 0})));
    ip.protocol = ipproto::kEsp;
    EXPECT_TRUE(answers(MakeIpv4Frame(ip, Bytes(8))));
    OuterIpv4 broadcast = ip;
    broadcast.destinationMac = kBroadcastMac;
    EXPECT_FALSE(answers(MakeIpv4Frame(broadcast, Bytes(8))));
    OuterIpv4 multicast = ip;
    multicast.destination = 0xe0000001;
    EXPECT_FALSE(answers(MakeIpv4Frame(multicast, Bytes(8))));
    OuterIpv4 nobody = ip;
    nobody.source = 0;
    EXPECT_FALSE(answers(MakeIpv4Frame(nobody, Bytes(8))));
    Bytes later = ToVector(MakeIpv4Frame(ip, Bytes(8)));
    later[21] = 1; // offset 8
    EXPECT_FALSE(answers(ToPacket(later)));
}

} // namespace
} // namespace ns3::vnlab::test
