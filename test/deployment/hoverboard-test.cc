// SPDX-License-Identifier: GPL-2.0-only
//
// Gateways that forward what hosts have no entry for: which way packets take, who gets an entry, and what
// follows a change.

#include "model/control/plane/hoverboard.h"
#include "model/ip/packet-fields.h"
#include "model/ip/udp-frame.h"
#include "model/spec/spec-generator.h"
#include "model/substrate/address-plan.h"
#include "model/wire/protocol-numbers.h"
#include "test/support/cloud-fixture.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::Gt;
using testing::IsEmpty;
using testing::SizeIs;

constexpr uint32_t kInnerBytes = 142; // of a datagram of 100 bytes, Ethernet header included
constexpr uint32_t kOuterBytes = kInnerBytes + 50;
constexpr uint32_t kInnerBits = kInnerBytes * 8;

/// VMs that may all speak, on four hosts behind two leaves; gateways and the controller are at the first.
CloudScenario
HoverMesh(uint32_t vms, uint32_t gateways)
{
    CloudScenario scenario{
        .name = "mesh",
        .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = vms})}}}};
    for (uint32_t i = 0; i < gateways; ++i)
    {
        scenario.servers.push_back({.name = "gateway-" + std::to_string(i), .isGateway = true});
    }
    return scenario;
}

DesignChoice
Hovering(const HoverboardKeys& keys)
{
    DesignChoice choice(*FindDesign("vxlan"));
    choice.SetControlPlane("hoverboard", &keys);
    return choice;
}

/// When the last datagram came.
struct ArrivalClock : GuestListener
{
    void ReceiveUdp(Guest&, const UdpDatagram&) override
    {
        last = Simulator::Now();
    }

    Time last;
};

/// What a host takes to forward and encapsulate, 41.6 and 121 ns, to the next nanosecond.
const Time kSending = NanoSeconds(163);

/// @return from when a datagram is sent to when it arrives, on idle links
Time
DelayOf(CloudFixture& cloud, VmId from, VmId to)
{
    ArrivalClock clock;
    cloud.Cloud().AddListener(&clock);
    cloud.Send(from, to); // by ARP
    cloud.RunFor(Seconds(2));
    const Time start = Simulator::Now();
    cloud.Send(from, to);
    return clock.last - start;
}

class HoverboardTest : public testing::Test
{
  protected:
    explicit HoverboardTest(uint32_t vms = 4,
                            uint32_t gateways = 1,
                            const HoverboardKeys& keys = {},
                            const CostTable& costs = {})
        : m_scenario(HoverMesh(vms, gateways)),
          m_choice(Hovering(keys)),
          m_cloud(m_choice, m_scenario)
    {
        m_cloud.helper.SetCosts(costs);
        m_cloud.Start();
    }

    std::vector<VmId> Send(uint32_t from, uint32_t to, uint16_t port = kServicePort)
    {
        return m_cloud.Send(VmId{from}, VmId{to}, port);
    }

    /// Has a VM send datagrams from now on, so many and so far apart; runs nothing.
    void SendEvery(uint32_t from, uint32_t to, Time gap, uint32_t count)
    {
        for (uint32_t i = 0; i < count; ++i)
        {
            Simulator::Schedule(gap * i,
                                [this, from, to]
                                {
                                    const VnicId vnic = m_cloud.plan.At(VmId{to}).vnics.front();
                                    m_cloud.Cloud()
                                        .GuestOf(VmId{from})
                                        .SendUdp(m_cloud.plan.At(vnic).address,
                                                 kServicePort,
                                                 kServicePort,
                                                 Create<Packet>(100));
                                });
        }
    }

    /// Resolves the address and lets the interval pass that this begins.
    void Greet(uint32_t from, uint32_t to)
    {
        Send(from, to);
        m_cloud.RunFor(Seconds(2));
    }

    /// Sends so much that the pair is offloaded.
    void Offload(uint32_t from, uint32_t to)
    {
        Greet(from, to);
        SendEvery(from, to, MilliSeconds(10), 30);
        m_cloud.RunFor(Seconds(1));
    }

