// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/rule-agent.h"
#include "test/support/fake-target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::Pair;

const EnforcementPoint kPlace = EnforcementPoint::Of(HostId{0});

RuleDelta
MakeDelta(const std::vector<uint32_t>& erased, const std::vector<uint32_t>& written)
{
    RuleDelta delta;
    for (const uint32_t key : erased)
    {
        delta.erased.push_back(RuleAt(kPlace, key).where);
    }
    for (const uint32_t key : written)
    {
        delta.written.push_back(RuleAt(kPlace, key));
    }
    return delta;
}

class RuleAgentTest : public testing::Test
{
  protected:
    ~RuleAgentTest() override
    {
        Simulator::Destroy();
    }

    RuleAgent MakeAgent(const RuleTiming& timing, const std::set<uint32_t>& refused = {})
    {
        return {std::make_unique<FakeTarget>(m_operations, refused), timing};
    }

    RuleAgent::Done Note()
    {
        return [this](uint32_t refused)
        { m_done.emplace_back(Simulator::Now().GetMicroSeconds(), refused); };
    }

    Operation At(int64_t at_us, char what, uint32_t key) const
    {
        return {at_us, kPlace, what, key};
    }

    std::vector<Operation> m_operations;
    std::vector<std::pair<int64_t, uint32_t>> m_done;
};

TEST_F(RuleAgentTest, ErasesBeforeItWritesOneRuleAfterTheOther)
{
    RuleAgent agent = MakeAgent({MicroSeconds(10), Time(0)});
    agent.Apply(MakeDelta({5, 6}, {1, 2}), Note());
    Simulator::Run();
    EXPECT_THAT(m_operations,
                ElementsAre(At(10, 'e', 5), At(20, 'e', 6), At(30, 'w', 1), At(40, 'w', 2)));
    EXPECT_THAT(m_done, ElementsAre(Pair(40, 0)));
}

TEST_F(RuleAgentTest, UpdatesAreWorkedOffInTheOrderInWhichTheyCame)
{
    RuleAgent agent = MakeAgent({MicroSeconds(10), Time(0)});
    agent.Apply(MakeDelta({}, {1, 2}), Note());
    Simulator::Schedule(MicroSeconds(5), [&] { agent.Apply(MakeDelta({1}, {}), Note()); });
    Simulator::Schedule(MicroSeconds(100), [&] { agent.Apply(MakeDelta({}, {3}), Note()); });
    Simulator::Run();
    EXPECT_THAT(m_operations,
                ElementsAre(At(10, 'w', 1), At(20, 'w', 2), At(30, 'e', 1), At(110, 'w', 3)));
    EXPECT_THAT(m_done, ElementsAre(Pair(20, 0), Pair(30, 0), Pair(110, 0)));
}

TEST_F(RuleAgentTest, LaggingPlaceIsDoneBeforePacketsObey)
{
    RuleAgent agent = MakeAgent({MicroSeconds(10), MicroSeconds(250)});
    agent.Apply(MakeDelta({1}, {2}), Note());
    Simulator::Run();
    EXPECT_THAT(m_done, ElementsAre(Pair(20, 0)));
    EXPECT_THAT(m_operations, ElementsAre(At(260, 'e', 1), At(270, 'w', 2)));
}

TEST_F(RuleAgentTest, RefusedRulesAreCountedAndTheOthersTried)
{
    RuleAgent agent = MakeAgent({MicroSeconds(10), Time(0)}, {1, 3});
    agent.Apply(MakeDelta({1}, {2, 3, 4}), Note());
    Simulator::Run();
    EXPECT_EQ(m_operations.size(), 4);
    EXPECT_THAT(m_done, ElementsAre(Pair(40, 2)));
}

TEST_F(RuleAgentTest, RuleThatIsAppliedNowTakesNoTimeButTheLag)
{
    RuleAgent prompt = MakeAgent({MicroSeconds(10), Time(0)}, {2});
    RuleAgent lagging = MakeAgent({MicroSeconds(10), MicroSeconds(250)});
    const RuleDelta delta = MakeDelta({1}, {2});
    EXPECT_TRUE(prompt.ApplyNow(delta, 0));
    EXPECT_FALSE(prompt.ApplyNow(delta, 1));
    EXPECT_TRUE(lagging.ApplyNow(delta, 1));
    Simulator::Run();
    EXPECT_THAT(m_operations, ElementsAre(At(0, 'e', 1), At(0, 'w', 2), At(250, 'w', 2)));
}

TEST_F(RuleAgentTest, EmptyUpdateIsDoneToo)
{
    RuleAgent agent = MakeAgent({MicroSeconds(10), Time(0)});
    agent.Apply({}, Note());
    Simulator::Run();
    EXPECT_THAT(m_done, ElementsAre(Pair(10, 0)));
}

TEST_F(RuleAgentTest, DoneMayHandInTheNextUpdate)
{
    RuleAgent agent = MakeAgent({MicroSeconds(10), Time(0)});
    agent.Apply(MakeDelta({}, {1}), [&](uint32_t) { agent.Apply(MakeDelta({}, {2}), Note()); });
    Simulator::Run();
    EXPECT_THAT(m_operations, ElementsAre(At(10, 'w', 1), At(20, 'w', 2)));
    EXPECT_THAT(m_done, ElementsAre(Pair(20, 0)));
}

} // namespace
} // namespace ns3::vnlab::test
