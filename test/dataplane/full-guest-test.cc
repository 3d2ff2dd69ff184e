// SPDX-License-Identifier: GPL-2.0-only
// Stock ns-3 applications on full guests, over the VTEP and the routed switch; captures of them.
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/routed-switch.h"
#include "model/dataplane/vtep.h"
#include "test/dataplane/cloud.h"
#include "test/support/tshark.h"

#include "ns3/bulk-send-helper.h"
#include "ns3/config.h"
#include "ns3/inet-socket-address.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/trace-helper.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/udp-socket.h"
#include "ns3/uinteger.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kAddress[] = {0x0a000001, 0x0a000002};

/// Two full guests on hosts in different racks.
class FullGuests : public testing::Test
{
  public:
    FullGuests()
        : cloud({.racks = 2, .hostsPerRack = 1, .spines = 2})
    {
    }

    void BuildRouters()
    {
        for (uint32_t i = 0; i < 2; ++i)
        {
            hostSwitch[i] = &cloud.AddSwitch<RoutedSwitch>(i);
            AddGuest(i);
            WriteEntry(*hostSwitch[i],
                       TableId::kPortAddress,
                       PortAddressKey{kAddress[i]},
                       PortAddressValue{VnicId{i}});
            for (uint32_t node = 0; node < 2; ++node)
            {
                cloud.fabric.Routes({NodeKind::kLeaf, node}).Set(kAddress[i], {i});
                cloud.fabric.Routes({NodeKind::kSpine, node}).Set(kAddress[i], {i});
            }
        }
    }

    void BuildVteps()
    {
        for (uint32_t i = 0; i < 2; ++i)
        {
            hostSwitch[i] = &cloud.AddSwitch<Vtep>(i, *FindEncapsulation("vxlan"), true, nullptr);
            AddGuest(i);
            WriteEntry(*hostSwitch[i],
                       TableId::kPortSegment,
                       PortSegmentKey{VnicId{i}},
                       PortSegmentValue{kSegment});
            hostSwitch[i]->Write(
                TableId::kFlood,
                ObjectBytes(FloodKey{kSegment, address_plan::HostAddress(HostId{1 - i})}),
                {});
        }
    }

    /// @return bytes that a bulk transfer over TCP delivers
    uint64_t Transfer(uint32_t bytes, uint32_t segmentBytes)
    {
        const Ptr<Node> sender = guest[0]->GetNode();
        const Ptr<Node> receiver = guest[1]->GetNode();
        const InetSocketAddress to(Ipv4Address(kAddress[1]), 80);
        PacketSinkHelper sink("ns3::TcpSocketFactory", to);
        auto sinks = sink.Install(receiver);
        BulkSendHelper bulk("ns3::TcpSocketFactory", to);
        bulk.SetAttribute("MaxBytes", UintegerValue(bytes));
        bulk.Install(sender);
        Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(segmentBytes));
        Simulator::Stop(Seconds(60));
        Simulator::Run();
        Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(536));
        return sinks.Get(0)->GetObject<PacketSink>()->GetTotalRx();
    }

    Cloud cloud;
    HostSwitch* hostSwitch[2];
    Ptr<VnicDevice> device[2];
    FullGuest* guest[2];

  private:
    void AddGuest(uint32_t i)
    {
        device[i] = cloud.AddVnic(*hostSwitch[i], i);
        guest[i] =
            static_cast<FullGuest*>(&cloud.AddGuest(GuestKind::kFull, device[i], kAddress[i]));
    }
};

TEST_F(FullGuests, BulkTransferOverTheRoutedSwitchCompletes)
{
    BuildRouters();
    EXPECT_EQ(Transfer(3'000'000, 1448), 3'000'000u);
    EXPECT_TRUE(cloud.dropped.empty());
}

TEST_F(FullGuests, BulkTransferOverTheVtepCompletes)
{
    BuildVteps();
    EXPECT_EQ(Transfer(3'000'000, 1398), 3'000'000u);
    EXPECT_TRUE(cloud.dropped.empty());
}

TEST_F(FullGuests, BulkTransferOfSegmentsThatNeedOuterFragmentsCompletes)
{
    BuildVteps();
    EXPECT_EQ(Transfer(1'000'000, 1448), 1'000'000u);
    EXPECT_GT(hostSwitch[0]->Work(Population::kTraffic).overheadBytes,
              50 * hostSwitch[0]->Work(Population::kTraffic).encapsulated);
}

