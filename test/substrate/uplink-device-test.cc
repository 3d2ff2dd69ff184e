// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/uplink-device.h"
#include "test/substrate/fabric-fixture.h"

namespace ns3::vnlab::test
{
namespace
{

using namespace address_plan;

class UplinkTest : public FabricFixture, public UplinkSink
{
  public:
    void ReceiveFromUplink(FabricFrame frame) override
    {
        received.push_back(std::move(frame));
    }

    std::vector<FabricFrame> received;
};

TEST_F(UplinkTest, SnifferSeesBothDirectionsAsOnTheWire)
{
    Fabric& fabric = Build({.racks = 1, .hostsPerRack = 2, .spines = 1});
    std::vector<std::string> seen;
    std::vector<Ptr<UplinkDevice>> devices;
    for (uint32_t host = 0; host < 2; ++host)
    {
        devices.push_back(CreateObject<UplinkDevice>());
        devices.back()->Connect(fabric, {host}, this, drops);
        devices.back()->TraceConnectWithoutContext(
            "PromiscSniffer",
            Callback<void, Ptr<const Packet>>(
                [&seen, host](Ptr<const Packet> packet)
                {
                    std::array<uint8_t, 64> head;
                    const auto fields = ParseFrame(std::span(head.data(), CopyHead(packet, head)));
                    seen.push_back("host " + std::to_string(host) + " ttl " +
                                   std::to_string(fields->ttl) + " from kind " +
                                   std::to_string(fields->sourceMac[1]));
                }));
    }
    FabricFrame frame = MakeFabricFrame(HostAddress({0}), HostAddress({1}), 1, 10);
    devices[0]->SendToFabric(frame);
    Simulator::Run();
    devices[0]->SendFrame(frame.packet->Copy());
    Simulator::Run();
    const std::vector<std::string> once{"host 0 ttl 64 from kind 0", "host 1 ttl 63 from kind 1"};
    EXPECT_EQ(seen, (std::vector<std::string>{once[0], once[1], once[0], once[1]}));
    EXPECT_EQ(received.size(), 2u);
}

TEST_F(UplinkTest, FramesBeyondTheMtuAreDroppedWhicheverWayTheyAreSent)
{
    Fabric& fabric = Build({.racks = 1, .hostsPerRack = 2, .spines = 1});
    auto device = CreateObject<UplinkDevice>();
    device->Connect(fabric, {0}, this, drops);
    const FabricFrame fits = MakeFabricFrame(HostAddress({0}), HostAddress({1}), 1, 1472);
    const FabricFrame tooLong = MakeFabricFrame(HostAddress({0}), HostAddress({1}), 1, 1473);
    device->SendToFabric(fits);
    device->SendToFabric(tooLong);
    device->SendFrame(fits.packet->Copy());
    device->SendFrame(tooLong.packet->Copy());
    Simulator::Run();
    EXPECT_EQ(arrivals.size(), 2u);
    EXPECT_EQ(drops.Count(VNLAB_DROP_MTU_EXCEEDED), 2u);
}

TEST_F(UplinkTest, WhatIsNotIpv4IsDroppedWithItsReason)
{
    Fabric& fabric = Build({.racks = 1, .hostsPerRack = 2, .spines = 1});
    auto device = CreateObject<UplinkDevice>();
    device->Connect(fabric, {0}, this, drops);
    std::array<uint8_t, 60> frame{};
    frame[12] = 0x88;
    device->SendFrame(Create<Packet>(frame.data(), 60));
    device->SendFrame(Create<Packet>(frame.data(), 13));
    EXPECT_EQ(drops.Count(VNLAB_DROP_UNSUPPORTED), 1u);
    EXPECT_EQ(drops.Count(VNLAB_DROP_MALFORMED), 1u);
}

} // namespace
} // namespace ns3::vnlab::test
