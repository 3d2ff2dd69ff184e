// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/exposure/attack-chain.h"
#include "analysis/exposure/exposure.h"
#include "analysis/statistics/statistics.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

using testing::DoubleNear;
using testing::ElementsAre;

constexpr VmId kFoothold{0};

/// The first @p members of @p vmCount VMs reach each other.
Reachability
Clique(uint32_t members, uint32_t vmCount)
{
    std::vector<VmId> vms;
    for (uint32_t vm = 0; vm < members; ++vm)
    {
        vms.push_back(VmId{vm});
    }
    return {.vmCount = vmCount, .groups = {{vms, vms}}, .links = {}};
}

/// 0 → 1 → 2.
Reachability
Path()
{
    return {.vmCount = 3, .groups = {}, .links = {{VmId{0}, VmId{1}}, {VmId{1}, VmId{2}}}};
}

TEST(AttackChainTest, TwoVmsFollowTheGeometricDistribution)
{
    // After k rounds VM 1 is compromised with probability 1 − (1 − p)^k.
    const auto expected = ExpectedCompromised(Clique(2, 2), kFoothold, 0.25, 3);
    ASSERT_TRUE(expected);
    EXPECT_THAT(*expected, ElementsAre(1, 1.25, 1.4375, 1.578125));
    EXPECT_DOUBLE_EQ(*ExpectedRoundsToTarget(Clique(2, 2), kFoothold, VmId{1}, 0.25), 4);
}

TEST(AttackChainTest, TargetsAreDrawnFromTheWholeCloud)
{
    // One of four other VMs is in reach, so a round succeeds with probability 1/4 · 1/2.
    const auto expected = ExpectedCompromised(Clique(2, 5), kFoothold, 0.5, 1);
    ASSERT_TRUE(expected);
    EXPECT_THAT(*expected, ElementsAre(1, 1.125));
    EXPECT_DOUBLE_EQ(*ExpectedRoundsToTarget(Clique(2, 5), kFoothold, VmId{1}, 0.5), 8);
}

TEST(AttackChainTest, APathIsTakenOneVmAfterTheOther)
{
    // p = 1: each VM of the path picks its successor with probability 1/2 in a round. By hand:
    // P(VM 1 after k) = 1 − 2^−k; P(VM 2 after 2) = 1/4, since a VM attacks from the next round on.
    const auto expected = ExpectedCompromised(Path(), kFoothold, 1, 2);
    ASSERT_TRUE(expected);
    EXPECT_THAT(*expected, ElementsAre(1, 1.5, 1 + 0.75 + 0.25));
    EXPECT_DOUBLE_EQ(*ExpectedRoundsToTarget(Path(), kFoothold, VmId{2}, 1), 4); // 2 + 2
}

TEST(AttackChainTest, AttackersOfOneRoundMayMeetAtTheSameVm)
{
    // A clique of three, p = 1, from two compromised: each picks the third with probability 1/2,
    // so it falls with 3/4. After round 1 two are compromised, so round 2 adds 3/4.
    const auto expected = ExpectedCompromised(Clique(3, 3), kFoothold, 1, 2);
    ASSERT_TRUE(expected);
    EXPECT_THAT(*expected, ElementsAre(1, 2, 2.75));
}

TEST(AttackChainTest, ACliqueTooLargeForSubsetsFollowsItsCount)
{
    const uint32_t size = kMaxSubsetVms + 1;
    const double hit = 0.5 / (size - 1);
    const auto expected = ExpectedCompromised(Clique(size, size), kFoothold, 0.5, 2);
    ASSERT_TRUE(expected);
    // Round 1: one attacker. Round 2 from one: as before; from two: each of the n − 2 others falls
    // with 1 − (1 − hit)².
    const double first = 1 + (size - 1) * hit;
    const double second = 0.5 * first + 0.5 * (2 + (size - 2) * (1 - (1 - hit) * (1 - hit)));
    EXPECT_THAT(*expected, ElementsAre(1, DoubleNear(first, 1e-12), DoubleNear(second, 1e-12)));
}

