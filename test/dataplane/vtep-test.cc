// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/vtep.h"
#include "model/wire/arp-frame.h"
#include "test/dataplane/cloud.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace address_plan;

constexpr Vni kRed{100};
constexpr Vni kBlue{200};

/// Three hosts with a VTEP, each with one vNIC whose guest is a frame recorder.
class VtepTest : public testing::Test
{
  public:
    explicit VtepTest(bool learning = false)
        : cloud({.racks = 3, .hostsPerRack = 1, .spines = 1})
    {
        for (uint32_t host = 0; host < 3; ++host)
        {
            vtep.push_back(
                &cloud.AddSwitch<Vtep>(host, *FindEncapsulation("vxlan"), learning, nullptr));
            AddPort(host, host, kRed);
        }
    }

    void AddPort(uint32_t host, uint32_t vnic, Vni vni)
    {
        device.push_back(cloud.AddVnic(*vtep[host], vnic));
        guest.push_back(std::make_unique<FrameRecorder>());
        device.back()->SetSink(guest.back().get());
        ASSERT_TRUE(WriteEntry(*vtep[host],
                               TableId::kPortSegment,
                               PortSegmentKey{VnicId{vnic}},
                               PortSegmentValue{vni}));
    }

    void Fdb(uint32_t at, Vni vni, const MacBytes& mac, uint32_t host)
    {
        WriteEntry(
            *vtep[at], TableId::kFdb, SegmentMacKey{vni, mac}, FdbValue{HostAddress({host})});
    }

    void Flood(uint32_t at, Vni vni, uint32_t host)
    {
        vtep[at]->Write(TableId::kFlood, ObjectBytes(FloodKey{vni, HostAddress({host})}), {});
    }

    static MacBytes Mac(uint32_t vnic)
    {
        return VnicMac(VnicId{vnic});
    }

    Ptr<Packet> Frame(uint32_t from, const MacBytes& to, uint8_t payload = 0x55)
    {
        return MakeUdpFrame(Mac(from), to, kA, kB, Bytes(20, payload));
    }

    void Run()
    {
        Simulator::Run();
    }

    Cloud cloud;
    std::vector<Vtep*> vtep;
    std::vector<Ptr<VnicDevice>> device;
    std::vector<std::unique_ptr<FrameRecorder>> guest;
};

class LearningVtepTest : public VtepTest
{
  public:
    LearningVtepTest()
        : VtepTest(true)
    {
    }
};

TEST_F(VtepTest, FrameOnTheUplinkIsExactlyVxlan)
{
    Bytes outer;
    cloud.fabric.AddTap(cloud.topology.HostUp({0}),
                        [&outer](const Ptr<const Packet>& frame) { outer = BytesOfPacket(frame); });
    Fdb(0, kRed, Mac(1), 1);
    const Ptr<Packet> inner = Frame(0, Mac(1));
    const Bytes innerBytes = BytesOfPacket(inner);
    device[0]->SendFrame(inner);
    Run();

    ASSERT_EQ(outer.size(), innerBytes.size() + 50);
    const auto part = [&outer](size_t from, size_t size)
    { return Bytes(outer.begin() + from, outer.begin() + from + size); };
    EXPECT_EQ(part(0, 14), FromHex("020100000000 020000000000 0800"));
    // TOS 0, 98 bytes, id 0, no DF, TTL 64, UDP, 100.64.0.0 to 100.64.0.128
    EXPECT_EQ(part(14, 20), FromHex("45000062 00000000 4011b18b 64400000 64400080"));
    const uint16_t sourcePort = static_cast<uint16_t>(outer[34] << 8 | outer[35]);
    EXPECT_GE(sourcePort, 32768);
    EXPECT_LE(sourcePort, 60999);
    EXPECT_EQ(part(36, 4), FromHex("12b5 004e"));
    EXPECT_NE(part(40, 2), FromHex("0000")); // a checksum, and a right one:
    const InternetChecksum pseudo = InternetChecksum{}
                                        .AddDoubleWord(0x64400000)
                                        .AddDoubleWord(0x64400080)
                                        .AddWord(17)
                                        .AddWord(78);
    EXPECT_EQ(InternetChecksum(pseudo).Add(part(34, 78)).Value(), 0);
    EXPECT_EQ(part(42, 8), FromHex("08000000 00006400"));
    EXPECT_EQ(part(50, innerBytes.size()), innerBytes);
    EXPECT_THAT(guest[1]->frames, ElementsAre(innerBytes));
    EXPECT_THAT(cloud.dropped, IsEmpty());
}

