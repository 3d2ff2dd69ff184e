// SPDX-License-Identifier: GPL-2.0-only
//
// What becomes of chains when the networks that they are in change.

#include "model/spec/isolation.h"
#include "model/spec/rewire.h"
#include "model/spec/spec-delta.h"
#include "model/spec/spec-generator.h"
#include "model/spec/spec-reader.h"
#include "model/spec/steering.h"
#include "test/spec/spec-test-helpers.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Specification
SpecOf(const std::string& text)
{
    return ReadSpecification(text, SpecFormat::kDot, "a.dot").specification;
}

std::vector<NamedLink>
Steered(const Specification& specification)
{
    std::vector<NamedLink> links = NamedLinks(specification);
    std::erase_if(links, [](const NamedLink& link) { return link.via.empty(); });
    return links;
}

const std::string kTwo = "graph { chains=\"a>f>g>z, b>f>z\"; a; b; f; g; z }";

TEST(SteeringTest, AChainGoesWithOneOfItsHops)
{
    Specification spec = SpecOf(kTwo);
    EXPECT_THAT(Steered(spec),
                ElementsAre(NamedLink{"a", "z", "default", {}, {"f", "g"}},
                            NamedLink{"b", "z", "default", {}, {"f"}}));
    remove_edge(2, 3, spec.graph); // f and g
    RemoveBrokenChains(spec);
    EXPECT_THAT(Steered(spec), ElementsAre(NamedLink{"b", "z", "default", {}, {"f"}}));
}

TEST(SteeringTest, AChainGoesWithOneOfItsVms)
{
    Specification spec = SpecOf(kTwo);
    clear_vertex(3, spec.graph);
    remove_vertex(3, spec.graph); // g; z has its number from now on
    RemoveBrokenChains(spec);
    EXPECT_THAT(Steered(spec), ElementsAre(NamedLink{"b", "z", "default", {}, {"f"}}));
}

TEST(SteeringTest, AChainThatGoesStraightContradictsOneThatDoesNot)
{
    for (const std::string chains : {"a>z, a>f>z", "a>f>z, z>a"})
    {
        const std::string text = "graph { chains=\"" + chains + "\"; a; f; z }";
        EXPECT_THAT(DotComplaints(text), ElementsAre(HasSubstr("accepted is one way"))) << chains;
    }
}

TEST(SteeringTest, AChainIsNoLongerThanAPacketLives)
{
    const auto complaintsOf = [](int vms)
    {
        std::string chain = "v0";
        std::string declared = "v0;";
        for (int i = 1; i < vms; ++i)
        {
            chain += ">v" + std::to_string(i);
            declared += " v" + std::to_string(i) + ";";
        }
        const std::string text = "graph { chains=\"" + chain + "\"; " + declared + " }";
        return DotComplaints(text);
    };
    EXPECT_THAT(complaintsOf(60), IsEmpty());
    EXPECT_THAT(complaintsOf(61), ElementsAre(HasSubstr("has 61 VMs")));
}

TEST(SteeringTest, AVmInQuarantineTakesItsChainsAlong)
{
    EXPECT_THAT(Steered(Isolated(SpecOf(kTwo), {"g"})),
                ElementsAre(NamedLink{"b", "z", "default", {}, {"f"}}));
}

TEST(SteeringTest, LinksThatChainsSayAreCountedOnce)
{
    const Specification spec = SpecOf(kTwo);
    EXPECT_EQ(CountDirectLinks(spec.graph), 5U);
    EXPECT_EQ(CountHops(spec.graph), 5U); // a-f, f-g, g-z, b-f, f-z
    EXPECT_EQ(num_edges(spec.graph), 7U);
}

/// Rewiring moves direct links alone; the chains that stay are whole, and those that go are not.
RC_GTEST_PROP(SteeringLaw, RewiringLeavesWholeChains, ())
{
    const auto vms = *rc::gen::inRange<uint32_t>(8, 40);
    const Specification before = GenerateSpecification({.kind = "service-chain", .vms = vms});
    const auto links =
        *rc::gen::inRange<uint32_t>(0, static_cast<uint32_t>(CountDirectLinks(before.graph)) + 1);
    const Specification after = Rewire(before, links, *rc::gen::arbitrary<uint64_t>());
    RC_ASSERT(CountDirectLinks(after.graph) == CountDirectLinks(before.graph));
    const std::vector<NamedLink> kept = Steered(after);
    const std::vector<NamedLink> all = NamedLinks(after);
    const auto isHop = [&all](const std::string& a, const std::string& b)
    {
        const auto [first, second] = std::minmax(a, b);
        return std::ranges::any_of(all,
                                   [&](const NamedLink& link) {
                                       return link.first == first && link.second == second &&
                                              link.via.empty();
                                   });
    };
    for (const NamedLink& chain : Steered(before))
    {
        std::vector<std::string> way = chain.via;
        way.insert(way.begin(), chain.first);
        way.push_back(chain.second);
        bool isWhole = true;
        for (size_t i = 1; i < way.size(); ++i)
        {
            isWhole = isWhole && isHop(way[i - 1], way[i]);
        }
        RC_ASSERT((std::ranges::count(kept, chain) == 1) == isWhole);
    }
}

} // namespace
} // namespace ns3::vnlab::test
