// SPDX-License-Identifier: GPL-2.0-only
//
// send-counter: what it counts as sent and as failed, and when it raises an alarm.

#include "helper/attack-helper.h"
#include "helper/monitor-helper.h"
#include "model/attack/frame-forge.h"
#include "model/attack/lateral-movement.h"
#include "model/cloud/cloud-names.h"
#include "model/monitor/send-counter.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <ostream>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

/// What was counted of one VM.
struct Counted
{
    uint64_t sent;
    uint64_t failed;
    bool operator==(const Counted&) const = default;
};

void
PrintTo(const Counted& counted, std::ostream* out)
{
    *out << counted.sent << " sent, " << counted.failed << " failed";
}

/// Whether hosts and hooks send everything on: nobody is stopped, or by switches, where a monitor sees nothing.
bool
StopsInTheFabric(const std::string& design)
{
    return design.starts_with("flat") || design == "openflow-hop-by-hop" || design == "master-vpn";
}

bool
StopsAtTheSender(const std::string& design)
{
    return design == "openflow-overlay" || design == "vpn-mesh";
}

/// Rings of six VMs of two tenants: vm-1 is linked to vm-2 and vm-6 and to no other.
class MonitoredCloud
{
  public:
    explicit MonitoredCloud(const std::string& design)
        : m_scenario{.name = "Rings",
                     .tenants = {{"shop", {GenerateSpecification({.kind = "ring", .vms = 6})}},
                                 {"bank", {GenerateSpecification({.kind = "ring", .vms = 6})}}}},
          m_cloud(*FindDesign(design), m_scenario)
    {
        m_cloud.Start();
        m_monitors.emplace(m_cloud.Cloud(), m_cloud.Under().drops);
        m_attacks.emplace(m_cloud.Cloud(), Dice(1, 0));
        m_cloud.Cloud().AddListener(&*m_attacks);
    }

    const Monitor& Watch(const SendCounterKeys& keys = {}, Time after = Time(0))
    {
        const Monitor& monitor =
            m_monitors->Install("send-counter", Simulator::Now() + after, &keys);
        m_cloud.RunFor(Time(0)); // until it has started, if it starts now
        return monitor;
    }

    /// Sends datagrams from shop/vm-1.
    void Send(const std::string& to, int datagrams)
    {
        const VnicPlan& target = m_cloud.plan.At(Vnic(to));
        for (int i = 0; i < datagrams; ++i)
        {
            m_cloud.Cloud()
                .GuestOf(Vm("shop/vm-1"))
                .SendUdp(target.address, 2000, kServicePort, Create<Packet>(10));
        }
    }

    /// Root in shop/vm-1 sends to shop/vm-2 as if it were shop/vm-4, with that one's MAC address.
    void Forge()
    {
        m_cloud.Cloud()
            .DeviceOf(Vnic("shop/vm-1"))
            .InjectFrame(FrameForge(m_cloud.Cloud().Plan(), m_cloud.Cloud().Version())
                             .Plain(Vnic("shop/vm-4"), Vnic("shop/vm-2"), Create<Packet>(10)));
    }

    void ForgeAt(std::initializer_list<int> milliseconds)
    {
        for (const int ms : milliseconds)
        {
            Simulator::Schedule(MilliSeconds(ms), [this] { Forge(); });
        }
    }

    static Counted CountsOf(const Monitor& monitor, VmId vm)
    {
        const MonitorOutcome outcome = monitor.Outcome();
        const auto count = [&outcome, vm](const char* name)
        {
            const std::map<VmId, uint64_t>& byVm = outcome.counts.at(name);
            return byVm.contains(vm) ? byVm.at(vm) : 0;
        };
        return {count("sent"), count("failed")};
    }

    VmId Vm(const std::string& name) const
    {
        return *FindVm(m_cloud.plan, name);
    }

    VnicId Vnic(const std::string& name) const
    {
        return m_cloud.plan.At(Vm(name)).vnics.front();
    }

    CloudFixture& Fixture()
    {
        return m_cloud;
    }

    AttackHelper& Attacks()
    {
        return *m_attacks;
    }

    MonitorHelper& Monitors()
    {
        return *m_monitors;
    }

