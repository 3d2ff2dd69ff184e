// SPDX-License-Identifier: GPL-2.0-only
#include "test/spec/spec-test-helpers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kAcceptedDot = "; accepted is DOT such as: graph { a [role=web]; a -- b; }";

struct SyntaxError
{
    std::string text;
    std::string complaint; ///< place and what is wrong
};

class DotSyntaxTest : public testing::TestWithParam<SyntaxError>
{
};

TEST_P(DotSyntaxTest, IsRefusedWithItsPlace)
{
    EXPECT_THAT(DotComplaints(GetParam().text),
                ElementsAre("t.dot:" + GetParam().complaint + kAcceptedDot));
}

INSTANTIATE_TEST_SUITE_P(
    All,
    DotSyntaxTest,
    testing::Values(
        SyntaxError{
            "", "1:1: DOT syntax error: Wanted \"graph\" or \"digraph\" (token is \"<eof> ''\")"},
        SyntaxError{
            "hello",
            "1:1: DOT syntax error: Wanted \"graph\" or \"digraph\" (token is \"<identifier> "
            "'hello'\")"},
        SyntaxError{"graph {\n  a -- b\n\n",
                    "2:9: DOT syntax error: Invalid start token for statement (token is \"<eof> "
                    "''\")"},
        SyntaxError{"graph {\n  a -- b;\n  c [role=web;\n}\n",
                    "4:1: DOT syntax error: Wanted identifier as name of attribute (token is "
                    "\"<right_brace> '}'\")"},
        SyntaxError{
            "graph {\n a -> b\n}",
            "2:4: DOT syntax error: Using -> in undirected graph (token is \"<dash-greater> "
            "'->'\")"},
        SyntaxError{"graph { a [role=] }",
                    "1:17: DOT syntax error: Wanted identifier as value of attribute (token is "
                    "\"<right_bracket> ']'\")"},
        SyntaxError{"graph { a -- b } /* c */ x",
                    "1:26: DOT syntax error: Wanted end of file (token is \"<identifier> 'x'\")"},
        SyntaxError{"graph { \"p\" [l=\"x\"]; \"r\" = ; }",
                    "1:28: DOT syntax error: Wanted identifier as right side of = (token is "
                    "\"<semicolon> ';'\")"},
        SyntaxError{"graph { a [x=\"1\" + b] }",
                    "1:18: DOT syntax error: Must have quoted string after string concatenation"},
        SyntaxError{
            "// c\nstrict digraph { a }",
            "2:8: DOT syntax error: a directed graph, but virtual links have no direction"}));

TEST(DotReaderTest, WhatIsNoWordIsRefusedWithItsPlace)
{
    const std::string accepted =
        "; accepted outside quotes are ASCII letters, digits, '_' and { } [ ] ; = , : -- (quote "
        "other names: \"web-1\")";
    const std::string noWord = "DOT syntax error: a character that starts no word";
    EXPECT_THAT(DotComplaints("graph {\n a%b }"), ElementsAre("t.dot:2:3: " + noWord + accepted));
    EXPECT_THAT(DotComplaints("graph { \xc3\xa4 }"),
                ElementsAre("t.dot:1:9: " + noWord + accepted));
    EXPECT_THAT(DotComplaints("graph { web-app }"),
                ElementsAre("t.dot:1:12: " + noWord + accepted));
    EXPECT_THAT(DotComplaints("graph { a # no comment }"),
                ElementsAre("t.dot:1:11: " + noWord + accepted));
}

TEST(DotReaderTest, WhatIsNotClosedIsRefusedWithItsPlace)
{
    EXPECT_THAT(
        DotComplaints("graph { \"a\" --\n \"b }"),
        ElementsAre("t.dot:2:2: DOT syntax error: a quoted string is not closed; accepted is "
                    "\"...\""));
    EXPECT_THAT(
        DotComplaints("graph { \"a\\\""),
        ElementsAre("t.dot:1:9: DOT syntax error: a quoted string is not closed; accepted is "
                    "\"...\""));
    EXPECT_THAT(DotComplaints("graph { a /* }"),
                ElementsAre("t.dot:1:11: DOT syntax error: a comment is not closed; accepted is /* "
                            "... */"));
}

