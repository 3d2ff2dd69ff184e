// SPDX-License-Identifier: GPL-2.0-only
//
// The meter with a network that does to packets what the test says.

#include "model/ip/udp-frame.h"
#include "model/traffic/verdict-meter.h"
#include "test/support/make-specification.h"
#include "test/support/small-plan.h"

#include "ns3/simulator.h"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// All vNICs are plugged into it.
class Fate : public VnicPeer
{
  public:
    void ReceiveFromVnic(VnicDevice&, Ptr<Packet> frame) override
    {
        of(frame);
    }

    std::function<void(const Ptr<Packet>&)> of;
};

const std::vector<std::string> kShop{"a", "b", "c"};

/// VMs a, b and c of one tenant, of which a and b are linked for udp/53, and x of another: vNICs 0 to 3.
class VerdictMeterTest : public testing::Test
{
  protected:
    VerdictMeterTest()
    {
        plan.tenants.push_back({.name = "bank", .paths = plan.tenants[0].paths, .vmByName = {}});
        plan.tenants[1].vmByName["x"] = VmId{3};
        plan.vms.push_back({TenantId{1}, "x", {}, {VnicId{3}}});
        plan.vnics.push_back({VmId{3}, 0, plan.vnics[1].address, {6, 0, 0, 0, 0, 3}});
        oracle.Submit(TenantId{0}, linked, Seconds(0));
        for (uint32_t i = 0; i < plan.vnics.size(); ++i)
        {
            const auto device = CreateObject<VnicDevice>();
            device->Configure(VnicId{i}, ToMac48(plan.vnics[i].mac), 100 + i, drops);
            device->SetPeer(&fate);
            devices.push_back(device);
            meter.Watch(device);
        }
    }

    ~VerdictMeterTest() override
    {
        Simulator::Destroy();
    }

    Ptr<Packet> Frame(uint32_t from, uint32_t to, uint16_t port) const
    {
        return MakeUdpFrame({.sourceMac = plan.vnics[from].mac,
                             .nextHopMac = plan.vnics[to].mac,
                             .source = plan.vnics[from].address,
                             .destination = plan.vnics[to].address,
                             .sourcePort = port,
                             .destinationPort = port},
                            Create<Packet>(100));
    }

    /// Sends a frame to a fate. @return what is said of it
    std::vector<Verdict> Send(uint32_t from,
                              uint32_t to,
                              uint16_t port,
                              std::function<void(const Ptr<Packet>&)> to_what,
                              Population population = Population::kTraffic)
    {
        judged.clear();
        fate.of = std::move(to_what);
        Simulator::Schedule(Seconds(1),
                            [this, from, to, port, population]
                            {
                                const Ptr<Packet> frame = Frame(from, to, port);
                                Mark(frame, population);
                                devices[from]->SendFrame(frame);
                            });
        Simulator::Run();
        meter.Finish();
        std::vector<Verdict> verdicts;
        for (const JudgedPacket& packet : judged)
        {
            verdicts.push_back(packet.verdict);
        }
        return verdicts;
    }

    void Deliver(uint32_t to, const Ptr<Packet>& frame, Time after = MicroSeconds(5))
    {
        Simulator::Schedule(after, &VnicDevice::ReceiveFromHost, devices[to], frame->Copy(), 0);
    }

    std::function<void(const Ptr<Packet>&)> To(uint32_t to, Time after = MicroSeconds(5))
    {
        return [this, to, after](const Ptr<Packet>& frame) { Deliver(to, frame, after); };
    }

    std::function<void(const Ptr<Packet>&)> DroppedAs(DropReason reason)
    {
        return [this, reason](const Ptr<Packet>& frame) { drops.Count(reason, frame); };
    }

    Specification linked = MakeSpecification(MakePaths(1), kShop, {{0, 1, 0, {{17, 53}}}});
    Specification apart = MakeSpecification(MakePaths(1), kShop, {});
    DropLog drops;
    CloudPlan plan = MakeSmallPlan(kShop, 1, 2);
    SpecOracle oracle{plan};
    Fate fate;
    std::set<VmId> stopped;
    std::vector<JudgedPacket> judged;
    VerdictMeter meter{plan,
                       oracle,
                       drops,
                       [this](VmId vm) { return !stopped.contains(vm); },
                       [this](const JudgedPacket& packet) { judged.push_back(packet); }};
    std::vector<Ptr<VnicDevice>> devices;
};

