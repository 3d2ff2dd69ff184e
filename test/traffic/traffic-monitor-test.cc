// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/probe-payload.h"
#include "model/traffic/traffic-monitor.h"
#include "test/support/small-plan.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::FloatEq;
using testing::IsEmpty;

/// A guest without a network: it records what it is told to send.
class FakeGuest : public Guest
{
  public:
    using Guest::Guest;

    void AddVnic(Ptr<VnicDevice>, uint32_t, uint8_t) override
    {
    }

    void SendUdp(uint32_t destination, uint16_t, uint16_t port, Ptr<Packet> payload) override
    {
        destinations.push_back(destination);
        ports.push_back(port);
        probes.push_back(*ReadProbe(payload));
        sizes.push_back(payload->GetSize());
    }

    void Listen(uint8_t, uint16_t) override
    {
    }

    TcpConnection Connect(uint32_t, uint16_t, uint16_t, Population) override
    {
        return {};
    }

    bool Send(const TcpConnection&, Ptr<Packet>) override
    {
        return false;
    }

    void Close(const TcpConnection&) override
    {
    }

    void SetNeighbor(uint32_t, const MacBytes&) override
    {
    }

    std::vector<uint32_t> destinations;
    std::vector<uint16_t> ports;
    std::vector<ProbePayload> probes;
    std::vector<uint32_t> sizes;
};

/// Three VMs with a vNIC each. A flow from VM 0 to VM 1 sends packets 0 … 4 at 1 … 5 s.
class TrafficMonitorTest : public testing::Test
{
  protected:
    TrafficMonitorTest()
        : monitor(plan, [this](VmId vm) -> Guest& { return guests[vm.value]; })
    {
    }

    ~TrafficMonitorTest() override
    {
        Simulator::Destroy();
    }

    static FlowConfig Config()
    {
        return {.source = VnicId{0},
                .destination = VnicId{1},
                .start = Seconds(1),
                .stop = Seconds(6),
                .interval = Seconds(1),
                .payloadBytes = 100};
    }

    /// Sends everything; it is then 5 s.
    void SendAll()
    {
        Simulator::Stop(Seconds(5.5));
        Simulator::Run();
    }

