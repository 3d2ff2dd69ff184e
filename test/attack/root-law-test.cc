// SPDX-License-Identifier: GPL-2.0-only
//
// An attacker never defeats itself: under every design all that falls to a user falls to root, and all that falls to
// root falls to who owns hosts; where root reaches no more than a user, its attack is a user's, packet for packet.

#include "helper/attack-helper.h"
#include "model/attack/lateral-movement.h"
#include "model/spec/spec-generator.h"
#include "test/support/reach-designs.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

class RootLaw : public testing::TestWithParam<std::string>
{
};

/// Lateral movement that always succeeds, from the first VM.
AttackOutcome
AttackAlways(const std::string& design, const CloudScenario& scenario, Capability power, Scan scan)
{
    CloudFixture cloud(ReachDesign(design), scenario);
    cloud.Start();
    AttackHelper attacks(cloud.Cloud(), Dice(1, 0));
    cloud.Cloud().AddListener(&attacks);
    LateralMovementKeys keys;
    keys.probability = 1;
    keys.scan = scan;
    const Time now = Simulator::Now();
    const Attack& attack = attacks.Install("lateral-movement",
                                           {.attacker = {.power = power},
                                            .foothold = VmId{0},
                                            .start = now,
                                            .stop = now + MilliSeconds(500)},
                                           &keys);
    cloud.RunFor(Seconds(2));
    return attack.Outcome();
}

std::set<VmId>
FallenTo(const AttackOutcome& outcome)
{
    std::set<VmId> fallen;
    for (const auto& [vm, time] : outcome.compromised)
    {
        fallen.insert(vm);
    }
    return fallen;
}

/// @return whether root reaches VMs that a user does not
bool
RootGains(const Design& design, const CloudScenario& scenario)
{
    const CloudPlan plan = PlanOf(scenario);
    const std::vector<TenantView> views = FirstViews(plan, scenario);
    ReachQuestion question{.contact = Contact::kExploit};
    const Reachability user = design.Reach(views, question);
    question.attacker.power = Capability::kGuestRoot;
    const Reachability root = design.Reach(views, question);
    const auto parts = [](const Reachability& reach)
    {
        std::vector<std::pair<std::vector<VmId>, std::vector<VmId>>> groups;
        for (const Reachability::Group& group : reach.groups)
        {
            groups.emplace_back(group.sources, group.targets);
        }
        return std::pair(groups, reach.links);
    };
    return parts(user) != parts(root);
}

/// @return whether who has sent to another VM is reached by it, linked or not: two that have both fallen, who try in
///         vain, open ways to each other, and root tries more
bool
OpensWays(const std::string& design)
{
    return design == "security-groups";
}

TEST_P(RootLaw, RootHasWhatAUserHasAndItsAttackIsTheUsersWhereItReachesNoMore)
{
    const std::string design = GetParam();
    for (const uint64_t seed : {1, 2, 3})
    {
        const CloudScenario scenario{
            .name = "Random",
            .tenants = {
                {"shop", {GenerateSpecification({.kind = "random", .vms = 9, .seed = seed})}},
                {"bank", {GenerateSpecification({.kind = "random", .vms = 6, .seed = seed + 9})}}}};
        const bool gains = RootGains(ReachDesign(design).GetDesign(), scenario);
        for (const Scan scan : {Scan::kReachable, Scan::kBlind})
        {
            const AttackOutcome user = AttackAlways(design, scenario, Capability::kGuestUser, scan);
            const AttackOutcome root = AttackAlways(design, scenario, Capability::kGuestRoot, scan);
            const AttackOutcome host = AttackAlways(design, scenario, Capability::kHostRoot, scan);
            EXPECT_TRUE(std::ranges::includes(FallenTo(root), FallenTo(user))) << seed;
            EXPECT_TRUE(std::ranges::includes(FallenTo(host), FallenTo(root))) << seed;
            if (!gains)
            {
                EXPECT_EQ(FallenTo(root), FallenTo(user)) << seed;
                EXPECT_EQ(root.attempts, user.attempts) << seed;
                if (scan == Scan::kReachable || !OpensWays(design))
                {
                    EXPECT_EQ(root.delivered, user.delivered) << seed;
                }
            }
            if (!gains &&
                scan == Scan::kReachable) // blindly, root also forges in vain, which takes time
            {
                EXPECT_EQ(root.compromised, user.compromised) << seed;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All,
                         RootLaw,
                         testing::ValuesIn(ReachDesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test
