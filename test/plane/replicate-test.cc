// SPDX-License-Identifier: GPL-2.0-only
//
// Sites without a master: what a change takes where all can be reached, and where one cannot.

#include "test/plane/replicate-fixture.h"
#include "test/plane/several-fixture.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// From one site to another, and a message worked out.
const Time kAcross{MilliSeconds(10)};
const Time kSaid{MicroSeconds(30)};
/// A message of one rule to a place: worked out, there, obeyed, and acknowledged.
const Time kPushed{MicroSeconds(100 + 30) + MilliSeconds(2) + MicroSeconds(1)};

/// By how many sites there are.
class ReplicateTest : public ReplicateFixture, public testing::WithParamInterface<uint32_t>
{
  protected:
    ReplicateTest()
        : ReplicateFixture(GetParam())
    {
        RegisterPlaces();
    }

    /// Submits a rule for the host of each site.
    void ChangeHosts(uint32_t key)
    {
        RulesAt rules;
        for (uint32_t site = 0; site < GetParam(); ++site)
        {
            rules.emplace_back(HostAt(site), key);
        }
        plane.Submit(Pending(rules), Note());
    }

    /// @return until the first site has told all others
    Time Told() const
    {
        return kSaid * static_cast<int64_t>(GetParam() - 1);
    }
};

TEST_P(ReplicateTest, AChangeTakesAMessageToEachOtherSiteAndOneBack)
{
    ChangeHosts(1);
    Simulator::Run();
    EXPECT_EQ(PeerMessages(), 2U * (GetParam() - 1));
    EXPECT_THAT(m_messages, ElementsAre(2U * GetParam()));
    for (uint32_t site = 0; site < GetParam(); ++site)
    {
        EXPECT_THAT(KeysAt(HostAt(site)), ElementsAre(1)) << site;
    }
}

TEST_P(ReplicateTest, SoDoesOneThatConcernsOneSiteAlone)
{
    plane.Submit(Pending({{HostAt(0), 1}}), Note());
    Simulator::Run();
    EXPECT_EQ(PeerMessages(), 2U * (GetParam() - 1));
    EXPECT_THAT(m_messages, ElementsAre(2U));
}

TEST_P(ReplicateTest, ItIsDoneWhenTheLastSiteHasSaidThatItHasIt)
{
    ChangeHosts(1);
    Simulator::Run();
    const Time last = Told() + kAcross + kPushed + kSaid + kAcross;
    EXPECT_THAT(m_doneAt, ElementsAre(began + last));
}

TEST_P(ReplicateTest, StalenessIsTheTimeUntilASitesLastPlaceHasAcknowledged)
{
    ChangeHosts(1);
    Simulator::Run();
    std::vector<double> by_site{(Told() + kPushed).GetSeconds()};
    for (uint32_t told = 1; told < GetParam(); ++told)
    {
        by_site.push_back((kSaid * static_cast<int64_t>(told) + kAcross + kPushed).GetSeconds());
    }
    const auto counts = plane.RunCounts();
    EXPECT_EQ(counts.at("staleness_max"), by_site.back());
    EXPECT_EQ(counts.at("staleness_p50"), by_site[(GetParam() - 1) / 2]);
    EXPECT_EQ(counts.at("missed_entries"), 0);
}

TEST_P(ReplicateTest, HooksWaitForTheHostsOfTheirSiteAndForNoOthers)
{
    RulesAt rules;
    for (uint32_t site = 0; site < GetParam(); ++site)
    {
        rules.emplace_back(HookAt(site), 1);
    }
    for (uint32_t key = 2; key < 52; ++key) // the host of the last site takes long
    {
        rules.emplace_back(HostAt(GetParam() - 1), key);
    }
    plane.Submit(Pending(rules), Note());
    Simulator::Run();
    std::map<EnforcementPoint, int64_t> last;
    for (const Operation& operation : m_operations)
    {
        last[operation.place] = operation.at_us;
    }
    const uint32_t slow = GetParam() - 1;
    EXPECT_GT(last.at(HookAt(slow)), last.at(HostAt(slow)));
    EXPECT_LT(last.at(HookAt(0)), last.at(HostAt(slow)));
}

