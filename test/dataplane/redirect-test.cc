// SPDX-License-Identifier: GPL-2.0-only
//
// Hosts that send on what comes for a vNIC that has left.

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/routed-switch.h"
#include "model/dataplane/vtep.h"
#include "model/ip/packet-fields.h"
#include "model/wire/protocol-numbers.h"
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

constexpr Vni kGreen{300};

/// Three hosts; vNIC 0 on host 0 sends to vNIC 1, which has left host 1 for host 2.
class VtepRedirectTest : public testing::TestWithParam<bool>
{
  public:
    VtepRedirectTest()
        : cloud({.racks = 3, .hostsPerRack = 1, .spines = 1})
    {
        for (uint32_t host = 0; host < 3; ++host)
        {
            vtep.push_back(
                &cloud.AddSwitch<Vtep>(host, *FindEncapsulation("vxlan"), GetParam(), nullptr));
        }
        AddPort(0, 0, &sender);
        AddPort(2, 1, &receiver);
        WriteEntry(
            *vtep[0], TableId::kFdb, SegmentMacKey{kGreen, kMacB}, FdbValue{HostAddress({1})});
        for (uint32_t link = 0; link < 3; ++link)
        {
            cloud.fabric.AddTap(cloud.topology.HostUp({link}),
                                [this, link](const Ptr<const Packet>& frame)
                                { wire[link].push_back(BytesOfPacket(frame)); });
        }
    }

    void AddPort(uint32_t host, uint32_t vnic, FrameRecorder* guest)
    {
        device.push_back(cloud.AddVnic(*vtep[host], vnic));
        device.back()->SetSink(guest);
        ASSERT_TRUE(WriteEntry(*vtep[host],
                               TableId::kPortSegment,
                               PortSegmentKey{VnicId{vnic}},
                               PortSegmentValue{kGreen}));
    }

    void Redirect(Time until = Time::Max())
    {
        vtep[1]->Redirect(VnicId{1},
                          {.vni = kGreen,
                           .mac = kMacB,
                           .from = VnicAddress(HostId{1}, 2),
                           .to = device[1]->GetProviderAddress(),
                           .until = until});
    }

    void Send()
    {
        device[0]->SendFrame(Frame());
        Simulator::Run();
    }

    static Ptr<Packet> Frame()
    {
        return MakeUdpFrame(kMacA, kMacB, kA, kB, Bytes(20, 0x55));
    }

    const SwitchWork& Work(uint32_t host) const
    {
        return vtep[host]->Work(Population::kTraffic);
    }

    Cloud cloud;
    std::vector<Vtep*> vtep;
    std::vector<Ptr<VnicDevice>> device;
    FrameRecorder sender;
    FrameRecorder receiver;
    std::vector<Bytes> wire[3]; // as the hosts sent it
};

TEST_P(VtepRedirectTest, WithoutItThePacketIsLostThere)
{
    Send();
    EXPECT_THAT(receiver.frames, IsEmpty());
    ASSERT_THAT(cloud.dropped, SizeIs(1));
    EXPECT_EQ(cloud.dropped.front().reason, VNLAB_DROP_UNKNOWN_VNI);
    EXPECT_EQ(Work(1).redirected, 0U);
}