TEST_F(FullGuests, SocketHearsOfFragmentationNeededButKeepsItsPacketSize)
{
    BuildVteps();
    guest[0]->SetNeighbor(kAddress[1], address_plan::VnicMac(VnicId{1}));
    const auto udp = DynamicCast<UdpSocket>(
        Socket::CreateSocket(guest[0]->GetNode(), UdpSocketFactory::GetTypeId()));
    udp->Bind(InetSocketAddress(Ipv4Address(kAddress[0]), 4000));
    std::vector<uint32_t> heard;
    udp->SetAttribute(
        "IcmpCallback",
        CallbackValue(Callback<void, Ipv4Address, uint8_t, uint8_t, uint8_t, uint32_t>(
            [&heard](Ipv4Address, uint8_t, uint8_t type, uint8_t code, uint32_t mtu) {
                heard = {type, code, mtu};
            })));
    const Ptr<Packet> frame = MakeUdpFrame(address_plan::VnicMac(VnicId{0}),
                                           address_plan::VnicMac(VnicId{1}),
                                           kAddress[0],
                                           kAddress[1],
                                           Bytes(1472),
                                           true);
    device[0]->SendFrame(frame);
    Simulator::Run();
    EXPECT_THAT(heard, testing::ElementsAre(3, 4, 1450));

    // The stack draws no conclusion: the next datagram leaves whole, without DF, and arrives.
    guest[0]->SendUdp(kAddress[1], 4001, kTrafficPort, Create<Packet>(1472));
    Simulator::Run();
    EXPECT_THAT(cloud.received, testing::SizeIs(1));
}

TEST_F(FullGuests, EveryCaptureDissectsWithoutAProblem)
{
    if (!TsharkAvailable())
    {
        GTEST_SKIP() << "no tshark";
    }
    BuildVteps();
    const auto folder =
        std::filesystem::temp_directory_path() / ("vnlab-capture-" + std::to_string(getpid()));
    std::filesystem::create_directory(folder);
    PcapHelper helper;
    std::vector<Ptr<PcapFileWrapper>> files;
    const auto open = [&](const std::string& name)
    {
        files.push_back(helper.CreateFile(
            (folder / (name + ".pcap")).string(), std::ios::out, PcapHelper::DLT_EN10MB));
        return files.back();
    };
    helper.HookDefaultSink<VnicDevice>(device[0], "PromiscSniffer", open("vnic"));
    helper.HookDefaultSink<UplinkDevice>(
        hostSwitch[1]->GetUplink(), "PromiscSniffer", open("uplink"));
    const auto tapFile = open("tap");
    for (uint32_t spine = 0; spine < 2; ++spine)
    {
        cloud.fabric.AddTap(cloud.topology.LeafUp({0}, spine),
                            [tapFile](const Ptr<const Packet>& packet)
                            { tapFile->Write(Simulator::Now(), packet); });
    }
    guest[0]->SendUdp(kAddress[1], 3000, kTrafficPort, Create<Packet>(5000)); // fragments
    guest[0]->SendUdp(kAddress[1], 3000, 7, Create<Packet>(100));             // port unreachable
    device[0]->SendFrame(MakeUdpFrame(address_plan::VnicMac(VnicId{0}),
                                      address_plan::VnicMac(VnicId{1}),
                                      kAddress[0],
                                      kAddress[1],
                                      Bytes(1472),
                                      true)); // fragmentation needed
    EXPECT_EQ(Transfer(100'000, 1448), 100'000u);
    for (const Ptr<PcapFileWrapper>& file : files)
    {
        file->Close(); // the traces still hold it
    }
    for (const std::string name : {"vnic", "uplink", "tap"})
    {
        const std::string path = (folder / (name + ".pcap")).string();
        EXPECT_GT(Dissect(path).size(), 70u) << name;
        EXPECT_THAT(Problems(path, {"arp", "icmp", "tcp", "udp", "ip"}), testing::IsEmpty())
            << name;
    }
    std::filesystem::remove_all(folder);
}

} // namespace
} // namespace ns3::vnlab::test
