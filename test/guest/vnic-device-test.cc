// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/host-stack.h"
#include "model/population.h"
#include "test/guest/guest-fixture.h"

#include "ns3/node.h"
#include "ns3/simulator.h"

#include <gmock/gmock.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr uint16_t kPort = 7000;

class VnicDeviceTest : public VnicFixture, public FrameSink, public StackSink
{
  public:
    VnicDeviceTest()
    {
        device->SetSink(this);
    }

    void ReceiveFrame(EthernetDevice&, Ptr<Packet> frame) override
    {
        guestGot.push_back(ToVector(frame));
    }

    void ReceivePacket(uint32_t address, const Ptr<const Packet>&) override
    {
        stackGot.push_back(address);
    }

    static Ptr<Packet> Segment(uint32_t destination, uint16_t port, uint8_t protocol)
    {
        OuterIpv4 ip;
        ip.destination = destination;
        ip.protocol = protocol;
        Bytes l4(20);
        l4[2] = static_cast<uint8_t>(port >> 8);
        l4[3] = static_cast<uint8_t>(port);
        return MakeIpv4Frame(ip, l4);
    }

    std::vector<Bytes> guestGot;
    std::vector<uint32_t> stackGot;
};

TEST_F(VnicDeviceTest, StackGetsOnlyWhatItListensToAtTheProviderAddress)
{
    const uint32_t own = device->GetProviderAddress();
    device->ReceiveFromHost(Segment(own, kPort, ipproto::kTcp)); // no stack yet
    EXPECT_THAT(guestGot, SizeIs(1));
    HostStack stack;
    stack.Listen({HostStack::kOwnAddress, ipproto::kTcp, kPort}, *this);
    device->SetStack(&stack);
    device->ReceiveFromHost(Segment(own, kPort, ipproto::kTcp));
    device->ReceiveFromHost(Segment(own + 1, kPort, ipproto::kTcp));
    device->ReceiveFromHost(Segment(own, kPort + 1, ipproto::kTcp));
    device->ReceiveFromHost(Segment(own, kPort, ipproto::kUdp));
    EXPECT_THAT(stackGot, ElementsAre(own));
    EXPECT_THAT(guestGot, SizeIs(4));
}

TEST_F(VnicDeviceTest, UnpluggedVnicDropsBothWays)
{
    device->SetPeer(nullptr);
    device->SendFrame(MakeDatagram({1}));
    device->InjectFrame(MakeDatagram({1}));
    device->ReceiveFromHost(MakeDatagram({1}));
    EXPECT_EQ(drops.Count(VNLAB_DROP_DETACHED), 3u);
    EXPECT_THAT(sent, IsEmpty());
    EXPECT_THAT(guestGot, IsEmpty());
}

TEST_F(VnicDeviceTest, SnifferSeesTheWireInBothDirections)
{
    std::vector<Bytes> seen;
    device->TraceConnectWithoutContext(
        "PromiscSniffer",
        Callback<void, Ptr<const Packet>>([&seen](Ptr<const Packet> frame)
                                          { seen.push_back(ToVector(frame)); }));
    device->SendFrame(MakeDatagram({1}));
    device->ReceiveFromHost(MakeDatagram({2}));
    EXPECT_THAT(seen, ElementsAre(ToVector(MakeDatagram({1})), ToVector(MakeDatagram({2}))));
}

TEST_F(VnicDeviceTest, DropTraceTellsFrameAndReason)
{
    std::vector<std::pair<Bytes, DropReason>> seen;
    device->TraceConnectWithoutContext("Drop",
                                       Callback<void, Ptr<const Packet>, DropReason>(
                                           [&seen](Ptr<const Packet> frame, DropReason reason)
                                           { seen.emplace_back(ToVector(frame), reason); }));
    device->SetPeer(nullptr);
    device->SendFrame(MakeDatagram({1}));
    EXPECT_THAT(seen, ElementsAre(std::pair{ToVector(MakeDatagram({1})), VNLAB_DROP_DETACHED}));
}

/// Notes what it is told, in order.
class NotingObserver : public VnicObserver
{
  public:
    explicit NotingObserver(const DropLog& drops)
        : m_drops(drops)
    {
    }

    void SendBegins(const VnicDevice&, const Ptr<const Packet>& frame) override
    {
        Note("begins", frame->GetSize());
    }

    void SendEnds(const VnicDevice&) override
    {
        Note("ends", m_drops.Count(VNLAB_DROP_DETACHED) + m_drops.Count(VNLAB_DROP_UNSUPPORTED));
    }

    void Received(const VnicDevice&, const Ptr<const Packet>& frame) override
    {
        Note("received", frame->GetSize());
    }

    std::vector<std::string> notes;

