// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/exposure/exposure.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<VmId>
Vms(std::initializer_list<uint32_t> numbers)
{
    std::vector<VmId> vms;
    for (const uint32_t number : numbers)
    {
        vms.push_back(VmId{number});
    }
    return vms;
}

std::vector<VmId>
FirstVms(uint32_t count)
{
    std::vector<VmId> vms(count);
    for (uint32_t vm = 0; vm < count; ++vm)
    {
        vms[vm] = VmId{vm};
    }
    return vms;
}

/// 0 → 1 → 2 ↔ 3, and 4 alone.
Reachability
Chain()
{
    return {
        .vmCount = 5,
        .groups = {},
        .links = {{VmId{0}, VmId{1}}, {VmId{1}, VmId{2}}, {VmId{2}, VmId{3}}, {VmId{3}, VmId{2}}}};
}

TEST(ExposureTest, LinksAreFollowedInTheirDirection)
{
    EXPECT_EQ(ReachableSet(Chain(), VmId{1}), Vms({2}));
    EXPECT_EQ(ClosureSet(Chain(), VmId{1}), Vms({2, 3}));
    EXPECT_EQ(ClosureSet(Chain(), VmId{0}), Vms({1, 2, 3}));
    EXPECT_THAT(ClosureSet(Chain(), VmId{4}), IsEmpty());
    EXPECT_THAT(ReachableCounts(Chain()), ElementsAre(1, 1, 1, 1, 0));
    EXPECT_THAT(ClosureCounts(Chain()), ElementsAre(3, 2, 1, 1, 0));
}

TEST(ExposureTest, FractionsAreOfTheOtherVms)
{
    EXPECT_THAT(ReachableFractions(Chain()), ElementsAre(0.25, 0.25, 0.25, 0.25, 0));
    EXPECT_THAT(ClosureFractions(Chain()), ElementsAre(0.75, 0.5, 0.25, 0.25, 0));
}

TEST(ExposureTest, AGroupConnectsItsSourcesToItsTargetsOnly)
{
    const Reachability relation{
        .vmCount = 5, .groups = {{Vms({0, 1}), Vms({1, 2})}, {Vms({2}), Vms({3})}}, .links = {}};
    EXPECT_EQ(ReachableSet(relation, VmId{0}), Vms({1, 2}));
    EXPECT_EQ(ReachableSet(relation, VmId{1}), Vms({2}));
    EXPECT_EQ(ReachableSet(relation, VmId{2}), Vms({3}));
    EXPECT_THAT(ReachableCounts(relation), ElementsAre(2, 1, 1, 0, 0));
    EXPECT_THAT(ClosureCounts(relation), ElementsAre(3, 2, 1, 0, 0));
}

TEST(ExposureTest, TheFootholdAndRepetitionsAreNotCounted)
{
    const Reachability relation{
        .vmCount = 3,
        .groups = {{Vms({0, 0}), Vms({0, 1, 1})}, {Vms({0}), Vms({1})}},
        .links = {{VmId{0}, VmId{0}}, {VmId{0}, VmId{1}}, {VmId{0}, VmId{2}}, {VmId{0}, VmId{2}}}};
    EXPECT_THAT(ReachableCounts(relation), ElementsAre(2, 0, 0));
    EXPECT_THAT(ClosureCounts(relation), ElementsAre(2, 0, 0));
}

/// 0 and 1 are of one tenant, 2 and 3 of another, 4 of a third: 0 → 2 → 1, 2 → 3 → 4 and 1 → 0.
TEST(ExposureTest, ATenantThatIsSparedIsNeitherReachedNorOnTheWay)
{
    const Reachability relation{
        .vmCount = 5,
        .groups = {{Vms({2}), Vms({1, 3})}},
        .links = {{VmId{0}, VmId{2}}, {VmId{1}, VmId{0}}, {VmId{3}, VmId{4}}},
        .tenantOf = {TenantId{0}, TenantId{0}, TenantId{1}, TenantId{1}, TenantId{2}}};
    EXPECT_EQ(ReachableSet(relation, VmId{0}), Vms({2}));
    EXPECT_EQ(ReachableSet(relation, VmId{2}), Vms({1}));
    EXPECT_THAT(ReachableCounts(relation), ElementsAre(1, 0, 1, 1, 0));
    EXPECT_EQ(ClosureSet(relation, VmId{0}), Vms({2, 3, 4})); // from within the tenant of 2
    EXPECT_THAT(ClosureSet(relation, VmId{1}), IsEmpty());    // 0 is spared
    EXPECT_EQ(ClosureSet(relation, VmId{2}), Vms({0, 1}));    // but not 4, by way of 3
    EXPECT_THAT(ClosureCounts(relation), ElementsAre(3, 0, 2, 1, 0));
}

TEST(ExposureTest, OneVmAloneIsExposedToNobody)
{
    const Reachability relation{.vmCount = 1, .groups = {{Vms({0}), Vms({0})}}, .links = {}};
    EXPECT_THAT(ReachableFractions(relation), ElementsAre(0));
    EXPECT_THAT(ClosureFractions(relation), ElementsAre(0));
}

