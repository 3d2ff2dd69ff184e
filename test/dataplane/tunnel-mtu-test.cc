// SPDX-License-Identifier: GPL-2.0-only
// What becomes of packets that do not fit the underlay, on the VTEP and on the routed switch.
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/routed-switch.h"
#include "model/dataplane/vtep.h"
#include "model/ip/icmp-error.h"
#include "model/ip/packet-fields.h"
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

/// Two hosts in one rack; a recorder behind each vNIC, and one on the first host's uplink.
class TunnelMtu : public testing::Test
{
  public:
    TunnelMtu()
        : cloud({.racks = 1, .hostsPerRack = 2, .spines = 1})
    {
        cloud.fabric.AddTap(cloud.topology.HostUp({0}),
                            [this](const Ptr<const Packet>& frame)
                            { wire.push_back(frame->Copy()); });
    }

    template <class Switch, class... Args>
    void Build(const Args&... args)
    {
        for (uint32_t host = 0; host < 2; ++host)
        {
            hostSwitch[host] = &cloud.AddSwitch<Switch>(host, args...);
            device[host] = cloud.AddVnic(*hostSwitch[host], host);
            device[host]->SetSink(&guest[host]);
        }
    }

    void BuildVteps()
    {
        Build<Vtep>(*FindEncapsulation("vxlan"), false, nullptr);
        for (uint32_t host = 0; host < 2; ++host)
        {
            WriteEntry(*hostSwitch[host],
                       TableId::kPortSegment,
                       PortSegmentKey{VnicId{host}},
                       PortSegmentValue{kSegment});
        }
        WriteEntry(*hostSwitch[0],
                   TableId::kFdb,
                   SegmentMacKey{kSegment, kMacB},
                   FdbValue{HostAddress({1})});
    }

    void BuildRouters()
    {
        Build<RoutedSwitch>();
        WriteEntry(
            *hostSwitch[1], TableId::kPortAddress, PortAddressKey{kB}, PortAddressValue{{1}});
        cloud.fabric.Routes({NodeKind::kLeaf, 0}).Set(kB, {1});
    }

    /// Sends a datagram in an IPv4 packet of this many bytes; returns its frame.
    Bytes Send(uint32_t ipBytes, bool dontFragment)
    {
        Bytes payload(ipBytes - 28);
        for (size_t i = 0; i < payload.size(); ++i)
        {
            payload[i] = static_cast<uint8_t>(i * 7);
        }
        const Ptr<Packet> frame = MakeUdpFrame(kMacA, kMacB, kA, kB, payload, dontFragment);
        const Bytes bytes = BytesOfPacket(frame);
        device[0]->SendFrame(frame);
        Simulator::Run();
        return bytes;
    }

    Cloud cloud;
    HostSwitch* hostSwitch[2];
    Ptr<VnicDevice> device[2];
    FrameRecorder guest[2];
    std::vector<Ptr<Packet>> wire;
};

TEST_F(TunnelMtu, InnerPacketOf1450StillFitsWhole)
{
    BuildVteps();
    const Bytes sent = Send(1450, true);
    ASSERT_THAT(wire, SizeIs(1));
    EXPECT_EQ(wire[0]->GetSize(), 1514u);
    EXPECT_THAT(guest[1].frames, ElementsAre(sent));
}

TEST_F(TunnelMtu, WithoutDfTheOuterPacketTravelsInValidFragments)
{
    BuildVteps();
    const Bytes sent = Send(1500, false);
    ASSERT_THAT(wire, SizeIs(2));
    const std::optional<FrameFields> first = CheckedFieldsOf(wire[0]);
    const std::optional<FrameFields> second = CheckedFieldsOf(wire[1]);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->totalLength, 1500);
    EXPECT_EQ(first->fragmentOffset, 0);
    EXPECT_TRUE(first->moreFragments);
    EXPECT_EQ(first->destinationPort, 4789);
    EXPECT_EQ(second->totalLength, 20 + 50);
    EXPECT_EQ(second->fragmentOffset, 1480);
    EXPECT_FALSE(second->moreFragments);
    EXPECT_EQ(first->identification, second->identification);
    EXPECT_FALSE(first->dontFragment || second->dontFragment);
    EXPECT_THAT(guest[1].frames, ElementsAre(sent));
    EXPECT_THAT(cloud.dropped, IsEmpty());
    EXPECT_EQ(hostSwitch[0]->Work(Population::kTraffic).overheadBytes, 50u + 34u);
    EXPECT_EQ(hostSwitch[1]->Work(Population::kTraffic).decapsulated, 1u);
}

