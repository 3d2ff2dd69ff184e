// SPDX-License-Identifier: GPL-2.0-only
//
// Ways of attackers and their cuts, against the closure and against every set of VMs.

#include "analysis/exposure/attack-path.h"
#include "analysis/exposure/exposure.h"

#include <algorithm>
#include <bit>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr uint32_t kMost = 8;

/// A relation of groups and links.
Reachability
DrawRelation()
{
    const auto vms = *rc::gen::inRange(2u, kMost + 1);
    const auto vm = rc::gen::map(rc::gen::inRange(0u, vms), [](uint32_t v) { return VmId{v}; });
    const auto some = rc::gen::scale(0.1, rc::gen::container<std::vector<VmId>>(vm));
    Reachability reach{.vmCount = vms, .groups = {}, .links = {}};
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
    {
        reach.groups.push_back({*some, *some});
    }
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i)
    {
        reach.links.emplace_back(*vm, *vm);
    }
    return reach;
}

/// @return whether an attacker gets from one VM to another where some withstand
bool
GetsThrough(const Reachability& reach, VmId from, VmId to, uint32_t hardened)
{
    std::vector<VmId> open{from};
    uint32_t seen = hardened | 1u << from.value;
    while (!open.empty())
    {
        const VmId at = open.back();
        open.pop_back();
        for (const VmId next : ReachableSet(reach, at))
        {
            if (next == to)
            {
                return true;
            }
            if ((seen >> next.value & 1) == 0)
            {
                seen |= 1u << next.value;
                open.push_back(next);
            }
        }
    }
    return false;
}

uint32_t
MaskOf(const std::vector<VmId>& vms)
{
    uint32_t mask = 0;
    for (const VmId vm : vms)
    {
        mask |= 1u << vm.value;
    }
    return mask;
}

RC_GTEST_PROP(AttackPath, LeadsThereStepByStepByTheFewestStepsWhereTheClosureHasTheTarget, ())
{
    const Reachability reach = DrawRelation();
    const VmId from{0};
    const VmId to{1};
    const std::vector<VmId> path = ShortestAttackPath(reach, from, to);
    const std::vector<VmId> closure = ClosureSet(reach, from);
    RC_ASSERT(path.empty() == !std::ranges::binary_search(closure, to));
    if (path.empty())
    {
        return;
    }
    RC_ASSERT(path.front() == from);
    RC_ASSERT(path.back() == to);
    std::vector<VmId> ring{from};
    size_t steps = 0; // by rings: all that are one step further
    for (uint32_t seen = 1; !std::ranges::count(ring, to); ++steps)
    {
        std::vector<VmId> further;
        for (const VmId at : ring)
        {
            for (const VmId next : ReachableSet(reach, at))
            {
                if ((seen >> next.value & 1) == 0)
                {
                    seen |= 1u << next.value;
                    further.push_back(next);
                }
            }
        }
        ring = further;
    }
    RC_ASSERT(path.size() == steps + 1);
    for (size_t i = 1; i < path.size(); ++i)
    {
        const std::vector<VmId> next = ReachableSet(reach, path[i - 1]);
        RC_ASSERT(std::ranges::binary_search(next, path[i]));
    }
}

RC_GTEST_PROP(AttackPath, TheCutKeepsTheAttackerOutAndNoFewerVmsDo, ())
{
    const Reachability reach = DrawRelation();
    const VmId from{0};
    const VmId to{1};
    const auto cut = LeastCut(reach, from, to);
    const std::vector<VmId> next = ReachableSet(reach, from);
    RC_ASSERT(cut.has_value() == !std::ranges::binary_search(next, to));
    if (!cut)
    {
        return;
    }
    RC_ASSERT(!GetsThrough(reach, from, to, MaskOf(*cut)));
    RC_ASSERT((MaskOf(*cut) & 3u) == 0u);
    for (uint32_t set = 0; set < 1u << reach.vmCount; set += 4) // neither end
    {
        RC_ASSERT(GetsThrough(reach, from, to, set) ||
                  std::popcount(set) >= static_cast<int>(cut->size()));
    }
}

TEST(AttackPathTest, OfTwoWaysTheShorterIsToldAndBothAreCut)
{
    // 0 → 2 → 1 and 0 → 3 → 4 → 1; 3 and 4 by a group.
    const Reachability reach{
        .vmCount = 5,
        .groups = {{{VmId{3}}, {VmId{4}}}},
        .links = {{VmId{0}, VmId{2}}, {VmId{2}, VmId{1}}, {VmId{0}, VmId{3}}, {VmId{4}, VmId{1}}}};
    EXPECT_THAT(ShortestAttackPath(reach, VmId{0}, VmId{1}),
                ElementsAre(VmId{0}, VmId{2}, VmId{1}));
    EXPECT_THAT(*LeastCut(reach, VmId{0}, VmId{1}), ElementsAre(VmId{2}, VmId{3}));
    EXPECT_EQ(LeastCut(reach, VmId{0}, VmId{2}), std::nullopt); // nobody is between
    EXPECT_THAT(*LeastCut(reach, VmId{1}, VmId{0}), IsEmpty());
    EXPECT_THAT(ShortestAttackPath(reach, VmId{1}, VmId{0}), IsEmpty());
}

TEST(AttackPathTest, WhatIsNoQuestionIsRefused)
{
    Reachability reach{.vmCount = 2, .groups = {}, .links = {}};
    EXPECT_THROW(ShortestAttackPath(reach, VmId{0}, VmId{2}), std::out_of_range);
    EXPECT_THROW(LeastCut(reach, VmId{0}, VmId{0}), std::invalid_argument);
    reach.tenantOf = {TenantId{0}, TenantId{1}};
    EXPECT_THROW(ShortestAttackPath(reach, VmId{0}, VmId{1}), std::invalid_argument);
}

} // namespace

} // namespace ns3::vnlab