TEST(ExposureTest, AVmThatDoesNotExistIsRefused)
{
    Reachability relation{.vmCount = 2, .groups = {{Vms({0}), Vms({2})}}, .links = {}};
    EXPECT_THROW(ClosureCounts(relation), std::out_of_range);
    EXPECT_THROW(ReachableCounts(relation), std::out_of_range);
    EXPECT_THROW(ReachableSet(relation, VmId{0}), std::out_of_range);
    relation.groups.clear();
    EXPECT_THROW(ReachableSet(relation, VmId{2}), std::out_of_range);
    EXPECT_THROW(ClosureSet(relation, VmId{2}), std::out_of_range);
}

TEST(ExposureTest, AHundredThousandVmsInOneGroupAreCountedWithoutPairs)
{
    constexpr uint32_t kVms = 100'000;
    const Reachability relation{
        .vmCount = kVms, .groups = {{FirstVms(kVms), FirstVms(kVms)}}, .links = {}};
    EXPECT_EQ(ReachableCounts(relation), std::vector<uint32_t>(kVms, kVms - 1));
    EXPECT_EQ(ClosureCounts(relation), std::vector<uint32_t>(kVms, kVms - 1));
}

TEST(ExposureTest, ALongChainCountsEveryVmBehindEachOne)
{
    constexpr uint32_t kVms = 3'000; // more components than one batch holds
    Reachability relation{.vmCount = kVms, .groups = {}, .links = {}};
    for (uint32_t vm = 1; vm < kVms; ++vm)
    {
        relation.links.emplace_back(VmId{vm - 1}, VmId{vm});
    }
    std::vector<uint32_t> expected(kVms);
    std::iota(expected.rbegin(), expected.rend(), 0);
    EXPECT_EQ(ClosureCounts(relation), expected);
}

/// What reaches what, pair by pair.
using Matrix = std::vector<std::vector<bool>>;

Matrix
OneStep(const Reachability& relation)
{
    Matrix matrix(relation.vmCount, std::vector<bool>(relation.vmCount));
    for (const auto& group : relation.groups)
    {
        for (const VmId from : group.sources)
        {
            for (const VmId to : group.targets)
            {
                matrix[from.value][to.value] = true;
            }
        }
    }
    for (const auto& [from, to] : relation.links)
    {
        matrix[from.value][to.value] = true;
    }
    return matrix;
}

Matrix
Warshall(Matrix matrix)
{
    for (size_t middle = 0; middle < matrix.size(); ++middle)
    {
        for (size_t from = 0; from < matrix.size(); ++from)
        {
            for (size_t to = 0; to < matrix.size(); ++to)
            {
                matrix[from][to] = matrix[from][to] || (matrix[from][middle] && matrix[middle][to]);
            }
        }
    }
    return matrix;
}

std::vector<VmId>
SetOf(const Matrix& matrix, uint32_t foothold)
{
    std::vector<VmId> set;
    for (uint32_t vm = 0; vm < matrix.size(); ++vm)
    {
        if (vm != foothold && matrix[foothold][vm])
        {
            set.push_back(VmId{vm});
        }
    }
    return set;
}

Reachability
AnyReachability()
{
    const uint32_t vmCount = *rc::gen::inRange<uint32_t>(1, 40);
    const auto vm = rc::gen::map(rc::gen::inRange<uint32_t>(0, vmCount),
                                 [](uint32_t number) { return VmId{number}; });
    const auto some = rc::gen::resize(6, rc::gen::container<std::vector<VmId>>(vm));
    Reachability relation{.vmCount = vmCount, .groups = {}, .links = {}};
    const int groups = *rc::gen::inRange(0, 5);
    for (int group = 0; group < groups; ++group)
    {
        relation.groups.push_back({*some, *some});
    }
    relation.links = *rc::gen::container<std::vector<std::pair<VmId, VmId>>>(rc::gen::pair(vm, vm));
    return relation;
}

RC_GTEST_PROP(ExposureProperty, EqualsWarshallsAlgorithmOnPairs, ())
{
    const Reachability relation = AnyReachability();
    const Matrix oneStep = OneStep(relation);
    const Matrix closure = Warshall(oneStep);
    const auto reachableCounts = ReachableCounts(relation);
    const auto closureCounts = ClosureCounts(relation);
    for (uint32_t vm = 0; vm < relation.vmCount; ++vm)
    {
        RC_ASSERT(ReachableSet(relation, VmId{vm}) == SetOf(oneStep, vm));
        RC_ASSERT(ClosureSet(relation, VmId{vm}) == SetOf(closure, vm));
        RC_ASSERT(reachableCounts[vm] == SetOf(oneStep, vm).size());
        RC_ASSERT(closureCounts[vm] == SetOf(closure, vm).size());
    }
}

} // namespace

} // namespace ns3::vnlab