/// What comes from host 0 in the name of vNIC 2 is not from where that is, nor is what nobody is known to send.
TEST_F(VtepTest, WhereItChecksSendersTheyAreBehindTheVtepThatTheFdbSays)
{
    const auto from = [this](uint32_t sender)
    {
        guest[1]->frames.clear();
        device[0]->SendFrame(Frame(sender, Mac(1)));
        Run();
        return guest[1]->frames.size();
    };
    Fdb(0, kRed, Mac(1), 1);
    Fdb(1, kRed, Mac(0), 0);
    Fdb(1, kRed, Mac(2), 2);
    EXPECT_EQ(from(2), 1U);
    vtep[1]->CheckSenders();
    EXPECT_EQ(from(2), 0U);
    EXPECT_EQ(from(3), 0U);
    EXPECT_EQ(from(1), 0U); // one of its own
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_WRONG_VTEP), 3U);
    EXPECT_EQ(from(0), 1U);
    Fdb(1, kRed, Mac(0), 2); // it has moved, and its old host has not heard of it
    EXPECT_EQ(from(0), 0U);
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_WRONG_VTEP), 4U);
}

TEST_F(VtepTest, IdentificationOfOuterPacketsCounts)
{
    std::vector<int> ids;
    cloud.fabric.AddTap(cloud.topology.HostUp({0}),
                        [&ids](const Ptr<const Packet>& frame)
                        {
                            const Bytes bytes = BytesOfPacket(frame);
                            ids.push_back(bytes[18] << 8 | bytes[19]);
                        });
    Fdb(0, kRed, Mac(1), 1);
    device[0]->SendFrame(Frame(0, Mac(1)));
    device[0]->SendFrame(Frame(0, Mac(1)));
    Run();
    EXPECT_THAT(ids, ElementsAre(0, 1));
}

TEST_F(VtepTest, BroadcastGoesToExactlyTheFloodListAndTheLocalMembers)
{
    AddPort(0, 3, kRed);
    AddPort(0, 4, kBlue);
    Flood(0, kRed, 2);
    device[0]->SendFrame(Frame(0, kBroadcastMac));
    Run();
    EXPECT_THAT(guest[0]->frames, IsEmpty());
    EXPECT_THAT(guest[1]->frames, IsEmpty()); // not on the list
    EXPECT_THAT(guest[2]->frames, SizeIs(1));
    EXPECT_THAT(guest[3]->frames, SizeIs(1));
    EXPECT_THAT(guest[4]->frames, IsEmpty()); // another segment
    EXPECT_EQ(vtep[0]->Work(Population::kTraffic).flooded, 1u);
    EXPECT_EQ(vtep[0]->Work(Population::kTraffic).encapsulated, 1u);
    EXPECT_EQ(vtep[0]->Work(Population::kTraffic).overheadBytes, 50u);
    EXPECT_EQ(vtep[2]->Work(Population::kTraffic).decapsulated, 1u);
}

TEST_F(VtepTest, WhatCameFromATunnelIsNotFloodedBackIntoTunnels)
{
    Flood(0, kRed, 1);
    Flood(1, kRed, 0);
    Flood(1, kRed, 2);
    device[0]->SendFrame(Frame(0, kBroadcastMac));
    Run();
    EXPECT_THAT(guest[1]->frames, SizeIs(1));
    EXPECT_THAT(guest[2]->frames, IsEmpty());
}