TEST_P(VtepRedirectTest, PacketGoesOnWithAnotherDestinationAndARouterLessOfItsTtl)
{
    Redirect();
    Send();
    EXPECT_THAT(receiver.frames, SizeIs(1));
    EXPECT_THAT(cloud.dropped, IsEmpty());
    ASSERT_THAT(wire[0], SizeIs(1));
    ASSERT_THAT(wire[1], SizeIs(1));
    const Bytes& first = wire[0].front();
    const Bytes& again = wire[1].front();
    const auto fields =
        CheckedFieldsOf(Create<Packet>(again.data(), static_cast<uint32_t>(again.size())));
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->source, HostAddress(HostId{0})); // so that who learns learns right
    EXPECT_EQ(fields->destination, HostAddress(HostId{2}));
    EXPECT_EQ(fields->ttl, 64 - 4); // three switches on the way, and the host
    EXPECT_EQ(Bytes(again.begin() + 42, again.end()), Bytes(first.begin() + 42, first.end()));
    EXPECT_EQ(Work(1).redirected, 1U);
    EXPECT_EQ(Work(1).redirectedBytes, again.size());
    EXPECT_EQ(Work(0).redirected + Work(2).redirected, 0U);
    EXPECT_EQ(vtep[2]->Learned(), GetParam() ? 1U : 0U);
    device[1]->SendFrame(MakeUdpFrame(kMacB, kMacA, kB, kA, Bytes(20, 0x66)));
    Simulator::Run();
    EXPECT_THAT(sender.frames, SizeIs(GetParam() ? 1 : 0)); // what was learned is the sender's host
}

TEST_P(VtepRedirectTest, LargePacketArrivesInFragmentsAndLeavesSo)
{
    Redirect();
    for (Vtep* each : vtep)
    {
        each->GetUplink()->SetMtu(600);
    }
    device[0]->SendFrame(MakeUdpFrame(kMacA, kMacB, kA, kB, Bytes(1000, 0x55)));
    Simulator::Run();
    EXPECT_THAT(receiver.frames, SizeIs(1));
    EXPECT_THAT(wire[1], SizeIs(2));
    EXPECT_EQ(Work(1).redirected, 1U);
}

TEST_P(VtepRedirectTest, HoldsUntilItsTimeAndNoLonger)
{
    Redirect(Seconds(1));
    for (const int after_ms : {999, 1000})
    {
        Simulator::Schedule(MilliSeconds(after_ms), [this] { device[0]->SendFrame(Frame()); });
    }
    Simulator::Run();
    EXPECT_THAT(receiver.frames, SizeIs(1));
    EXPECT_THAT(cloud.dropped, SizeIs(1));
}

TEST_P(VtepRedirectTest, EndsWhenItIsToldOrTheVnicIsBack)
{
    Redirect();
    vtep[1]->EndRedirect(VnicId{1});
    Send();
    Redirect();
    vtep[1]->EndRedirects();
    Send();
    Redirect();
    vtep[2]->Detach(VnicId{1});
    vtep[1]->Attach(device[1]);
    Send();
    EXPECT_EQ(Work(1).redirected, 0U);
    EXPECT_THAT(cloud.dropped, SizeIs(3)); // the last for want of a port in the segment
}

TEST_P(VtepRedirectTest, OtherVnicsAndSegmentsAreNotMeant)
{
    vtep[1]->Redirect(VnicId{1},
                      {.vni = Vni{301},
                       .mac = kMacB,
                       .from = 0,
                       .to = device[1]->GetProviderAddress(),
                       .until = Time::Max()});
    Send();
    EXPECT_EQ(Work(1).redirected, 0U);
    EXPECT_THAT(receiver.frames, IsEmpty());
}

TEST_P(VtepRedirectTest, NeighbourAtTheOldHostIsShownTheWay)
{
    FrameRecorder neighbour;
    AddPort(1, 2, &neighbour);
    Redirect();
    device[2]->SendFrame(MakeUdpFrame(VnicMac(VnicId{2}), kMacB, kC, kB, Bytes(20, 0x77)));
    Simulator::Run();
    EXPECT_THAT(receiver.frames, SizeIs(1));
    EXPECT_EQ(Work(1).redirected, 0U); // it takes no way twice
}

INSTANTIATE_TEST_SUITE_P(WithAndWithoutLearning,
                         VtepRedirectTest,
                         testing::Bool(),
                         [](const auto& test)
                         { return test.param ? std::string("learning") : std::string("rules"); });

