// SPDX-License-Identifier: GPL-2.0-only
//
// In two phases no packet meets rules of two versions: what is let in arrives.

#include "model/traffic/link-prober.h"
#include "test/design/random-versions.h"
#include "test/support/make-specification.h"

#include <gtest/gtest.h>
#include <optional>
#include <rapidcheck/gtest.h>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

DesignChoice
InOrder(const std::string& design, UpdateOrder order)
{
    DesignChoice choice(*FindDesign(design));
    UpdateKeys updates;
    updates.order = order;
    updates.drain_ns = 1'000'000;
    choice.SetUpdates(updates);
    return choice;
}

/// A cloud in which every vNIC sends to every other one of its segment all the time, as to peers whose
/// Ethernet addresses it knows, while one version follows the other before that is done.
class SteadyCloud
{
  public:
    SteadyCloud(const DesignChoice& choice, const CloudScenario& scenario)
        : m_cloud(choice, scenario),
          m_scenario(scenario),
          m_prober(m_cloud.plan,
                   [this](VnicId vnic) -> VnicDevice& { return m_cloud.Cloud().DeviceOf(vnic); })
    {
        m_cloud.Start();
        ProbeAll();
        for (uint32_t tenant = 0; tenant < scenario.tenants.size(); ++tenant)
        {
            for (size_t version = 1; version < scenario.tenants[tenant].versions.size(); ++version)
            {
                m_cloud.Change(TenantId{tenant}, version);
                m_cloud.RunFor(MicroSeconds(700));
            }
        }
        m_cloud.RunFor(MilliSeconds(20));
    }

    /// @return packets that hooks sent and others did not take
    uint64_t RefusedByHooks()
    {
        const DropLog& drops = m_cloud.Under().drops;
        return drops.Count(VNLAB_DROP_UNKNOWN_TUNNEL) + drops.Count(VNLAB_DROP_NOT_WHITELISTED);
    }

    /// @return packets that VTEPs sent and that did not arrive
    uint64_t LostBehindVteps()
    {
        uint64_t lost = 0;
        for (uint32_t host = 0; host < m_cloud.Cloud().HostCount(); ++host)
        {
            lost += m_cloud.Cloud().SwitchOf(HostId{host}).Work(Population::kProbe).encapsulated;
        }
        for (const auto& [flow, crosses] : m_flows)
        {
            lost -= crosses ? m_prober.At(flow).Delivered() : 0;
        }
        return lost;
    }

    bool AllAcknowledged() const
    {
        size_t changes = 0;
        for (const CloudScenario::Tenant& tenant : m_scenario.tenants)
        {
            changes += tenant.versions.size() - 1;
        }
        return m_cloud.Acknowledged() == changes;
    }

  private:
    void ProbeAll()
    {
        const CloudPlan& plan = m_cloud.plan;
        const Time start = Simulator::Now();
        for (uint32_t i = 0; i < plan.vnics.size(); ++i)
        {
            for (uint32_t j = 0; j < plan.vnics.size(); ++j)
            {
                const VnicId a{i};
                const VnicId b{j};
                if (a == b || plan.At(a).path != plan.At(b).path ||
                    plan.At(plan.At(a).vm).tenant != plan.At(plan.At(b).vm).tenant)
                {
                    continue;
                }
                const auto flow = m_prober.Add({.source = a,
                                                .destination = b,
                                                .start = start,
                                                .stop = start + MilliSeconds(12),
                                                .interval = MicroSeconds(30),
                                                .payloadBytes = 64},
                                               {17, kServicePort});
                m_flows.emplace_back(flow,
                                     plan.start.PlaceOf(a).host != plan.start.PlaceOf(b).host);
            }
        }
    }

    CloudFixture m_cloud;
    const CloudScenario& m_scenario;
    LinkProber m_prober;
    std::vector<std::pair<LinkProber::FlowId, bool>> m_flows; ///< and whether it crosses the fabric
};

/// One data center, since packets cross the WAN for longer than these changes take; a controller for each
/// rack more, or not.
void
DrawControllers(CloudScenario& scenario)
{
    scenario.topology.datacenters = 1;
    scenario.moreControllers.clear();
    for (uint32_t rack = 0; *rc::gen::arbitrary<bool>() && rack < scenario.topology.racks; ++rack)
    {
        scenario.moreControllers.push_back(
            {.name = "c" + std::to_string(rack), .at = {NodeKind::kLeaf, rack}});
    }
}

RC_GTEST_PROP(UpdateOrderLawTest, NoHookTakesPartInTwoVersionsOfLinks, ())
{
    CloudScenario scenario = DrawScenario(Differ::kInLinks, Chains::kNone);
    DrawControllers(scenario);
    for (const char* design : {"linkwire", "linkwire-ipip"})
    {
        const DesignChoice choice = InOrder(design, UpdateOrder::kTwoPhase);
        SteadyCloud cloud(choice, scenario);
        RC_ASSERT(cloud.AllAcknowledged());
        RC_ASSERT(cloud.RefusedByHooks() == 0U);
    }
}