TEST(DotReaderTest, WhatBoostCannotReadSafelyIsRefused)
{
    EXPECT_THAT(DotComplaints("graph { a [label=<b>] }"),
                ElementsAre("t.dot:1:18: DOT syntax error: an HTML string; accepted is a quoted "
                            "string, \"...\""));
    EXPECT_THAT(
        DotComplaints("graph " + std::string(200'000, '{')),
        ElementsAre("t.dot:1:107: DOT syntax error: braces are nested too deep; accepted are "
                    "100 levels"));
    EXPECT_THAT(DotComplaints(std::string("graph {\0}", 9)),
                ElementsAre("t.dot:1:8: DOT syntax error: a NUL byte; accepted is text"));
}

TEST(DotReaderTest, VerticesComeInTheOrderOfTheirFirstMention)
{
    const ReadResult read = ReadDotText("graph vm_2 { subgraph vm_1 { vm_10 }\n"
                                        " node [role=vm_3]; vm_9 -- vm_2:vm_4; x=vm_5; vm_1 }");
    EXPECT_THAT(VmNamesOf(read.specification), ElementsAre("vm_10", "vm_9", "vm_2", "vm_1"));
}

TEST(DotReaderTest, AnEdgeDeclaresItsEndsAndNamingAVertexAgainAddsLabels)
{
    const ReadResult read = ReadDotText("graph { a -- b; a [role=web]; a [max_links=3] }");
    EXPECT_EQ(num_vertices(read.specification.graph), 2U);
    EXPECT_EQ(read.specification.graph[0].role, "web");
    EXPECT_EQ(read.specification.graph[0].maxLinks, 3U);
}

TEST(DotReaderTest, ChainsAndSubgraphsOfEdgesAreLinks)
{
    const ReadResult read = ReadDotText("graph { a -- b -- c; a -- {d e} }");
    EXPECT_THAT(NamedLinks(read.specification),
                ElementsAre(NamedLink{"a", "b", "default", {}},
                            NamedLink{"a", "d", "default", {}},
                            NamedLink{"a", "e", "default", {}},
                            NamedLink{"b", "c", "default", {}}));
}

TEST(DotReaderTest, StringsMayBeJoinedAndBrokenOverLines)
{
    const ReadResult read = ReadDotText("graph { a [role=\"we\" + \"b\"]; b [role=\"a\\\npp\"] }");
    EXPECT_EQ(read.specification.graph[0].role, "web");
    EXPECT_EQ(read.specification.graph[1].role, "app");
}

TEST(DotReaderTest, ManyCommentsAndLongStringsAreRead)
{
    std::string comments;
    for (int i = 0; i < 100'000; ++i)
    {
        comments += "# \"\n// {\n/* ] */\n";
    }
    EXPECT_THAT(
        DotComplaints("graph {\n" + comments + "a [x=\"" + std::string(1'000'000, '{') + "\"] }"),
        IsEmpty());
}

TEST(DotReaderTest, HostileNamesSurviveUnchanged)
{
    const ReadResult read =
        ReadDotText("graph { \"$(reboot)\" -- \"<script>x</script>\";\n"
                    "\"two\nlines\"; \"a \\\"quoted\\\" `id`\"; \"back\\\\slash\" }");
    EXPECT_THAT(
        VmNamesOf(read.specification),
        ElementsAre(
            "$(reboot)", "<script>x</script>", "two\nlines", "a \"quoted\" `id`", "back\\\\slash"));
}

TEST(DotReaderTest, TheSameGraphInGraphMlGivesTheSameSpecification)
{
    const Specification dot =
        ReadDotText("graph { subnet=\"10.9.0.0/24\"; z [label=web]; a [max_links=2]; a -- z }")
            .specification;
    const Specification graphMl =
        ReadGraphMlText(GraphMl("<data key=\"g1\">10.9.0.0/24</data>"
                                "<node id=\"z\"><data key=\"n2\">web</data></node>"
                                "<node id=\"a\"><data key=\"n3\">2</data></node>"
                                "<edge source=\"a\" target=\"z\"/>"))
            .specification;
    EXPECT_EQ(VmNamesOf(dot), VmNamesOf(graphMl));
    EXPECT_EQ(NamedLinks(dot), NamedLinks(graphMl));
    EXPECT_EQ(dot.paths, graphMl.paths);
    EXPECT_EQ(dot.settings, graphMl.settings);
}

RC_GTEST_PROP(DotReaderProperty, AnyTextIsReadOrRefusedWithAPlace, ())
{
    const auto words =
        *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("graph",
                                                                                    "{",
                                                                                    "}",
                                                                                    "[",
                                                                                    "]",
                                                                                    "a",
                                                                                    "b",
                                                                                    "--",
                                                                                    "=",
                                                                                    ";",
                                                                                    "\"",
                                                                                    "\\",
                                                                                    "/*",
                                                                                    "*/",
                                                                                    "\n",
                                                                                    "#",
                                                                                    "subgraph",
                                                                                    "node",
                                                                                    ":",
                                                                                    "+",
                                                                                    "<",
                                                                                    "1.5",
                                                                                    "->"));
    std::string text = "graph { ";
    for (const std::string& word : words)
    {
        text += word + " ";
    }
    try
    {
        ReadDotText(text);
    }
    catch (const InputError& error)
    {
        RC_ASSERT(!error.Diagnostics().empty());
        RC_ASSERT(error.Diagnostics()[0].line > 0U);
        RC_ASSERT(error.Diagnostics()[0].column > 0U);
    }
}

} // namespace ns3::vnlab