TEST_F(TunnelMtu, WithDfTheGuestLearnsTheMtuInsideTheTunnel)
{
    BuildVteps();
    const Bytes sent = Send(1451, true);
    EXPECT_THAT(wire, IsEmpty());
    EXPECT_THAT(cloud.dropped, ElementsAre(Dropped{VNLAB_DROP_MTU_EXCEEDED, sent}));
    ASSERT_THAT(guest[0].frames, SizeIs(1));
    const Bytes& icmp = guest[0].frames[0];
    const auto frame = Create<Packet>(icmp.data(), static_cast<uint32_t>(icmp.size()));
    const std::optional<FrameFields> fields = CheckedFieldsOf(frame);
    ASSERT_TRUE(fields);
    EXPECT_EQ(fields->destinationMac, kMacA);
    EXPECT_EQ(fields->sourceMac, kMacB);
    EXPECT_EQ(fields->source, kB); // as Linux: in the name of the destination
    EXPECT_EQ(fields->destination, kA);
    EXPECT_EQ(fields->totalLength, 576);
    EXPECT_EQ(Bytes(icmp.begin() + 34, icmp.begin() + 36), FromHex("0304"));
    EXPECT_EQ(Bytes(icmp.begin() + 38, icmp.begin() + 42), FromHex("0000 05aa")); // 1450
    EXPECT_EQ(ChecksumOf(std::span(icmp).subspan(34)), 0);
    EXPECT_TRUE(std::equal(icmp.begin() + 42, icmp.end(), sent.begin() + 14)); // what was sent
}

TEST_F(TunnelMtu, LongestFrameThatIpv4CanCarryCrossesAndOneByteMoreIsDropped)
{
    BuildVteps();
    constexpr uint32_t headers = 20 + 8 + 8; // outer IPv4, UDP, VXLAN
    Bytes frame = Send(60, false);
    frame.resize(65535 - headers);
    device[0]->SendFrame(Create<Packet>(frame.data(), static_cast<uint32_t>(frame.size())));
    Simulator::Run();
    ASSERT_THAT(guest[1].frames, SizeIs(2));
    EXPECT_EQ(guest[1].frames[1], frame);
    frame.push_back(0);
    device[0]->SendFrame(Create<Packet>(frame.data(), static_cast<uint32_t>(frame.size())));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_MTU_EXCEEDED), 1u);
}

TEST_F(TunnelMtu, LostFragmentIsOneReassemblyTimeout)
{
    BuildVteps();
    Bytes payload(1472);
    const Ptr<Packet> frame = MakeUdpFrame(kMacA, kMacB, kA, kB, payload);
    // On a link without a queue, the second fragment finds the first on the wire.
    Cloud tight({.racks = 1, .hostsPerRack = 2, .spines = 1}, {.queue_bytes = 0});
    auto& sender = tight.AddSwitch<Vtep>(0, *FindEncapsulation("vxlan"), false, nullptr);
    auto& receiver = tight.AddSwitch<Vtep>(1, *FindEncapsulation("vxlan"), false, nullptr);
    const Ptr<VnicDevice> from = tight.AddVnic(sender, 0);
    tight.AddVnic(receiver, 1)->SetSink(&guest[1]);
    WriteEntry(
        sender, TableId::kPortSegment, PortSegmentKey{VnicId{0}}, PortSegmentValue{kSegment});
    WriteEntry(sender, TableId::kFdb, SegmentMacKey{kSegment, kMacB}, FdbValue{HostAddress({1})});
    from->SendFrame(frame);
    Simulator::Run();
    EXPECT_GT(Simulator::Now(), Seconds(30));
    EXPECT_EQ(tight.drops.Count(VNLAB_DROP_QUEUE_OVERFLOW), 1u);
    EXPECT_EQ(tight.drops.Count(VNLAB_DROP_REASSEMBLY), 1u);
    EXPECT_THAT(tight.dropped, SizeIs(2));
    EXPECT_THAT(guest[1].frames, IsEmpty());
}

TEST_F(TunnelMtu, RouterFragmentsForANarrowUnderlayAndTheGuestReceivesTheFragments)
{
    BuildRouters();
    hostSwitch[0]->GetUplink()->SetMtu(1400);
    Send(1500, false);
    ASSERT_THAT(guest[1].frames, SizeIs(2));
    EXPECT_THAT(wire, SizeIs(2));
    for (const Bytes& bytes : guest[1].frames)
    {
        const auto frame = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
        const std::optional<FrameFields> fields = CheckedFieldsOf(frame);
        ASSERT_TRUE(fields);
        EXPECT_EQ(fields->ttl, 64 - 3);
        EXPECT_LE(fields->totalLength, 1400);
    }
}

TEST_F(TunnelMtu, RouterReportsItsUnderlaysMtuFromTheHostsAddress)
{
    BuildRouters();
    hostSwitch[0]->GetUplink()->SetMtu(1400);
    Send(1500, true);
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_MTU_EXCEEDED), 1u);
    ASSERT_THAT(guest[0].frames, SizeIs(1));
    const Bytes& icmp = guest[0].frames[0];
    EXPECT_EQ(Bytes(icmp.begin() + 6, icmp.begin() + 12),
              Bytes(kGatewayMac.begin(), kGatewayMac.end()));
    EXPECT_EQ(Bytes(icmp.begin() + 26, icmp.begin() + 30), FromHex("64400000"));
    EXPECT_EQ(Bytes(icmp.begin() + 34, icmp.begin() + 36), FromHex("0304"));
    EXPECT_EQ(Bytes(icmp.begin() + 38, icmp.begin() + 42), FromHex("0000 0578")); // 1400
}

} // namespace
} // namespace ns3::vnlab::test
