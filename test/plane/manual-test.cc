// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/manual.h"
#include "model/rule/typed-fields.h"
#include "test/plane/plane-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const EnforcementPoint kThirdHost = EnforcementPoint::Of(HostId{2});
const EnforcementPoint kLaggingSwitch = EnforcementPoint::Of(NodeRef{NodeKind::kLeaf, 0});

ManualKeys
WithOperators(uint32_t operators)
{
    ManualKeys keys;
    keys.operators = operators;
    return keys;
}

/// A rule of three typed fields, of which two erase it; `key` tells it from the others.
Rule
FdbAt(EnforcementPoint at, uint32_t key)
{
    return MakeRule(
        Scope::Of(VnicId{0}), at, TableId::kFdb, SegmentMacKey{Vni{key}, {}}, FdbValue{0});
}

/// @return any rules of two tables at any of three places
RuleDelta
DrawDelta()
{
    RuleDelta delta;
    const auto count = *rc::gen::inRange<uint32_t>(0, 30);
    for (uint32_t key = 0; key < count; ++key)
    {
        const auto at = *rc::gen::element(kHost, kOtherHost, kHook);
        const Rule rule = *rc::gen::arbitrary<bool>() ? FdbAt(at, key) : RuleAt(at, key);
        if (*rc::gen::arbitrary<bool>())
        {
            delta.written.push_back(rule);
        }
        else
        {
            delta.erased.push_back(rule.where);
        }
    }
    return delta;
}

/// Places that one or two operators configure, at 10 s a field: a rule has two (address and port), of
/// which one erases it.
class ManualTest : public PlaneFixture
{
  protected:
    ManualTest()
    {
        for (ControlPlane* plane : {&m_alone, &m_pair})
        {
            for (const EnforcementPoint place : {kHost, kOtherHost, kThirdHost, kHook, kOtherHook})
            {
                plane->AddAgent(place, {}, MakeAgent({MicroSeconds(1), Time(0)}));
            }
            plane->AddAgent(kLaggingSwitch, {}, MakeAgent({MilliSeconds(4), MilliSeconds(250)}));
        }
    }

    static Operation At(int64_t at_s, EnforcementPoint place, char what, uint32_t key)
    {
        return {at_s * 1'000'000, place, what, key};
    }

    ManualPlane m_alone{ManualKeys{}, 1};
    ManualPlane m_pair{WithOperators(2), 1};
};

TEST_F(ManualTest, EmptyDeltaIsDoneAtOnceButNotWithinTheCall)
{
    m_alone.Submit({}, Note());
    EXPECT_THAT(m_doneAt, IsEmpty());
    Simulator::Run();
    EXPECT_THAT(m_doneAt, ElementsAre(Time(0)));
}

TEST_F(ManualTest, RuleTakesEffectWhenItHasBeenTypedErasesFirst)
{
    m_alone.Submit(Pending({{kHost, 1}, {kHost, 2}}, {{kHost, 3}}), Note());
    Simulator::Run();
    EXPECT_THAT(m_operations,
                ElementsAre(At(10, kHost, 'e', 3), At(30, kHost, 'w', 1), At(50, kHost, 'w', 2)));
    EXPECT_THAT(m_doneAt, ElementsAre(Seconds(50)));
    EXPECT_THAT(m_messages, ElementsAre(0));
    EXPECT_EQ(m_alone.Traffic().bytes, 0);
    EXPECT_EQ(m_alone.CpuTime(), Time(0));
}

TEST_F(ManualTest, OperatorsTakePlacesInTheOrderOfTheDelta)
{
    m_pair.Submit(Pending({{kHost, 1}, {kOtherHost, 2}, {kOtherHost, 3}, {kThirdHost, 4}}), Note());
    Simulator::Run();
    EXPECT_THAT(m_operations,
                ElementsAre(At(20, kHost, 'w', 1),
                            At(20, kOtherHost, 'w', 2),
                            At(40, kThirdHost, 'w', 4),
                            At(40, kOtherHost, 'w', 3)));
    EXPECT_THAT(m_doneAt, ElementsAre(Seconds(40)));
}