    double Count(const std::string& name)
    {
        return m_cloud.Cloud().GetControlPlane().RunCounts().at(name);
    }

    uint64_t TakenBy(size_t gateway)
    {
        return m_cloud.Cloud().TunnelServers()[gateway]->Work(Population::kTraffic).packets;
    }

    /// @return the messages that the move took
    uint64_t Move(uint32_t vm, uint32_t to)
    {
        uint64_t sent = 0;
        m_cloud.Cloud().Operate().Move(
            VmId{vm},
            HostId{to},
            MilliSeconds(60),
            [](const ChangeReport&) {},
            [&sent](uint64_t messages) { sent = messages; });
        m_cloud.RunFor(Seconds(1));
        return sent;
    }

    CloudScenario m_scenario;
    DesignChoice m_choice;
    CloudFixture m_cloud;
};

TEST_F(HoverboardTest, HostsHoldPortsAndTheGatewayAndTheGatewayHoldsTheRest)
{
    std::map<EnforcementPoint, size_t> rules;
    for (const Rule& rule : m_cloud.Cloud().Store().Rules())
    {
        ++rules[rule.where.at];
    }
    const EnforcementPoint gateway = EnforcementPoint::Of(ServerId{1});
    EXPECT_EQ(rules[gateway], 8U); // ARP and FDB
    rules.erase(gateway);
    EXPECT_THAT(rules, SizeIs(4));
    for (const auto& [at, held] : rules)
    {
        EXPECT_EQ(at.kind, PlaceKind::kHostSwitch);
        EXPECT_EQ(held, 2U);
    }
    EXPECT_EQ(Count("entries"), 0);
}

TEST_F(HoverboardTest, FirstPacketAndItsAddressGoByTheGateway)
{
    EXPECT_THAT(Send(0, 1), ElementsAre(VmId{1}));
    EXPECT_EQ(Count("gateway_packets"), 2); // ARP
    EXPECT_EQ(Count("gateway_cpu_s"), NanoSeconds(2 * 300).GetSeconds());
    EXPECT_THAT(Send(0, 1), ElementsAre(VmId{1}));
    EXPECT_EQ(Count("gateway_packets"), 3);
    EXPECT_EQ(Count("hits"), 0);
}

