// SPDX-License-Identifier: GPL-2.0-only
//
// What the statements of a DOT text make. dot-graphviz-test.cc asks Graphviz about random ones.
#include "test/spec/spec-test-helpers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// The links of a text as "a-b", with what they allow: "a-b tcp/80".
std::vector<std::string>
LinksOfDot(const std::string& text)
{
    std::vector<std::string> links;
    for (const NamedLink& link : NamedLinks(ReadDotText(text).specification))
    {
        links.push_back(link.first + "-" + link.second);
        for (const Service& service : link.allow)
        {
            links.back() += service == kTcp80 ? " tcp/80" : service == kUdp53 ? " udp/53" : " ?";
        }
    }
    return links;
}

std::vector<std::string>
RolesOfDot(const std::string& text)
{
    const Specification read = ReadDotText(text).specification;
    std::vector<std::string> roles;
    for (size_t vm = 0; vm < num_vertices(read.graph); ++vm)
    {
        roles.push_back(read.graph[vm].name + "=" + read.graph[vm].role);
    }
    return roles;
}

std::string
Names(const std::string& prefix, int count)
{
    std::string names;
    for (int i = 0; i < count; ++i)
    {
        names += prefix + std::to_string(i) + ";";
    }
    return names;
}

} // namespace

TEST(DotGraphTest, ASubgraphThatEdgesMakeIsAnEndOfEdges)
{
    EXPECT_THAT(LinksOfDot("graph { {a -- b} -- c }"), ElementsAre("a-b", "a-c", "b-c"));
    EXPECT_THAT(LinksOfDot("graph { subgraph s {a;b} -- c }"), ElementsAre("a-c", "b-c"));
    EXPECT_THAT(LinksOfDot("graph { subgraph cluster_web { w1 -- w2 } -- db }"),
                ElementsAre("db-w1", "db-w2", "w1-w2"));
    EXPECT_THAT(LinksOfDot("graph { a -- {b c} -- d }"), ElementsAre("a-b", "a-c", "b-d", "c-d"));
    EXPECT_THAT(LinksOfDot("graph { {{a} b -- {c}} -- d }"),
                ElementsAre("a-d", "b-c", "b-d", "c-d"));
    EXPECT_THAT(LinksOfDot("graph { a, b -- c:n, d:p:s }"),
                ElementsAre("a-c", "a-d", "b-c", "b-d"));
    EXPECT_THAT(LinksOfDot("graph { a -- {} -- b }"), IsEmpty());
}

TEST(DotGraphTest, WhatBracesJoinDoesNotGetRoundDeny)
{
    EXPECT_THAT(
        DotComplaints("graph { subgraph cluster_web { node [role=web]; w1 -- w2 }\n"
                      "subgraph cluster_db { node [role=db, deny=web]; d1 }\n"
                      "{ w1 -- w2 } -- { d1 } }"),
        ElementsAre(
            "t.dot:3:1: the link between 'd1' and 'w1' is forbidden: 'd1' denies role 'web'",
            "t.dot:3:1: the link between 'd1' and 'w2' is forbidden: 'd1' denies role "
            "'web'"));
}

TEST(DotGraphTest, ASubgraphOpenedAgainHasItsMembersAndDefaults)
{
    EXPECT_THAT(LinksOfDot("graph { subgraph s {a} subgraph s {b} -- c }"),
                ElementsAre("a-c", "b-c"));
    EXPECT_THAT(LinksOfDot("graph { subgraph s {a} subgraph t { subgraph s {b} -- x } }"),
                ElementsAre("b-x")); // another s
    EXPECT_THAT(LinksOfDot("graph { subgraph s {a} -- subgraph s {b} }"), ElementsAre("a-b"));
    EXPECT_THAT(RolesOfDot("graph { subgraph s { node [role=db]; a } b; subgraph s { c } }"),
                ElementsAre("a=db", "b=", "c=db"));
}