TEST_F(VtepTest, UnknownUnicastIsFlooded)
{
    Flood(0, kRed, 1);
    Flood(0, kRed, 2);
    device[0]->SendFrame(Frame(0, Mac(1)));
    Run();
    EXPECT_THAT(guest[1]->frames, SizeIs(1));
    // Host 2 has no such MAC and keeps it to itself.
    EXPECT_THAT(guest[2]->frames, IsEmpty());
    EXPECT_THAT(cloud.dropped, SizeIs(1));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_MAC), 1u);
}

TEST_F(VtepTest, UnknownMacWithoutFloodEntryIsDropped)
{
    device[0]->SendFrame(Frame(0, Mac(1)));
    Run();
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_MAC), 1u);
    EXPECT_THAT(cloud.dropped, SizeIs(1));
}

TEST_F(VtepTest, ErasedEntriesNoLongerForward)
{
    Fdb(0, kRed, Mac(1), 1);
    EXPECT_TRUE(vtep[0]->Erase(TableId::kFdb, ObjectBytes(SegmentMacKey{kRed, Mac(1)})));
    EXPECT_FALSE(vtep[0]->Erase(TableId::kFdb, ObjectBytes(SegmentMacKey{kRed, Mac(1)})));
    Flood(0, kRed, 1);
    EXPECT_TRUE(vtep[0]->Erase(TableId::kFlood, ObjectBytes(FloodKey{kRed, HostAddress({1})})));
    EXPECT_FALSE(vtep[0]->Erase(TableId::kFlood, ObjectBytes(FloodKey{kRed, HostAddress({1})})));
    device[0]->SendFrame(Frame(0, Mac(1)));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_MAC), 1u);
    EXPECT_TRUE(vtep[0]->Erase(TableId::kPortSegment, ObjectBytes(PortSegmentKey{VnicId{0}})));
    EXPECT_FALSE(vtep[0]->Erase(TableId::kPortSegment, ObjectBytes(PortSegmentKey{VnicId{0}})));
    device[0]->SendFrame(Frame(0, Mac(1)));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_VNI), 1u);
}

TEST_F(VtepTest, WrongSizesAndForeignTablesAreRefused)
{
    const std::array<uint8_t, 3> three{};
    EXPECT_FALSE(vtep[0]->Write(TableId::kFdb, three, three));
    EXPECT_FALSE(vtep[0]->Write(TableId::kPortSegment, three, three));
    EXPECT_FALSE(vtep[0]->Write(TableId::kFlood, three, {}));
    EXPECT_FALSE(vtep[0]->Erase(TableId::kFlood, three));
    EXPECT_FALSE(WriteEntry(*vtep[0], TableId::kHostRoute, HostRouteKey{1}, HostRouteValue{{1}}));
    EXPECT_FALSE(vtep[0]->Erase(TableId::kPermit, three));
}

TEST_F(VtepTest, RefusedValueLeavesThePortInItsSegment)
{
    AddPort(0, 3, kRed);
    const std::array<uint8_t, 3> three{};
    EXPECT_FALSE(vtep[0]->Write(TableId::kPortSegment, ObjectBytes(PortSegmentKey{{3}}), three));
    device[0]->SendFrame(Frame(0, Mac(3)));
    device[0]->SendFrame(Frame(0, kBroadcastMac));
    Run();
    EXPECT_THAT(guest[3]->frames, SizeIs(2));
}

TEST_F(VtepTest, FloodEntryWithAValueIsRefused)
{
    const FloodKey key{kRed, HostAddress({1})};
    const std::array<uint8_t, 1> one{};
    EXPECT_FALSE(vtep[0]->Write(TableId::kFlood, ObjectBytes(key), one));
    device[0]->SendFrame(Frame(0, kBroadcastMac));
    Run();
    EXPECT_THAT(guest[1]->frames, IsEmpty());
}