  private:
    void Note(const std::string& what, uint64_t number)
    {
        notes.push_back(what + " " + std::to_string(number));
    }

    const DropLog& m_drops;
};

TEST_F(VnicDeviceTest, ObserversSeeTheGuestsSideAndWhatIsDroppedInBetween)
{
    const HookProgram drop{.name = "drop",
                           .point = HookPoint::kTcEgress,
                           .entry = [](vnlab_context*) { return 2; }, // TC_ACT_SHOT
                           .maps = {}};
    NotingObserver first(drops);
    NotingObserver second(drops);
    device->AddObserver(&first);
    device->AddObserver(&second);
    const std::string bytes = " " + std::to_string(MakeDatagram({1})->GetSize());
    device->SendFrame(MakeDatagram({1}));
    device->ReceiveFromHost(MakeDatagram({1}));
    device->GetHooks().Attach(drop);
    device->SendFrame(MakeDatagram({1}));
    device->InjectFrame(MakeDatagram({1}));
    device->SetPeer(nullptr);
    device->InjectFrame(MakeDatagram({1}));
    device->ReceiveFromHost(MakeDatagram({1}));
    EXPECT_THAT(first.notes,
                ElementsAre("begins" + bytes,
                            "ends 0",
                            "received" + bytes,
                            "begins" + bytes,
                            "ends 1",
                            "begins" + bytes,
                            "ends 1",
                            "begins" + bytes,
                            "ends 2"));
    EXPECT_EQ(second.notes, first.notes);
}

/// A program that drops and does not say why.
const HookProgram kSilentDrop{.name = "silent-drop",
                              .point = HookPoint::kXdp,
                              .entry = [](vnlab_context*) { return 1; }, // XDP_DROP
                              .maps = {}};

TEST_F(VnicDeviceTest, DropWithoutAReasonStillCounts)
{
    device->GetHooks().Attach(kSilentDrop);
    device->ReceiveFromHost(MakeDatagram({1}));
    EXPECT_THAT(guestGot, IsEmpty());
    EXPECT_EQ(drops.Count(VNLAB_DROP_UNSUPPORTED), 1u);
}

std::vector<std::string> g_order;

TEST_F(VnicDeviceTest, XdpRunsBeforeTcIngressAndEgressOnlyOnSending)
{
    const HookProgram ingress{"ingress",
                              HookPoint::kTcIngress,
                              [](vnlab_context*)
                              {
                                  g_order.emplace_back("ingress");
                                  return 0;
                              },
                              {}};
    const HookProgram xdp{"xdp",
                          HookPoint::kXdp,
                          [](vnlab_context*)
                          {
                              g_order.emplace_back("xdp");
                              return 2;
                          },
                          {}};
    const HookProgram egress{"egress",
                             HookPoint::kTcEgress,
                             [](vnlab_context*)
                             {
                                 g_order.emplace_back("egress");
                                 return 0;
                             },
                             {}};
    for (const HookProgram* program : {&ingress, &xdp, &egress})
    {
        device->GetHooks().Attach(*program);
    }
    const Bytes large = Counting(1400); // longer than what a hook sees
    device->ReceiveFromHost(MakeDatagram(large));
    EXPECT_THAT(g_order, ElementsAre("xdp", "ingress"));
    EXPECT_THAT(guestGot, ElementsAre(ToVector(MakeDatagram(large))));
    device->SendFrame(MakeDatagram(large));
    EXPECT_THAT(g_order, ElementsAre("xdp", "ingress", "egress"));
    EXPECT_THAT(sent, ElementsAre(ToVector(MakeDatagram(large))));
    device->InjectFrame(MakeDatagram(large));
    EXPECT_THAT(g_order, SizeIs(3));
}

TEST_F(VnicDeviceTest, NodeGetsWhatIsAddressedToItInItsContextAndPromiscuousHandlersTheRest)
{
    device->SetSink(nullptr);
    auto node = CreateObject<Node>();
    node->AddDevice(device);
    std::vector<NetDevice::PacketType> own;
    std::vector<NetDevice::PacketType> all;
    const auto into = [&node](std::vector<NetDevice::PacketType>& types)
    {
        return Node::ProtocolHandler(
            [&types, &node](Ptr<NetDevice>,
                            Ptr<const Packet> packet,
                            uint16_t protocol,
                            const Address&,
                            const Address&,
                            NetDevice::PacketType type)
            {
                EXPECT_EQ(Simulator::GetContext(), node->GetId());
                EXPECT_EQ(protocol, 0x0800);
                EXPECT_EQ(packet->GetSize(), 29u);
                types.push_back(type);
            });
    };
    node->RegisterProtocolHandler(into(own), 0x0800, device);
    node->RegisterProtocolHandler(into(all), 0, device, true);
    Bytes frame = ToVector(MakeDatagram({1}));
    device->ReceiveFromHost(ToPacket(frame));
    frame[5] = 9;
    device->ReceiveFromHost(ToPacket(frame));
    std::fill_n(frame.begin(), 6, uint8_t{0xff});
    device->ReceiveFromHost(ToPacket(frame));
    Simulator::Run();
    EXPECT_THAT(own, SizeIs(2));
    EXPECT_THAT(all,
                ElementsAre(NetDevice::PACKET_HOST,
                            NetDevice::PACKET_OTHERHOST,
                            NetDevice::PACKET_BROADCAST));
    node->Dispose();
}