  private:
    CloudScenario m_scenario;
    CloudFixture m_cloud;
    std::optional<MonitorHelper> m_monitors;
    std::optional<AttackHelper> m_attacks;
};

class SendCounterTest : public testing::TestWithParam<std::string>
{
};

TEST_P(SendCounterTest, AnArpRequestAndThreeDatagramsToALinkedVmAreFourFramesOfWhichNoneFails)
{
    MonitoredCloud cloud(GetParam());
    const Monitor& monitor = cloud.Watch();
    cloud.Send("shop/vm-2", 3);
    cloud.Fixture().RunFor(Seconds(10));
    EXPECT_EQ(cloud.Fixture().arrivals.size(), 3u);
    EXPECT_EQ(cloud.CountsOf(monitor, cloud.Vm("shop/vm-1")), (Counted{4, 0}));
    const MonitorOutcome outcome = monitor.Outcome();
    for (const auto& [vm, failed] : outcome.counts.at("failed"))
    {
        EXPECT_EQ(failed, 0u) << NameOf(cloud.Fixture().plan, vm);
    }
    EXPECT_THAT(outcome.alarms, IsEmpty());
}

/// Where the VMs are not in one network, nobody answers for the other tenant's VM: a request and three
/// repeats, each a second after the one before. flat knows no tenants. Under OpenFlow and vpn-mesh hosts answer
/// for everybody, and what has no flow is dropped there, or out of sight in the fabric; what has no policy, in the
/// VM.
TEST_P(SendCounterTest, AnotherTenantsVmIsUnansweredWhereTheNetworkIsNotFlat)
{
    MonitoredCloud cloud(GetParam());
    const Monitor& monitor = cloud.Watch();
    cloud.Send("bank/vm-1", 2);
    cloud.Fixture().RunFor(Seconds(10));
    EXPECT_EQ(cloud.CountsOf(monitor, cloud.Vm("shop/vm-1")),
              StopsInTheFabric(GetParam())   ? (Counted{3, 0})
              : StopsAtTheSender(GetParam()) ? (Counted{3, 2})
                                             : (Counted{4, 4}));
}

TEST(SendCounterLimitTest, VmIsLimitedFromItsAlarmOn)
{
    MonitoredCloud cloud("vxlan");
    SendCounterKeys keys;
    keys.failures = 4;
    keys.window_ns = 60'000'000'000;
    keys.limit_bps = 8'000; // with a burst of 10,000 bytes; a frame has 52
    cloud.Watch(keys);
    cloud.Send("shop/vm-2", 1); // by ARP first
    cloud.Fixture().RunFor(Seconds(1));
    cloud.Fixture().arrivals.clear();
    cloud.Send("shop/vm-2", 300);
    cloud.Fixture().RunFor(Seconds(10));
    EXPECT_EQ(cloud.Fixture().arrivals.size(), 300U);
    cloud.Send("bank/vm-1", 1); // whom nobody answers for, four times
    cloud.Fixture().RunFor(Seconds(10));
    cloud.Fixture().arrivals.clear();
    cloud.Send("shop/vm-2", 300);
    cloud.Fixture().RunFor(Seconds(10));
    EXPECT_EQ(cloud.Fixture().arrivals.size(), 192U);
    EXPECT_EQ(cloud.Fixture().Under().drops.Count(VNLAB_DROP_RATE_LIMITED), 108U);
}

