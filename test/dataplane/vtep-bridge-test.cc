// SPDX-License-Identifier: GPL-2.0-only
// What Linux's bridge and vxlan device do at their edges, as test/vtep has measured it.
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/vtep.h"
#include "model/ip/packet-fields.h"
#include "model/wire/arp-frame.h"
#include "model/wire/big-endian.h"
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

constexpr size_t kOuter = 50; // bytes in front of the inner frame
const MacBytes kStranger{6, 0, 0, 0, 9, 9};

/// vNICs 0 and 1 on host 0 and vNIC 2 on host 1, in one segment; both hosts learn.
class VtepBridge : public testing::Test
{
  public:
    VtepBridge()
        : cloud({.racks = 1, .hostsPerRack = 2, .spines = 1})
    {
        for (uint32_t host = 0; host < 2; ++host)
        {
            vtep[host] = &cloud.AddSwitch<Vtep>(host, *FindEncapsulation("vxlan"), true, nullptr);
            vtep[host]->Write(
                TableId::kFlood, ObjectBytes(FloodKey{kSegment, HostAddress({1 - host})}), {});
        }
        for (uint32_t vnic = 0; vnic < 3; ++vnic)
        {
            device[vnic] = cloud.AddVnic(*vtep[vnic / 2], vnic);
            device[vnic]->SetSink(&guest[vnic]);
            WriteEntry(*vtep[vnic / 2],
                       TableId::kPortSegment,
                       PortSegmentKey{VnicId{vnic}},
                       PortSegmentValue{kSegment});
        }
        cloud.fabric.AddTap(cloud.topology.HostUp({0}),
                            [this](const Ptr<const Packet>& frame)
                            { wire.push_back(BytesOfPacket(frame)); });
    }

    static MacBytes Mac(uint32_t vnic)
    {
        return VnicMac(VnicId{vnic});
    }

    static Bytes Datagram(const MacBytes& from, const MacBytes& to, uint8_t tos = 0)
    {
        return BytesOfPacket(MakeUdpFrame(from, to, kA, kB, Bytes(20, 7), false, tos));
    }

    void Send(uint32_t vnic, const Bytes& frame)
    {
        device[vnic]->SendFrame(Create<Packet>(frame.data(), static_cast<uint32_t>(frame.size())));
        Simulator::Run();
    }

    /// @return the outer frame of a datagram from vNIC 0 to vNIC 2
    Bytes Encapsulated(uint8_t tos = 0)
    {
        WriteEntry(
            *vtep[0], TableId::kFdb, SegmentMacKey{kSegment, Mac(2)}, FdbValue{HostAddress({1})});
        Send(0, Datagram(Mac(0), Mac(2), tos));
        guest[2].frames.clear();
        return wire.at(0);
    }

    void SendFromHost0(const Bytes& outer)
    {
        vtep[0]->SendFromHost(Create<Packet>(outer.data(), static_cast<uint32_t>(outer.size())));
        Simulator::Run();
    }

    Cloud cloud;
    Vtep* vtep[2];
    Ptr<VnicDevice> device[3];
    FrameRecorder guest[3];
    std::vector<Bytes> wire; // of host 0's uplink, sent
};

TEST_F(VtepBridge, UnknownUnicastGoesToOtherHostsOnly)
{
    Send(0, Datagram(Mac(0), kStranger));
    EXPECT_THAT(wire, SizeIs(1));
    EXPECT_THAT(guest[1].frames, IsEmpty());
    EXPECT_THAT(guest[2].frames, IsEmpty());
}

TEST_F(VtepBridge, FrameToItsOwnSenderIsDropped)
{
    Send(0, Datagram(Mac(0), Mac(0)));
    EXPECT_THAT(guest[0].frames, IsEmpty());
    EXPECT_THAT(wire, IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_MAC), 1u);
}

TEST_F(VtepBridge, GroupsReservedForOneLinkAreNotForwarded)
{
    for (const uint8_t reserved : {0x01, 0x02, 0x0e, 0x0f})
    {
        Send(0, Datagram(Mac(0), {0x01, 0x80, 0xc2, 0, 0, reserved}));
    }
    EXPECT_THAT(wire, IsEmpty());
    EXPECT_THAT(guest[1].frames, IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_MAC), 4u);
    for (const uint8_t other : {0x00, 0x10})
    {
        Send(0, Datagram(Mac(0), {0x01, 0x80, 0xc2, 0, 0, other}));
    }
    EXPECT_THAT(wire, SizeIs(2));
    EXPECT_THAT(guest[1].frames, SizeIs(2));
}