TEST_F(VtepTest, ArpIsAnsweredWhereTheAnswerIsKnown)
{
    WriteEntry(*vtep[0], TableId::kArp, ArpKey{kRed, kB}, ArpValue{Mac(1)});
    Flood(0, kRed, 1);
    const ArpFields known{.senderMac = Mac(0), .sender = kA, .target = kB};
    const ArpFields unknown{.senderMac = Mac(0), .sender = kA, .target = kB + 1};
    device[0]->SendFrame(MakeArpFrame(known));
    device[0]->SendFrame(MakeArpFrame(unknown));
    Run();
    EXPECT_THAT(guest[0]->frames,
                ElementsAre(BytesOfPacket(MakeArpFrame({.operation = kArpReply,
                                                        .senderMac = Mac(1),
                                                        .sender = kB,
                                                        .targetMac = Mac(0),
                                                        .target = kA}))));
    EXPECT_THAT(guest[1]->frames, ElementsAre(BytesOfPacket(MakeArpFrame(unknown))));
}

TEST_F(VtepTest, ArpAnswersBelongToTheirSegment)
{
    WriteEntry(*vtep[0], TableId::kArp, ArpKey{kBlue, kB}, ArpValue{Mac(1)});
    device[0]->SendFrame(MakeArpFrame({.senderMac = Mac(0), .sender = kA, .target = kB}));
    Run();
    EXPECT_THAT(guest[0]->frames, IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_MAC), 1u);
}

TEST_F(VtepTest, SegmentThatTheReceiverDoesNotHaveIsDroppedThere)
{
    AddPort(0, 3, kBlue);
    Fdb(0, kBlue, Mac(1), 1);
    device[3]->SendFrame(Frame(3, Mac(1)));
    Run();
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_VNI), 1u);
    EXPECT_THAT(guest[1]->frames, IsEmpty());
}

TEST_F(VtepTest, SegmentsWithTheSameMacAndIpDoNotMeet)
{
    // vNICs 3 (red) and 4 (blue) on host 1 have one MAC address, as have their peers 5 and 6.
    const MacBytes same{0x06, 0, 0, 0, 0, 0x77};
    for (const auto& [vnic, vni] : {std::pair{3u, kRed}, {4u, kBlue}})
    {
        auto twin = CreateObject<VnicDevice>();
        twin->Configure(VnicId{vnic}, ToMac48(same), 0, cloud.drops);
        guest.push_back(std::make_unique<FrameRecorder>());
        twin->SetSink(guest.back().get());
        WriteEntry(
            *vtep[1], TableId::kPortSegment, PortSegmentKey{VnicId{vnic}}, PortSegmentValue{vni});
        vtep[1]->Attach(twin); // behind the rule: both orders work
        device.push_back(twin);
    }
    AddPort(0, 5, kBlue);
    Fdb(0, kRed, same, 1);
    Fdb(0, kBlue, same, 1);
    const Ptr<Packet> red = Frame(0, same, 0x11);
    const Ptr<Packet> blue = Frame(5, same, 0x22);
    const Bytes redBytes = BytesOfPacket(red);
    const Bytes blueBytes = BytesOfPacket(blue);
    device[0]->SendFrame(red);
    device[5]->SendFrame(blue);
    Run();
    EXPECT_THAT(guest[3]->frames, ElementsAre(redBytes));
    EXPECT_THAT(guest[4]->frames, ElementsAre(blueBytes));
}

TEST_F(VtepTest, MovedPortLeavesItsOldSegment)
{
    AddPort(0, 3, kRed);
    WriteEntry(*vtep[0], TableId::kPortSegment, PortSegmentKey{VnicId{3}}, PortSegmentValue{kBlue});
    device[0]->SendFrame(Frame(0, Mac(3)));
    device[0]->SendFrame(Frame(0, kBroadcastMac));
    Run();
    EXPECT_THAT(guest[3]->frames, IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_MAC), 2u);
}

TEST_F(VtepTest, DetachedVnicIsNeitherReachedNorHeard)
{
    AddPort(0, 3, kRed);
    device[0]->SendFrame(Frame(0, Mac(3))); // under way to the port when it goes
    vtep[0]->Detach(VnicId{3});
    device[0]->SendFrame(Frame(0, Mac(3)));
    device[3]->SendFrame(Frame(3, Mac(0)));
    Run();
    EXPECT_THAT(guest[3]->frames, IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_DETACHED), 2u);
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_MAC), 1u);
}

