// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/rewire.h"
#include "model/spec/spec-constraints.h"
#include "model/spec/spec-delta.h"
#include "model/spec/spec-generator.h"
#include "model/spec/spec-reader.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

using LinkSet = std::set<std::pair<std::string, std::string>>;

LinkSet
LinksOf(const Specification& specification)
{
    LinkSet links;
    const SpecGraph& graph = specification.graph;
    for (const auto edge : boost::make_iterator_range(boost::edges(graph)))
    {
        links.insert(std::minmax(graph[source(edge, graph)].name, graph[target(edge, graph)].name));
    }
    return links;
}

size_t
CountKept(const LinkSet& before, const LinkSet& after)
{
    return static_cast<size_t>(std::ranges::count_if(
        after, [&before](const auto& link) { return before.contains(link); }));
}

Specification
Dot(const std::string& text)
{
    return ReadSpecification(text, SpecFormat::kDot, "a.dot").specification;
}

/// @return whether nothing that specifications promise is violated
bool
IsSound(const Specification& specification)
{
    const SpecPlaces places{"",
                            {},
                            std::vector<Place>(num_vertices(specification.graph)),
                            std::vector<Place>(num_edges(specification.graph))};
    return CheckConstraints(specification, places).empty();
}

RC_GTEST_PROP(RewireProperty, AsManyLinksComeAsGoAndNoneThatWasThere, ())
{
    const auto vms = *rc::gen::inRange<uint32_t>(5, 30);
    const Specification before = GenerateSpecification({.kind = "ring", .vms = vms});
    const auto links = *rc::gen::inRange<uint32_t>(0, std::min(vms, vms * (vms - 3) / 2) + 1);
    const auto seed = *rc::gen::arbitrary<uint64_t>();
    const Specification after = Rewire(before, links, seed);
    RC_ASSERT(LinksOf(after).size() == vms);
    RC_ASSERT(CountKept(LinksOf(before), LinksOf(after)) == vms - links);
    RC_ASSERT(LinksOf(Rewire(before, links, seed)) == LinksOf(after));
}

RC_GTEST_PROP(RewireProperty, DenyAndMaxLinksAreKept, ())
{
    // Two roles that keep apart from each other, and one VM that has what it may have.
    const Specification before =
        Dot("graph { node [role=web, deny=db]; a; b; c; d; e; "
            "node [role=db, deny=web]; v; w; x; y; z; z [max_links=1]; a -- b -- c; v -- w -- z }");
    const Specification after =
        Rewire(before, *rc::gen::inRange<uint32_t>(0, 5), *rc::gen::arbitrary<uint64_t>());
    RC_ASSERT(IsSound(after));
    RC_ASSERT(num_edges(after.graph) == 4U);
}

TEST(RewireTest, TheOnlyPairThatIsLeftIsFound)
{
    // Of a thousand VMs all but two deny everybody.
    std::string text = "graph { node [role=shy]; ";
    for (int i = 0; i < 1'000; ++i)
    {
        text += "s" + std::to_string(i) + " [deny=\"shy,open\"]; ";
    }
    const Specification before = Dot(text + "node [role=open]; p; q; r; p -- q; q -- r }");
    const LinkSet after = LinksOf(Rewire(before, 1, 7));
    EXPECT_TRUE(after.contains({"p", "r"}));
}

TEST(RewireTest, WhereNoPairIsLeftItSaysSo)
{
    const Specification full = GenerateSpecification({.kind = "full-mesh", .vms = 4});
    EXPECT_THROW(Rewire(full, 1, 1), std::invalid_argument);
    EXPECT_THROW(Rewire(Dot("graph { a [deny=c]; c; a -- b }"), 2, 1), std::invalid_argument);
    EXPECT_THROW(
        Rewire(Dot("graph { a [max_links=1]; b [max_links=1]; c [deny=\"a,b\"]; a -- b }"), 1, 1),
        std::invalid_argument);
}

} // namespace

} // namespace ns3::vnlab
