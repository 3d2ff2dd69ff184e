// SPDX-License-Identifier: GPL-2.0-only
//
// Lateral movement in a cloud that changes: it sees the cloud as it is.

#include "helper/attack-helper.h"
#include "model/attack/lateral-movement.h"
#include "model/cloud/cloud-names.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace ns3::vnlab::test
{
namespace
{

class LateralMovementTest : public testing::Test
{
  protected:
    LateralMovementTest()
        : m_small(GenerateSpecification({.kind = "full-mesh", .vms = 3})),
          m_large(GenerateSpecification({.kind = "full-mesh", .vms = 4}))
    {
    }

    /// The VMs that fall within a second of attack, in which the tenant changes half-way.
    std::vector<std::string> FallenWhile(const Specification& before, const Specification& after)
    {
        const CloudScenario scenario{.name = "Mesh", .tenants = {{"shop", {before, after}}}};
        CloudFixture cloud(*FindDesign("flat"), scenario);
        cloud.Start();
        AttackHelper attacks(cloud.Cloud(), Dice(1, 0));
        cloud.Cloud().AddListener(&attacks);
        LateralMovementKeys keys;
        keys.probability = m_probability;
        const Time now = Simulator::Now();
        const Attack& attack = attacks.Install(
            "lateral-movement",
            {.attacker = {}, .foothold = VmId{0}, .start = now, .stop = now + Seconds(2)},
            &keys);
        cloud.RunFor(MilliSeconds(500));
        cloud.Cloud().Operate().Resubmit(
            TenantId{0}, scenario.tenants[0].versions[1], [](uint64_t) {});
        cloud.RunFor(Seconds(3));
        m_attempts = attack.Outcome().attempts;
        std::vector<std::string> fallen;
        for (const auto& [vm, time] : attack.Outcome().compromised)
        {
            fallen.push_back(NameOf(cloud.plan, vm));
        }
        std::ranges::sort(fallen);
        return fallen;
    }

    Specification m_small;
    Specification m_large;
    double m_probability{1};
    uint64_t m_attempts{0};
};

TEST_F(LateralMovementTest, AVmThatStartsLaterIsATarget)
{
    EXPECT_EQ(FallenWhile(m_small, m_large),
              (std::vector<std::string>{"shop/vm-1", "shop/vm-2", "shop/vm-3", "shop/vm-4"}));
}

/// Alone in the cloud there is nobody to attack: attempts end with the other VM.
TEST_F(LateralMovementTest, AVmThatIsGoneIsNone)
{
    m_probability = 0;
    FallenWhile(GenerateSpecification({.kind = "full-mesh", .vms = 2}),
                GenerateSpecification({.kind = "full-mesh", .vms = 1}));
    EXPECT_EQ(m_attempts, 49u); // at 10, 20 … 490 ms
}

/// What an observer is told.
struct Told : AttackObserver
{
    void Attempted(AttackAttempt attempt, VmId to) override
    {
        targets[{attempt.from, attempt.number}] = to;
    }

    void Delivered(AttackAttempt) override
    {
    }

    void Compromised(VmId vm, std::optional<AttackAttempt>) override
    {
        fallen.insert(vm);
    }

    std::map<std::pair<VmId, uint32_t>, VmId> targets; ///< by attacker and attempt
    std::set<VmId> fallen;
};

/// One second of attack from the first VM of two tenants of three VMs each, under a design.
Told
Attacked(const std::string& design,
         const Attacker& attacker,
         double probability,
         Scan scan = Scan::kReachable)
{
    const Specification mesh = GenerateSpecification({.kind = "full-mesh", .vms = 3});
    const CloudScenario scenario{.name = "Two", .tenants = {{"shop", {mesh}}, {"bank", {mesh}}}};
    CloudFixture cloud(*FindDesign(design), scenario);
    cloud.Start();
    AttackHelper attacks(cloud.Cloud(), Dice(1, 0));
    cloud.Cloud().AddListener(&attacks);
    LateralMovementKeys keys;
    keys.probability = probability;
    keys.scan = scan;
    Told told;
    const Time now = Simulator::Now();
    attacks.Install("lateral-movement",
                    {.attacker = attacker,
                     .foothold = VmId{0},
                     .start = now,
                     .stop = now + Seconds(1),
                     .observer = &told},
                    &keys);
    cloud.RunFor(Seconds(3));
    return told;
}

std::set<VmId>
VmsOf(std::initializer_list<uint32_t> numbers)
{
    std::set<VmId> vms;
    for (const uint32_t number : numbers)
    {
        vms.insert(VmId{number});
    }
    return vms;
}

TEST(LateralMovementPositionTest, InsideEveryVmIsAVictimAndANeighbourSparesItsTenantToTheEnd)
{
    EXPECT_EQ(Attacked("flat", {}, 1).fallen, VmsOf({0, 1, 2, 3, 4, 5}));
    const Attacker neighbour{.position = Position::kNeighbour};
    EXPECT_EQ(Attacked("flat", neighbour, 1).fallen, VmsOf({0, 3, 4, 5}));
    EXPECT_EQ(Attacked("vxlan", neighbour, 1).fallen, VmsOf({0}));
    EXPECT_EQ(Attacked("linkwire", neighbour, 1).fallen, VmsOf({0}));
    const Attacker root{.power = Capability::kGuestRoot, .position = Position::kNeighbour};
    EXPECT_EQ(Attacked("linkwire", root, 1).fallen, VmsOf({0, 3, 4, 5}));
    EXPECT_EQ(Attacked("identity-firewall", root, 1).fallen, VmsOf({0}));
}

TEST(LateralMovementKnowledgeTest, WhoKnowsItsOwnVmStaysInItsSubnetsAndAmongItsPeers)
{
    const Attacker ownVm{.power = Capability::kGuestRoot, .knowledge = Knowledge::kOwnVm};
    EXPECT_EQ(Attacked("flat", ownVm, 1).fallen, VmsOf({0, 1, 2}));
    EXPECT_EQ(Attacked("linkwire", ownVm, 1).fallen, VmsOf({0, 1, 2}));
    EXPECT_EQ(Attacked("linkwire", {Capability::kGuestRoot}, 1).fallen, VmsOf({0, 1, 2, 3, 4, 5}));
}

/// Pairs are pairs: a VM's n-th attempt has one target and one luck, whoever attacks, and under whatever.
TEST(LateralMovementDiceTest, BlindTargetsAndLuckAreTheSameForEveryPowerKnowledgeAndDesign)
{
    const Told first = Attacked("flat", {}, 0.1, Scan::kBlind);
    for (const char* design : {"flat", "vxlan", "linkwire"})
    {
        for (const auto& power : kAttackerWords<Capability>)
        {
            for (const auto& knowledge : kAttackerWords<Knowledge>)
            {
                const Attacker attacker{power.value, Position::kInside, knowledge.value};
                const Told told = Attacked(design, attacker, 0.1, Scan::kBlind);
                for (const auto& [attempt, target] : told.targets)
                {
                    const auto same = first.targets.find(attempt);
                    EXPECT_TRUE(same == first.targets.end() || same->second == target) << design;
                }
                if (std::string(design) == "flat" && knowledge.value == Knowledge::kEverything)
                {
                    EXPECT_EQ(told.targets, first.targets);
                    EXPECT_EQ(told.fallen, first.fallen);
                }
            }
        }
    }
}

/// Where all reach the same, who scans what it reaches aims alike, too.
TEST(LateralMovementDiceTest, TargetsInReachAreTheSameWhereTheReachIs)
{
    const Told first = Attacked("vxlan", {}, 0.1);
    EXPECT_GT(first.targets.size(), 200u);
    for (const char* design : {"vxlan", "vxlan-learn", "geneve", "nvgre", "identity-firewall"})
    {
        for (const Capability power : kUsualPowers) // who owns hosts reaches more
        {
            const Told told = Attacked(design, {power}, 0.1);
            EXPECT_EQ(told.targets, first.targets) << design;
            EXPECT_EQ(told.fallen, first.fallen) << design;
        }
    }
}

/// Isolated from the other tenant, an attacker that scans blindly spends attempts on it.
TEST(LateralMovementScanTest, WhoKnowsItsReachAimsAtNobodyElse)
{
    const auto strangers = [](const Told& told)
    {
        return std::ranges::count_if(told.targets,
                                     [](const auto& one) { return one.second >= VmId{3}; });
    };
    EXPECT_EQ(strangers(Attacked("vxlan", {}, 0)), 0);
    EXPECT_GT(strangers(Attacked("vxlan", {}, 0, Scan::kBlind)), 10);
    EXPECT_GT(strangers(Attacked("flat", {}, 0)), 10);
}

/// Two linked VMs, one of which has the foothold.
AttackOutcome
AttackOverLink(const std::string& design,
               const std::vector<Service>& allow,
               const std::string& services)
{
    const CloudScenario scenario{
        .name = "Link",
        .tenants = {{"shop", {MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1, 0, allow}})}}}};
    CloudFixture cloud(*FindDesign(design), scenario);
    cloud.Start();
    AttackHelper attacks(cloud.Cloud(), Dice(1, 0));
    cloud.Cloud().AddListener(&attacks);
    LateralMovementKeys keys;
    keys.probability = 1;
    keys.services = services;
    const Time now = Simulator::Now();
    const Attack& attack = attacks.Install(
        "lateral-movement",
        {.attacker = {}, .foothold = VmId{0}, .start = now, .stop = now + MilliSeconds(15)},
        &keys);
    cloud.RunFor(Seconds(1));
    return attack.Outcome();
}

