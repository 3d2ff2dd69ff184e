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
#include <string>

namespace ns3::vnlab::test
{
namespace
{

AttackOutcome
Spoof(const std::string& design, const std::string& as)
{
    const CloudScenario scenario{
        .name = "Ring", .tenants = {{"shop", {GenerateSpecification({.kind = "ring", .vms = 6})}}}};
    CloudFixture cloud(*FindDesign(design), scenario);
    cloud.Start();
    IpSpoofKeys keys;
    keys.target = "shop/vm-1";
    keys.as = as;
    AttackHelper attacks(cloud.Cloud(), Dice(1, 0));
    cloud.Cloud().AddListener(&attacks);
    const Time now = Simulator::Now();
    const Attack& attack = attacks.Install("ip-spoof",
                                           {.capability = Capability::kGuestRoot,
                                            .foothold = *FindVm(cloud.plan, "shop/vm-4"),
                                            .start = now,
                                            .stop = now + MilliSeconds(100)},
                                           &keys);
    cloud.RunFor(Seconds(1));
    return attack.Outcome();
}

TEST(IpSpoofTest, ArrivesWhereNobodyChecksSourcesBelowTheGuest)
{
    for (const char* design : {"flat", "vxlan", "vxlan-learn", "geneve"})
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
    who.capability = Capability::kGuestRoot;
    EXPECT_THROW(attacks.Install("ip-spoof", who), std::invalid_argument); // without a target
    EXPECT_TRUE(attacks.Attacks().empty());
}

} // namespace
} // namespace ns3::vnlab::test