/// As above, with provider addresses that hosts route.
class RoutedRedirectTest : public testing::Test
{
  public:
    RoutedRedirectTest()
        : cloud({.racks = 3, .hostsPerRack = 1, .spines = 1})
    {
        for (uint32_t host = 0; host < 3; ++host)
        {
            hosts.push_back(&cloud.AddSwitch<RoutedSwitch>(host));
        }
        sender = cloud.AddVnic(*hosts[0], 0);
        moved = cloud.AddVnic(*hosts[2], 1);
        moved->SetSink(&receiver);
        WriteEntry(*hosts[2],
                   TableId::kPortAddress,
                   PortAddressKey{moved->GetProviderAddress()},
                   PortAddressValue{VnicId{1}});
        hosts[1]->Redirect(VnicId{1},
                           {.vni = kGreen,
                            .mac = kMacB,
                            .from = old,
                            .to = moved->GetProviderAddress(),
                            .until = Time::Max()});
    }

    const uint32_t old = VnicAddress(HostId{1}, 2);
    Cloud cloud;
    std::vector<RoutedSwitch*> hosts;
    Ptr<VnicDevice> sender;
    Ptr<VnicDevice> moved;
    FrameRecorder receiver;
};

TEST_F(RoutedRedirectTest, PacketToTheOldAddressGoesOnToTheNewOne)
{
    sender->SendFrame(
        MakeUdpFrame(kMacA, kGatewayMac, sender->GetProviderAddress(), old, Bytes(20, 0x55)));
    Simulator::Run();
    ASSERT_THAT(receiver.frames, SizeIs(1));
    const Bytes& got = receiver.frames.front();
    const auto fields =
        CheckedFieldsOf(Create<Packet>(got.data(), static_cast<uint32_t>(got.size())));
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->source, sender->GetProviderAddress());
    EXPECT_EQ(fields->destination, moved->GetProviderAddress());
    EXPECT_EQ(fields->ttl, 64 - 9); // four hosts' worth of routers, and three switches twice
    EXPECT_EQ(hosts[1]->Work(Population::kTraffic).redirected, 1U);
}

TEST_F(RoutedRedirectTest, SegmentOfAConnectionToTheOldAddressDoesNot)
{
    Ptr<Packet> segment =
        MakeUdpFrame(kMacA, kGatewayMac, sender->GetProviderAddress(), old, Bytes(20, 0x55));
    Bytes bytes = BytesOfPacket(segment);
    const uint16_t before = static_cast<uint16_t>(bytes[22] << 8 | bytes[23]);
    bytes[23] = ipproto::kTcp;
    const uint16_t checksum = UpdateChecksum(static_cast<uint16_t>(bytes[24] << 8 | bytes[25]),
                                             before,
                                             static_cast<uint16_t>(bytes[22] << 8 | bytes[23]));
    bytes[24] = static_cast<uint8_t>(checksum >> 8);
    bytes[25] = static_cast<uint8_t>(checksum);
    sender->SendFrame(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
    Simulator::Run();
    EXPECT_THAT(receiver.frames, IsEmpty());
    ASSERT_THAT(cloud.dropped, SizeIs(1));
    EXPECT_EQ(cloud.dropped.front().reason, VNLAB_DROP_NO_PORT);
}

TEST_F(RoutedRedirectTest, VnicThatGetsTheOldAddressGetsItsPackets)
{
    FrameRecorder heir;
    const Ptr<VnicDevice> device = cloud.AddVnic(*hosts[1], 2);
    device->SetProviderAddress(old);
    device->SetSink(&heir);
    WriteEntry(*hosts[1], TableId::kPortAddress, PortAddressKey{old}, PortAddressValue{VnicId{2}});
    sender->SendFrame(
        MakeUdpFrame(kMacA, kGatewayMac, sender->GetProviderAddress(), old, Bytes(20, 0x55)));
    Simulator::Run();
    EXPECT_THAT(heir.frames, SizeIs(1));
    EXPECT_THAT(receiver.frames, IsEmpty());
}

} // namespace
} // namespace ns3::vnlab::test