TEST_F(ManualTest, OnePlaceIsNotShared)
{
    m_pair.Submit(Pending({{kHost, 1}, {kHost, 2}}), Note());
    m_pair.Submit(Pending({}, {{kHost, 1}}), Note());
    Simulator::Run();
    EXPECT_THAT(m_operations,
                ElementsAre(At(20, kHost, 'w', 1), At(40, kHost, 'w', 2), At(50, kHost, 'e', 1)));
    EXPECT_THAT(m_doneAt, ElementsAre(Seconds(40), Seconds(50)));
}

TEST_F(ManualTest, HooksComeAfterAllOfTheInfrastructure)
{
    m_pair.Submit(Pending({{kHook, 1}, {kHost, 2}, {kOtherHost, 3}, {kOtherHost, 4}}), Note());
    Simulator::Run();
    EXPECT_THAT(m_operations,
                ElementsAre(At(20, kHost, 'w', 2),
                            At(20, kOtherHost, 'w', 3),
                            At(40, kOtherHost, 'w', 4),
                            At(60, kHook, 'w', 1)));
}

TEST_F(ManualTest, NothingOvertakesWhatWaits)
{
    m_pair.Submit(Pending({{kHook, 1}, {kHost, 2}}), Note());
    m_pair.Submit(Pending({{kOtherHost, 3}}), Note());
    Simulator::Run();
    EXPECT_THAT(
        m_operations,
        ElementsAre(At(20, kHost, 'w', 2), At(40, kHook, 'w', 1), At(40, kOtherHost, 'w', 3)));
}

TEST_F(ManualTest, MachineThatGoesLeavesItsWorkDone)
{
    m_alone.Submit(Pending({{kHook, 1}, {kHook, 2}, {kOtherHook, 3}}), Note());
    m_alone.Submit(Pending({{kHook, 4}}), Note());
    Simulator::Schedule(Seconds(25), [this] { m_alone.CloseAgent(kHook); });
    Simulator::Run();
    EXPECT_THAT(m_operations, ElementsAre(At(20, kHook, 'w', 1), At(45, kOtherHook, 'w', 3)));
    EXPECT_THAT(m_doneAt, ElementsAre(Seconds(25), Seconds(45)));
}

TEST_F(ManualTest, MachineThatComesBackIsConfiguredAnew)
{
    m_alone.Submit(Pending({{kHook, 1}}), Note());
    Simulator::Schedule(Seconds(5),
                        [this]
                        {
                            m_alone.CloseAgent(kHook);
                            m_alone.Submit(Pending({{kHook, 2}}), Note());
                        });
    Simulator::Run();
    EXPECT_THAT(m_operations, ElementsAre(At(25, kHook, 'w', 2)));
    EXPECT_THAT(m_doneAt, ElementsAre(Seconds(5), Seconds(25)));
}

TEST_F(ManualTest, SwitchThatLagsObeysLater)
{
    m_alone.Submit(Pending({{kLaggingSwitch, 1}}), Note());
    Simulator::Run();
    EXPECT_THAT(m_doneAt, ElementsAre(Seconds(20)));
    EXPECT_THAT(m_operations, ElementsAre(Operation{20'250'000, kLaggingSwitch, 'w', 1}));
}

TEST_F(ManualTest, RefusedRulesAreCounted)
{
    m_alone.Submit(Pending({{kHost, 666}, {kHost, 1}, {kHook, 666}}), Note());
    Simulator::Run();
    EXPECT_EQ(m_alone.Refused(), 2);
    EXPECT_THAT(m_doneAt, ElementsAre(Seconds(60)));
}

TEST_F(ManualTest, FieldsAreThoseOfTheRulesTable)
{
    RuleDelta delta;
    delta.erased = {FdbAt(kHost, 1).where, RuleAt(kHost, 2).where}; // VNI and MAC; address
    delta.written = {FdbAt(kOtherHost, 3), RuleAt(kOtherHost, 4)};  // and VTEP; and port
    PendingRules rules;
    rules.Add(delta);
    m_pair.Submit(std::move(rules), Note());
    Simulator::Run();
    EXPECT_THAT(m_operations,
                UnorderedElementsAre(At(20, kHost, 'e', 1),
                                     At(30, kHost, 'e', 2),
                                     At(30, kOtherHost, 'w', 3),
                                     At(50, kOtherHost, 'w', 4)));
}

