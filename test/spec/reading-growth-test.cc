// SPDX-License-Identifier: GPL-2.0-only
//
// Reading takes time linear in the text. What is counted are allocations, and bytes of them: each step
// of reading that keeps something makes one. Columns have a count of their own (text-place-test.cc).
#include "test/spec/spec-test-helpers.h"

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <gtest/gtest.h>
#include <new>

namespace
{

uint64_t g_allocations = 0;
uint64_t g_allocatedBytes = 0;

} // namespace

void*
operator new(size_t size, const std::nothrow_t&) noexcept
{
    ++g_allocations;
    g_allocatedBytes += size;
    return std::malloc(size == 0 ? 1 : size);
}

void*
operator new(size_t size)
{
    if (void* const memory = operator new(size, std::nothrow))
    {
        return memory;
    }
    throw std::bad_alloc();
}

void
operator delete(void* memory) noexcept
{
    std::free(memory);
}

void
operator delete(void* memory, size_t) noexcept
{
    std::free(memory);
}

namespace ns3::vnlab
{

namespace
{

/// A text of so many elements.
struct GrowingText
{
    std::string name;
    SpecFormat format;
    std::function<std::string(int)> make;
};

std::string
Repeated(const std::string& before, int count, const std::string& each, const std::string& after)
{
    std::string text = before;
    for (int i = 0; i < count; ++i)
    {
        std::string element = each;
        for (size_t at = element.find('#'); at != std::string::npos; at = element.find('#'))
        {
            element.replace(at, 1, std::to_string(i));
        }
        text += element;
    }
    return text + after;
}

struct Work
{
    uint64_t allocations;
    uint64_t bytes;
};

Work
WorkOf(const GrowingText& text, int elements)
{
    const std::string made = text.make(elements);
    const Work before{g_allocations, g_allocatedBytes};
    Complaints(made, text.format);
    return {g_allocations - before.allocations, g_allocatedBytes - before.bytes};
}

GrowingText
GrowingDot(const std::string& name,
           const std::string& before,
           const std::string& each,
           const std::string& after)
{
    return {
        name, SpecFormat::kDot, [=](int count) { return Repeated(before, count, each, after); }};
}

const std::string kGraphMlHead = "<graphml><key id=\"r\" for=\"node\" attr.name=\"role\"/>";
const std::string kGraphMlGraph = "<graph edgedefault=\"undirected\">";

const std::vector<GrowingText> kGrowingTexts{
    GrowingDot("nodes on one line", "graph {", "n#;", "}"),
    GrowingDot("edges of one node", "graph { hub [max_links=9];", "hub -- n#;", "}"),
    GrowingDot("labels of one node", "graph { a [", "k#=v,", "] }"),
    GrowingDot("defaults for many nodes", "graph { node [deny=x, k1=v, k2=v]", "n#;", "}"),
    GrowingDot("subgraphs", "graph {", "subgraph s# { a# }", "}"),
    GrowingDot("a subgraph opened again", "graph {", "subgraph s { a# }", "}"),
    GrowingDot("chains of unknown names", "graph { chains=\"a", ">u#", "\"; a }"),
    GrowingDot("denied names that nobody has", "graph { a [deny=\"", "u# ", "\"] }"),
    GrowingDot("a long list of denied names for each link",
               "graph { hub [deny=\"",
               "d# ",
               "\"] hub -- {a b c d e f g h i j k l m n o p} }"),
    GrowingDot("edges on unknown paths", "graph { a; b;", "a -- b [path=u#];", "}"),
    {"nested subgraphs for many nodes",
     SpecFormat::kDot,
     [](int count) {
         return Repeated("graph " + std::string(90, '{'), count, "n#;", std::string(90, '}')) + "";
     }},
    {"nodes of GraphML on one line",
     SpecFormat::kGraphMl,
     [](int count)
     {
         return kGraphMlHead + kGraphMlGraph +
                Repeated("", count, "<node id=\"n#\"><data key=\"r\">x</data></node>", "") +
                "</graph></graphml>";
     }},
    {"defaults of keys that nobody reads",
     SpecFormat::kGraphMl,
     [](int count)
     {
         return Repeated("<graphml>",
                         count,
                         "<key id=\"k#\" for=\"node\" attr.name=\"x#\"><default>v</default></key>",
                         kGraphMlGraph) +
                Repeated("", count, "<node id=\"n#\"/>", "</graph></graphml>");
     }},
    {"edges to unknown nodes",
     SpecFormat::kGraphMl,
     [](int count)
     {
         return kGraphMlHead + kGraphMlGraph +
                Repeated("", count, "<edge source=\"u#\" target=\"v#\"/>", "") +
                "<node id=\"a\"/></graph></graphml>";
     }}};

} // namespace

TEST(ReadingGrowthTest, TwiceTheTextTakesTwiceTheSteps)
{
    for (const GrowingText& text : kGrowingTexts)
    {
        constexpr int elements = 4'000;
        const Work one = WorkOf(text, elements);
        const Work two = WorkOf(text, 2 * elements);
        EXPECT_LT(two.allocations, one.allocations * 23 / 10 + 1'000) << text.name;
        EXPECT_LT(two.bytes, one.bytes * 26 / 10 + 1'000'000) << text.name;
    }
}

} // namespace ns3::vnlab
