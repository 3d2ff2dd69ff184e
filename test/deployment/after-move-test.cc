// SPDX-License-Identifier: GPL-2.0-only
//
// What is done for a VM that has moved: its new hypervisor announces it, its old host sends on.

#include "model/spec/spec-generator.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/rarp-frame.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"
#include "test/support/reach-designs.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

const MoveManner kSilent{.announces = false};

/// Four VMs that may all speak, one on each of four hosts; VMs 0 and 1 know each other.
class MoveMannerFixture
{
  public:
    explicit MoveMannerFixture(const DesignChoice& choice)
        : m_choice(choice),
          m_scenario{
              .name = "mesh",
              .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = 4})}}}},
          m_cloud(m_choice, m_scenario)
    {
        m_cloud.Start();
        m_cloud.Send(VmId{0}, VmId{1});
        m_cloud.Send(VmId{1}, VmId{0});
    }

    void Move(HostId to, const MoveManner& manner, Time downtime = Time(0))
    {
        m_cloud.Cloud().Operate().Move(
            m_mover, to, downtime, [](const ChangeReport&) {}, [](uint64_t) {}, manner);
    }

    /// VM 1 sends to it once.
    std::vector<VmId> Reach()
    {
        return m_cloud.Send(VmId{1}, m_mover);
    }

    uint64_t RedirectedAt(HostId host)
    {
        return m_cloud.Cloud().SwitchOf(host).Work(Population::kTraffic).redirected;
    }

    const VmId m_mover{0};
    DesignChoice m_choice;
    CloudScenario m_scenario;
    CloudFixture m_cloud;
};

/// Under `vxlan-learn`, where nobody is told by rules where a VM is.
class MoveMannerTest : public testing::Test, public MoveMannerFixture
{
  protected:
    MoveMannerTest()
        : MoveMannerFixture(DesignChoice(*FindDesign("vxlan-learn")))
    {
    }
};

TEST_F(MoveMannerTest, AnnouncedVmIsReachedWithoutHavingSpoken)
{
    Move(HostId{3}, {});
    m_cloud.RunFor(Seconds(1));
    EXPECT_THAT(Reach(), ElementsAre(m_mover));
}

TEST_F(MoveMannerTest, RedirectedVmIsReachedThroughItsOldHost)
{
    Move(HostId{3}, {.announces = false, .redirects = true});
    m_cloud.RunFor(Seconds(1));
    EXPECT_THAT(Reach(), ElementsAre(m_mover));
    EXPECT_EQ(RedirectedAt(HostId{0}), 1U);
    EXPECT_EQ(m_cloud.Cloud().Operate().Redirects(), 1U);
    m_cloud.Send(m_mover, VmId{1}); // now its peer knows
    EXPECT_THAT(Reach(), ElementsAre(m_mover));
    EXPECT_EQ(RedirectedAt(HostId{0}), 1U);
}

TEST_F(MoveMannerTest, RedirectionEndsAfterItsTime)
{
    Move(HostId{3}, {.announces = false, .redirects = true, .redirectFor = Seconds(2)});
    m_cloud.RunFor(MilliSeconds(500));
    EXPECT_THAT(Reach(), ElementsAre(m_mover));
    m_cloud.RunFor(Seconds(1));
    EXPECT_THAT(Reach(), IsEmpty());
}

TEST_F(MoveMannerTest, RedirectionsAreFollowedFromHostToHost)
{
    const MoveManner redirected{.announces = false, .redirects = true};
    Move(HostId{3}, redirected);
    m_cloud.RunFor(Seconds(1));
    Move(HostId{2}, redirected);
    m_cloud.RunFor(Seconds(1));
    EXPECT_THAT(Reach(), ElementsAre(m_mover));
    EXPECT_EQ(RedirectedAt(HostId{0}), 1U);
    EXPECT_EQ(RedirectedAt(HostId{3}), 1U);
    Move(HostId{0}, redirected); // home again, where everybody thinks that it is
    m_cloud.RunFor(Seconds(1));
    EXPECT_THAT(Reach(), ElementsAre(m_mover));
    EXPECT_EQ(RedirectedAt(HostId{0}), 1U);
}