/// The sender's host, the receiver's and the gateway are at one leaf: four links instead of two.
TEST(HoverboardDelayTest, IdlePairsPacketTakesExactlyTheExtraHop)
{
    const CloudScenario scenario = HoverMesh(4, 1);
    const DesignChoice pushing(*FindDesign("vxlan"));
    const DesignChoice hovering = Hovering({});
    Time direct;
    {
        CloudFixture cloud(pushing, scenario);
        cloud.Start();
        direct = DelayOf(cloud, VmId{0}, VmId{1});
    }
    CloudFixture cloud(hovering, scenario);
    cloud.Start();
    // 2 (8 · (192 + 24) / 10 Gbit/s + 1 µs)
    const Time links = direct - kSending;
    EXPECT_EQ(links, NanoSeconds(2'346));
    EXPECT_EQ(DelayOf(cloud, VmId{0}, VmId{1}), kSending + links * 2 + NanoSeconds(300));
}

TEST_F(HoverboardTest, BothTunnelsCarryTheSameFrameUnderHeadersOfTheirOwn)
{
    Send(0, 1);
    std::vector<Ptr<Packet>> toGateway;
    std::vector<Ptr<Packet>> toHost;
    Fabric& fabric = *m_cloud.Under().fabric;
    const Topology& topology = fabric.GetTopology();
    fabric.AddTap(topology.ServerDown(ServerId{1}),
                  [&](const Ptr<const Packet>& frame) { toGateway.push_back(frame->Copy()); });
    fabric.AddTap(topology.HostDown(HostId{1}),
                  [&](const Ptr<const Packet>& frame) { toHost.push_back(frame->Copy()); });
    const TunnelServer& gateway = *m_cloud.Cloud().TunnelServers().front();
    const uint64_t before = gateway.Work(Population::kTraffic).overheadBytes;
    Send(0, 1);
    ASSERT_THAT(toGateway, SizeIs(1));
    ASSERT_THAT(toHost, SizeIs(1));
    const FrameFields first = *CheckedFieldsOf(toGateway.front());
    const FrameFields second = *CheckedFieldsOf(toHost.front());
    const uint32_t at = address_plan::ServerAddress(ServerId{1}, false);
    EXPECT_EQ(first.source, address_plan::HostAddress(HostId{0}));
    EXPECT_EQ(first.destination, at);
    EXPECT_EQ(second.source, at);
    EXPECT_EQ(second.destination, address_plan::HostAddress(HostId{1}));
    EXPECT_EQ(first.sourcePort, second.sourcePort); // the flow's
    EXPECT_EQ(toGateway.front()->GetSize(), kOuterBytes);
    EXPECT_EQ(toHost.front()->GetSize(), kOuterBytes);
    EXPECT_EQ(gateway.Work(Population::kTraffic).overheadBytes - before, 50U);
    std::vector<uint8_t> sent(kInnerBytes);
    std::vector<uint8_t> got(kInnerBytes);
    toGateway.front()->CreateFragment(50, kInnerBytes)->CopyData(sent.data(), kInnerBytes);
    toHost.front()->CreateFragment(50, kInnerBytes)->CopyData(got.data(), kInnerBytes);
    EXPECT_EQ(got, sent);
}

/// @return a datagram of VM 0's to an Ethernet address
Ptr<Packet>
FrameTo(const MacBytes& to, const CloudPlan& plan, uint32_t payload)
{
    const VnicPlan& from = plan.At(plan.At(VmId{0}).vnics.front());
    return MakeUdpFrame({.sourceMac = from.mac,
                         .nextHopMac = to,
                         .source = from.address,
                         .destination = plan.At(plan.At(VmId{1}).vnics.front()).address,
                         .sourcePort = kServicePort,
                         .destinationPort = kServicePort},
                        Create<Packet>(payload));
}

TEST_F(HoverboardTest, WhatComesInFragmentsGoesOnInFragments)
{
    constexpr uint32_t payload = 8'960; // with the tunnel's headers more than the underlay's 9000
    const VnicId to = m_cloud.plan.At(VmId{1}).vnics.front();
    const VnicId from = m_cloud.plan.At(VmId{0}).vnics.front();
    m_cloud.Cloud().DeviceOf(from).InjectFrame(
        FrameTo(m_cloud.plan.At(to).mac, m_cloud.plan, payload));
    m_cloud.RunFor(Seconds(1));
    EXPECT_EQ(Count("gateway_packets"), 1);
    ASSERT_THAT(m_cloud.arrivals, SizeIs(1));
    EXPECT_EQ(m_cloud.arrivals.front().datagram.payload->GetSize(), payload);
    const TunnelServer& gateway = *m_cloud.Cloud().TunnelServers().front();
    EXPECT_EQ(gateway.Work(Population::kTraffic).overheadBytes, 50U + 34U); // of two fragments
}

TEST_F(HoverboardTest, WhatIsForNobodyEndsAtTheGateway)
{
    const VnicId from = m_cloud.plan.At(VmId{0}).vnics.front();
    const MacBytes nobody = address_plan::VnicMac(VnicId{1000});
    m_cloud.Cloud().DeviceOf(from).InjectFrame(FrameTo(nobody, m_cloud.plan, 100));
    m_cloud.RunFor(Seconds(1));
    EXPECT_EQ(Count("gateway_packets"), 1);
    EXPECT_EQ(m_cloud.Under().drops.Count(VNLAB_DROP_UNKNOWN_MAC), 1U);
    EXPECT_THAT(m_cloud.arrivals, IsEmpty());
}

TEST_F(HoverboardTest, PairAboveTheThresholdIsOffloadedWithinTheInterval)
{
    Greet(0, 1);
    SendEvery(0, 1, MilliSeconds(10), 100);
    m_cloud.RunFor(Seconds(1));
    constexpr uint32_t number = 20'000 / kInnerBits + 1; // of the first packet over 20 kbit
    EXPECT_EQ(Count("gateway_packets"), 2 + number);
    EXPECT_EQ(Count("offloads"), 1);
    EXPECT_EQ(Count("entries"), 2);
    EXPECT_EQ(Count("hits"), 100 - number);
    EXPECT_THAT(m_cloud.arrivals, SizeIs(1 + 100));
}

/// @return the time that a control message takes over two idle links: Ethernet, IP, TCP and TLS
Time
PathOf(uint32_t messageBytes)
{
    const uint32_t wire = messageBytes + 14 + 20 + 20 + 22 + kWireOverheadBytes;
    return PicoSeconds(2 * (wire * 800 + 1'000'000));
}

/// Datagram to the gateway, its work, the notice to the controller, its work, the update to the host and
/// its two rules, and the acknowledgement.
TEST_F(HoverboardTest, OffloadTakesThreePathsAndTheWorkOnThem)
{
    Greet(0, 1);
    SendEvery(0, 1, MilliSeconds(10), 18);
    const Time toGateway = PicoSeconds(2 * ((kOuterBytes + kWireOverheadBytes) * 800 + 1'000'000));
    constexpr uint32_t fdb = 4 + 12 + 4;
    constexpr uint32_t arp = 4 + 8 + 6;
    const Time takes = toGateway + NanoSeconds(300) + PathOf(16 + fdb - 4) + kSending +
                       NanoSeconds(2 * 4'455 + 2'000) + PathOf(16 + fdb + arp) + MicroSeconds(2) +
                       PathOf(16);
    m_cloud.RunFor(MilliSeconds(170) + takes - NanoSeconds(100));
    EXPECT_EQ(Count("entries"), 0);
    m_cloud.RunFor(NanoSeconds(200));
    EXPECT_EQ(Count("entries"), 2);
}

TEST_F(HoverboardTest, PairBelowTheThresholdStaysWithTheGateway)
{
    Greet(0, 1);
    SendEvery(0, 1, MilliSeconds(60), 100); // 18.9 kbit/s
    m_cloud.RunFor(Seconds(7));
    EXPECT_EQ(Count("gateway_packets"), 102);
    EXPECT_EQ(Count("offloads"), 0);
    EXPECT_EQ(Count("hits"), 0);
}

TEST_F(HoverboardTest, OffloadIsOneWay)
{
    Offload(0, 1);
    const double before = Count("gateway_packets");
    Send(0, 1);
    EXPECT_EQ(Count("gateway_packets"), before);
    Send(1, 0);
    EXPECT_EQ(Count("gateway_packets"), before + 2); // ARP
}

TEST_F(HoverboardTest, EntryThatNobodyUsesGoesAndTheControllerHearsOfIt)
{
    Offload(0, 1);
    m_cloud.RunFor(Seconds(8));
    Send(0, 1); // a use
    m_cloud.RunFor(Seconds(8));
    EXPECT_EQ(Count("entries"), 2);
    m_cloud.RunFor(Seconds(2));
    EXPECT_EQ(Count("entries"), 0);
    EXPECT_EQ(Count("expired"), 2);
    const double before = Count("gateway_packets");
    EXPECT_THAT(Send(0, 1), ElementsAre(VmId{1}));
    EXPECT_GT(Count("gateway_packets"), before);
    Offload(0, 1);
    EXPECT_EQ(Count("offloads"), 2);
}

/// The gateway, the two hosts, and who was offloaded to the VM; two messages each.
TEST_F(HoverboardTest, MoveConcernsGatewaysAndWhoWasOffloadedAlone)
{
    EXPECT_EQ(Move(0, 3), 2 * 3U);
    Offload(1, 0);
    EXPECT_EQ(Move(0, 2), 2 * 4U);
    const double offloads = Count("offloads");
    const double before = Count("gateway_packets");
    EXPECT_THAT(Send(1, 0), ElementsAre(VmId{0}));
    EXPECT_EQ(Count("gateway_packets"), before);
    EXPECT_THAT(Send(3, 0), ElementsAre(VmId{0}));
    EXPECT_EQ(Count("gateway_packets"), before + 2); // ARP
    EXPECT_EQ(Count("offloads"), offloads);
}

TEST_F(HoverboardTest, EntriesOfAVmThatStopsGo)
{
    Offload(1, 0);
    m_cloud.Cloud().Operate().Stop(VmId{0}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(1));
    EXPECT_EQ(Count("entries"), 0);
    EXPECT_EQ(Count("expired"), 0);
    EXPECT_THAT(Send(1, 0), IsEmpty());
    EXPECT_EQ(m_cloud.Cloud().GetControlPlane().Refused(), 0U);
}

/// Last, as it erases what it looks at.
TEST_F(HoverboardTest, HostsHoldNothingThatIsNotOfAFreshCompileButTheGateways)
{
    for (uint32_t vm = 1; vm < 4; ++vm)
    {
        Offload(0, vm);
    }
    Offload(3, 1);
    Move(1, 0);
    Move(2, 3);
    std::set<RuleKey> given;
    for (const Rule& rule : m_cloud.Cloud().Store().Rules())
    {
        given.insert(rule.where);
    }
    RuleStore fresh;
    fresh.Add(*FindDesign("vxlan")->MakeCompiler(), m_cloud.Cloud().ViewOf(TenantId{0}));
    const double entries = Count("entries");
    EXPECT_THAT(entries, Gt(0));
    double found = 0;
    for (const Rule& rule : fresh.Rules())
    {
        if (!given.contains(rule.where))
        {
            HostSwitch& at = m_cloud.Cloud().SwitchOf(HostId{rule.where.at.index});
            found += at.Erase(rule.where.table, rule.where.key.Bytes()) ? 1 : 0;
        }
    }
    EXPECT_EQ(found, entries);
}

struct HoverboardZipfTest : HoverboardTest
{
    HoverboardZipfTest()
        : HoverboardTest(9)
    {
    }
};

/// Pair k sends every 20 k ms, which is 56.8 / k kbit/s: of six pairs two are above 20 kbit/s, and the
/// gateway's share is what the others have of 1 + 1/2 + … + 1/6.
TEST_F(HoverboardZipfTest, GatewaysShareIsThatOfThePairsBelowTheThreshold)
{
    std::vector<uint32_t> others;
    for (uint32_t vm = 1; vm < 9; ++vm)
    {
        if (m_cloud.plan.HostOf(VmId{vm}, m_cloud.Cloud().Version()) !=
            m_cloud.plan.HostOf(VmId{0}, m_cloud.Cloud().Version()))
        {
            others.push_back(vm);
        }
    }
    ASSERT_GE(others.size(), 6U);
    const auto sendFor = [&](uint32_t cycles) // of 1.2 s, in which all pairs come round
    {
        for (uint32_t k = 1; k <= 6; ++k)
        {
            SendEvery(0, others[k - 1], MilliSeconds(20 * k), cycles * 60 / k);
        }
        m_cloud.RunFor(MilliSeconds(1'200 * cycles));
    };
    sendFor(2);
    EXPECT_EQ(Count("offloads"), 2);
    const double before = Count("gateway_packets");
    const double hits = Count("hits");
    sendFor(5);
    EXPECT_EQ(Count("gateway_packets") - before, 5 * (20 + 15 + 12 + 10));
    EXPECT_EQ(Count("hits") - hits, 5 * (60 + 30));
    EXPECT_EQ(Count("offloads"), 2);
}

struct HoverboardOverloadTest : HoverboardTest
{
    HoverboardOverloadTest()
        : HoverboardTest(4, 1, Keys(), Costs())
    {
    }

    static HoverboardKeys Keys()
    {
        HoverboardKeys keys;
        keys.queue = 2;
        return keys;
    }

    static CostTable Costs()
    {
        CostTable costs;
        costs.Set("gateway_packet", 1e-3);
        return costs;
    }
};

TEST_F(HoverboardOverloadTest, WhatAGatewayHasNoRoomForIsDropped)
{
    Greet(0, 1);
    m_cloud.arrivals.clear();
    SendEvery(0, 1, Time(0), 5);
    m_cloud.RunFor(Seconds(1));
    EXPECT_THAT(m_cloud.arrivals, SizeIs(2));
    EXPECT_EQ(m_cloud.Under().drops.Count(VNLAB_DROP_QUEUE_OVERFLOW), 3U);
    EXPECT_EQ(Count("gateway_dropped"), 3);
    EXPECT_EQ(Count("gateway_packets"), 4);
}

struct SeveralGatewaysTest : HoverboardTest
{
    SeveralGatewaysTest()
        : HoverboardTest(4, 2)
    {
    }

    /// Sends a datagram of each of some flows. @return how many arrived
    size_t SendFlows()
    {
        size_t arrived = 0;
        for (uint16_t port = kServicePort; port < kServicePort + 20; ++port)
        {
            m_cloud.Cloud().GuestOf(VmId{1}).Listen(ipproto::kUdp, port);
            arrived += Send(0, 1, port).size();
        }
        return arrived;
    }
};

TEST_F(SeveralGatewaysTest, FlowsAreSharedAndEachKeepsToItsGateway)
{
    Send(0, 1);
    const uint64_t first = TakenBy(0);
    const uint64_t second = TakenBy(1);
    EXPECT_EQ(SendFlows(), 20U);
    const uint64_t some = TakenBy(0) - first;
    EXPECT_THAT(some, Gt(0U));
    EXPECT_THAT(TakenBy(1) - second, Gt(0U));
    EXPECT_EQ(some + TakenBy(1) - second, 20U);
    SendFlows();
    EXPECT_EQ(TakenBy(0) - first, 2 * some);
}

TEST_F(SeveralGatewaysTest, OthersTakeOverFromOneThatFailsUntilItIsRepaired)
{
    Send(0, 1);
    m_cloud.Cloud().Operate().Fail(ServerId{1}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(1));
    const uint64_t before = TakenBy(0);
    EXPECT_EQ(SendFlows(), 20U);
    EXPECT_EQ(TakenBy(0), before);
    Move(1, 3);
    EXPECT_EQ(SendFlows(), 20U);
    uint32_t acked = 0;
    m_cloud.Cloud().Operate().Repair(ServerId{1}, [&acked](uint64_t) { ++acked; });
    m_cloud.RunFor(Seconds(1));
    EXPECT_EQ(acked, 1U);
    EXPECT_EQ(SendFlows(), 20U);
    EXPECT_THAT(TakenBy(0), Gt(before));
    EXPECT_EQ(m_cloud.Cloud().GetControlPlane().Refused(), 0U);
}

TEST(HoverboardOutOfBandTest, GatewaysUseTheControlNetwork)
{
    CloudScenario scenario = HoverMesh(4, 1);
    scenario.controlLink.emplace();
    const HoverboardKeys keys = []
    {
        HoverboardKeys all;
        all.threshold_bps = 0;
        return all;
    }();
    const DesignChoice choice = Hovering(keys);
    CloudFixture cloud(choice, scenario);
    cloud.Start();
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_EQ(cloud.Cloud().GetControlPlane().RunCounts().at("entries"), 2);
}

TEST(HoverboardChoiceTest, CloudWithoutAGatewayAndDesignWithoutVtepsAreRefused)
{
    const CloudScenario scenario = HoverMesh(4, 0);
    const DesignChoice choice = Hovering({});
    CloudFixture cloud(choice, scenario);
    EXPECT_THROW(cloud.Install(), std::invalid_argument);
    for (const char* design : {"flat", "linkwire", "vxlan-learn", "identity-firewall"})
    {
        DesignChoice other(*FindDesign(design));
        EXPECT_THROW(other.SetControlPlane("hoverboard"), std::invalid_argument) << design;
    }
}

} // namespace
} // namespace ns3::vnlab::test