TEST_P(SendCounterTest, WhoScansBlindlyRaisesTheAlarmWhereTheDesignStopsItNearby)
{
    MonitoredCloud cloud(GetParam());
    const Monitor& monitor = cloud.Watch();
    const VmId foothold = cloud.Vm("shop/vm-1");
    const Time now = Simulator::Now();
    LateralMovementKeys keys;
    keys.scan = Scan::kBlind; // what reaches whom it aims at fails nowhere
    cloud.Attacks().Install("lateral-movement",
                            {.attacker = {},
                             .foothold = foothold,
                             .start = now,
                             .stop = now + Seconds(3),
                             .observer = nullptr},
                            &keys);
    cloud.Fixture().RunFor(Seconds(6));
    const MonitorOutcome outcome = monitor.Outcome();
    EXPECT_GT(outcome.counts.at("sent").at(foothold), 0u);
    std::set<VmId> owned;
    for (const auto& [vm, time] : cloud.Attacks().Attacks().front()->Outcome().compromised)
    {
        owned.insert(vm);
    }
    for (const auto& [vm, failed] : outcome.counts.at("failed"))
    {
        EXPECT_EQ(failed > 0, owned.contains(vm) && !StopsInTheFabric(GetParam()))
            << NameOf(cloud.Fixture().plan, vm);
    }
    const bool alarmed = std::ranges::any_of(
        outcome.alarms, [foothold](const auto& alarm) { return alarm.first == foothold; });
    EXPECT_EQ(alarmed, !StopsInTheFabric(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         SendCounterTest,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

TEST(SendCounterLimitsTest, ThePortSaysWhoSendsWhateverTheFrameSays)
{
    MonitoredCloud cloud("identity-firewall");
    const Monitor& monitor = cloud.Watch();
    cloud.Forge();
    EXPECT_EQ(cloud.CountsOf(monitor, cloud.Vm("shop/vm-1")), (Counted{1, 1}));
    EXPECT_EQ(cloud.CountsOf(monitor, cloud.Vm("shop/vm-4")), (Counted{0, 0}));
}

/// The receiver's hooks stop it, where nothing of the sender's can see it.
TEST(SendCounterLimitsTest, WhatTheFarEndDropsIsNoFailureOfTheSenders)
{
    MonitoredCloud cloud("linkwire");
    const Monitor& monitor = cloud.Watch();
    const Deployment& running = cloud.Fixture().Cloud();
    const FrameForge forge(running.Plan(), running.Version());
    for (const Ptr<Packet>& frame :
         forge.Tunnelled(cloud.Vnic("shop/vm-4"), cloud.Vnic("shop/vm-2"), Create<Packet>(10)))
    {
        cloud.Fixture().Cloud().DeviceOf(cloud.Vnic("shop/vm-1")).InjectFrame(frame);
    }
    cloud.Fixture().RunFor(Seconds(1));
    EXPECT_THAT(cloud.Fixture().arrivals, IsEmpty());
    EXPECT_EQ(cloud.CountsOf(monitor, cloud.Vm("shop/vm-1")), (Counted{3, 0}));
}

/// Stands for a queue in which what a VM sends takes the place of another's.
class Displacing : public VnicObserver
{
  public:
    explicit Displacing(DropLog& drops)
        : m_drops(drops)
    {
    }

    void SendBegins(const VnicDevice&, const Ptr<const Packet>&) override
    {
        m_drops.Count(VNLAB_DROP_QUEUE_OVERFLOW, Create<Packet>(10));
    }

  private:
    DropLog& m_drops;
};

TEST(SendCounterLimitsTest, AnothersFrameThatIsDroppedMeanwhileIsNoFailure)
{
    MonitoredCloud cloud("flat");
    const Monitor& monitor = cloud.Watch();
    Displacing displacing(cloud.Fixture().Under().drops);
    cloud.Fixture().Cloud().DeviceOf(cloud.Vnic("shop/vm-1")).AddObserver(&displacing);
    cloud.Forge();
    EXPECT_EQ(cloud.CountsOf(monitor, cloud.Vm("shop/vm-1")), (Counted{1, 0}));
}

TEST(SendCounterLimitsTest, SegmentsOfTheControlChannelAreNotTheVms)
{
    MonitoredCloud cloud("linkwire");
    const Monitor& monitor = cloud.Watch();
    cloud.Fixture().Cloud().Operate().Stop(cloud.Vm("shop/vm-2"), [](uint64_t) {});
    cloud.Fixture().RunFor(Seconds(5)); // its neighbors' proxies acknowledge
    EXPECT_GT(cloud.Fixture().Cloud().GetControlPlane().Traffic().messages, 0u);
    EXPECT_THAT(monitor.Outcome().counts.at("sent"), IsEmpty());
}

class AlarmTest : public testing::Test
{
  protected:
    const Monitor& Watch(uint32_t failures, uint64_t window_ms)
    {
        SendCounterKeys keys;
        keys.failures = failures;
        keys.window_ns = window_ms * 1'000'000;
        return m_cloud.Watch(keys);
    }

    MonitoredCloud m_cloud{"identity-firewall"};
};

TEST_F(AlarmTest, ItComesWithTheLastOfTheFailuresAndOnlyOnce)
{
    const Monitor& monitor = Watch(3, 500);
    const Time start = Simulator::Now();
    m_cloud.ForgeAt({100, 200, 300, 400, 500, 600});
    m_cloud.Fixture().RunFor(Seconds(1));
    EXPECT_THAT(monitor.Outcome().alarms,
                ElementsAre(Pair(m_cloud.Vm("shop/vm-1"), start + MilliSeconds(300))));
    EXPECT_EQ(m_cloud.CountsOf(monitor, m_cloud.Vm("shop/vm-1")), (Counted{6, 6}));
}

TEST_F(AlarmTest, FailuresFartherApartThanTheWindowRaiseNone)
{
    const Monitor& longer = Watch(3, 500);
    const Monitor& shorter = Watch(3, 499);
    m_cloud.ForgeAt({0, 250, 500, 750, 1000});
    m_cloud.Fixture().RunFor(Seconds(2));
    EXPECT_EQ(longer.Outcome().alarms.size(), 1u);
    EXPECT_THAT(shorter.Outcome().alarms, IsEmpty());
}

TEST_F(AlarmTest, NothingIsSeenBeforeTheStartNorOfOtherVms)
{
    const Monitor& later = m_cloud.Watch({}, MilliSeconds(250));
    SendCounterKeys keys;
    keys.vm = "shop/vm-2";
    const Monitor& other = m_cloud.Watch(keys);
    m_cloud.ForgeAt({100, 200, 300});
    m_cloud.Fixture().RunFor(Seconds(1));
    EXPECT_EQ(m_cloud.CountsOf(later, m_cloud.Vm("shop/vm-1")), (Counted{1, 1}));
    EXPECT_THAT(other.Outcome().counts.at("sent"), IsEmpty());
}

TEST(MonitorHelperTest, RefusesWhatIsNoMonitorAndWhoIsNoVm)
{
    MonitoredCloud cloud("flat");
    EXPECT_THROW(cloud.Monitors().Install("send-count", Simulator::Now()), std::invalid_argument);
    SendCounterKeys keys;
    keys.vm = "shop/vm-7";
    EXPECT_THROW(cloud.Monitors().Install("send-counter", Simulator::Now(), &keys),
                 std::invalid_argument);
    EXPECT_THAT(cloud.Monitors().Monitors(), IsEmpty());
}

/// The same frames are sent and fail, whatever software is in the VMs.
TEST(SendCounterGuestsTest, FullGuestsAreCountedAsLightOnes)
{
    const Specification ring = GenerateSpecification({.kind = "ring", .vms = 6});
    for (const GuestKind guests : {GuestKind::kLight, GuestKind::kFull})
    {
        const auto substrate = SubstrateHelper().Build();
        TenantHelper tenants;
        tenants.Add("shop", {&ring});
        CloudPlan plan = tenants.Plan(substrate->fabric->GetTopology(), {});
        DesignHelper designs("linkwire");
        designs.SetGuests(guests);
        {
            const auto cloud = designs.Install(*substrate, plan);
            MonitorHelper monitors(*cloud, substrate->drops);
            const Monitor& monitor = monitors.Install("send-counter", Seconds(1));
            const auto send = [&](const char* to)
            {
                const VnicId target = plan.At(*FindVm(plan, to)).vnics.front();
                cloud->GuestOf(VmId{0}).SendUdp(
                    plan.At(target).address, 2000, kServicePort, Create<Packet>(10));
            };
            Simulator::Schedule(Seconds(2), [&] { send("shop/vm-2"); });
            Simulator::Schedule(Seconds(2), [&] { send("shop/vm-4"); });
            const Specification* const wanted[] = {&ring};
            cloud->Start(wanted, [](uint64_t) {});
            Simulator::Stop(Seconds(10));
            Simulator::Run();
            EXPECT_EQ(MonitoredCloud::CountsOf(monitor, VmId{0}), (Counted{6, 4}));
        }
        Simulator::Destroy();
    }
}

} // namespace
} // namespace ns3::vnlab::test
