// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/exposure/exposure.h"
#include "analysis/report/reacher-sets.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::ElementsAre;

std::vector<VmId>
Vms(const std::vector<uint32_t>& numbers)
{
    std::vector<VmId> vms;
    for (const uint32_t number : numbers)
    {
        vms.push_back(VmId{number});
    }
    return vms;
}

TEST(ReacherSetsTest, AllOfASegmentShareOneSet)
{
    const Reachability reach{.vmCount = 5,
                             .groups = {{Vms({0, 2, 4}), Vms({0, 2, 4})}, {Vms({1, 3}), Vms({3})}},
                             .links = {}};
    const ReacherSets reachers = ReachersOf(reach);
    EXPECT_THAT(reachers.sets,
                ElementsAre(ElementsAre(0, 2, 4), ElementsAre(1), ElementsAre(1, 3)));
    EXPECT_THAT(reachers.setOf, ElementsAre(0, 1, 0, 2, 0));
}

TEST(ReacherSetsTest, LinksThatReachTheSameVmsAreOneSetToo)
{
    const Reachability reach{.vmCount = 3,
                             .groups = {{Vms({0, 1}), Vms({0})}},
                             .links = {{VmId{0}, VmId{1}}, {VmId{0}, VmId{1}}}};
    const ReacherSets reachers = ReachersOf(reach);
    EXPECT_THAT(reachers.sets, ElementsAre(ElementsAre(0, 1), ElementsAre(2)));
    EXPECT_THAT(reachers.setOf, ElementsAre(0, 0, 1));
}

TEST(ReacherSetsTest, VmsOfTheSameTenantReachItNotWhereTheySpareIt)
{
    const Reachability reach{.vmCount = 4,
                             .groups = {{Vms({0, 1, 2, 3}), Vms({0, 1, 2, 3})}},
                             .links = {},
                             .tenantOf = {TenantId{0}, TenantId{0}, TenantId{1}, TenantId{1}}};
    const ReacherSets reachers = ReachersOf(reach);
    EXPECT_THAT(reachers.sets,
                ElementsAre(ElementsAre(0, 2, 3),
                            ElementsAre(1, 2, 3),
                            ElementsAre(0, 1, 2),
                            ElementsAre(0, 1, 3)));
    EXPECT_THAT(reachers.setOf, ElementsAre(0, 1, 2, 3));
}

TEST(ReacherSetsTest, AVmThatIsNoneIsRefused)
{
    EXPECT_THROW(ReachersOf({.vmCount = 1, .groups = {}, .links = {{VmId{0}, VmId{1}}}}),
                 std::out_of_range);
}

Reachability
AnyReachability()
{
    const auto vms = *rc::gen::inRange<uint32_t>(1, 12);
    const auto vm = rc::gen::map(rc::gen::inRange<uint32_t>(0, vms),
                                 [](uint32_t number) { return VmId{number}; });
    const auto some =
        rc::gen::map(rc::gen::container<std::vector<VmId>>(vm),
                     [](std::vector<VmId> list)
                     {
                         std::ranges::sort(list);
                         list.erase(std::unique(list.begin(), list.end()), list.end());
                         return list;
                     });
    Reachability reach{.vmCount = vms, .groups = {}, .links = {}};
    for (int group = *rc::gen::inRange(0, 4); group > 0; --group)
    {
        reach.groups.push_back({*some, *some});
    }
    reach.links = *rc::gen::container<std::vector<std::pair<VmId, VmId>>>(rc::gen::pair(vm, vm));
    return reach;
}

RC_GTEST_PROP(ReacherSetsProperty, TheyAreWhoReachesItAndItself, ())
{
    const Reachability reach = AnyReachability();
    const ReacherSets reachers = ReachersOf(reach);
    for (uint32_t vm = 0; vm < reach.vmCount; ++vm)
    {
        std::vector<uint32_t> expected;
        for (uint32_t from = 0; from < reach.vmCount; ++from)
        {
            const std::vector<VmId> reached = ReachableSet(reach, VmId{from});
            if (from == vm || std::ranges::binary_search(reached, VmId{vm}))
            {
                expected.push_back(from);
            }
        }
        RC_ASSERT(reachers.sets[reachers.setOf[vm]] == expected);
    }
    auto different = reachers.sets;
    std::ranges::sort(different);
    RC_ASSERT(std::ranges::adjacent_find(different) == different.end());
}

} // namespace

} // namespace ns3::vnlab::test
