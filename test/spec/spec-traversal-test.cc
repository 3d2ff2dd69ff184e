// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-generator.h"
#include "model/spec/spec-traversal.h"
#include "test/spec/spec-test-helpers.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab
{

using testing::ElementsAre;

namespace
{

std::vector<std::string>
OrderOf(const std::string& dot)
{
    const Specification specification = ReadDotText(dot).specification;
    std::vector<std::string> names;
    for (const auto vertex : ExtractSpecification(specification).order)
    {
        names.push_back(specification.graph[vertex].name);
    }
    return names;
}

} // namespace

TEST(SpecTraversalTest, GoesDepthFirst)
{
    EXPECT_THAT(OrderOf("graph { a -- b; a -- c; b -- d; c -- e }"),
                ElementsAre("a", "b", "d", "c", "e"));
}

TEST(SpecTraversalTest, VisitsAllComponents)
{
    EXPECT_THAT(OrderOf("graph { a; b; c; d; c -- a }"), ElementsAre("a", "c", "b", "d"));
}

TEST(SpecTraversalTest, TheLinksOfTwoVmsOnTwoPathsAreTwo)
{
    const Specification specification =
        ReadDotText("graph { paths=\"p=10.1.0.0/24 q=10.2.0.0/24 r=10.3.0.0/24\";\n"
                    "a -- b [path=r]; a -- b [path=p]; b -- c [path=q]; d }")
            .specification;
    const Extraction extraction = ExtractSpecification(specification);
    EXPECT_EQ(extraction.links.size(), 3U);
    EXPECT_THAT(
        extraction.pathsOfVm,
        ElementsAre(
            ElementsAre(0U, 2U), ElementsAre(0U, 1U, 2U), ElementsAre(1U), ElementsAre(0U)));
}

TEST(SpecTraversalTest, ALongRingDoesNotExhaustTheStack)
{
    const Specification ring = GenerateSpecification({.kind = "ring", .vms = 60'000});
    const Extraction extraction = ExtractSpecification(ring);
    EXPECT_EQ(extraction.order.size(), 60'000U);
    EXPECT_EQ(extraction.links.size(), 60'000U);
}

RC_GTEST_PROP(SpecTraversalProperty, VisitsEveryVertexAndEveryEdgeExactlyOnce, ())
{
    Specification specification;
    const auto count = *rc::gen::inRange<uint32_t>(1, 12);
    for (uint32_t i = 0; i < count; ++i)
    {
        specification.graph[add_vertex(specification.graph)].name = std::to_string(i);
    }
    for (uint32_t a = 0; a < count; ++a)
    {
        for (uint32_t b = 0; b < a; ++b)
        {
            for (uint32_t path = 0; path < 3; ++path)
            {
                if (*rc::gen::inRange(0, 5) == 0)
                {
                    add_edge(a, b, LinkSpec{path, {}}, specification.graph);
                }
            }
        }
    }
    const SpecGraph& graph = specification.graph;
    const Extraction extraction = ExtractSpecification(specification);

    std::vector<SpecGraph::vertex_descriptor> order = extraction.order;
    std::sort(order.begin(), order.end());
    RC_ASSERT(order.size() == count);
    RC_ASSERT(std::adjacent_find(order.begin(), order.end()) == order.end());

    std::set<const void*> links;
    for (const auto link : extraction.links)
    {
        RC_ASSERT(links.insert(&graph[link]).second);
    }
    RC_ASSERT(links.size() == num_edges(graph));

    for (uint32_t vertex = 0; vertex < count; ++vertex)
    {
        std::set<uint32_t> paths;
        for (const auto edge : boost::make_iterator_range(out_edges(vertex, graph)))
        {
            paths.insert(graph[edge].path);
        }
        if (paths.empty())
        {
            paths.insert(0);
        }
        RC_ASSERT(extraction.pathsOfVm[vertex] ==
                  std::vector<uint32_t>(paths.begin(), paths.end()));
    }
}

} // namespace ns3::vnlab
