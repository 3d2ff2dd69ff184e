// SPDX-License-Identifier: GPL-2.0-only
//
// Witness: Graphviz. `gvpr` reads random DOT texts and lists their vertices and edges.
#include "model/spec/dot-reader.h"
#include "test/spec/spec-test-helpers.h"
#include "test/support/reader-program.h"
#include "test/support/temporary-folder.h"

#include <boost/range/iterator_range.hpp>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <rapidcheck.h>
#include <set>
#include <sstream>

namespace ns3::vnlab
{

namespace
{

/// What a text says: the role of each vertex, and each edge with its ends in order and its `allow`.
struct DotContent
{
    std::map<std::string, std::string> roles;
    std::multiset<std::string> edges;

    bool operator==(const DotContent&) const = default;
};

std::string
EdgeText(const std::string& a, const std::string& b, const std::string& allow)
{
    return std::min(a, b) + " " + std::max(a, b) + " " + allow;
}

DotContent
ContentByUs(const std::string& text)
{
    const RawGraph graph = ReadDot(text, "t.dot");
    DotContent content;
    for (const auto vertex : boost::make_iterator_range(vertices(graph)))
    {
        content.roles[graph[vertex].id] = LabelValue(graph[vertex].labels, "role");
    }
    for (const auto edge : boost::make_iterator_range(edges(graph)))
    {
        content.edges.insert(EdgeText(graph[source(edge, graph)].id,
                                      graph[target(edge, graph)].id,
                                      LabelValue(graph[edge].labels, "allow")));
    }
    return content;
}

/// @return nothing where gvpr cannot be run
std::optional<DotContent>
ContentByGraphviz(const std::string& text)
{
    const TemporaryFolder folder;
    const std::string file = folder / "t.dot";
    std::ofstream(file) << text;
    const test::ReaderResult read = test::RunReader(
        {"gvpr",
         "N { printf(\"N,%s,%s\\n\", $.name, hasAttr($, \"role\") ? aget($, \"role\") : \"\"); }\n"
         "E { printf(\"E,%s,%s,%s\\n\", $.tail.name, $.head.name,\n"
         "           hasAttr($, \"allow\") ? aget($, \"allow\") : \"\"); }",
         file});
    if (read.status != 0)
    {
        return std::nullopt;
    }
    DotContent content;
    std::istringstream lines(read.output);
    for (std::string kind; std::getline(lines, kind, ',');)
    {
        std::string name;
        std::string next;
        std::string allow;
        std::getline(lines, name, ',');
        std::getline(lines, next, kind == "N" ? '\n' : ',');
        if (kind == "N")
        {
            content.roles[name] = next;
            continue;
        }
        std::getline(lines, allow);
        content.edges.insert(EdgeText(name, next, allow));
    }
    return content;
}

/// Draws a DOT text of few names, so that statements meet.
class DotDrawing
{
  public:
    std::string Draw()
    {
        const bool strict = *rc::gen::arbitrary<bool>();
        const bool directed = *rc::gen::arbitrary<bool>();
        m_operator = directed ? " -> " : " -- ";
        m_hasKeys = !strict;
        return std::string(strict ? "strict " : "") + (directed ? "digraph" : "graph") + Body(0);
    }

  private:
    static bool Chance(int oneIn)
    {
        return *rc::gen::inRange(0, oneIn) == 0;
    }

    static std::string Id()
    {
        return *rc::gen::element<std::string>("a", "b", "c", "d", "e", "f");
    }

    std::string Body(int depth)
    {
        std::string body = " {";
        const int statements = *rc::gen::inRange(0, depth == 0 ? 9 : 4);
        for (int i = 0; i < statements; ++i)
        {
            body += " " + Statement(depth) + (Chance(2) ? ";" : "\n");
        }
        return body + " }";
    }

    std::string Statement(int depth)
    {
        switch (*rc::gen::inRange(0, 8))
        {
        case 0:
            return "node" + Labels("role");
        case 1:
            return "edge" + Labels("allow");
        case 2:
            return Subgraph(depth);
        case 3:
            return List() + (Chance(2) ? Labels("role") : "");
        case 4:
            return "allow = \"p\"";
        default:
            return Edge(depth);
        }
    }

    std::string Edge(int depth)
    {
        std::string edge = End(depth);
        const int more = *rc::gen::inRange(1, 4);
        for (int i = 0; i < more; ++i)
        {
            edge += m_operator + End(depth);
        }
        return edge + (Chance(2) ? Labels("allow") : "") +
               (m_hasKeys && Chance(4) ? " [key=" + Id() + "]" : "");
    }

    std::string End(int depth)
    {
        return Chance(2) ? Id() : Chance(2) ? List() : Subgraph(depth);
    }

    static std::string List()
    {
        return Id() + (Chance(3) ? ":n" : "") + (Chance(3) ? ", " + Id() : "");
    }

    std::string Subgraph(int depth)
    {
        if (depth == 3)
        {
            return "{ " + Id() + " }";
        }
        const std::string name = *rc::gen::element<std::string>(
            "", "", "subgraph", "subgraph s", "subgraph t", "subgraph \"cluster s\"");
        return name + Body(depth + 1);
    }

    static std::string Labels(const std::string& label)
    {
        return " [" + label + "=" + *rc::gen::element<std::string>("p", "q", "\"\"") + "]";
    }

    std::string m_operator;
    bool m_hasKeys{false};
};

} // namespace

TEST(DotGraphvizTest, TheGraphIsThatOfGraphviz)
{
    const std::optional<DotContent> known =
        ContentByGraphviz("graph { {a -- b} -- c; a [role=p] }");
    if (!known)
    {
        GTEST_SKIP() << "gvpr (Debian package graphviz) is absent";
    }
    ASSERT_EQ(*known, (DotContent{{{"a", "p"}, {"b", ""}, {"c", ""}}, {"a b ", "a c ", "b c "}}));
    EXPECT_TRUE(rc::check(
        []
        {
            const std::string text = DotDrawing().Draw();
            RC_LOG() << text;
            RC_ASSERT(ContentByUs(text) == *ContentByGraphviz(text));
        }));
}

} // namespace ns3::vnlab