TEST_F(VerdictMeterTest, WhatArrivesIsRightWhereItIsWantedAndWrongWhereItIsNot)
{
    EXPECT_THAT(Send(0, 1, 53, To(1)), ElementsAre(Verdict::kRight));
    EXPECT_EQ(judged[0].conversation, (Conversation{VnicId{0}, VnicId{1}, {17, 53, 53}}));
    EXPECT_TRUE(judged[0].isWanted);
    EXPECT_EQ(judged[0].place, 101u);
    EXPECT_THAT(Send(1, 0, 53, To(0)), ElementsAre(Verdict::kRight));
    EXPECT_THAT(Send(0, 1, 80, To(1)), ElementsAre(Verdict::kWronglyDelivered));
    EXPECT_THAT(Send(0, 2, 53, To(2)), ElementsAre(Verdict::kWronglyDelivered));
    EXPECT_FALSE(judged[0].isWanted);
}

TEST_F(VerdictMeterTest, WhatRulesDropIsWrongWhereItIsWantedAndRightWhereItIsNot)
{
    EXPECT_THAT(Send(0, 1, 53, DroppedAs(VNLAB_DROP_NO_TUNNEL)),
                ElementsAre(Verdict::kWronglyDropped));
    EXPECT_THAT(Send(0, 1, 80, DroppedAs(VNLAB_DROP_NOT_PERMITTED)), ElementsAre(Verdict::kRight));
    EXPECT_THAT(Send(0, 2, 53, DroppedAs(VNLAB_DROP_UNKNOWN_MAC)), ElementsAre(Verdict::kRight));
}

TEST_F(VerdictMeterTest, OfDropsThatAnyNetworkHasNothingIsSaid)
{
    std::set<std::string_view> ofRules;
    for (const DropReasonRow& row : kDropReasons)
    {
        const auto verdicts = Send(0, 1, 53, DroppedAs(row.reason));
        if (!verdicts.empty())
        {
            EXPECT_THAT(verdicts, ElementsAre(Verdict::kWronglyDropped)) << row.name;
            ofRules.insert(row.name);
        }
    }
    EXPECT_EQ(ofRules,
              (std::set<std::string_view>{"no-association",
                                          "not-authentic",
                                          "no-tunnel",
                                          "unknown-tunnel",
                                          "not-whitelisted",
                                          "unknown-vni",
                                          "unknown-mac",
                                          "spoofed-source",
                                          "not-permitted",
                                          "no-port",
                                          "no-route",
                                          "ttl-expired",
                                          "filtered",
                                          "unresolved",
                                          "wrong-vtep"}));
}

TEST_F(VerdictMeterTest, OfAReceiverThatDoesNotRunAndOfWhatIsOnItsWayNothingIsSaid)
{
    stopped.insert(VmId{1});
    EXPECT_THAT(Send(0, 1, 53, DroppedAs(VNLAB_DROP_UNKNOWN_MAC)), IsEmpty());
    EXPECT_THAT(Send(0, 1, 53, [](const Ptr<Packet>&) {}), IsEmpty());
}

TEST_F(VerdictMeterTest, APacketThatAChangeOvertakesIsNeverWrong)
{
    oracle.Submit(TenantId{0}, apart, Seconds(2));
    oracle.Submit(TenantId{0}, linked, Seconds(4));
    // Sent at 1 s, 3.5 s and 7 s.
    EXPECT_THAT(Send(0, 1, 53, To(1, Seconds(1.5))), IsEmpty());
    EXPECT_THAT(Send(0,
                     1,
                     53,
                     [this](const Ptr<Packet>& frame)
                     {
                         Simulator::Schedule(Seconds(2.5),
                                             [this, frame]
                                             { drops.Count(VNLAB_DROP_NO_TUNNEL, frame); });
                     }),
                IsEmpty());
    EXPECT_THAT(Send(0, 1, 53, DroppedAs(VNLAB_DROP_NO_TUNNEL)),
                ElementsAre(Verdict::kWronglyDropped));
}

TEST_F(VerdictMeterTest, BetweenTwoChangesItIsJudgedByWhatIsInForceThen)
{
    oracle.Submit(TenantId{0}, apart, Seconds(0.5));
    oracle.Submit(TenantId{0}, linked, Seconds(1.5));
    EXPECT_THAT(Send(0, 1, 53, To(1)), ElementsAre(Verdict::kWronglyDelivered)); // at 1 s
    EXPECT_THAT(Send(0, 1, 53, To(1)), ElementsAre(Verdict::kRight));            // at 2 s
}

