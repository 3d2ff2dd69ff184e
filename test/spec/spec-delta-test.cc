// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-delta.h"
#include "model/spec/spec-generator.h"
#include "model/spec/spec-settings.h"
#include "test/spec/spec-test-helpers.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab
{

using testing::ElementsAre;
using testing::IsEmpty;

namespace
{

/// A random subset of ten VMs, starting anywhere, with random links on two paths.
Specification
ArbitrarySpecification()
{
    Specification specification;
    specification.paths = {DefaultPath(), {"data", {0x0a800000, 16}, TunnelProtocol::kVxlan}};
    const auto first = *rc::gen::inRange(0, 10);
    for (int i = 0; i < 10; ++i)
    {
        if (*rc::gen::inRange(0, 3) > 0)
        {
            const std::string number = std::to_string((first + i) % 10);
            specification.graph[add_vertex(specification.graph)].name = "vm-" + number;
        }
    }
    const auto count = static_cast<uint32_t>(num_vertices(specification.graph));
    for (uint32_t a = 0; a < count; ++a)
    {
        for (uint32_t b = 0; b < a; ++b)
        {
            for (uint32_t path = 0; path < 2; ++path)
            {
                const auto kind = *rc::gen::inRange(0, 4);
                if (kind >= 2)
                {
                    const std::vector<Service> allow(kind - 2, Service{6, 80});
                    add_edge(a, b, LinkSpec{path, allow}, specification.graph);
                }
            }
        }
    }
    return specification;
}

template <class T>
std::vector<T>
Apply(std::vector<T> set, const std::vector<T>& removed, const std::vector<T>& added)
{
    std::vector<T> result;
    std::set_difference(
        set.begin(), set.end(), removed.begin(), removed.end(), std::back_inserter(result));
    result.insert(result.end(), added.begin(), added.end());
    std::sort(result.begin(), result.end());
    return result;
}

template <class T>
bool
IsSortedWithoutRepeats(const std::vector<T>& list)
{
    return std::adjacent_find(list.begin(), list.end(), std::greater_equal<T>()) == list.end();
}

} // namespace

TEST(SpecDeltaTest, NamesEachDifference)
{
    const Specification before = ReadDotText("graph { a -- b; b -- c; c -- d }").specification;
    const Specification after =
        ReadDotText("graph { e -- a; b -- a; b -- c [allow=icmp]; c }").specification;
    const SpecDelta delta = Diff(before, after);
    EXPECT_THAT(delta.addedVms, ElementsAre("e"));
    EXPECT_THAT(delta.removedVms, ElementsAre("d"));
    EXPECT_THAT(delta.addedLinks,
                ElementsAre(NamedLink{"a", "e", "default", {}},
                            NamedLink{"b", "c", "default", {Service{1, 0}}}));
    EXPECT_THAT(
        delta.removedLinks,
        ElementsAre(NamedLink{"b", "c", "default", {}}, NamedLink{"c", "d", "default", {}}));
}

TEST(SpecDeltaTest, AnotherOrderIsNoDifference)
{
    const Specification before = ReadDotText("graph { a -- b; b -- c }").specification;
    const Specification after = ReadDotText("graph { c -- b; b -- a }").specification;
    EXPECT_TRUE(Diff(before, after).Empty());
}

TEST(SpecDeltaTest, ALinkThatMovesToAnotherPathIsOneRemovedAndOneAdded)
{
    const std::string head = "graph { paths=\"p=10.1.0.0/24 q=10.2.0.0/24\"; ";
    const SpecDelta delta = Diff(ReadDotText(head + "a -- b }").specification,
                                 ReadDotText(head + "a -- b [path=q] }").specification);
    EXPECT_THAT(delta.removedLinks, ElementsAre(NamedLink{"a", "b", "p", {}}));
    EXPECT_THAT(delta.addedLinks, ElementsAre(NamedLink{"a", "b", "q", {}}));
    EXPECT_THAT(delta.addedVms, IsEmpty());
}

RC_GTEST_PROP(SpecDeltaProperty, ASpecificationDoesNotDifferFromItself, ())
{
    const Specification specification = ArbitrarySpecification();
    RC_ASSERT(Diff(specification, specification).Empty());
}

RC_GTEST_PROP(SpecDeltaProperty, ApplyingTheDeltaToTheOldGivesTheNew, ())
{
    const Specification before = ArbitrarySpecification();
    const Specification after = ArbitrarySpecification();
    const SpecDelta delta = Diff(before, after);
    RC_ASSERT(Apply(NamedLinks(before), delta.removedLinks, delta.addedLinks) == NamedLinks(after));
    std::vector<std::string> oldVms = VmNamesOf(before);
    std::vector<std::string> newVms = VmNamesOf(after);
    std::sort(oldVms.begin(), oldVms.end());
    std::sort(newVms.begin(), newVms.end());
    RC_ASSERT(Apply(oldVms, delta.removedVms, delta.addedVms) == newVms);
    RC_ASSERT(delta.Empty() == (oldVms == newVms && NamedLinks(before) == NamedLinks(after)));
}

RC_GTEST_PROP(SpecDeltaProperty, TheWayBackIsTheMirrorImage, ())
{
    const Specification before = ArbitrarySpecification();
    const Specification after = ArbitrarySpecification();
    const SpecDelta there = Diff(before, after);
    const SpecDelta back = Diff(after, before);
    RC_ASSERT(there.addedVms == back.removedVms);
    RC_ASSERT(there.removedVms == back.addedVms);
    RC_ASSERT(there.addedLinks == back.removedLinks);
    RC_ASSERT(there.removedLinks == back.addedLinks);
}

RC_GTEST_PROP(SpecDeltaProperty, ListsAreSortedWithoutRepeatsAndRemovedVmsTakeTheirLinks, ())
{
    const Specification before = ArbitrarySpecification();
    const SpecDelta delta = Diff(before, ArbitrarySpecification());
    RC_ASSERT(IsSortedWithoutRepeats(delta.addedVms));
    RC_ASSERT(IsSortedWithoutRepeats(delta.removedVms));
    RC_ASSERT(IsSortedWithoutRepeats(delta.addedLinks));
    RC_ASSERT(IsSortedWithoutRepeats(delta.removedLinks));
    const std::set<std::string> gone(delta.removedVms.begin(), delta.removedVms.end());
    const std::set<NamedLink> removed(delta.removedLinks.begin(), delta.removedLinks.end());
    for (const NamedLink& link : NamedLinks(before))
    {
        if (gone.contains(link.first) || gone.contains(link.second))
        {
            RC_ASSERT(removed.contains(link));
        }
    }
}

} // namespace ns3::vnlab