TEST(DotGraphTest, DefaultsReachWhatIsMadeBehindThemInTheirSubgraph)
{
    EXPECT_THAT(RolesOfDot("graph { a; node [role=web]; b; subgraph { node [role=db]; c; a } d }"),
                ElementsAre("a=", "b=web", "c=db", "d=web"));
    EXPECT_THAT(RolesOfDot("graph { node [role=web]; { node [role=\"\"]; a } }"),
                ElementsAre("a="));
    EXPECT_THAT(LinksOfDot("graph { edge [allow=\"tcp/80\"]; a -- b; { edge [allow=\"udp/53\"]\n"
                           " c -- d { e -- f } } {g} -- h; i -- j [allow=\"\"] }"),
                ElementsAre("a-b tcp/80", "c-d udp/53", "e-f udp/53", "g-h tcp/80", "i-j"));
    EXPECT_THAT(RolesOfDot("graph { {a b} [role=x]; c, d [role=y] }"),
                ElementsAre("a=", "b=", "c=y", "d=y"));
}

TEST(DotGraphTest, AStrictGraphHasOneEdgeAPairToWhichLaterLabelsAdd)
{
    EXPECT_THAT(LinksOfDot("strict graph { a -- b [allow=\"tcp/80\"]; a -- b }"),
                ElementsAre("a-b tcp/80"));
    EXPECT_THAT(LinksOfDot("strict graph { a -- b; a -- b [allow=\"tcp/80\"] }"),
                ElementsAre("a-b tcp/80"));
    EXPECT_THAT(LinksOfDot("strict graph { a -- b [allow=\"tcp/80\"]; b -- a [allow=\"udp/53\"] }"),
                ElementsAre("a-b udp/53"));
    EXPECT_THAT(ReadDotText("strict graph { a -- b; b -- a }").warnings, IsEmpty());
    EXPECT_THAT(LinksOfDot("strict graph { a -- b [key=k allow=\"tcp/80\"];\n"
                           "a -- b [key=l allow=\"udp/53\"] }"),
                ElementsAre("a-b tcp/80")); // as Graphviz: the second edge is refused
}

TEST(DotGraphTest, AKeyNamesOneOfParallelEdges)
{
    const ReadResult read = ReadDotText("graph { paths=\"p=10.1.0.0/24 q=10.2.0.0/24\";\n"
                                        "a -- b [key=1]; a -- b [key=2 path=q];\n"
                                        "b -- a [key=1 allow=\"tcp/80\"] }");
    EXPECT_THAT(NamedLinks(read.specification),
                ElementsAre(NamedLink{"a", "b", "p", {kTcp80}}, NamedLink{"a", "b", "q", {}}));
    EXPECT_THAT(read.warnings, IsEmpty());
}

TEST(DotGraphTest, ALabelThatAListStatesTwiceIsSaid)
{
    const ReadResult read =
        ReadDotText("graph { a -- b [allow=\"tcp/80\",\n allow=\"udp/53\"]; a [role=x role=x] }");
    EXPECT_THAT(NamedLinks(read.specification),
                ElementsAre(NamedLink{"a", "b", "default", {kUdp53}}));
    EXPECT_THAT(
        read.warnings,
        ElementsAre("t.dot:2:2: label 'allow' is stated twice in one list; the last counts"));
}

TEST(DotGraphTest, WhatBracesMakeIsBounded)
{
    EXPECT_THAT(DotComplaints("graph {\n a;\n {" + Names("a", 1'200) + "} -- {" +
                              Names("b", 1'200) + "} }"),
                ElementsAre("t.dot:3:2: edges between subgraphs and lists make more than 1000000 "
                            "members and links up to here; accepted are at most so many"));
    EXPECT_THAT(DotComplaints("graph { {" + Names("a", 500) + "} -- {" + Names("b", 500) + "} }"),
                IsEmpty());
    std::string again = "graph { subgraph s {" + Names("a", 10'000) + "}\n";
    for (int i = 0; i < 101; ++i)
    {
        again += "subgraph s {} -- {}\n";
    }
    EXPECT_THAT(DotComplaints(again + "}"),
                ElementsAre(testing::StartsWith("t.dot:102:1: edges between subgraphs")));
}

TEST(DotGraphTest, WhatDefaultsMakeIsBounded)
{
    EXPECT_THAT(DotComplaints("graph { node [deny=\"" + std::string(1'000'000, 'x') + "\"]\n" +
                              Names("a", 100) + "}"),
                ElementsAre("t.dot:2:259: the labels of all vertices and edges, defaults included, "
                            "have more than 67108864 bytes; accepted are at most so many"));
    EXPECT_THAT(DotComplaints("graph { node [colour=\"" + std::string(1'000'000, 'x') + "\"]\n" +
                              Names("a", 100) + "}"),
                IsEmpty());
}

} // namespace ns3::vnlab
