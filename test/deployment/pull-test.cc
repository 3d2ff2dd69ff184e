// SPDX-License-Identifier: GPL-2.0-only
//
// Hosts that ask for what they miss: what they ask, what they remember, and that packets end as where
// all rules were pushed.

#include "model/control/plane/pull.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

DesignChoice
Pulling(const PullKeys& keys = {})
{
    DesignChoice choice(*FindDesign("vxlan"));
    choice.SetControlPlane("pull", &keys);
    return choice;
}

/// Four VMs that may all speak, one on each of four hosts behind two leaves.
CloudScenario
PullMesh()
{
    return {.name = "mesh",
            .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = 4})}}}};
}

class PullTest : public testing::Test
{
  protected:
    explicit PullTest(const PullKeys& keys = {})
        : m_scenario(PullMesh()),
          m_choice(Pulling(keys)),
          m_cloud(m_choice, m_scenario)
    {
        m_cloud.Start();
    }

    double Count(const std::string& name) const
    {
        return m_cloud.Cloud().GetControlPlane().RunCounts().at(name);
    }

    uint64_t Drops(DropReason reason) const
    {
        return m_cloud.Under().drops.Count(reason);
    }

    void Move(VmId vm, HostId to)
    {
        m_cloud.Cloud().Operate().Move(
            vm, to, MilliSeconds(60), [](const ChangeReport&) {}, [](uint64_t) {});
        m_cloud.RunFor(Seconds(2));
    }

    CloudScenario m_scenario;
    DesignChoice m_choice;
    mutable CloudFixture m_cloud;
};

TEST_F(PullTest, NothingButTheHostsOwnPortsIsPushed)
{
    EXPECT_EQ(m_cloud.Cloud().Store().Size(), 4U);
    EXPECT_EQ(Count("questions"), 0);
}

TEST_F(PullTest, FirstPacketWaitsForOneAnswerThatHasAddressAndHost)
{
    EXPECT_THAT(m_cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_EQ(Count("misses"), 1); // ARP
    EXPECT_EQ(Count("questions"), 1);
    EXPECT_EQ(Count("hits"), 1); // the datagram
    EXPECT_EQ(Count("entries"), 2);
    EXPECT_THAT(m_cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_EQ(Count("misses"), 1);
    EXPECT_EQ(Count("hits"), 2);
}

TEST_F(PullTest, OldPlaceOfAVmThatMovedHasItsSendersAskAgain)
{
    m_cloud.Send(VmId{1}, VmId{0});
    Move(VmId{0}, HostId{3});
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{0}), IsEmpty()); // goes where the VM was
    EXPECT_EQ(Count("solicited"), 1);
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{0}), ElementsAre(VmId{0}));
    EXPECT_EQ(Count("solicited"), 1);
}

TEST_F(PullTest, WhatIsKnownToBeMissingIsNotAskedForAgain)
{
    m_cloud.Cloud().Operate().Stop(VmId{1}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(1));
    EXPECT_THAT(m_cloud.Send(VmId{0}, VmId{1}), IsEmpty());
    m_cloud.RunFor(Seconds(10)); // the guest asks three times
    EXPECT_EQ(Count("questions"), 1);
    EXPECT_GT(Count("misses"), 1);
    EXPECT_EQ(Drops(VNLAB_DROP_UNRESOLVED), 0U);
}

TEST_F(PullTest, QuestionWithoutAnAnswerIsAskedThreeTimesAndGivenUp)
{
    m_cloud.Cloud().Operate().Fail(ServerId{0}, [](uint64_t) {});
    const auto sent = [this] { return m_cloud.Cloud().GetControlPlane().Traffic().messages; };
    const uint64_t before = sent();
    EXPECT_THAT(m_cloud.Send(VmId{0}, VmId{1}), IsEmpty());
    m_cloud.RunFor(Seconds(6));
    EXPECT_EQ(sent() - before, 3U); // after 0, 1 and 3 s
    EXPECT_EQ(Count("questions"), 1);
    EXPECT_EQ(Count("unanswered"), 0);
    m_cloud.RunFor(Seconds(2));
    EXPECT_EQ(Count("unanswered"), 1); // after 7 s
}

struct ForgetfulPullTest : PullTest
{
    ForgetfulPullTest()
        : PullTest(Keys())
    {
    }

    static PullKeys Keys()
    {
        PullKeys keys;
        keys.ttl_ns = 5 * kSecond_ns;
        keys.on_miss = OnMiss::kDrop;
        return keys;
    }
};

TEST_F(ForgetfulPullTest, PacketsThatMayNotWaitAreDropped)
{
    m_cloud.Send(VmId{0}, VmId{1});
    EXPECT_EQ(Drops(VNLAB_DROP_UNRESOLVED), 1U); // the guest's ARP question
    m_cloud.RunFor(Seconds(2));                  // it asks again
    EXPECT_THAT(m_cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_EQ(Count("questions"), 1);
}

TEST_F(ForgetfulPullTest, AnswerGoesWhenItsTimeIsOver)
{
    m_cloud.Send(VmId{0}, VmId{1});
    m_cloud.RunFor(Seconds(7));
    m_cloud.Send(VmId{0}, VmId{1}); // by what the guest knows
    EXPECT_EQ(Count("questions"), 2);
}

struct SmallPullTest : PullTest
{
    SmallPullTest()
        : PullTest(Keys())
    {
    }

    static PullKeys Keys()
    {
        PullKeys keys;
        keys.capacity = 1;
        return keys;
    }
};

TEST_F(SmallPullTest, HostWithRoomForOneAnswerAsksForEveryOther)
{
    for (int i = 0; i < 3; ++i)
    {
        EXPECT_THAT(m_cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
        EXPECT_THAT(m_cloud.Send(VmId{0}, VmId{2}), ElementsAre(VmId{2}));
    }
    EXPECT_EQ(Count("questions"), 6);
    EXPECT_EQ(Count("entries"), 2);
}

TEST(PullOutOfBandTest, QuestionsAndChannelsShareTheControlNetwork)
{
    CloudScenario scenario = PullMesh();
    scenario.controlLink.emplace();
    const DesignChoice choice = Pulling();
    CloudFixture cloud(choice, scenario);
    cloud.Start();
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_EQ(cloud.Cloud().GetControlPlane().RunCounts().at("questions"), 1);
}

TEST(PullChoiceTest, DesignWithoutRulesOnDemandRefuses)
{
    for (const char* design : {"flat", "linkwire", "vxlan-learn"})
    {
        DesignChoice choice(*FindDesign(design));
        EXPECT_THROW(choice.SetControlPlane("pull"), std::invalid_argument) << design;
    }
}

} // namespace
} // namespace ns3::vnlab::test