TEST_F(VtepBridge, SourceOfAGroupOrOfZeroIsMalformedOnBothSides)
{
    Send(0, Datagram({}, Mac(1)));
    Send(0, Datagram({1, 2, 3, 4, 5, 6}, Mac(1)));
    EXPECT_THAT(guest[1].frames, IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_MALFORMED), 2u);

    Bytes outer = Encapsulated();
    std::fill_n(outer.begin() + kOuter + 6, 6, 0);
    std::fill_n(outer.begin() + 40, 2, 0); // without UDP checksum
    SendFromHost0(outer);
    EXPECT_THAT(guest[2].frames, IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_MALFORMED), 3u);
}

TEST_F(VtepBridge, WrongOuterUdpChecksumIsDroppedAndNoneIsAccepted)
{
    Bytes outer = Encapsulated();
    ++outer[41];
    SendFromHost0(outer);
    EXPECT_THAT(guest[2].frames, IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_MALFORMED), 1u);
    outer[40] = outer[41] = 0;
    SendFromHost0(outer);
    EXPECT_THAT(guest[2].frames, SizeIs(1));
}

TEST_F(VtepBridge, ReservedBitsOfVxlanAreRefused)
{
    Bytes outer = Encapsulated();
    outer[40] = outer[41] = 0;
    for (const size_t reserved : {42, 43, 44, 45, 49})
    {
        Bytes changed = outer;
        changed[reserved] |= 0x10;
        SendFromHost0(changed);
    }
    EXPECT_THAT(guest[2].frames, IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_MALFORMED), 5u);
}

TEST_F(VtepBridge, SourceIsLearnedEvenWhereTheCongestionMarkDropsTheFrame)
{
    Bytes outer = Encapsulated();
    const uint64_t before = vtep[1]->Learned();
    std::copy(kStranger.begin(), kStranger.end(), outer.begin() + kOuter + 6);
    outer[40] = outer[41] = 0;
    outer[15] = 3; // CE around Not-ECT
    WriteBig16(&outer[24], 0);
    WriteBig16(&outer[24], ChecksumOf(std::span(outer).subspan(14, 20)));
    SendFromHost0(outer);
    EXPECT_THAT(guest[2].frames, IsEmpty());
    EXPECT_EQ(vtep[1]->Learned(), before + 1);
}

TEST_F(VtepBridge, AnsweredArpRequestIsHeardOnTheSameHostOnly)
{
    WriteEntry(*vtep[0], TableId::kArp, ArpKey{kSegment, kB}, ArpValue{Mac(2)});
    const Bytes request =
        BytesOfPacket(MakeArpFrame({.senderMac = Mac(0), .sender = kA, .target = kB}));
    Send(0, request);
    EXPECT_THAT(guest[0].frames, SizeIs(1));
    EXPECT_THAT(guest[1].frames, ElementsAre(request));
    EXPECT_THAT(wire, IsEmpty());
}

TEST_F(VtepBridge, ArpProbesAnnouncementsAndUnicastRequestsAreNotAnswered)
{
    WriteEntry(*vtep[0], TableId::kArp, ArpKey{kSegment, kB}, ArpValue{Mac(2)});
    Send(0, BytesOfPacket(MakeArpFrame({.senderMac = Mac(0), .sender = 0, .target = kB})));
    Send(0, BytesOfPacket(MakeArpFrame({.senderMac = Mac(0), .sender = kB, .target = kB})));
    Bytes unicast = BytesOfPacket(MakeArpFrame({.senderMac = Mac(0), .sender = kA, .target = kB}));
    const MacBytes to = Mac(2);
    std::copy(to.begin(), to.end(), unicast.begin());
    Send(0, unicast);
    EXPECT_THAT(guest[0].frames, IsEmpty());
    EXPECT_THAT(guest[1].frames, SizeIs(2));
    EXPECT_THAT(guest[2].frames, SizeIs(3));
}

TEST_F(VtepBridge, TooBigMessageGoesToTheSourceAddressIfItIsOnThisHost)
{
    const auto frame = [](const MacBytes& from)
    { return BytesOfPacket(MakeUdpFrame(from, Mac(2), kA, kB, Bytes(1472), true)); };
    WriteEntry(
        *vtep[0], TableId::kFdb, SegmentMacKey{kSegment, Mac(2)}, FdbValue{HostAddress({1})});
    Send(0, frame(kStranger));
    EXPECT_THAT(guest[0].frames, IsEmpty());
    Send(0, frame(Mac(1)));
    EXPECT_THAT(guest[0].frames, IsEmpty());
    EXPECT_THAT(guest[1].frames, SizeIs(1));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_MTU_EXCEEDED), 2u);
}

} // namespace
} // namespace ns3::vnlab::test
