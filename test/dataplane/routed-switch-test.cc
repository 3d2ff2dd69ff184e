// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/routed-switch.h"
#include "model/ip/packet-fields.h"
#include "model/wire/arp-frame.h"
#include "test/dataplane/cloud.h"

#include <algorithm>
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

/// Two vNICs on host 0, one on host 1; addresses are the provider's.
class RoutedSwitchTest : public testing::Test
{
  public:
    RoutedSwitchTest()
        : cloud({.racks = 2, .hostsPerRack = 1, .spines = 1})
    {
        const uint32_t hosts[] = {0, 0, 1};
        hostSwitch[0] = &cloud.AddSwitch<RoutedSwitch>(0);
        hostSwitch[1] = &cloud.AddSwitch<RoutedSwitch>(1);
        for (uint32_t i = 0; i < 3; ++i)
        {
            device[i] = cloud.AddVnic(*hostSwitch[hosts[i]], i);
            device[i]->SetSink(&guest[i]);
            WriteEntry(*hostSwitch[hosts[i]],
                       TableId::kPortAddress,
                       PortAddressKey{device[i]->GetProviderAddress()},
                       PortAddressValue{VnicId{i}});
        }
    }

    Ptr<Packet> Frame(uint32_t from, uint32_t to)
    {
        return MakeUdpFrame(
            VnicMac(VnicId{from}), kGatewayMac, device[from]->GetProviderAddress(), to, Bytes(10));
    }

    FrameFields Got(uint32_t vnic)
    {
        Simulator::Run();
        EXPECT_THAT(guest[vnic].frames, SizeIs(1));
        const Bytes& bytes = guest[vnic].frames.at(0);
        const auto fields =
            CheckedFieldsOf(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
        EXPECT_TRUE(fields);
        return fields.value_or(FrameFields{});
    }

    Cloud cloud;
    RoutedSwitch* hostSwitch[2];
    Ptr<VnicDevice> device[3];
    FrameRecorder guest[3];
};

TEST_F(RoutedSwitchTest, EveryArpRequestIsAnsweredWithTheGateway)
{
    const MacBytes own = VnicMac(VnicId{0});
    device[0]->SendFrame(MakeArpFrame({.senderMac = own, .sender = 1, .target = 0x08080808}));
    Simulator::Run();
    EXPECT_THAT(guest[0].frames,
                ElementsAre(BytesOfPacket(MakeArpFrame({.operation = kArpReply,
                                                        .senderMac = kGatewayMac,
                                                        .sender = 0x08080808,
                                                        .targetMac = own,
                                                        .target = 1}))));
    EXPECT_THAT(guest[1].frames, IsEmpty());
    EXPECT_THAT(guest[2].frames, IsEmpty());
}

TEST_F(RoutedSwitchTest, RemoteVnicGetsTheFrameFiveRoutersLater)
{
    device[0]->SendFrame(Frame(0, device[2]->GetProviderAddress()));
    const FrameFields fields = Got(2);
    EXPECT_EQ(fields.ttl, 64 - 5);
    EXPECT_EQ(fields.sourceMac, kGatewayMac);
    EXPECT_EQ(fields.destinationMac, VnicMac(VnicId{2}));
}

TEST_F(RoutedSwitchTest, LocalVnicGetsTheFrameOneRouterLater)
{
    device[0]->SendFrame(Frame(0, device[1]->GetProviderAddress()));
    EXPECT_EQ(Got(1).ttl, 63);
    EXPECT_EQ(Simulator::Now(), MicroSeconds(1));
}

TEST_F(RoutedSwitchTest, AddressThatNobodyHasIsDroppedAtItsHost)
{
    device[0]->SendFrame(Frame(0, VnicAddress(HostId{1}, 100)));
    Simulator::Run();
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NO_PORT), 1u);
}

TEST_F(RoutedSwitchTest, TtlEndsAtEachOfTheFiveRouters)
{
    for (uint8_t ttl = 1; ttl <= 6; ++ttl)
    {
        const Ptr<Packet> frame = Frame(0, device[2]->GetProviderAddress());
        Bytes bytes = BytesOfPacket(frame);
        bytes[22] = ttl;
        bytes[24] = bytes[25] = 0;
        const uint16_t checksum = ChecksumOf(std::span(bytes).subspan(14, 20));
        bytes[24] = static_cast<uint8_t>(checksum >> 8);
        bytes[25] = static_cast<uint8_t>(checksum);
        device[0]->SendFrame(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
    }
    EXPECT_EQ(Got(2).ttl, 1); // only the one that started with 6
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_TTL_EXPIRED), 5u);
}