TEST_F(VtepTest, RefusedVnicIsUnverified)
{
    auto refused = CreateObject<VnicDevice>();
    refused->Configure(VnicId{9}, ToMac48(Mac(9)), 0, cloud.drops);
    vtep[0]->Refuse(refused);
    refused->SendFrame(Frame(9, Mac(0)));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNVERIFIED), 1u);
    vtep[0]->Attach(refused);
    refused->SendFrame(Frame(9, Mac(0)));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNVERIFIED), 1u);
}

TEST_F(VtepTest, FramesThatAreNoVxlanToThisHostAreDropped)
{
    const Ptr<Packet> udp =
        MakeUdpFrame({}, {}, HostAddress({0}), HostAddress({1}), Bytes(30)); // port 5001
    vtep[0]->SendFromHost(udp);
    vtep[0]->SendFromHost(MakeUdpFrame({}, {}, HostAddress({0}), HostAddress({1}) + 5, Bytes(30)));
    Run();
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NO_PORT), 2u);
}

TEST_F(LearningVtepTest, RemoteAddressIsLearnedFromWhatItSends)
{
    Flood(0, kRed, 1);
    Flood(0, kRed, 2);
    device[0]->SendFrame(Frame(0, kBroadcastMac));
    Run();
    EXPECT_EQ(vtep[1]->Learned(), 1u);
    device[1]->SendFrame(Frame(1, Mac(0))); // host 1 has no FDB and no flood entries
    Run();
    EXPECT_THAT(guest[0]->frames, SizeIs(1));
    EXPECT_EQ(vtep[0]->Learned(), 1u);
}

TEST_F(LearningVtepTest, LearnedAddressMovesWithItsLatestFrameAndAgesAfter300Seconds)
{
    Flood(0, kRed, 1);
    Flood(2, kRed, 1);
    device[0]->SendFrame(Frame(0, kBroadcastMac));
    Run();
    device[2]->SendFrame(Frame(0, kBroadcastMac)); // vNIC 0's address, from host 2
    Run();
    EXPECT_EQ(vtep[1]->Learned(), 1u);
    std::vector<uint32_t> toHost2;
    cloud.fabric.AddTap(cloud.topology.HostDown({2}),
                        [&toHost2](const Ptr<const Packet>&) { toHost2.push_back(1); });
    device[1]->SendFrame(Frame(1, Mac(0)));
    Run();
    EXPECT_THAT(toHost2, SizeIs(1));

    Simulator::Schedule(Seconds(301), [this] { device[1]->SendFrame(Frame(1, Mac(0))); });
    const uint64_t before = cloud.drops.Count(VNLAB_DROP_UNKNOWN_MAC);
    Run();
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_MAC), before + 1);
}

TEST_F(LearningVtepTest, LearnedAddressAgesAsOneSays)
{
    Flood(0, kRed, 1);
    vtep[1]->SetAgeing(Seconds(10));
    device[0]->SendFrame(Frame(0, kBroadcastMac));
    Run();
    const auto sendAfter = [this](Time wait)
    {
        Simulator::Schedule(wait, [this] { device[1]->SendFrame(Frame(1, Mac(0))); });
        Run();
        return cloud.drops.Count(VNLAB_DROP_UNKNOWN_MAC);
    };
    EXPECT_EQ(sendAfter(Seconds(9)), 0U);
    EXPECT_EQ(sendAfter(Seconds(2)), 1U);
}

TEST_F(VtepTest, NothingIsLearnedWhereLearningIsOff)
{
    Flood(0, kRed, 1);
    device[0]->SendFrame(Frame(0, kBroadcastMac));
    Run();
    EXPECT_EQ(vtep[1]->Learned(), 0u);
}

} // namespace
} // namespace ns3::vnlab::test