/// @return a tenant of which more VMs come with each version
CloudScenario
DrawGrowing()
{
    CloudScenario scenario = DrawScenario(Differ::kInLinks, Chains::kNone);
    const auto vms = *rc::gen::inRange<uint32_t>(3, 9);
    std::vector<Specification> versions;
    std::vector<std::string> names;
    std::vector<LinkBetween> links;
    for (uint32_t vm = 0; vm < vms; ++vm)
    {
        names.push_back("v" + std::to_string(vm));
        if (vm > 0)
        {
            links.push_back({vm - 1, vm});
            versions.push_back(MakeSpecification(MakePaths(1), names, links));
        }
    }
    scenario.tenants.front().versions = versions;
    DrawControllers(scenario);
    return scenario;
}

RC_GTEST_PROP(UpdateOrderLawTest, NoVtepSendsToOneThatDoesNotKnowThePort, ())
{
    const CloudScenario scenario = DrawGrowing();
    for (const char* design : {"vxlan", "geneve", "vxlan-linked"})
    {
        const DesignChoice choice = InOrder(design, UpdateOrder::kTwoPhase);
        SteadyCloud cloud(choice, scenario);
        RC_ASSERT(cloud.AllAcknowledged());
        RC_ASSERT(cloud.LostBehindVteps() == 0U);
    }
}

/// Forty links of a tenant of ten come and go.
CloudScenario
BlinkingLinks()
{
    CloudScenario scenario{.name = "blink", .tenants = {{"shop", {}}}};
    std::vector<std::string> names;
    std::vector<LinkBetween> ring;
    std::vector<LinkBetween> mesh;
    for (uint32_t a = 0; a < 10; ++a)
    {
        names.push_back("v" + std::to_string(a));
        ring.push_back({a, (a + 1) % 10});
        for (uint32_t b = a + 1; b < 10; ++b)
        {
            mesh.push_back({a, b});
        }
    }
    for (int version = 0; version < 6; ++version)
    {
        scenario.tenants[0].versions.push_back(
            MakeSpecification(MakePaths(1), names, version % 2 == 0 ? ring : mesh));
    }
    return scenario;
}

TEST(UpdateOrderTest, WithoutAnOrderPacketsMeetRulesOfTwoVersions)
{
    const CloudScenario scenario = BlinkingLinks();
    const auto refusedIn = [&scenario](UpdateOrder order)
    {
        const DesignChoice choice = InOrder("linkwire", order);
        SteadyCloud cloud(choice, scenario);
        EXPECT_TRUE(cloud.AllAcknowledged());
        return cloud.RefusedByHooks();
    };
    const uint64_t naive = refusedIn(UpdateOrder::kNaive);
    EXPECT_GT(naive, 0U);
    EXPECT_GT(refusedIn(UpdateOrder::kAddBeforeRemove), 0U); // what goes does so anywhere
    EXPECT_EQ(refusedIn(UpdateOrder::kTwoPhase), 0U);
}

TEST(UpdateOrderTest, WithoutAnOrderVtepsSendToPortsThatAreNotThere)
{
    CloudScenario scenario{.name = "grow", .tenants = {{"shop", {}}}};
    scenario.placement.policy = "round-robin";
    std::vector<std::string> names;
    for (uint32_t vm = 0; vm < 12; ++vm)
    {
        names.push_back("v" + std::to_string(vm));
        scenario.tenants[0].versions.push_back(MakeSpecification(MakePaths(1), names, {}));
    }
    const auto lostIn = [&scenario](UpdateOrder order)
    {
        const DesignChoice choice = InOrder("vxlan", order);
        SteadyCloud cloud(choice, scenario);
        return cloud.LostBehindVteps();
    };
    EXPECT_GT(lostIn(UpdateOrder::kNaive), 0U);
    EXPECT_EQ(lostIn(UpdateOrder::kTwoPhase), 0U);
}

TEST(UpdateOrderTest, OnlyDesignsThatKeepVersionsApartTakeTwoPhases)
{
    UpdateKeys updates;
    updates.order = UpdateOrder::kTwoPhase;
    for (const std::string& name : DesignNames())
    {
        DesignChoice choice(*FindDesign(name));
        choice.SetControlPlane("push"); // which takes any order
        if (FindDesign(name)->KeepsVersionsApart())
        {
            EXPECT_NO_THROW(choice.SetUpdates(updates)) << name;
        }
        else
        {
            EXPECT_THROW(choice.SetUpdates(updates), std::invalid_argument) << name;
        }
    }
    EXPECT_FALSE(FindDesign("flat")->KeepsVersionsApart());
    EXPECT_FALSE(FindDesign("identity-firewall")->KeepsVersionsApart());
}

TEST(UpdateOrderTest, WhatComesOnDemandHasNoOrder)
{
    DesignChoice choice(*FindDesign("vxlan"));
    UpdateKeys updates;
    updates.order = UpdateOrder::kAddBeforeRemove;
    choice.SetUpdates(updates);
    EXPECT_THROW(choice.SetControlPlane("pull"), std::invalid_argument);
    choice.SetControlPlane("manual");
}

} // namespace
} // namespace ns3::vnlab::test
