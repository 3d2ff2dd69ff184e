// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/vlan-pipeline.h"
#include "model/dataplane/vlan-switch.h"
#include "model/plain-bytes.h"
#include "test/dataplane/cloud.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Two hosts of one rack, whose leaf has every VLAN on both ports; vNICs 0, 1 and 3 on host 0, 2 on host 1. VLAN 7
/// has 0, 1 and 2, VLAN 8 has 3.
class VlanSwitchTest : public testing::Test
{
  protected:
    VlanSwitchTest()
    {
        auto leaf = std::make_unique<VlanPipeline>(
            cloud.topology, m_wan, VlanFabricProfile{.times = {Seconds(50), Seconds(30)}});
        for (uint32_t host = 0; host < 2; ++host)
        {
            const TrunkVlanKey key{cloud.topology.HostDown({host}), 1, 4094};
            leaf->Write({NodeKind::kLeaf, 0}, kTrunkVlanTable, PlainBytes(key), {});
        }
        cloud.fabric.SetPipeline(std::move(leaf));
        cloud.fabric.AddTap(cloud.topology.HostUp({0}),
                            [this](const Ptr<const Packet>& frame)
                            { onUplink.push_back(BytesOfPacket(frame)); });
        for (uint32_t vnic = 0; vnic < 4; ++vnic)
        {
            VlanSwitch& at = vnic == 2 ? far : near;
            devices.push_back(cloud.AddVnic(at, vnic));
            devices.back()->SetSink(&guests[vnic]);
            EXPECT_TRUE(WriteEntry(at,
                                   kAccessVlanTable,
                                   AccessVlanKey{VnicId{vnic}},
                                   AccessVlanValue{static_cast<uint16_t>(vnic == 3 ? 8 : 7)}));
        }
    }

    static MacBytes MacOf(uint32_t vnic)
    {
        return address_plan::VnicMac(VnicId{vnic});
    }

    /// A datagram from a vNIC, with what its guest makes of the frame before it sends it.
    void Send(uint32_t from,
              const MacBytes& destination,
              const std::function<void(const Ptr<Packet>&)>& change = {})
    {
        const Ptr<Packet> frame =
            MakeUdpFrame(MacOf(from), destination, 0x0a000001, 0x0a000002, {1, 2, 3});
        if (change)
        {
            change(frame);
        }
        sent = BytesOfPacket(frame);
        devices[from]->SendFrame(frame);
        Simulator::Run();
    }

    const WanGraph m_wan;
    Cloud cloud{{.racks = 1, .hostsPerRack = 2}};
    VlanSwitch& near = cloud.AddSwitch<VlanSwitch>(0, Seconds(300));
    VlanSwitch& far = cloud.AddSwitch<VlanSwitch>(1, Seconds(300));
    std::vector<Ptr<VnicDevice>> devices;
    std::array<FrameRecorder, 4> guests;
    std::vector<Bytes> onUplink;
    Bytes sent;
};

TEST_F(VlanSwitchTest, BroadcastReachesEveryMemberAsItWasSentAndNobodyElse)
{
    Send(0, kBroadcastMac);
    EXPECT_THAT(guests[1].frames, ElementsAre(sent));
    EXPECT_THAT(guests[2].frames, ElementsAre(sent));
    EXPECT_THAT(guests[0].frames, IsEmpty());
    EXPECT_THAT(guests[3].frames, IsEmpty());
}

TEST_F(VlanSwitchTest, FrameOnTheUplinkHasFourBytesMoreWhichNameItsVlan)
{
    Send(0, MacOf(2));
    ASSERT_THAT(onUplink, SizeIs(1));
    Bytes tagged = sent;
    const Bytes tag{0x81, 0x00, 0x00, 0x07};
    tagged.insert(tagged.begin() + 12, tag.begin(), tag.end());
    EXPECT_EQ(onUplink[0], tagged);
    EXPECT_EQ(near.Work(Population::kTraffic).overheadBytes, 4u);
}

TEST_F(VlanSwitchTest, WhoHasSpokenIsNotFloodedFor)
{
    Send(1, kBroadcastMac);
    guests[2].frames.clear();
    onUplink.clear();
    Send(0, MacOf(1));
    EXPECT_THAT(guests[1].frames, ElementsAre(sent));
    EXPECT_THAT(onUplink, IsEmpty());
    EXPECT_THAT(guests[2].frames, IsEmpty());
}