TEST(LateralMovementServicesTest, WhatALinkPermitsCarriesTheExploit)
{
    const Service web{6, 80};
    for (const std::string& design : DesignNames())
    {
        for (const std::vector<Service>& allow : std::vector<std::vector<Service>>{
                 {}, {web}, {{17, 53}}, {{17, 0}}, {{6, 0}}, {web, {17, 53}}, {{17, kTrafficPort}}})
        {
            const AttackOutcome outcome = AttackOverLink(design, allow, "permitted");
            EXPECT_EQ(outcome.attempts, 1u) << design;
            EXPECT_EQ(outcome.delivered, 1u) << design;
            EXPECT_EQ(outcome.compromised.size(), 2u) << design;
        }
    }
}

TEST(LateralMovementServicesTest, AServiceThatTheLinkDoesNotPermitIsClosedWhereThatIsChecked)
{
    const std::vector<Service> dns{{17, 53}};
    EXPECT_EQ(AttackOverLink("identity-firewall", dns, "tcp/80").attempts, 0u);
    EXPECT_EQ(AttackOverLink("vxlan", dns, "tcp/80").compromised.size(), 2u);
    EXPECT_EQ(AttackOverLink("linkwire", dns, "tcp/80, udp/7").compromised.size(), 2u);
    EXPECT_EQ(AttackOverLink("identity-firewall", {}, "tcp").compromised.size(), 2u);
}

