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
        SyntaxError{"", "1:1: DOT syntax error: the text ends where 'graph' should be"},
        SyntaxError{"hello", "1:1: DOT syntax error: 'hello' where 'graph' should be"},
        SyntaxError{"graph {\n  a -- b\n\n",
                    "2:9: DOT syntax error: the text ends where a statement or '}' should be"},
        SyntaxError{"graph {\n  a -- b;\n  c [role=web;\n}\n",
                    "4:1: DOT syntax error: '}' where the name of a label should be"},
        SyntaxError{"graph { a [role=] }", "1:17: DOT syntax error: ']' where a value should be"},
        SyntaxError{"graph { a [role] }", "1:16: DOT syntax error: ']' where '=' should be"},
        SyntaxError{"graph { a -- b } /* c */ x",
                    "1:26: DOT syntax error: 'x' where the end of the text should be"},
        SyntaxError{"graph { \"p\" [l=\"x\"]; \"r\" = ; }",
                    "1:28: DOT syntax error: ';' where a value should be"},
        SyntaxError{"graph { a [x=\"1\" + b] }",
                    "1:20: DOT syntax error: 'b' where a quoted string should be"},
        SyntaxError{"graph { a -- ; }",
                    "1:14: DOT syntax error: ';' where a vertex or a subgraph should be"},
        SyntaxError{"graph { a -- subgraph s; }",
                    "1:24: DOT syntax error: ';' where '{' should be"},
        SyntaxError{"graph { node = 5 }", "1:14: DOT syntax error: '=' where '[' should be"},
        SyntaxError{"graph { <b> -- a }",
                    "1:9: DOT syntax error: an HTML string where a statement or '}' should be"},
        SyntaxError{"graph { a [deny=<b>] }",
                    "1:17: DOT syntax error: an HTML string where a value should be"}));

TEST(DotReaderTest, AnEdgeOperatorIsThatOfTheGraph)
{
    EXPECT_THAT(DotComplaints("graph {\n a -> b\n}"),
                ElementsAre("t.dot:2:4: DOT syntax error: '->' in an undirected graph; accepted is "
                            "'--'"));
    EXPECT_THAT(DotComplaints("digraph { a -- b }"),
                ElementsAre("t.dot:1:13: DOT syntax error: '--' in a directed graph; accepted is "
                            "'->'"));
}

TEST(DotReaderTest, TheDirectionOfADirectedGraphIsIgnoredAndSaid)
{
    const ReadResult read = ReadDotText("// c\nstrict digraph { a -> b -> c }");
    EXPECT_THAT(
        NamedLinks(read.specification),
        ElementsAre(NamedLink{"a", "b", "default", {}}, NamedLink{"b", "c", "default", {}}));
    EXPECT_THAT(read.warnings,
                ElementsAre("t.dot:2:8: a directed graph; its edges' direction is ignored, because "
                            "virtual links have none"));
}

TEST(DotReaderTest, WhatIsNoWordIsRefusedWithItsPlace)
{
    const std::string accepted =
        "; accepted outside quotes are letters, digits, '_' and { } [ ] ; = , : -- (quote "
        "other names: \"web-1\")";
    const std::string noWord = "DOT syntax error: a character that starts no word";
    EXPECT_THAT(DotComplaints("graph {\n a%b }"), ElementsAre("t.dot:2:3: " + noWord + accepted));
    EXPECT_THAT(DotComplaints("graph { web-app }"),
                ElementsAre("t.dot:1:12: " + noWord + accepted));
    EXPECT_THAT(DotComplaints("graph { a # no comment }"),
                ElementsAre("t.dot:1:11: " + noWord + accepted));
    EXPECT_THAT(DotComplaints("graph { a /b }"),
                ElementsAre("t.dot:1:11: DOT syntax error: '/' starts no comment; accepted are /* "
                            "... */ and //"));
}

TEST(DotReaderTest, LettersNeedNotBeAscii)
{
    EXPECT_THAT(VmNamesOf(ReadDotText("graph { \xc3\xa4 -- Stra\xc3\x9f"
                                      "e_1 }")
                              .specification),
                ElementsAre("\xc3\xa4",
                            "Stra\xc3\x9f"
                            "e_1"));
}

TEST(DotReaderTest, AByteOrderMarkIsNoWordAndHasNoColumn)
{
    EXPECT_THAT(VmNamesOf(ReadDotText("\xef\xbb\xbfgraph { a }").specification), ElementsAre("a"));
    EXPECT_THAT(DotComplaints("\xef\xbb\xbf%"),
                ElementsAre(testing::StartsWith("t.dot:1:1: DOT syntax error: a character")));
}

TEST(DotReaderTest, ANameThatEndsWhereTheNextBeginsIsSaid)
{
    const ReadResult read = ReadDotText("graph { web-1 -- 10.0.0.1;\n db -- \"a\"b }");
    EXPECT_THAT(VmNamesOf(read.specification),
                ElementsAre("web", "-1", "10.0", ".0", ".1", "db", "a", "b"));
    EXPECT_THAT(read.warnings,
                ElementsAre("t.dot:1:12: 'web' ends where '-1' begins, so that they are two names; "
                            "one name that has both needs quotes"));
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
    EXPECT_THAT(DotComplaints("graph { a [label=<<b>x</b>] }"),
                ElementsAre("t.dot:1:18: DOT syntax error: an HTML string is not closed; accepted "
                            "is <...>"));
}

TEST(DotReaderTest, AnHtmlLabelNamesNothing)
{
    const ReadResult read =
        ReadDotText("graph { a [label=<<b>x</b>>, shape=box, tooltip=<t>]; b [label=<>] }");
    EXPECT_THAT(VmNamesOf(read.specification), ElementsAre("a", "b"));
    EXPECT_THAT(read.warnings, IsEmpty());
}

TEST(DotReaderTest, WhatCannotBeReadSafelyIsRefused)
{
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
        comments += "# \"\n \t# '\n// {\n/* ] */\n";
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