TEST_P(ReplicateTest, AllSitesKnowEachOther)
{
    // Each works on a host, a hook, and its ends of the channels to all others; of two changes until here
    // the first one has told the others, and each of those the first.
    const int64_t others = GetParam() - 1;
    for (uint32_t site = 0; site < GetParam(); ++site)
    {
        EXPECT_EQ(cpus[site].Used(),
                  MilliSeconds(10 * (2 + others)) + kSaid * 2 * (site == 0 ? others : 1))
            << site;
    }
}

INSTANTIATE_TEST_SUITE_P(Sites, ReplicateTest, testing::Values(2, 3, 5));

/// One site does, to the bit and to the nanosecond, what a controller of push does.
class ReplicateOneSiteTest : public testing::Test
{
  protected:
    ~ReplicateOneSiteTest() override
    {
        Simulator::Destroy();
    }

    template <class Plane>
    struct Cloud : Plane
    {
        template <class... Args>
        explicit Cloud(Args... args)
            : Plane(args...)
        {
        }

        void TestBody() override
        {
        }

        void Run()
        {
            const EnforcementPoint host = EnforcementPoint::Of(HostId{0});
            const EnforcementPoint hook = EnforcementPoint::Of(VnicId{0});
            auto& control = this->plane;
            PendingRules first = Pending({{host, 1}, {hook, 2}});
            control.Register(this->places, first, this->Note());
            Simulator::Run();
            control.Submit(std::move(first), this->Note());
            Simulator::Run();
            RulesAt many;
            for (uint32_t key = 100; key < 400; ++key)
            {
                many.emplace_back(key % 2 == 0 ? host : hook, key);
            }
            control.Submit(Pending(many, {{host, 1}}), this->Note());
            Simulator::Schedule(MicroSeconds(1'500),
                                [&control, host] { control.BreakAgent(host); });
            Simulator::Schedule(MilliSeconds(2),
                                [&control, host, hook, this] {
                                    control.Submit(Pending({{host, 1}}, {{hook, 2}}), this->Note());
                                });
            Simulator::Schedule(MilliSeconds(70), [&control, hook] { control.CloseAgent(hook); });
            Simulator::Run();
            control.Submit(Pending({{hook, 7}}), this->Note());
            Simulator::Run();
        }

        using Plane::m_doneAt;
        using Plane::m_messages;
        using Plane::m_operations;
        using Plane::plane;
    };
};

TEST_F(ReplicateOneSiteTest, IsPush)
{
    std::vector<Operation> pushed;
    std::vector<Time> doneAt;
    std::vector<uint64_t> messages;
    ControlTraffic traffic;
    Time cpu;
    {
        Cloud<SeveralFixture> push(1U);
        push.Run();
        std::tie(pushed, doneAt, messages) =
            std::tie(push.m_operations, push.m_doneAt, push.m_messages);
        traffic = push.plane.Traffic();
        cpu = push.plane.CpuTime();
        EXPECT_EQ(push.plane.Refused(), 0U);
    }
    Cloud<ReplicateFixture> site(1U);
    site.Run();
    EXPECT_EQ(site.m_operations, pushed);
    EXPECT_EQ(site.m_doneAt, doneAt);
    EXPECT_EQ(site.m_messages, messages);
    EXPECT_EQ(site.plane.Traffic().bytes, traffic.bytes);
    EXPECT_EQ(site.plane.Traffic().messages, traffic.messages);
    EXPECT_EQ(site.plane.Traffic().resyncMessages, traffic.resyncMessages);
    EXPECT_EQ(site.plane.CpuTime(), cpu);
    EXPECT_EQ(site.plane.Refused(), 0U);
    EXPECT_FALSE(site.plane.Counts().contains("peer_messages"));
}

/// Two sites, and channels that break soon.
class PartitionTest : public ReplicateFixture
{
  protected:
    explicit PartitionTest(uint32_t sites = 2)
        : ReplicateFixture(sites, ReplicaEntrance::kInTurn, {kTimeout, kRetry})
    {
        RegisterPlaces(); // whose change the first site takes
    }

    void At(Time at, std::function<void()> act)
    {
        Simulator::Schedule(at, std::move(act));
    }