TEST_F(RoutedSwitchTest, ErasedPortIsReachedNoMore)
{
    const PortAddressKey key{device[2]->GetProviderAddress()};
    EXPECT_TRUE(hostSwitch[1]->Erase(TableId::kPortAddress, ObjectBytes(key)));
    EXPECT_FALSE(hostSwitch[1]->Erase(TableId::kPortAddress, ObjectBytes(key)));
    EXPECT_FALSE(hostSwitch[1]->Erase(TableId::kFdb, ObjectBytes(key)));
    device[0]->SendFrame(Frame(0, key.address));
    Simulator::Run();
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NO_PORT), 1u);
}

TEST_F(RoutedSwitchTest, LengthOfTheIpv4PacketIsBelievedOnlyWhereItIsThere)
{
    Bytes frame = BytesOfPacket(Frame(0, device[2]->GetProviderAddress()));
    frame[16] = 0x20; // 8 KiB and more
    device[0]->SendFrame(Create<Packet>(frame.data(), static_cast<uint32_t>(frame.size())));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_MALFORMED), 1u);

    const Ptr<Packet> padded = Frame(0, device[2]->GetProviderAddress());
    const uint32_t size = padded->GetSize();
    padded->AddPaddingAtEnd(3000);
    device[0]->SendFrame(padded);
    Got(2);
    EXPECT_EQ(guest[2].frames[0].size(), size);
}

TEST_F(RoutedSwitchTest, TaggedFramesAreUnsupported)
{
    Bytes frame = BytesOfPacket(Frame(0, device[2]->GetProviderAddress()));
    const Bytes tag{0x81, 0, 0, 5};
    frame.insert(frame.begin() + 12, tag.begin(), tag.end());
    device[0]->SendFrame(Create<Packet>(frame.data(), static_cast<uint32_t>(frame.size())));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNSUPPORTED), 1u);
}

TEST_F(RoutedSwitchTest, WhatIsNotIpv4IsUnsupportedAndARuntIsMalformed)
{
    Bytes frame(60);
    frame[12] = 0x86;
    frame[13] = 0xdd;
    device[0]->SendFrame(Create<Packet>(frame.data(), 60));
    device[0]->SendFrame(Create<Packet>(frame.data(), 13));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNSUPPORTED), 1u);
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_MALFORMED), 1u);
}

/// One host that checks sources, with two vNICs.
class PortSecurityTest : public testing::Test
{
  protected:
    PortSecurityTest()
        : m_cloud({.racks = 1, .hostsPerRack = 2, .spines = 1}),
          m_host(&m_cloud.AddSwitch<RoutedSwitch>(0, RoutedPorts{.sources = Sources::kOwn}))
    {
        for (uint32_t i = 0; i < 2; ++i)
        {
            m_device[i] = m_cloud.AddVnic(*m_host, i);
            m_device[i]->SetSink(&m_guest[i]);
            WriteEntry(*m_host,
                       TableId::kPortAddress,
                       PortAddressKey{m_device[i]->GetProviderAddress()},
                       PortAddressValue{VnicId{i}});
        }
    }

    /// Has the first vNIC send to the second. @return what was dropped for its source
    uint64_t Send(const MacBytes& mac, uint32_t source)
    {
        m_cloud.dropped.clear();
        m_device[0]->InjectFrame(
            MakeUdpFrame(mac, kGatewayMac, source, m_device[1]->GetProviderAddress(), Bytes(10)));
        Simulator::Run();
        return static_cast<uint64_t>(std::ranges::count(m_cloud.dropped,
                                                        VNLAB_DROP_SPOOFED_SOURCE,
                                                        [](const Dropped& it)
                                                        { return it.reason; }));
    }

    Cloud m_cloud;
    RoutedSwitch* m_host;
    Ptr<VnicDevice> m_device[2];
    FrameRecorder m_guest[2];
};

TEST_F(PortSecurityTest, AVmSendsFromItsOwnAddressesAlone)
{
    const uint32_t own = m_device[0]->GetProviderAddress();
    EXPECT_EQ(Send(VnicMac(VnicId{0}), own), 0U);
    EXPECT_THAT(m_guest[1].frames, SizeIs(1));
    EXPECT_EQ(Send(VnicMac(VnicId{1}), own), 1U);
    EXPECT_EQ(Send(VnicMac(VnicId{0}), m_device[1]->GetProviderAddress()), 1U);
    EXPECT_EQ(Send(VnicMac(VnicId{0}), 0x0a000001), 1U);
    EXPECT_THAT(m_guest[1].frames, SizeIs(1));
    EXPECT_EQ(m_host->Work(Population::kTraffic).filtered,
              4U); // each look costs what a filter's does
}

TEST_F(PortSecurityTest, AnAddressThatIsNoLongerRoutedThereIsNotItsOwn)
{
    const uint32_t own = m_device[0]->GetProviderAddress();
    ASSERT_TRUE(m_host->Erase(TableId::kPortAddress, ObjectBytes(PortAddressKey{own})));
    EXPECT_EQ(Send(VnicMac(VnicId{0}), own), 1U);
}

} // namespace
} // namespace ns3::vnlab::test