TEST(AttackChainTest, TimeToTargetInALargeCliqueMatchesItsSumOverRounds)
{
    // By symmetry the target is still free with probability (n − E[K]) / (n − 1) after each round.
    const Reachability clique = Clique(40, 50);
    const auto expected = ExpectedCompromised(clique, kFoothold, 0.8, 2'000);
    ASSERT_TRUE(expected);
    double rounds = 0;
    for (const double compromised : *expected)
    {
        rounds += (40 - compromised) / 39;
    }
    EXPECT_NEAR(*ExpectedRoundsToTarget(clique, kFoothold, VmId{7}, 0.8), rounds, 1e-6);
}

TEST(AttackChainTest, WhatCannotBeReachedIsNeverCompromised)
{
    EXPECT_EQ(ExpectedRoundsToTarget(Path(), VmId{1}, VmId{0}, 1),
              std::numeric_limits<double>::infinity());
    EXPECT_EQ(ExpectedRoundsToTarget(Path(), VmId{0}, VmId{1}, 0),
              std::numeric_limits<double>::infinity());
    EXPECT_EQ(ExpectedRoundsToTarget(Path(), VmId{1}, VmId{1}, 1), 0);
    EXPECT_THAT(*ExpectedCompromised(Path(), VmId{2}, 1, 2), ElementsAre(1, 1, 1));
    EXPECT_THAT(*ExpectedCompromised(Clique(1, 1), kFoothold, 1, 1), ElementsAre(1, 1));
}

TEST(AttackChainTest, TooManyStatesAreNotGuessed)
{
    Reachability path{.vmCount = kMaxSubsetVms + 1, .groups = {}, .links = {}};
    for (uint32_t vm = 1; vm < path.vmCount; ++vm)
    {
        path.links.emplace_back(VmId{vm - 1}, VmId{vm});
    }
    EXPECT_EQ(ExpectedCompromised(path, kFoothold, 0.5, 1), std::nullopt);
    EXPECT_EQ(ExpectedRoundsToTarget(path, kFoothold, VmId{1}, 0.5), std::nullopt);
    const uint32_t size = kMaxGroupVms + 1;
    EXPECT_EQ(ExpectedCompromised(Clique(size, size), kFoothold, 0.5, 1), std::nullopt);
}

TEST(AttackChainTest, AProbabilityOutsideItsRangeIsRefused)
{
    EXPECT_THROW(ExpectedCompromised(Path(), kFoothold, 1.5, 1), std::invalid_argument);
    Reachability sparing = Path();
    sparing.tenantOf.resize(sparing.vmCount);
    EXPECT_THROW(ExpectedCompromised(sparing, kFoothold, 0.5, 1), std::invalid_argument);
    EXPECT_THROW(ExpectedCompromised(Path(), kFoothold, -0.1, 1), std::invalid_argument);
    EXPECT_THROW(ExpectedCompromised(Path(), kFoothold, std::nan(""), 1), std::invalid_argument);
}

/// The model of the header file, played with dice.
class Dice
{
  public:
    explicit Dice(const Reachability& relation)
        : m_vmCount(relation.vmCount)
    {
        for (uint32_t vm = 0; vm < m_vmCount; ++vm)
        {
            m_reach.push_back(ReachableSet(relation, VmId{vm}));
        }
    }

    double CompromisedAfter(uint32_t rounds, double success)
    {
        std::vector<bool> owned(m_vmCount);
        owned[kFoothold.value] = true;
        for (uint32_t round = 0; round < rounds; ++round)
        {
            const std::vector<bool> attackers = owned;
            for (uint32_t vm = 0; vm < m_vmCount; ++vm)
            {
                if (attackers[vm])
                {
                    const auto drawn = static_cast<uint32_t>(Uniform() * (m_vmCount - 1));
                    const VmId target{drawn < vm ? drawn : drawn + 1};
                    const bool hit = Uniform() < success;
                    owned[target.value] = owned[target.value] ||
                                          (hit && std::ranges::binary_search(m_reach[vm], target));
                }
            }
        }
        return static_cast<double>(std::ranges::count(owned, true));
    }

  private:
    double Uniform()
    {
        return static_cast<double>(m_random() >> 11) / 9007199254740992.0; // 2^53
    }

    uint32_t m_vmCount;
    std::vector<std::vector<VmId>> m_reach;
    std::mt19937_64 m_random{20240611};
};

void
ExpectDiceAgree(const Reachability& relation, double success, uint32_t rounds)
{
    const auto expected = ExpectedCompromised(relation, kFoothold, success, rounds);
    ASSERT_TRUE(expected);
    Dice dice(relation);
    std::vector<double> outcomes(20'000);
    std::ranges::generate(outcomes, [&] { return dice.CompromisedAfter(rounds, success); });
    const MeanEstimate mean = Mean(outcomes, 0.999);
    ASSERT_TRUE(mean.interval);
    EXPECT_LE(mean.interval->low, expected->back());
    EXPECT_GE(mean.interval->high, expected->back());
}

TEST(AttackChainTest, DiceAgreeOnAnIrregularGraph)
{
    Reachability relation{.vmCount = 9,
                          .groups = {{{VmId{0}, VmId{1}, VmId{2}}, {VmId{1}, VmId{2}, VmId{3}}}},
                          .links = {{VmId{3}, VmId{4}},
                                    {VmId{4}, VmId{5}},
                                    {VmId{5}, VmId{0}},
                                    {VmId{5}, VmId{6}},
                                    {VmId{7}, VmId{8}}}};
    ExpectDiceAgree(relation, 0.9, 12);
}

TEST(AttackChainTest, DiceAgreeOnALargeClique)
{
    ExpectDiceAgree(Clique(30, 40), 0.7, 8);
}

} // namespace

} // namespace ns3::vnlab
