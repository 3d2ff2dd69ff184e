// SPDX-License-Identifier: GPL-2.0-only
//
// Changes that reach their places in steps, beside a control plane that takes as long as it is told.

#include "model/control/plane/ordered-plane.h"
#include "test/plane/plane-fixture.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <rapidcheck/gtest.h>
#include <set>
#include <stdexcept>
#include <tuple>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// A rule at the ingress; RuleAt() makes internal ones.
Rule
IngressRuleAt(EnforcementPoint at, uint32_t key)
{
    return MakeRule(Scope::Of(VnicId{0}), at, TableId::kArp, ArpKey{Vni{0}, key}, ArpValue{});
}

PendingRules
PendingOf(TenantId tenant, RuleDelta delta)
{
    PendingRules rules;
    rules.tenants = {tenant};
    rules.Add(delta);
    return rules;
}

/// Takes what is submitted at once, and is done with it when it is told.
class NotingPlane : public ControlPlane
{
  public:
    void AddAgent(EnforcementPoint, const ControlEnd&, std::unique_ptr<RuleAgent>) override
    {
    }

    RuleAgent& AgentOf(EnforcementPoint) override
    {
        throw std::logic_error("there is none");
    }

    void CloseAgent(EnforcementPoint at) override
    {
        std::erase_if(held, [at](const auto& rule) { return rule.first.at == at; });
    }

    void Submit(PendingRules rules, Done done) override
    {
        furtherSteps += rules.isFurtherStep ? 1 : 0;
        for (const RuleBatches* batches : {&rules.infrastructure, &rules.hooks})
        {
            for (const auto& [at, messages] : *batches)
            {
                std::ranges::for_each(messages,
                                      [this, at = at](const EncodedRules& message)
                                      { Take(message.Decode(at)); });
            }
        }
        ++submitted;
        Simulator::Schedule(takes, [done] { done(2); });
    }

    uint64_t Refused() const override
    {
        return refused;
    }

    std::map<RuleKey, RuleBytes> held;
    Time takes{MilliSeconds(1)};
    uint32_t submitted{0};
    uint32_t furtherSteps{0};
    uint64_t refused{0};

  private:
    void Take(const RuleDelta& delta)
    {
        for (const RuleKey& key : delta.erased)
        {
            refused += held.erase(key) == 0 ? 1 : 0;
        }
        for (const Rule& rule : delta.written)
        {
            held[rule.where] = rule.value;
        }
    }
};

class OrderedPlaneTest : public testing::Test
{
  protected:
    ~OrderedPlaneTest() override
    {
        Simulator::Destroy();
    }

    void Make(UpdateOrder order)
    {
        auto noting = std::make_unique<NotingPlane>();
        m_noting = noting.get();
        UpdateKeys keys;
        keys.order = order;
        keys.drain_ns = 5'000'000;
        m_plane = std::make_unique<OrderedPlane>(std::move(noting), keys);
        m_plane->Submit({}, [](uint64_t) {}); // the first deployment
        Simulator::Run();
    }

    void Submit(TenantId tenant, RuleDelta delta)
    {
        m_plane->Submit(PendingOf(tenant, std::move(delta)),
                        [this](uint64_t messages)
                        {
                            m_messages.push_back(messages);
                            m_doneAt_ms.push_back((Simulator::Now() - m_start).GetMilliSeconds());
                        });
    }

    void RunAll()
    {
        m_start = Simulator::Now();
        Simulator::Run();
    }

    NotingPlane* m_noting{nullptr};
    std::unique_ptr<OrderedPlane> m_plane;
    Time m_start;
    std::vector<uint64_t> m_messages;
    std::vector<int64_t> m_doneAt_ms;
};

const TenantId kShop{0};
const TenantId kBank{1};

TEST_F(OrderedPlaneTest, AChangeTakesAsLongAsItsStepsAndTheDrain)
{
    Make(UpdateOrder::kTwoPhase);
    Submit(kShop, {{}, {RuleAt(kHost, 1), IngressRuleAt(kHost, 1)}});
    RunAll();
    EXPECT_THAT(m_doneAt_ms, ElementsAre(2));
    EXPECT_THAT(m_messages, ElementsAre(4U));
    EXPECT_EQ(m_noting->furtherSteps, 1U);

    m_doneAt_ms.clear();
    Submit(kShop,
           {{RuleAt(kHost, 1).where, IngressRuleAt(kHost, 1).where},
            {RuleAt(kHost, 2), IngressRuleAt(kHost, 2)}});
    RunAll();
    EXPECT_THAT(m_doneAt_ms, ElementsAre(1 + 1 + 5 + 1));
    EXPECT_EQ(m_noting->held.size(), 2U);
}

TEST_F(OrderedPlaneTest, NothingGoesBeforeWhatComesIsThere)
{
    Make(UpdateOrder::kAddBeforeRemove);
    Submit(kShop, {{}, {RuleAt(kHost, 1)}});
    RunAll();
    Submit(kShop, {{RuleAt(kHost, 1).where}, {RuleAt(kOtherHost, 1)}});
    Simulator::Stop(MicroSeconds(500));
    Simulator::Run();
    EXPECT_EQ(m_noting->held.size(), 2U);
    RunAll();
    EXPECT_EQ(m_noting->held.size(), 1U);
    EXPECT_TRUE(m_noting->held.contains(RuleAt(kOtherHost, 1).where));
}