TEST_F(VlanSwitchTest, VnicThatIsUnpluggedIsForgotten)
{
    Send(1, kBroadcastMac);
    near.Detach(VnicId{1});
    onUplink.clear();
    Send(0, MacOf(1));
    EXPECT_THAT(onUplink, SizeIs(1));
}

TEST_F(VlanSwitchTest, TagOfAGuestLeadsNowhere)
{
    Send(0, kBroadcastMac, [](const Ptr<Packet>& frame) { PushVlanTag(frame, 8, 0); });
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_VNI), 1u);
    Send(0, kBroadcastMac, [](const Ptr<Packet>& frame) { PushVlanTag(frame, 7, 0); });
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_VNI), 2u); // its own VLAN's, too
    EXPECT_THAT(guests[1].frames, IsEmpty());
    EXPECT_THAT(guests[3].frames, IsEmpty());
    EXPECT_THAT(onUplink, IsEmpty());
}

TEST_F(VlanSwitchTest, PriorityTagIsNoVlanAndItsPriorityGoesAlong)
{
    Send(0, MacOf(2), [](const Ptr<Packet>& frame) { PushVlanTag(frame, 0, 5); });
    ASSERT_THAT(onUplink, SizeIs(1));
    EXPECT_EQ(onUplink[0][14], 5 << 5);
    EXPECT_EQ(onUplink[0][15], 7);
    ASSERT_THAT(guests[2].frames, SizeIs(1)); // without a tag
    EXPECT_EQ(guests[2].frames[0].size(), sent.size() - 4);
}

TEST_F(VlanSwitchTest, TagBehindAPriorityTagStaysInTheVlan)
{
    Send(0,
         kBroadcastMac,
         [](const Ptr<Packet>& frame)
         {
             PushVlanTag(frame, 8, 0);
             PushVlanTag(frame, 0, 0);
         });
    EXPECT_THAT(guests[2].frames, SizeIs(1));
    EXPECT_THAT(guests[3].frames, IsEmpty());
}

TEST_F(VlanSwitchTest, VnicWithoutAVlanSendsAndGetsNothing)
{
    EXPECT_TRUE(near.Erase(kAccessVlanTable, PlainBytes(AccessVlanKey{VnicId{1}})));
    EXPECT_FALSE(near.Erase(kAccessVlanTable, PlainBytes(AccessVlanKey{VnicId{1}})));
    Send(1, kBroadcastMac);
    Send(0, kBroadcastMac);
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_VNI), 1u);
    EXPECT_THAT(guests[1].frames, IsEmpty());
    EXPECT_THAT(guests[2].frames, SizeIs(1));
}

TEST_F(VlanSwitchTest, GroupsOfOneLinkAndBpdusGoNoFurther)
{
    for (const uint8_t last : {0x00, 0x02, 0x0e})
    {
        Send(0, {0x01, 0x80, 0xc2, 0, 0, last});
    }
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_FILTERED), 3u);
    EXPECT_THAT(guests[1].frames, IsEmpty());
}

TEST_F(VlanSwitchTest, TenantsPacketToTheHostsAddressIsNotTheHosts)
{
    HostStack stack;
    far.SetStack(&stack);
    const Ptr<Packet> frame = MakeUdpFrame(
        MacOf(0), MacOf(2), 0x0a000001, address_plan::HostAddress(HostId{1}), {1, 2, 3});
    devices[0]->SendFrame(frame);
    Simulator::Run();
    EXPECT_THAT(guests[2].frames, SizeIs(1));
}

TEST_F(VlanSwitchTest, TagIsNoPartOfTheMtu)
{
    const uint32_t mtu = near.GetUplink()->GetMtu();
    const Bytes most(mtu - 28, 1);
    devices[0]->SetMtu(mtu);
    const auto send = [&](const Bytes& payload)
    {
        devices[0]->InjectFrame(MakeUdpFrame(MacOf(0), MacOf(2), 0x0a000001, 0x0a000002, payload));
        Simulator::Run();
    };
    send(most);
    EXPECT_THAT(guests[2].frames, SizeIs(1));
    send(Bytes(most.size() + 1, 1));
    EXPECT_THAT(guests[2].frames, SizeIs(1));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_MTU_EXCEEDED), 1u);
}

} // namespace
} // namespace ns3::vnlab::test