TEST(LateralMovementServicesTest, OnlyServicesOfUdpAndTcpAreAccepted)
{
    const Injector& injector = *FindInjector("lateral-movement");
    const auto problems = [&injector](const std::string& services)
    {
        LateralMovementKeys keys;
        keys.services = services;
        return injector.Problems(keys).size();
    };
    for (const char* good : {"permitted", "tcp", "udp/53", "tcp/80, udp/53", "tcp/80 tcp/443"})
    {
        EXPECT_EQ(problems(good), 0u) << good;
    }
    for (const char* bad : {"", "icmp", "tcp/0", "tcp/80, http", "permitted, tcp"})
    {
        EXPECT_EQ(problems(bad), 1u) << bad;
    }
}

TEST(LateralMovementLabelTest, WhatIsNotTheDefaultIsInIt)
{
    const Injector& injector = *FindInjector("lateral-movement");
    LateralMovementKeys keys;
    EXPECT_EQ(injector.Label({Capability::kGuestRoot}, keys), "guest-root");
    keys.scan = Scan::kBlind;
    EXPECT_EQ(injector.Label({Capability::kGuestRoot}, keys), "guest-root.blind");
    keys.services = "tcp/80, udp";
    EXPECT_EQ(injector.Label({}, keys), "guest-user.blind.tcp-80.udp-5002");
    EXPECT_EQ(FindInjector("ip-spoof")->Label({}, keys), "ip-spoof.guest-user");
}

} // namespace
} // namespace ns3::vnlab::test