TEST_F(MoveMannerTest, HostThatLosesItsPowerAndVmThatStopsEndIt)
{
    Move(HostId{3}, {.announces = false, .redirects = true});
    m_cloud.RunFor(Seconds(1));
    m_cloud.Cloud().Operate().Fail(HostId{0}, [](uint64_t) {});
    m_cloud.Cloud().Operate().Repair(HostId{0}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(2));
    EXPECT_THAT(Reach(), IsEmpty());
    m_cloud.Send(m_mover, VmId{1});
    Move(HostId{2}, {.announces = false, .redirects = true});
    m_cloud.RunFor(Seconds(1));
    m_cloud.Cloud().Operate().Stop(m_mover, [](uint64_t) {});
    m_cloud.RunFor(Seconds(1));
    EXPECT_THAT(Reach(), IsEmpty());
    EXPECT_EQ(RedirectedAt(HostId{0}) + RedirectedAt(HostId{3}), 0U);
}

TEST_F(MoveMannerTest, VmThatWasStoppedOnItsWayIsNeitherAnnouncedNorRedirected)
{
    Move(HostId{3}, {.redirects = true}, MilliSeconds(60));
    m_cloud.Cloud().Operate().Stop(m_mover, [](uint64_t) {});
    m_cloud.RunFor(Seconds(1));
    EXPECT_EQ(m_cloud.Cloud().Operate().Redirects(), 0U);
}

/// What a vNIC sends that is an announcement, and when.
std::shared_ptr<std::vector<Time>>
AnnouncementsOf(VnicDevice& device)
{
    auto times = std::make_shared<std::vector<Time>>();
    const uint32_t bytes = MakeRarpRequest({})->GetSize();
    device.TraceConnectWithoutContext("PromiscSniffer",
                                      Callback<void, Ptr<const Packet>>(
                                          [times, bytes](Ptr<const Packet> frame)
                                          {
                                              std::array<uint8_t, 14> head;
                                              frame->CopyData(head.data(), head.size());
                                              if (frame->GetSize() == bytes && head[12] == 0x80 &&
                                                  head[13] == 0x35)
                                              {
                                                  times->push_back(Simulator::Now());
                                              }
                                          }));
    return times;
}

class AnnouncementTest : public testing::TestWithParam<std::string>, public MoveMannerFixture
{
  protected:
    AnnouncementTest()
        : MoveMannerFixture(ReachDesign(GetParam()))
    {
    }

    VnicDevice& Device()
    {
        return m_cloud.Cloud().DeviceOf(VnicId{0});
    }
};

TEST_P(AnnouncementTest, FiveLeaveTheVnicAtTheTimesOfQemu)
{
    Move(HostId{2}, kSilent); // its host verifies it, and has it in its tables
    m_cloud.RunFor(Seconds(2));
    const auto times = AnnouncementsOf(Device());
    Move(HostId{3}, {}, MilliSeconds(60));
    const Time resumed = Simulator::Now() + MilliSeconds(60);
    m_cloud.RunFor(Seconds(3));
    std::vector<Time> after;
    for (const Time& time : *times)
    {
        after.push_back(time - resumed);
    }
    std::vector<Time> qemu{
        Time(0), MilliSeconds(50), MilliSeconds(200), MilliSeconds(450), MilliSeconds(800)};
    if (ReachDesign(GetParam()).GetDesign().VerifiesIdentity())
    {
        qemu.erase(qemu.begin()); // the host has not plugged it in yet
    }
    EXPECT_EQ(after, qemu);
}