TEST_F(VnicDeviceTest, SendMakesAnEthernetFrame)
{
    device->Send(Create<Packet>(Bytes{1, 2, 3}.data(), 3), ToMac48(kPeerMac), 0x88b5);
    EXPECT_THAT(sent, ElementsAre(Bytes{6, 0, 0, 0, 0, 2, 6, 0, 0, 0, 0, 1, 0x88, 0xb5, 1, 2, 3}));
}

const HookProgram kPassIn{.name = "pass-in",
                          .point = HookPoint::kXdp,
                          .entry = [](vnlab_context*) { return 2; }, // XDP_PASS
                          .maps = {}};
const HookProgram kPassOut{.name = "pass-out",
                           .point = HookPoint::kTcEgress,
                           .entry = [](vnlab_context*) { return 0; }, // TC_ACT_OK
                           .maps = {}};

/// A vNIC whose hooks take time, and a guest that answers within the call that hands it a frame.
class VnicTimeTest : public VnicFixture, public FrameSink
{
  public:
    VnicTimeTest()
    {
        device->SetSink(this);
        device->SetCore(&core, 1'000'000);
        device->GetHooks().Attach(kPassIn, 40'500);
        device->GetHooks().Attach(kPassOut, 121'000);
    }

    void ReceiveFrame(EthernetDevice&, Ptr<Packet>) override
    {
        guestAt_ps.push_back(device->LocalTime_ps());
        if (answers)
        {
            device->SendFrame(MakeDatagram({2}));
        }
    }

    void ReceiveFromVnic(VnicDevice& vnic, Ptr<Packet> frame) override
    {
        leftAt_ps.push_back(vnic.LocalTime_ps());
        VnicFixture::ReceiveFromVnic(vnic, std::move(frame));
    }

    PacketCore core;
    bool answers{false};
    std::vector<int64_t> guestAt_ps;
    std::vector<int64_t> leftAt_ps;
};

TEST_F(VnicTimeTest, GuestAndHostGetFramesWhenTheHooksAreDone)
{
    device->ReceiveFromHost(MakeDatagram({1}), 7'000);
    EXPECT_THAT(guestAt_ps, ElementsAre(47'500));
    device->SendFrame(MakeDatagram({1})); // the core is busy until then
    EXPECT_THAT(leftAt_ps, ElementsAre(47'500 + 121'000));
    EXPECT_EQ(device->LocalTime_ps(), 0) << "outside of a call it is the simulator's time";
}

TEST_F(VnicTimeTest, AnswerLeavesNoEarlierThanTheFrameCame)
{
    answers = true;
    device->ReceiveFromHost(MakeDatagram({1}), 7'000);
    EXPECT_THAT(leftAt_ps, ElementsAre(7'000 + 40'500 + 121'000));
    device->GetHooks().Detach(kPassIn);
    device->GetHooks().Detach(kPassOut);
    device->ReceiveFromHost(MakeDatagram({1}), 900'000);
    EXPECT_THAT(leftAt_ps, ElementsAre(168'500, 900'000)) << "without hooks, too";
}

TEST_F(VnicTimeTest, ProbeDoesNotMakeOthersWait)
{
    Ptr<Packet> probe = MakeDatagram({1});
    Mark(probe, Population::kProbe);
    device->SendFrame(probe);
    device->SendFrame(MakeDatagram({1}));
    EXPECT_THAT(leftAt_ps, ElementsAre(121'000, 121'000));
}

TEST_F(VnicTimeTest, MoreWorkThanMayWaitIsDropped)
{
    for (int frame = 0; frame < 20; ++frame)
    {
        device->SendFrame(MakeDatagram({1}));
    }
    // The tenth waits 9 times 121 ns, more than a microsecond: the first to be dropped is the one after
    // the ninth.
    EXPECT_THAT(leftAt_ps, SizeIs(9));
    EXPECT_EQ(drops.Count(VNLAB_DROP_QUEUE_OVERFLOW), 11u);
}

} // namespace
} // namespace ns3::vnlab::test