TEST_F(OrderedPlaneTest, ChangesOfOneTenantFollowOneAnotherAndThoseOfOthersDoNotWait)
{
    Make(UpdateOrder::kAddBeforeRemove);
    Submit(kShop, {{}, {RuleAt(kHost, 1)}});
    Submit(kShop, {{}, {RuleAt(kHost, 2)}});
    Submit(kBank, {{}, {RuleAt(kHost, 3)}});
    RunAll();
    EXPECT_THAT(m_doneAt_ms, ElementsAre(1, 1, 2));
}

TEST_F(OrderedPlaneTest, AChangeWaitsForOneOfAnotherTenantThatStillHasToEraseItsRule)
{
    Make(UpdateOrder::kTwoPhase);
    Submit(kShop, {{}, {RuleAt(kHost, 1)}});
    RunAll();
    m_doneAt_ms.clear();
    Submit(kShop, {{RuleAt(kHost, 1).where}, {RuleAt(kHost, 2)}}); // takes 1 + 5 + 1 ms
    Submit(kBank, {{}, {RuleAt(kHost, 1)}});                       // the address is another's now
    RunAll();
    EXPECT_EQ(m_noting->held.size(), 2U);
    EXPECT_THAT(m_doneAt_ms, ElementsAre(7, 8));
}

TEST_F(OrderedPlaneTest, WhatWaitsForAMachineThatGoesIsDoneWith)
{
    Make(UpdateOrder::kAddBeforeRemove);
    Submit(kShop, {{}, {RuleAt(kHost, 1)}});
    RunAll();
    Submit(kShop, {{RuleAt(kHost, 1).where}, {RuleAt(kOtherHost, 1)}});
    m_plane->CloseAgent(kHost);
    RunAll();
    EXPECT_EQ(m_noting->refused, 0U);
    EXPECT_EQ(m_messages.size(), 2U);
}

TEST_F(OrderedPlaneTest, WhatLeadsToAnAgentThatMovedWaitsForNothing)
{
    Make(UpdateOrder::kAddBeforeRemove);
    Submit(kShop, {{}, {RuleAt(kHost, 1)}});
    RunAll();
    m_doneAt_ms.clear();
    Submit(kShop,
           {{}, {RuleAt(kHook, 5)}}); // the agent of the hook may be gone, and this wait for ever
    m_plane->MoveAgent(kHook, 9);
    Submit(kShop, {{RuleAt(kHost, 1).where}, {RuleAt(kOtherHost, 1)}});
    EXPECT_TRUE(m_noting->held.contains(RuleAt(kOtherHost, 1).where));
    EXPECT_TRUE(m_noting->held.contains(RuleAt(kHost, 1).where));
    RunAll();
    EXPECT_FALSE(m_noting->held.contains(RuleAt(kHost, 1).where));
    EXPECT_THAT(m_doneAt_ms, ElementsAre(1, 2));
}

TEST_F(OrderedPlaneTest, AChangeThatOnlyLeadsToAnAgentEndsAfterThoseBeforeIt)
{
    Make(UpdateOrder::kTwoPhase);
    m_noting->takes = MilliSeconds(3);
    Submit(kShop, {{}, {RuleAt(kHook, 5)}});
    m_noting->takes = MilliSeconds(1);
    m_plane->MoveAgent(kHook, 9);
    Submit(kShop, {{}, {RuleAt(kOtherHost, 1)}});
    RunAll();
    EXPECT_THAT(m_doneAt_ms, ElementsAre(3, 3));
}

/// Rules by number go or come at a place, or it goes itself.
RC_GTEST_PROP(OrderedPlaneLawTest,
              PlacesHoldWhatWasWantedLastInWhicheverOrder,
              (const std::vector<std::tuple<bool, uint8_t, std::set<uint8_t>>>& happenings))
{
    for (const UpdateOrder order : {UpdateOrder::kAddBeforeRemove, UpdateOrder::kTwoPhase})
    {
        auto owned = std::make_unique<NotingPlane>();
        NotingPlane& noting = *owned;
        UpdateKeys keys;
        keys.order = order;
        OrderedPlane plane(std::move(owned), keys);
        plane.Submit({}, [](uint64_t) {});
        std::map<RuleKey, RuleBytes> wanted;
        size_t done = 0;
        size_t submitted = 0;
        for (const auto& [closes, place, toggled] : happenings)
        {
            const EnforcementPoint at = place % 2 == 0 ? kHost : kOtherHost;
            if (closes && place % 8 == 0)
            {
                plane.CloseAgent(at);
                std::erase_if(wanted, [at](const auto& rule) { return rule.first.at == at; });
                continue;
            }
            RuleDelta delta;
            for (const uint8_t key : toggled)
            {
                const Rule rule = key % 2 == 0 ? RuleAt(at, key) : IngressRuleAt(at, key);
                if (wanted.erase(rule.where) > 0)
                {
                    delta.erased.push_back(rule.where);
                    continue;
                }
                wanted[rule.where] = rule.value;
                delta.written.push_back(rule);
            }
            ++submitted;
            noting.takes = MilliSeconds(place % 5);
            plane.Submit(PendingOf(TenantId{place % 3U}, delta), [&done](uint64_t) { ++done; });
            Simulator::Stop(MilliSeconds(place % 4));
            Simulator::Run();
        }
        Simulator::Run();
        RC_ASSERT(noting.held == wanted);
        RC_ASSERT(noting.refused == 0U);
        RC_ASSERT(done == submitted);
        Simulator::Destroy();
    }
}

} // namespace
} // namespace ns3::vnlab::test