TEST_P(AnnouncementTest, NoneLeavesAVmThatMovesOn)
{
    const auto times = AnnouncementsOf(Device());
    Move(HostId{3}, {});
    m_cloud.RunFor(MilliSeconds(100));
    Move(HostId{2}, kSilent);
    m_cloud.RunFor(Seconds(3));
    EXPECT_LE(times->size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         AnnouncementTest,
                         testing::ValuesIn(ReachDesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

/// Where operators type rules for minutes, what stands between is seen.
Time
FirstReached(const std::string& design, const MoveManner& manner)
{
    DesignChoice choice = ReachDesign(design);
    choice.SetControlPlane("manual", nullptr);
    MoveMannerFixture typed(choice);
    const Time moved = Simulator::Now();
    typed.Move(HostId{3}, manner);
    while (typed.Reach().empty() && Simulator::Now() - moved < Days(1))
    {
    }
    return Simulator::Now() - moved;
}

class RedirectionTest : public testing::TestWithParam<std::string>
{
};

TEST_P(RedirectionTest, ReachesAVmAsSoonAsItsNewHostKnowsIt)
{
    const Time without = FirstReached(GetParam(), kSilent);
    const Time with = FirstReached(GetParam(), {.announces = false, .redirects = true});
    EXPECT_LE(with, without);
    const DesignChoice choice = ReachDesign(GetParam());
    const Design& design = choice.GetDesign();
    if (design.HookPrograms().empty() && !design.MakeIpsec())
    {
        return;
    }
    // Hosts come before VMs: its port, of two fields, at the new host and gone at the old one.
    EXPECT_LT(with, Minutes(1));
    EXPECT_GT(without, Minutes(1));
}

INSTANTIATE_TEST_SUITE_P(Tunnels,
                         RedirectionTest,
                         testing::Values("geneve",
                                         "identity-firewall",
                                         "identity-firewall-sealed",
                                         "linkwire",
                                         "linkwire-ipip",
                                         "linkwire-nvgre",
                                         "nvgre",
                                         "security-groups",
                                         "vpn-mesh",
                                         "vpn-mesh-ike",
                                         "vxlan",
                                         "vxlan-linked"),
                         [](const auto& test) { return TestNameOf(test.param); });

/// A server that a client has asked, and that answers again after it has moved, and after it was asked again.
struct AnswersAfterMove
{
    explicit AnswersAfterMove(const DesignChoice& choice, bool movesState)
        : scenario{.name = "pair",
                   .tenants = {{"shop",
                                {MakeSpecification(
                                    MakePaths(1),
                                    {"client", "server"},
                                    {{0, 1, 0, {{ipproto::kUdp, kServicePort}}}})}}}},
          cloud(choice, scenario)
    {
        cloud.Start();
        cloud.Cloud().GuestOf(client).Listen(ipproto::kUdp, kAsking);
        Ask();
        before = Answer();
        cloud.Cloud().Operate().Move(
            server,
            HostId{3},
            Time(0),
            [](const ChangeReport&) {},
            [](uint64_t) {},
            {.movesState = movesState});
        cloud.RunFor(Seconds(1));
        after = Answer();
        Ask();
        asked = Answer();
    }

    void Ask()
    {
        Say(client, server, kAsking, kServicePort);
    }

    bool Answer()
    {
        cloud.arrivals.clear();
        Say(server, client, kServicePort, kAsking);
        return !cloud.arrivals.empty();
    }

    void Say(VmId from, VmId to, uint16_t fromPort, uint16_t toPort)
    {
        const uint32_t address = cloud.plan.At(cloud.plan.At(to).vnics.front()).address;
        cloud.Cloud().GuestOf(from).SendUdp(address, fromPort, toPort, Create<Packet>(10));
        cloud.RunFor(MilliSeconds(10));
    }

    static constexpr uint16_t kAsking = 4'000;
    const VmId client{0};
    const VmId server{1};
    CloudScenario scenario;
    CloudFixture cloud;
    bool before{false};
    bool after{false};
    bool asked{false};
};

TEST(ConnectionsAfterMove, AreKnownThereIfStateMovesAndElseWhenSomebodyAsksAgain)
{
    const DesignChoice stateful{StatefulFirewall()};
    const AnswersAfterMove stays(stateful, false);
    EXPECT_TRUE(stays.before);
    EXPECT_FALSE(stays.after);
    EXPECT_TRUE(stays.asked);
    const AnswersAfterMove moves(stateful, true);
    EXPECT_TRUE(moves.before);
    EXPECT_TRUE(moves.after);
    const AnswersAfterMove stateless(DesignChoice(*FindDesign("identity-firewall")), false);
    EXPECT_TRUE(stateless.after);
}

} // namespace
} // namespace ns3::vnlab::test
