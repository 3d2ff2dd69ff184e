// SPDX-License-Identifier: GPL-2.0-only
//
// ip-spoof: under which designs a datagram arrives that bears another VM's address.

#include "helper/attack-helper.h"
#include "model/attack/ip-spoof.h"
#include "model/cloud/cloud-names.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

/// A scenario of one tenant, "shop".
CloudScenario
Shop(const std::string& kind)
{
    return {.name = kind, .tenants = {{"shop", {GenerateSpecification({.kind = kind, .vms = 6})}}}};
}

AttackOutcome
Spoof(const std::string& design,
      const std::string& as,
      const CloudScenario& scenario = Shop("ring"),
      const Attacker& attacker = {Capability::kGuestRoot},
      const std::string& foothold = "shop/vm-4")
{
    CloudFixture cloud(*FindDesign(design), scenario);
    cloud.Start();
    IpSpoofKeys keys;
    keys.target = "shop/vm-1";
    keys.as = as;
    AttackHelper attacks(cloud.Cloud(), Dice(1, 0));
    cloud.Cloud().AddListener(&attacks);
    const Time now = Simulator::Now();
    const Attack& attack = attacks.Install("ip-spoof",
                                           {.attacker = attacker,
                                            .foothold = *FindVm(cloud.plan, foothold),
                                            .start = now,
                                            .stop = now + MilliSeconds(100)},
                                           &keys);
    cloud.RunFor(Seconds(1));
    return attack.Outcome();
}

TEST(IpSpoofTest, ArrivesWhereNobodyChecksSourcesBelowTheGuest)
{
    for (const char* design : {"flat", "vxlan", "vxlan-learn", "geneve", "nvgre"})
    {
        const AttackOutcome outcome = Spoof(design, "shop/vm-2");
        EXPECT_EQ(outcome.attempts, 10u) << design;
        EXPECT_EQ(outcome.delivered, 10u) << design;
        EXPECT_EQ(outcome.success, true) << design;
    }
}

/// The whitelist names peers, and root can forge a peer's tunnel; whoever is no peer stays out.
TEST(IpSpoofTest, UnderLinkwireAPeersNameIsEnoughAndAStrangersIsNot)
{
    EXPECT_EQ(Spoof("linkwire", "shop/vm-2").success, true);
    EXPECT_EQ(Spoof("linkwire", "shop/vm-5").success, false);
}

TEST(IpSpoofTest, TheIdentityFirewallKnowsWhoseAnAddressIs)
{
    for (const char* as : {"shop/vm-2", "shop/vm-5"})
    {
        const AttackOutcome outcome = Spoof("identity-firewall", as);
        EXPECT_EQ(outcome.attempts, 10u);
        EXPECT_EQ(outcome.delivered, 0u);
        EXPECT_EQ(outcome.success, false);
    }
}

constexpr Attacker kOwnVmRoot{.power = Capability::kGuestRoot, .knowledge = Knowledge::kOwnVm};

TEST(IpSpoofTest, WhoKnowsItsOwnVmSpoofsInItsSubnetWhereNobodyChecks)
{
    for (const char* design : {"flat", "vxlan", "vxlan-learn", "geneve", "nvgre"})
    {
        EXPECT_EQ(Spoof(design, "shop/vm-2", Shop("ring"), kOwnVmRoot).delivered, 10u) << design;
    }
}

/// Its maps show no tunnel to whom it has no virtual link with.
TEST(IpSpoofTest, UnderLinkwireWhoKnowsItsOwnVmCannotForgeATunnelThatItDoesNotSee)
{
    EXPECT_EQ(Spoof("linkwire", "shop/vm-2", Shop("ring"), kOwnVmRoot).success, false);
    // vm-6 has a link to vm-1, but vm-2's Ethernet address, which vm-1 asks for, it does not know.
    EXPECT_EQ(Spoof("linkwire", "shop/vm-2", Shop("ring"), kOwnVmRoot, "shop/vm-6").success, false);
}

/// The whitelist names whom the inner frame names, and a peer of both may be named in one's own tunnel.
TEST(IpSpoofTest, UnderLinkwireWhoHasALinkToBothForgesFromItsMaps)
{
    for (const char* design : {"linkwire", "linkwire-nvgre", "linkwire-ipip"})
    {
        EXPECT_EQ(Spoof(design, "shop/vm-2", Shop("full-mesh"), kOwnVmRoot).delivered, 10u)
            << design;
    }
}

TEST(IpSpoofTest, ANeighbourSparesItsOwnTenant)
{
    CloudScenario scenario = Shop("ring");
    scenario.tenants.push_back({"bank", {GenerateSpecification({.kind = "ring", .vms = 3})}});
    const Attacker neighbour{.power = Capability::kGuestRoot, .position = Position::kNeighbour};
    EXPECT_THROW(Spoof("flat", "shop/vm-2", scenario, neighbour), std::invalid_argument);
    const auto from = [&](const std::string& design)
    { return Spoof(design, "shop/vm-2", scenario, neighbour, "bank/vm-1").success; };
    EXPECT_EQ(from("flat"), true);
    EXPECT_EQ(from("linkwire"), true);
    EXPECT_EQ(from("vxlan"), false);
    EXPECT_EQ(from("identity-firewall"), false);
}

/// Takes what an injector takes that says nothing of positions and knowledge.
class Plain : public Injector
{
  public:
    std::string_view Name() const override
    {
        return "plain-test";
    }

    std::string_view Description() const override
    {
        return "only for this test";
    }

    std::unique_ptr<Attack> Start(const AttackSetting&, const OwnKeys&) const override
    {
        return nullptr;
    }
};

const InjectorRegistration kPlain{std::make_unique<Plain>()};

TEST(AttackHelperTest, AnAttackThatDoesNotSaySoIsFromInsideByOneWhoKnowsEverything)
{
    const CloudScenario scenario = Shop("ring");
    CloudFixture cloud(*FindDesign("flat"), scenario);
    cloud.Start();
    AttackHelper attacks(cloud.Cloud(), Dice(1, 0));
    AttackHelper::Who who;
    who.attacker.position = Position::kNeighbour;
    EXPECT_THROW(attacks.Install("plain-test", who), std::invalid_argument);
    who.attacker = {.knowledge = Knowledge::kOwnVm};
    EXPECT_THROW(attacks.Install("plain-test", who), std::invalid_argument);
    EXPECT_TRUE(attacks.Attacks().empty());
}

TEST(AttackHelperTest, RefusesWhatIsNoAttackAndWhatItCannotDo)
{
    const CloudScenario scenario{
        .name = "Ring", .tenants = {{"shop", {GenerateSpecification({.kind = "ring", .vms = 3})}}}};
    CloudFixture cloud(*FindDesign("flat"), scenario);
    cloud.Start();
    AttackHelper attacks(cloud.Cloud(), Dice(1, 0));
    AttackHelper::Who who;
    EXPECT_THROW(attacks.Install("lateral", who), std::invalid_argument);
    EXPECT_THROW(attacks.Install("ip-spoof", who), std::invalid_argument);
    who.attacker.power = Capability::kGuestRoot;
    EXPECT_THROW(attacks.Install("ip-spoof", who), std::invalid_argument); // without a target
    EXPECT_TRUE(attacks.Attacks().empty());
}

} // namespace
} // namespace ns3::vnlab::test