    void Receive(uint32_t vm, uint32_t sequence, uint32_t flowId = 0, uint16_t port = kTrafficPort)
    {
        const ProbePayload probe{
            .flow = flowId, .sequence = sequence, .sent_ns = (sequence + 1) * 1'000'000'000LL};
        ReceivePayload(vm, MakeProbe(probe, 100), port);
    }

    void ReceivePayload(uint32_t vm, Ptr<Packet> payload, uint16_t port = kTrafficPort)
    {
        monitor.ReceiveUdp(guests[vm],
                           {.source = 0,
                            .sourcePort = kTrafficPort,
                            .destinationPort = port,
                            .payload = std::move(payload),
                            .at = Simulator::Now()});
    }

    const Flow& TheFlow() const
    {
        return monitor.At(flow);
    }

    CloudPlan plan = MakeSmallPlan({"a", "b", "c"}, 1, 3);
    FakeGuest guests[3]{FakeGuest{VmId{0}}, FakeGuest{VmId{1}}, FakeGuest{VmId{2}}};
    TrafficMonitor monitor;
    TrafficMonitor::FlowId flow = monitor.Add(Config());
};

TEST_F(TrafficMonitorTest, SendsFromStartUntilBeforeStop)
{
    Simulator::Run();
    EXPECT_EQ(TheFlow().sent, 5u);
    ASSERT_EQ(guests[0].probes.size(), 5u);
    for (uint32_t sequence = 0; sequence < 5; ++sequence)
    {
        EXPECT_EQ(guests[0].probes[sequence].sequence, sequence);
        EXPECT_EQ(NanoSeconds(guests[0].probes[sequence].sent_ns), TheFlow().SentAt(sequence));
        EXPECT_EQ(guests[0].destinations[sequence], plan.At(VnicId{1}).address);
        EXPECT_EQ(guests[0].ports[sequence], kTrafficPort);
        EXPECT_EQ(guests[0].sizes[sequence], 100u);
    }
    EXPECT_EQ(TheFlow().Delivered(), 0u);
    EXPECT_EQ(TheFlow().LostBetween(Seconds(1), Seconds(6)), 5u);
}

TEST_F(TrafficMonitorTest, ArrivalsInOrderAreNotReordered)
{
    SendAll();
    for (uint32_t sequence = 0; sequence < 5; ++sequence)
    {
        Receive(1, sequence);
    }
    EXPECT_EQ(TheFlow().Delivered(), 5u);
    EXPECT_EQ(TheFlow().reordered, 0u);
    EXPECT_EQ(TheFlow().misdelivered, 0u);
    EXPECT_EQ(TheFlow().highest, 4u);
    EXPECT_TRUE(TheFlow().PassesAtEnd());
}

TEST_F(TrafficMonitorTest, PacketAfterALaterOneIsReordered)
{
    SendAll();
    for (const uint32_t sequence : {2, 0, 1, 4, 3})
    {
        Receive(1, sequence);
    }
    EXPECT_EQ(TheFlow().reordered, 3u); // 0 and 1 after 2, 3 after 4
    EXPECT_EQ(TheFlow().Delivered(), 5u);
    EXPECT_EQ(TheFlow().highest, 4u);
}

TEST_F(TrafficMonitorTest, GapIsLossAndNoReordering)
{
    SendAll();
    for (const uint32_t sequence : {0, 2, 3})
    {
        Receive(1, sequence);
    }
    EXPECT_EQ(TheFlow().reordered, 0u);
    EXPECT_EQ(TheFlow().LostBetween(Seconds(1), Seconds(6)), 2u); // 1 and 4
    EXPECT_FALSE(TheFlow().PassesAtEnd());
    EXPECT_EQ(TheFlow().DeliveredSince(Seconds(3)), 2u); // 2 and 3
}

TEST_F(TrafficMonitorTest, DuplicatesCountOnce)
{
    SendAll();
    for (const uint32_t sequence : {0, 1, 0, 1})
    {
        Receive(1, sequence);
    }
    EXPECT_EQ(TheFlow().Delivered(), 2u);
    EXPECT_EQ(TheFlow().reordered, 0u);
}

TEST_F(TrafficMonitorTest, ArrivalAtAnotherVmIsMisdeliveredAndNoArrival)
{
    SendAll();
    Receive(2, 0);
    Receive(0, 1);
    EXPECT_EQ(TheFlow().misdelivered, 2u);
    EXPECT_EQ(TheFlow().Delivered(), 0u);
    EXPECT_EQ(TheFlow().firstArrival, std::nullopt);
    EXPECT_THAT(monitor.Delays(), IsEmpty());
    Receive(1, 0); // a copy reaches the right one, too
    EXPECT_EQ(TheFlow().misdelivered, 2u);
    EXPECT_EQ(TheFlow().Delivered(), 1u);
}

TEST_F(TrafficMonitorTest, FirstAndLastArrivalAndDelaysAreThoseOfTheRightVm)
{
    Simulator::Schedule(Seconds(1.25), [this] { Receive(1, 0); });
    Simulator::Schedule(Seconds(2.5), [this] { Receive(1, 1); });
    Simulator::Schedule(Seconds(3.5), [this] { Receive(2, 2); });
    Simulator::Schedule(Seconds(4), [this] { Receive(1, 1); });
    SendAll();
    EXPECT_EQ(TheFlow().firstArrival, Seconds(1.25));
    EXPECT_EQ(TheFlow().firstDelay, Seconds(0.25));
    EXPECT_EQ(TheFlow().lastArrival, Seconds(2.5));
    EXPECT_THAT(monitor.Delays(), ElementsAre(FloatEq(0.5F)));
}

TEST_F(TrafficMonitorTest, PacketsThatWaitedWithTheFirstOneAreNoSteadyTraffic)
{
    Simulator::Schedule(Seconds(3.5), [this] { Receive(1, 0); }); // sent at 1, 2 and 3 s
    Simulator::Schedule(Seconds(3.5), [this] { Receive(1, 1); });
    Simulator::Schedule(Seconds(3.5), [this] { Receive(1, 2); });
    Simulator::Schedule(Seconds(4.25), [this] { Receive(1, 3); });
    SendAll();
    EXPECT_EQ(TheFlow().Delivered(), 4u);
    EXPECT_EQ(TheFlow().firstDelay, Seconds(2.5));
    EXPECT_THAT(monitor.Delays(), ElementsAre(FloatEq(0.25F)));
}

TEST_F(TrafficMonitorTest, PacketsThatWereNotSentAreIgnored)
{
    Simulator::Stop(Seconds(2.5)); // 0 and 1 are sent
    Simulator::Run();
    Receive(1, 2);
    Receive(1, 0, 7);
    EXPECT_EQ(TheFlow().Delivered(), 0u);
    EXPECT_EQ(TheFlow().misdelivered, 0u);
    Receive(1, 1);
    EXPECT_EQ(TheFlow().Delivered(), 1u);
}

TEST_F(TrafficMonitorTest, OtherPortsAndOtherPayloadsAreIgnored)
{
    SendAll();
    Receive(1, 0, 0, kServicePort);
    ReceivePayload(1, Create<Packet>(100));
    ReceivePayload(1, Create<Packet>(sizeof(ProbePayload) - 1));
    EXPECT_EQ(TheFlow().Delivered(), 0u);
    EXPECT_EQ(TheFlow().misdelivered, 0u);
}

TEST_F(TrafficMonitorTest, FlowsAreCountedApart)
{
    FlowConfig config = Config();
    config.destination = VnicId{2};
    const TrafficMonitor::FlowId other = monitor.Add(config);
    SendAll();
    Receive(1, 3, 0);
    Receive(2, 1, static_cast<uint32_t>(other));
    EXPECT_EQ(TheFlow().reordered + monitor.At(other).reordered, 0u);
    EXPECT_EQ(TheFlow().Delivered(), 1u);
    EXPECT_EQ(monitor.At(other).Delivered(), 1u);
    EXPECT_EQ(TheFlow().misdelivered + monitor.At(other).misdelivered, 0u);
}

TEST_F(TrafficMonitorTest, DelayVariationIsWhatADelayExceedsTheLeastOfItsFlowBy)
{
    // Packets 1 … 4 of either flow: the first to arrive is in no delay.
    const TrafficMonitor::FlowId other = monitor.Add(Config());
    const auto arrive = [this](double at, size_t of, uint32_t sequence)
    {
        Simulator::Schedule(
            Seconds(at), [this, of, sequence] { Receive(1, sequence, static_cast<uint32_t>(of)); });
    };
    arrive(1.5, flow, 0);
    arrive(2.5, flow, 1);  // 0.5
    arrive(3.25, flow, 2); // 0.25
    arrive(4.75, flow, 3); // 0.75
    arrive(1.25, other, 0);
    arrive(2.875, other, 1); // 0.875, the only one
    SendAll();
    EXPECT_THAT(monitor.Delays(), ElementsAre(0.5f, 0.875f, 0.25f, 0.75f));
    EXPECT_THAT(monitor.DelayVariations(), ElementsAre(0.25f, 0.f, 0.f, 0.5f));
}

} // namespace
} // namespace ns3::vnlab::test
