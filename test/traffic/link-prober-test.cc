// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/packet-fields.h"
#include "model/population.h"
#include "model/traffic/link-prober.h"
#include "test/support/small-plan.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

/// All vNICs on one cable, which passes frames from a time on.
class Cable : public VnicPeer
{
  public:
    void ReceiveFromVnic(VnicDevice& from, Ptr<Packet> frame) override
    {
        frames.push_back(frame->Copy());
        for (const Ptr<VnicDevice>& device : devices)
        {
            if (PeekPointer(device) != &from && Simulator::Now() >= open)
            {
                device->ReceiveFromHost(frame->Copy());
            }
        }
    }

    Time open;
    std::vector<Ptr<VnicDevice>> devices;
    std::vector<Ptr<Packet>> frames; ///< that were sent
};

/// A guest that counts what reaches it.
class CountingGuest : public FrameSink
{
  public:
    void ReceiveFrame(EthernetDevice&, Ptr<Packet>) override
    {
        ++frames;
    }

    int frames{0};
};

/// Three vNICs. Probes of vNIC 0 to vNIC 1 go at 1, 2, 3 and 4 s.
class LinkProberTest : public testing::Test
{
  protected:
    LinkProberTest()
    {
        for (const VnicPlan& vnic : plan.vnics)
        {
            const auto number = static_cast<uint32_t>(cable.devices.size());
            auto device = CreateObject<VnicDevice>();
            device->Configure(VnicId{number}, ToMac48(vnic.mac), 0, drops);
            device->SetPeer(&cable);
            device->SetSink(&guest);
            cable.devices.push_back(device);
        }
    }

    ~LinkProberTest() override
    {
        Simulator::Destroy();
    }

    LinkProber::FlowId Add(const Service& service)
    {
        return prober.Add({.source = VnicId{0},
                           .destination = VnicId{1},
                           .start = Seconds(1),
                           .stop = Seconds(5),
                           .interval = Seconds(1),
                           .payloadBytes = 32},
                          service);
    }

    DropLog drops;
    CloudPlan plan = MakeSmallPlan({"a", "b", "c"}, 1, 3);
    Cable cable;
    CountingGuest guest;
    LinkProber prober{plan,
                      [this](VnicId vnic) -> VnicDevice& { return *cable.devices[vnic.value]; }};
};

TEST_F(LinkProberTest, SeesWhichProbesArriveAndLetsNoGuestSeeThem)
{
    cable.open = Seconds(2.5);
    const auto flow = Add({17, 53});
    Simulator::Run();
    EXPECT_EQ(prober.At(flow).sent, 4u);
    EXPECT_THAT(prober.At(flow).arrived, ElementsAre(false, false, true, true));
    EXPECT_EQ(prober.At(flow).misdelivered, 0u); // the third vNIC heard them, too: not its address
    EXPECT_EQ(guest.frames, 0);
}

TEST_F(LinkProberTest, AProbeIsADatagramOrOpensAConnectionAndIsMarked)
{
    Add({17, 53});
    Add({6, 443});
    Simulator::Stop(Seconds(1.5));
    Simulator::Run();
    ASSERT_EQ(cable.frames.size(), 2u);
    for (const auto& [index, protocol, port] : {std::tuple(0, 17, 53), std::tuple(1, 6, 443)})
    {
        const std::optional<FrameFields> fields = CheckedFieldsOf(cable.frames[index]);
        ASSERT_TRUE(fields);
        EXPECT_EQ(fields->protocol, protocol);
        EXPECT_EQ(fields->destinationPort, port);
        EXPECT_EQ(fields->source, plan.At(VnicId{0}).address);
        EXPECT_EQ(fields->destination, plan.At(VnicId{1}).address);
        EXPECT_EQ(PopulationOf(cable.frames[index]), Population::kProbe);
        EXPECT_EQ(cable.frames[index]->GetSize(), 14u + 20 + (protocol == 6 ? 20 : 8) + 32);
    }
}

TEST_F(LinkProberTest, AMachineThatIsUnpluggedSendsNothingThatArrives)
{
    const auto flow = Add({17, 53});
    Simulator::Schedule(Seconds(2.5), [this] { cable.devices[0]->SetPeer(nullptr); });
    Simulator::Run();
    EXPECT_THAT(prober.At(flow).arrived, ElementsAre(true, true, false, false));
    EXPECT_EQ(drops.Count(VNLAB_DROP_DETACHED), 2u);
}

} // namespace
} // namespace ns3::vnlab::test