    inline static const Time kTimeout{MilliSeconds(700)};
    inline static const Time kRetry{MilliSeconds(900)};
    /// From the first segment of a connection until the end that opened it has heard what the other one
    /// has, which says so when it is open.
    const Time m_reopened{kAcross * 6 + MilliSeconds(10) + kSaid};
};

TEST_F(PartitionTest, BothSitesGoOnAndCatchUpWhenTheyCan)
{
    isolated = {1};
    plane.Submit(Pending({{HostAt(0), 1}, {HostAt(1), 1}}), Note()); // at the first
    plane.Submit(Pending({{HostAt(0), 2}, {HostAt(1), 2}}), Note()); // at the second
    At(MilliSeconds(500),
       [this]
       {
           EXPECT_THAT(KeysAt(HostAt(0)), ElementsAre(1));
           EXPECT_THAT(KeysAt(HostAt(1)), ElementsAre(2));
           EXPECT_THAT(m_doneAt, IsEmpty());
       });
    const Time healed = MilliSeconds(2'000);
    At(healed, [this] { isolated.clear(); });
    Simulator::Run();
    EXPECT_THAT(KeysAt(HostAt(0)), ElementsAre(1, 2));
    EXPECT_THAT(KeysAt(HostAt(1)), ElementsAre(2, 1));
    EXPECT_THAT(m_messages, ElementsAre(4, 4));
    EXPECT_EQ(plane.Refused(), 0U);
    EXPECT_EQ(plane.RunCounts().at("missed_entries"), 4);
    // It broke a timeout after the first was said, and was then tried for a retry each time.
    const Time tried = kSaid + kTimeout + MilliSeconds(10) + kRetry * 2;
    EXPECT_GT(tried, healed);
    const Time ends = tried + m_reopened + kSaid + kAcross + kPushed + kSaid + kAcross;
    EXPECT_EQ(m_doneAt.back() - began, ends);
    // Lost, what both have, what both lack, and done.
    EXPECT_EQ(PeerMessages(), 2U + 2 + 2 + 2);
}

TEST_F(PartitionTest, WhatIsSaidLaterHoldsWhicheverSiteWasToldFirst)
{
    isolated = {1};
    plane.Submit(Pending({{HostAt(0), 1}, {HostAt(1), 1}}), Note());     // at the first
    plane.Submit(Pending({}, {{HostAt(0), 1}, {HostAt(1), 1}}), Note()); // at the second
    At(Seconds(2), [this] { isolated.clear(); });
    Simulator::Run();
    EXPECT_THAT(KeysAt(HostAt(0)), ElementsAre(1, 1)) << "written, and later erased";
    EXPECT_THAT(KeysAt(HostAt(1)), IsEmpty()) << "what is written comes after it was erased";
    EXPECT_EQ(m_doneAt.size(), 2U);
    EXPECT_EQ(plane.Refused(), 0U);
}

TEST_F(PartitionTest, OnlyWhatDiffersIsSent)
{
    isolated = {1};
    for (uint32_t round = 0; round < 10; ++round) // the first site takes every other one
    {
        At(MilliSeconds(1) * static_cast<int64_t>(round),
           [this, round]
           {
               plane.Submit(round % 2 == 1   ? Pending({})
                            : round % 4 == 0 ? Pending({{HostAt(1), 1}})
                                             : Pending({}, {{HostAt(1), 1}}),
                            Note());
           });
    }
    At(Seconds(2), [this] { isolated.clear(); });
    Simulator::Run();
    EXPECT_EQ(m_doneAt.size(), 10U);
    EXPECT_EQ(plane.RunCounts().at("missed_entries"), 1) << "the last state of the one rule";
    EXPECT_THAT(KeysAt(HostAt(1)), ElementsAre(1)) << "which was there at last";
    EXPECT_EQ(plane.Refused(), 0U);
}

TEST_F(PartitionTest, ACutThatIsOverBeforeAChannelBreaksIsTcpsToMend)
{
    isolated = {1};
    plane.Submit(Pending({{HostAt(1), 1}}), Note());
    At(MilliSeconds(100), [this] { isolated.clear(); });
    Simulator::Run();
    EXPECT_EQ(m_doneAt.size(), 1U);
    EXPECT_EQ(PeerMessages(), 2U);
    EXPECT_EQ(plane.RunCounts().at("missed_entries"), 0);
}

TEST_F(PartitionTest, ASiteThatNeverHasAChangeLeavesItPending)
{
    isolated = {1};
    plane.Submit(Pending({{HostAt(0), 1}, {HostAt(1), 1}}), Note());
    Simulator::Stop(Minutes(10));
    Simulator::Run();
    EXPECT_THAT(m_doneAt, IsEmpty());
    EXPECT_THAT(KeysAt(HostAt(0)), ElementsAre(1));
    EXPECT_TRUE(std::isinf(plane.RunCounts().at("staleness_max")));
}

TEST_F(PartitionTest, AnAcknowledgementThatIsLostIsSaidAgain)
{
    plane.Submit(Pending({{HostAt(1), 1}}), Note());
    At(kSaid + kAcross + MicroSeconds(100), [this] { isolated = {1}; });
    At(Seconds(2), [this] { isolated.clear(); });
    Simulator::Run();
    EXPECT_EQ(m_doneAt.size(), 1U);
    EXPECT_THAT(KeysAt(HostAt(1)), ElementsAre(1));
    EXPECT_EQ(plane.RunCounts().at("missed_entries"), 0);
}

TEST_F(PartitionTest, AChangeGoesPastASiteThatIsKnownToHaveFailed)
{
    SetDown(1, true);
    plane.Submit(Pending({}), Note());               // the first site's turn
    plane.Submit(Pending({{HostAt(0), 1}}), Note()); // the second one's
    const Time known = MilliSeconds(kDetection_ms);
    At(known - MicroSeconds(1), [this] { EXPECT_THAT(m_operations, IsEmpty()); });
    At(Seconds(2), [this] { SetDown(1, false); });
    Simulator::Run();
    ASSERT_EQ(m_operations.size(), 1U);
    // The first site works on a handshake before, since its channel to the second one is opened again.
    const Time there = known + MilliSeconds(10) + kPushed - MilliSeconds(1);
    EXPECT_EQ(m_operations.front().at_us, (began + there).GetMicroSeconds());
    EXPECT_EQ(m_doneAt.size(), 2U);
}

TEST_F(PartitionTest, ARepairedSiteIsBroughtUpToDateAfterDetection)
{
    SetDown(1, true);
    At(Seconds(1), [this] { plane.Submit(Pending({{HostAt(1), 1}}), Note()); });
    const Time repaired = Seconds(5);
    At(repaired, [this] { SetDown(1, false); });
    Simulator::Run();
    ASSERT_EQ(m_operations.size(), 1U);
    const Time known = repaired + MilliSeconds(kDetection_ms);
    const Time there = known + m_reopened + kSaid + kAcross + kPushed - MilliSeconds(1);
    EXPECT_EQ(m_operations.front().at_us, (began + there).GetMicroSeconds());
}

TEST_F(PartitionTest, WhereAllHaveFailedChangesWaitUntilOneIsRepaired)
{
    SetDown(0, true);
    SetDown(1, true);
    At(Seconds(1), [this] { plane.Submit(Pending({{HostAt(0), 1}}), Note()); });
    At(Seconds(3), [this] { EXPECT_THAT(m_operations, IsEmpty()); });
    At(Seconds(4), [this] { SetDown(0, false); });
    At(Seconds(5), [this] { EXPECT_THAT(KeysAt(HostAt(0)), ElementsAre(1)); });
    At(Seconds(6), [this] { SetDown(1, false); });
    Simulator::Run();
    EXPECT_EQ(m_doneAt.size(), 1U);
}

/// A VM goes from the first site to the second.
class RehomeTest : public PartitionTest
{
  protected:
    static constexpr uint32_t kThere = 255; ///< its address at the second site

    /// With its port's rule at the host there.
    void Move(const RulesAt& rules = {})
    {
        RulesAt all{{HostAt(1), 50}};
        all.insert(all.end(), rules.begin(), rules.end());
        plane.MoveAgent(HookAt(0), kThere);
        plane.Submit(Pending(all), Note());
    }
};

TEST_F(RehomeTest, ItsNewSiteTellsItWhatComesWhenItsHostLeadsToIt)
{
    Move({{HookAt(0), 1}});
    Simulator::Run();
    EXPECT_THAT(KeysAt(HookAt(0)), ElementsAre(1));
    ASSERT_EQ(m_operations.size(), 2U);
    EXPECT_EQ(m_operations.front().place, HostAt(1));
    // When the host has acknowledged, the new site works on the update and its handshake; then four ways,
    // the agent's handshake, and the update's way.
    const int64_t worked = m_operations.front().at_us + 1'000 + 130 + 10'000;
    EXPECT_EQ(m_operations.back().at_us, worked + 4'000 + 3'000 + 1'000 + 1);
    EXPECT_EQ(plane.Counts().at("pending"), 1U);
    EXPECT_EQ(plane.Refused(), 0U);
}

TEST_F(RehomeTest, WhatItWasToldBeforeItKeepsAndIsNotSentAgain)
{
    plane.Submit(Pending({{HookAt(0), 1}, {HookAt(0), 2}}), Note());
    Simulator::Run();
    Move();
    Simulator::Run();
    EXPECT_THAT(KeysAt(HookAt(0)), ElementsAre(1, 2));
    plane.Submit(Pending({}, {{HookAt(0), 1}}), Note());
    Simulator::Run();
    EXPECT_THAT(KeysAt(HookAt(0)), ElementsAre(1, 2, 1));
    EXPECT_EQ(plane.Refused(), 0U);
}

TEST_F(RehomeTest, WhatWasOnItsWayToItComesFromTheNewSite)
{
    plane.Submit(Pending({{HookAt(0), 1}}), Note());
    At(MicroSeconds(500), [this] { Move(); }); // it has left the controller
    Simulator::Run();
    EXPECT_THAT(KeysAt(HookAt(0)), ElementsAre(1));
    EXPECT_EQ(m_doneAt.size(), 2U);
    EXPECT_EQ(plane.Refused(), 0U);
}

TEST_F(RehomeTest, ItComesBackToASiteThatHadIt)
{
    Move();
    Simulator::Run();
    plane.MoveAgent(HookAt(0), 155);
    plane.Submit(Pending({{HostAt(0), 51}, {HookAt(0), 3}}), Note());
    Simulator::Run();
    EXPECT_THAT(KeysAt(HookAt(0)), ElementsAre(3));
    EXPECT_EQ(m_doneAt.size(), 2U);
}

/// Which site a change reaches.
TEST(ReplicaEntranceTest, IsTheOneThatTheKeySays)
{
    class Entering : public ReplicateFixture
    {
      public:
        explicit Entering(ReplicaEntrance entrance)
            : ReplicateFixture(3, entrance)
        {
            RegisterPlaces();
        }

        void TestBody() override
        {
        }

        /// @return the work of each site on a change, most of whose rules are for the second one
        std::vector<int64_t> Work(const std::vector<TenantId>& tenants = {})
        {
            std::vector<Time> before;
            std::ranges::transform(
                cpus, std::back_inserter(before), [](const ServerCpu& cpu) { return cpu.Used(); });
            PendingRules rules = Pending({{HostAt(1), 1}, {HostAt(1), 2}, {HostAt(0), 1}});
            rules.tenants = tenants;
            plane.Submit(std::move(rules), Note());
            Simulator::Run();
            std::vector<int64_t> work;
            for (size_t site = 0; site < cpus.size(); ++site)
            {
                work.push_back((cpus[site].Used() - before[site]).GetMicroSeconds());
            }
            return work;
        }
    };

    // Who takes it tells two others, each of whom says once that it has it; two push one and two rules.
    EXPECT_THAT(Entering(ReplicaEntrance::kFirst).Work(), ElementsAre(60 + 130, 30 + 230, 30));
    EXPECT_THAT(Entering(ReplicaEntrance::kNearest).Work(), ElementsAre(30 + 130, 60 + 230, 30));
    EXPECT_THAT(Entering(ReplicaEntrance::kInTurn).Work(), ElementsAre(30 + 130, 30 + 230, 60))
        << "the third change";
    const TenantId tenant{4};
    EXPECT_THAT(Entering(ReplicaEntrance::kTenant).Work({tenant}),
                ElementsAre(30 + 130, 60 + 230, 30));
    EXPECT_THAT(Entering(ReplicaEntrance::kTenant).Work({tenant, TenantId{5}}),
                ElementsAre(60 + 130, 30 + 230, 30));
}

} // namespace
} // namespace ns3::vnlab::test