TEST_F(VerdictMeterTest, AStaleRuleOnAReusedNumberLeaksToAStranger)
{
    // The number of b's segment or place is now that of x, of another tenant, who has the same address.
    EXPECT_THAT(Send(0, 1, 53, To(3)), ElementsAre(Verdict::kWronglyDelivered));
    EXPECT_TRUE(judged[0].isWanted) << "by b, who does not get it";
}

TEST_F(VerdictMeterTest, ACopyForSomebodyElseIsWrongWhetherThePacketArrivesOrNot)
{
    const auto flood = [this](const Ptr<Packet>& frame)
    {
        Deliver(1, frame);
        Deliver(2, frame, MilliSeconds(50));
    };
    EXPECT_THAT(Send(0, 1, 53, flood), ElementsAre(Verdict::kWronglyDelivered));
    const Specification all = MakeSpecification(MakePaths(1), kShop, {{0, 1}, {0, 2}});
    oracle.Submit(TenantId{0}, all, Simulator::Now());
    EXPECT_THAT(Send(0, 1, 53, flood), ElementsAre(Verdict::kRight)) << "c may have it, too";
}

TEST_F(VerdictMeterTest, WhereOneCopyArrivesTheDropsOfOthersDoNotCount)
{
    for (const bool dropsFirst : {true, false})
    {
        const auto fork = [this, dropsFirst](const Ptr<Packet>& frame)
        {
            Deliver(1, frame, dropsFirst ? MicroSeconds(5) : Time(0));
            Simulator::Schedule(MicroSeconds(dropsFirst ? 0 : 5),
                                [this, frame] { drops.Count(VNLAB_DROP_UNKNOWN_VNI, frame); });
        };
        EXPECT_THAT(Send(0, 1, 53, fork), ElementsAre(Verdict::kRight));
    }
}

TEST_F(VerdictMeterTest, FragmentsOfAPacketAreOne)
{
    const auto halve = [this](const Ptr<Packet>& frame)
    {
        const uint32_t half = frame->GetSize() / 2;
        drops.Count(VNLAB_DROP_NO_TUNNEL, frame->CreateFragment(0, half));
        drops.Count(VNLAB_DROP_NO_TUNNEL, frame->CreateFragment(half, frame->GetSize() - half));
    };
    EXPECT_THAT(Send(0, 1, 53, halve), ElementsAre(Verdict::kWronglyDropped));
}

TEST_F(VerdictMeterTest, ToAnAddressThatIsNobodysOnlyWhoGetsItIsWrong)
{
    plan.vnics[2].address = 0x0a00ffff; // not as the meter knows it: nobody's
    EXPECT_THAT(Send(0, 2, 53, DroppedAs(VNLAB_DROP_NO_ROUTE)), IsEmpty());
    EXPECT_THAT(Send(0, 2, 53, To(1)), IsEmpty()) << "a and b may speak";
    EXPECT_THAT(Send(0, 2, 53, To(3)), ElementsAre(Verdict::kWronglyDelivered));
    EXPECT_EQ(judged[0].conversation.to, std::nullopt);
}

TEST_F(VerdictMeterTest, AttacksAreNotFollowedAndProbesAreWhereTheirSenderSaysSo)
{
    EXPECT_THAT(Send(0, 2, 53, To(2), Population::kAttack), IsEmpty());
    EXPECT_THAT(Send(0, 2, 53, To(2), Population::kProbe), IsEmpty());
    const auto probe = [this](const Ptr<Packet>& frame)
    {
        meter.ProbeSent(VnicId{0}, VnicId{2}, {17, 53}, frame);
        Deliver(2, frame);
    };
    EXPECT_THAT(Send(0, 2, 53, probe, Population::kProbe), ElementsAre(Verdict::kWronglyDelivered));
    EXPECT_EQ(judged[0].population, Population::kProbe);
}

TEST_F(VerdictMeterTest, PacketsAreJudgedInTheOrderInWhichTheyEndAndNotBeforeCopiesAreOver)
{
    fate.of = To(1);
    const auto send = [this](Time at)
    { Simulator::Schedule(at, [this] { devices[0]->SendFrame(Frame(0, 1, 53)); }); };
    send(MilliSeconds(0));
    send(MilliSeconds(50));
    send(MilliSeconds(101));
    Simulator::Run();
    ASSERT_EQ(judged.size(), 1u);
    EXPECT_EQ(judged[0].sent, MilliSeconds(0));
    meter.Finish();
    EXPECT_EQ(judged.size(), 3u);
    meter.Finish();
    EXPECT_EQ(judged.size(), 3u) << "each once";
}

} // namespace
} // namespace ns3::vnlab::test