TEST_F(ManualTest, OneOperatorTakesTheTypedFieldsOfTheDeltaTimesTheSeconds)
{
    rc::detail::checkGTest(
        [this]
        {
            const RuleDelta delta = DrawDelta();
            PendingRules rules;
            rules.Add(delta);
            const Time before = Simulator::Now();
            m_doneAt.clear();
            m_alone.Submit(std::move(rules), Note());
            Simulator::Run();
            const auto fields = static_cast<int64_t>(CountTyped(delta));
            RC_ASSERT(m_doneAt == std::vector<Time>{before + Seconds(10) * fields});
        });
}

/// Operators who err, and find out after an hour.
class ErringManualTest : public PlaneFixture
{
  protected:
    void Make(double probability)
    {
        ManualKeys keys;
        keys.seconds_per_setting_ns = 1'000;
        keys.error_probability = probability;
        m_plane = std::make_unique<ManualPlane>(keys, 1);
        m_plane->AddAgent(kHost, {}, MakeAgent({MicroSeconds(1), Time(0)}));
    }

    std::unique_ptr<ManualPlane> m_plane;
};

TEST_F(ErringManualTest, AsManyRulesAreWrongAsTheProbabilitySaysUntilTheyAreMended)
{
    constexpr uint32_t rules = 10'000;
    Make(0.1);
    RulesAt written;
    for (uint32_t key = 0; key < rules; ++key)
    {
        written.emplace_back(kHost, key);
    }
    m_plane->Submit(Pending(written), Note());
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    ASSERT_EQ(m_doneAt.size(), 1U);
    const double errors = m_plane->RunCounts().at("typing_errors");
    EXPECT_EQ(static_cast<double>(m_operations.size()), rules - errors);
    EXPECT_NEAR(errors, 1000, 3.29 * 30); // 99.9 % of the binomial distribution
    Simulator::Run();
    EXPECT_EQ(m_operations.size(), rules);
    EXPECT_GT(m_operations.back().at_us, 3'600'000'000);
}

TEST_F(ErringManualTest, RuleThatIsTypedAnewIsNotMendedToWhatItWas)
{
    Make(1);
    m_plane->Submit(Pending({{kHost, 1}}), Note());
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    m_plane->Submit(Pending({}, {{kHost, 1}}), Note());
    Simulator::Run();
    ASSERT_EQ(m_operations.size(), 1U);
    EXPECT_EQ(m_operations.front().what, 'e');
}

TEST_F(ErringManualTest, NothingIsMendedInAMachineThatIsGone)
{
    Make(1);
    m_plane->Submit(Pending({{kHost, 1}}), Note());
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    m_plane->CloseAgent(kHost);
    m_operations.clear();
    Simulator::Run();
    EXPECT_THAT(m_operations, IsEmpty());
}

/// By the number of operators, who have equally much to do.
class ManualTime : public PlaneFixture, public testing::WithParamInterface<uint32_t>
{
};

TEST_P(ManualTime, IsFieldsTimesSecondsByOperators)
{
    constexpr uint32_t places = 6;
    constexpr uint32_t entries = 4; // of two fields
    ManualKeys keys = WithOperators(GetParam());
    keys.seconds_per_setting_ns = 7'000'000'000;
    const Topology topology{.servers = {{NodeKind::kLeaf, 0}}};
    DropLog drops;
    Fabric fabric(topology, {}, {}, {}, drops, std::vector<LinkProfile>(1));
    Server controller(ServerId{0}, {.name = "controller"}, fabric, drops);
    const CostTable costs;
    const std::unique_ptr<ControlPlane> plane =
        FindControlPlaneKind("manual")->Make({.controller = controller, .costs = costs}, keys);
    RulesAt rules;
    for (uint32_t host = 0; host < places; ++host)
    {
        const EnforcementPoint at = EnforcementPoint::Of(HostId{host});
        plane->AddAgent(at, {}, MakeAgent({MicroSeconds(1), Time(0)}));
        for (uint32_t key = 0; key < entries; ++key)
        {
            rules.emplace_back(at, key);
        }
    }
    plane->Submit(Pending(rules), Note());
    Simulator::Run();
    EXPECT_THAT(m_doneAt, ElementsAre(Seconds(places * entries * 2 * 7 / GetParam())));
}

INSTANTIATE_TEST_SUITE_P(Operators, ManualTime, testing::Values(1, 2, 3, 6));

} // namespace
} // namespace ns3::vnlab::test
