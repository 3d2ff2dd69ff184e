// SPDX-License-Identifier: GPL-2.0-only
#include "test/spec/spec-test-helpers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kAccepted =
    "; accepted is GraphML: well-formed XML with the root element <graphml>";

TEST(GraphMlReaderTest, VerticesKeepTheOrderOfTheFile)
{
    const ReadResult read = ReadGraphMlText(GraphMl(
        "<node id=\"z\"/><edge source=\"z\" target=\"a\"/><node id=\"m\"/><node id=\"a\"/>"));
    EXPECT_THAT(VmNamesOf(read.specification), ElementsAre("z", "m", "a"));
    EXPECT_THAT(NamedLinks(read.specification), ElementsAre(NamedLink{"a", "z", "default", {}}));
    EXPECT_THAT(read.warnings, IsEmpty());
}

TEST(GraphMlReaderTest, ValuesAreTextWhateverTypeTheFileDeclares)
{
    const ReadResult read = ReadGraphMlText(
        "<graphml><key id=\"k\" for=\"node\" attr.name=\"Longitude\" attr.type=\"double\"/>\n"
        "<key id=\"r\" for=\"node\" attr.name=\"role\" attr.type=\"nonsense\"/>\n"
        "<graph edgedefault=\"undirected\"><node id=\"a\"><data key=\"k\">unknown</data>"
        "<data key=\"r\">web</data></node></graph></graphml>");
    EXPECT_EQ(read.specification.graph[0].role, "web");
}

TEST(GraphMlReaderTest, DefaultsOfKeysApply)
{
    const ReadResult read = ReadGraphMlText(
        "<graphml><key id=\"r\" for=\"node\" attr.name=\"role\"><default>web</default></key>"
        "<graph edgedefault=\"undirected\"><node id=\"a\"/></graph></graphml>");
    EXPECT_EQ(read.specification.graph[0].role, "web");
}

TEST(GraphMlReaderTest, WhatIsNotXmlIsRefusedWithItsPlace)
{
    EXPECT_THAT(
        GraphMlComplaints("hello"),
        ElementsAre("t.graphml:1:1: not well-formed XML: Start tag expected, '<' not found" +
                    kAccepted));
    EXPECT_THAT(GraphMlComplaints("<graphml>\n <graph>\n</graphml>"),
                ElementsAre("t.graphml:3:11: not well-formed XML: Opening and ending tag mismatch: "
                            "graph line 2 and graphml" +
                            kAccepted));
    EXPECT_THAT(GraphMlComplaints(" \n"),
                ElementsAre("t.graphml:1:1: the file is empty" + kAccepted));
}

TEST(GraphMlReaderTest, AnotherRootIsRefused)
{
    EXPECT_THAT(GraphMlComplaints("<?xml version=\"1.0\"?>\n  <svg/>"),
                ElementsAre("t.graphml:2:3: the root element is <svg>" + kAccepted));
    EXPECT_THAT(GraphMlComplaints("<g:graphml xmlns:g=\"x\"/>"),
                ElementsAre("t.graphml:1:1: the root element is <graphml> of the namespace 'x'" +
                            kAccepted));
}

TEST(GraphMlReaderTest, EntitiesAreRefusedBeforeTheyExpand)
{
    std::string bomb = "<!DOCTYPE graphml [\n  <!ENTITY a0 \"lol\">\n";
    for (int i = 1; i < 30; ++i)
    {
        const std::string before = "&a" + std::to_string(i - 1) + ";";
        bomb += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + before + "\">\n";
    }
    EXPECT_THAT(
        GraphMlComplaints(bomb + "]>\n<graphml>&a29;</graphml>"),
        ElementsAre("t.graphml:2:3: an entity is declared, which is not accepted" + kAccepted));
    EXPECT_THAT(
        GraphMlComplaints(
            "<!DOCTYPE g [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><graphml/>"),
        ElementsAre("t.graphml:1:14: an entity is declared, which is not accepted" + kAccepted));
}

TEST(GraphMlReaderTest, AForeignDocumentTypeIsNotFetched)
{
    testing::internal::CaptureStderr();
    const ReadResult read = ReadGraphMlText(
        "<!DOCTYPE graphml SYSTEM \"http://192.0.2.1/graphml.dtd\">\n"
        "<graphml><graph edgedefault=\"undirected\"><node id=\"a\"/></graph></graphml>");
    EXPECT_EQ(num_vertices(read.specification.graph), 1U);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(GraphMlReaderTest, SyntaxErrorsPrintNothing)
{
    testing::internal::CaptureStderr();
    EXPECT_EQ(GraphMlComplaints("<graphml").size(), 1U);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(GraphMlReaderTest, DeepNestingIsRefused)
{
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
    {
        deep += "<graphml>";
    }
    const std::vector<std::string> complaints = GraphMlComplaints(deep);
    ASSERT_EQ(complaints.size(), 1U);
    EXPECT_THAT(complaints[0], testing::StartsWith("t.graphml:1:"));
    EXPECT_THAT(complaints[0], testing::HasSubstr("Excessive depth in document"));
}

TEST(GraphMlReaderTest, ATagWithMoreAttributesThanAnybodyNeedsIsRefused)
{
    std::string attributes;
    for (int i = 0; i < 100'000; ++i)
    {
        attributes += " a" + std::to_string(i) + "=\"\"";
    }
    EXPECT_THAT(GraphMlComplaints("<graphml>\n <graph" + attributes + "/></graphml>"),
                ElementsAre("t.graphml:2:2: a tag has more than 1000 attributes" + kAccepted));
}

TEST(GraphMlReaderTest, OtherEncodingsAreRefused)
{
    EXPECT_THAT(GraphMlComplaints("<?xml version='1.0' encoding='iso-8859-1'?><graphml/>"),
                ElementsAre("t.graphml:1:1: the encoding is ISO-8859-1, not UTF-8" + kAccepted));
    EXPECT_THAT(GraphMlComplaints("<graphml>\xff</graphml>"),
                ElementsAre("t.graphml:1:10: not well-formed XML: Input is not proper UTF-8, "
                            "indicate encoding ! Bytes: 0xFF 0x3C 0x2F 0x67" +
                            kAccepted));
}

TEST(GraphMlReaderTest, AsciiAndAByteOrderMarkAreAccepted)
{
    const std::string body =
        "<graphml><graph edgedefault=\"undirected\"><node id=\"a\"/></graph></graphml>";
    EXPECT_THAT(GraphMlComplaints("<?xml version='1.0' encoding='us-ascii'?>" + body), IsEmpty());
    EXPECT_THAT(GraphMlComplaints("\xef\xbb\xbf" + body), IsEmpty());
}

TEST(GraphMlReaderTest, EveryMistakeIsReportedWithItsPlace)
{
    EXPECT_THAT(
        GraphMlComplaints(GraphMl("<node id=\"web\"/>\n"
                                  "<node id=\"app\"/>\n"
                                  "  <node id=\"web\"/>\n"
                                  "  <edge source=\"web\" target=\"apq\"/>\n"
                                  "  <edge source=\"xyzzy\" target=\"web\"/>\n"
                                  "<node/>\n"
                                  "<edge target=\"web\"/>\n"
                                  "<node id=\"n\"><data key=\"q9\">1</data><data>2</data></node>\n"
                                  "<hyperedge/>\n"
                                  "<node id=\"m\"><graph edgedefault=\"undirected\"/></node>\n")),
        ElementsAre(
            "t.graphml:9:3: node 'web' is named twice, first in line 7; accepted are unique ids",
            "t.graphml:10:3: an edge to node 'apq', which does not exist; accepted is the id of a "
            "<node>, did you mean 'app'?",
            "t.graphml:11:3: an edge to node 'xyzzy', which does not exist; accepted is the id of "
            "a "
            "<node>",
            "t.graphml:12:1: <node> has no attribute 'id'; accepted is any text that no other node "
            "has",
            "t.graphml:13:1: <edge> has no attribute 'source'; accepted is the id of a <node>",
            "t.graphml:14:14: data for key 'q9', which does not exist; accepted is the id of a "
            "<key>",
            "t.graphml:14:37: <data> has no attribute 'key'; accepted is the id of a <key>",
            "t.graphml:15:1: a hyperedge; accepted are edges between two nodes",
            "t.graphml:16:14: a second <graph>; accepted is one, with no graph inside it"));
}

TEST(GraphMlReaderTest, DirectionIsIgnoredAndSaidOnce)
{
    const std::string body =
        "<node id=\"a\"/><node id=\"b\"/>"
        "<edge source=\"a\" target=\"b\" directed=\"true\"/></graph></graphml>";
    const std::string said = "a direction of edges is ignored, because virtual links have none";
    EXPECT_THAT(ReadGraphMlText("<graphml>\n<graph edgedefault=\"directed\">" + body).warnings,
                ElementsAre("t.graphml:2:1: " + said));
    EXPECT_THAT(ReadGraphMlText("<graphml>\n<graph edgedefault=\"undirected\">" + body).warnings,
                ElementsAre("t.graphml:2:61: " + said));
    EXPECT_THAT(GraphMlComplaints("<graphml>\n<graph/></graphml>"),
                ElementsAre("t.graphml:2:1: <graph> has no attribute 'edgedefault'; accepted is "
                            "'undirected' or 'directed'"));
    EXPECT_THAT(GraphMlComplaints("<graphml>\n<graph edgedefault=\"both\"/></graphml>"),
                ElementsAre("t.graphml:2:1: edgedefault is 'both'; accepted are 'undirected' and "
                            "'directed'"));
}

TEST(GraphMlReaderTest, ElementsCountByTheirNamespace)
{
    const std::string space = "http://graphml.graphdrawing.org/xmlns";
    const ReadResult read =
        ReadGraphMlText("<g:graphml xmlns:g=\"" + space +
                        "\" xmlns:y=\"http://y\">"
                        "<g:key id=\"r\" for=\"node\" attr.name=\"role\"/>"
                        "<g:graph edgedefault=\"undirected\"><g:node id=\"a\"><g:data key=\"r\">web"
                        "<y:Label>x</y:Label></g:data></g:node><g:node id=\"b\"/>"
                        "<g:edge source=\"a\" target=\"b\"/><y:node id=\"c\"/>"
                        "<node id=\"d\"/></g:graph></g:graphml>");
    EXPECT_THAT(VmNamesOf(read.specification), ElementsAre("a", "b"));
    EXPECT_EQ(read.specification.graph[0].role, "web");
    EXPECT_EQ(num_edges(read.specification.graph), 1U);
}

TEST(GraphMlReaderTest, AKeyIsForAllUnlessItSaysOtherwise)
{
    const ReadResult read = ReadGraphMlText(
        "<graphml><key id=\"r\" attr.name=\"role\"/><key id=\"m\" for=\"all\" "
        "attr.name=\"max_links\"/>"
        "<graph edgedefault=\"undirected\"><data key=\"m\">7</data>"
        "<node id=\"a\"><data key=\"r\">web</data><data key=\"m\">3</data></node><node id=\"b\"/>"
        "</graph></graphml>");
    EXPECT_EQ(read.specification.graph[0].role, "web");
    EXPECT_EQ(read.specification.graph[0].maxLinks, 3U);
    EXPECT_EQ(read.specification.graph[1].maxLinks, 7U);
    EXPECT_THAT(read.warnings, IsEmpty());
}

TEST(GraphMlReaderTest, AKeyMayStandInTheGraphAndBehindItsData)
{
    const ReadResult read = ReadGraphMlText(
        "<graphml><graph edgedefault=\"undirected\"><node id=\"a\"><data key=\"r\"> web\n</data>"
        "</node><edge source=\"a\" target=\"b\"/><node id=\"b\"/>"
        "<key id=\"r\" for=\"node\" attr.name=\"role\"><default>app</default></key>"
        "</graph></graphml>");
    EXPECT_EQ(read.specification.graph[0].role, "web");
    EXPECT_EQ(read.specification.graph[1].role, "app");
}

TEST(GraphMlReaderTest, AKeyDeclaredTwiceForOneElementIsRefused)
{
    const std::string graph =
        "<graph edgedefault=\"undirected\"><node id=\"a\"/></graph></graphml>";
    EXPECT_THAT(GraphMlComplaints("<graphml><key id=\"d\" attr.name=\"role\"/>\n"
                                  "<key id=\"d\" for=\"node\" attr.name=\"deny\"/>" +
                                  graph),
                ElementsAre("t.graphml:2:1: <key> 'd' is declared twice, first in line 1; accepted "
                            "are unique ids"));
    EXPECT_THAT(GraphMlComplaints("<graphml><key id=\"d\" for=\"edge\" attr.name=\"allow\"/>"
                                  "<key id=\"d\" for=\"node\" attr.name=\"deny\"/>" +
                                  graph),
                IsEmpty());
}

TEST(GraphMlReaderTest, ALabelThatIsUnnamedMisplacedOrStatedTwiceIsSaid)
{
    const ReadResult read = ReadGraphMlText(
        "<graphml>\n<key id=\"role\" for=\"node\"/>\n"
        "<key id=\"d\" for=\"node\" attr.name=\"deny\"/>\n"
        "<key id=\"e\" for=\"node\" attr.name=\"deny\"/>\n"
        "<key id=\"m\" for=\"graph\" attr.name=\"max_links\"/>\n"
        "<key id=\"y\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n"
        "<graph edgedefault=\"undirected\">\n"
        "<node id=\"a\"><data key=\"role\">web</data>\n<data key=\"m\">1</data>\n"
        "<data key=\"d\">b</data>\n<data key=\"e\">c</data>\n"
        "<data key=\"y\"> <y:Shape xmlns:y=\"http://y\">x</y:Shape>\n</data></node>\n"
        "<node id=\"b\"><data key=\"role\">app</data></node><node id=\"c\"/></graph></graphml>");
    EXPECT_THAT(read.warnings,
                ElementsAre("t.graphml:11:1: label 'deny' is stated twice for one element; the "
                            "last counts",
                            "t.graphml:2:1: <key> 'role' has no attr.name, so that its data is "
                            "ignored",
                            "t.graphml:9:1: data for key 'm', which is not for this element, is "
                            "ignored"));
    EXPECT_THAT(read.specification.graph[0].deny, ElementsAre("c"));
}

TEST(GraphMlReaderTest, WhatDefaultsMakeIsBounded)
{
    std::string nodes;
    for (int i = 0; i < 100; ++i)
    {
        nodes += "<node id=\"" + std::to_string(i) + "\"/>";
    }
    const std::string text = std::string(1'000'000, 'x') + "</default></key>" +
                             "<graph edgedefault=\"undirected\">" + nodes + "</graph></graphml>";
    EXPECT_THAT(
        GraphMlComplaints("<graphml>\n<key id=\"d\" for=\"node\" attr.name=\"deny\"><default>" +
                          text),
        ElementsAre("t.graphml:2:1: the labels of all vertices and edges, defaults included, have "
                    "more than 67108864 bytes; accepted are at most so many"));
    EXPECT_THAT(
        GraphMlComplaints("<graphml>\n<key id=\"d\" for=\"node\" attr.name=\"x\"><default>" + text),
        IsEmpty());
}

TEST(GraphMlReaderTest, AnEntityThatNobodyDeclaresIsRefused)
{
    EXPECT_THAT(
        GraphMlComplaints("<!DOCTYPE graphml SYSTEM \"g.dtd\">\n<graphml><graph "
                          "edgedefault=\"undirected\"><node id=\"a\"><data>&x;</data></node>"
                          "</graph></graphml>"),
        ElementsAre("t.graphml:2:61: an entity that is not declared" + kAccepted));
}

TEST(GraphMlReaderTest, AKeyForNothingKnownIsRefused)
{
    EXPECT_THAT(
        GraphMlComplaints("<graphml>\n<key id=\"a\" for=\"vertex\"/>"
                          "<graph edgedefault=\"undirected\"><node id=\"a\"/></graph></graphml>"),
        ElementsAre("t.graphml:2:1: <key> is for 'vertex'; accepted are graph, node, edge, "
                    "all"));
}

TEST(GraphMlReaderTest, AFileWithoutAGraphIsRefused)
{
    EXPECT_THAT(GraphMlComplaints("<graphml/>"),
                ElementsAre("t.graphml:1:1: there is no <graph>; accepted is one"));
}

TEST(GraphMlReaderTest, AGraphWithoutVerticesIsRefused)
{
    EXPECT_THAT(
        GraphMlComplaints(GraphMl("")),
        ElementsAre("t.graphml:6:1: the graph has no vertices; accepted is at least one VM"));
}

TEST(GraphMlReaderTest, PlacesCountCodePoints)
{
    EXPECT_THAT(
        GraphMlComplaints(GraphMl("<!-- \xc3\xa4\xc3\xb6\xe2\x82\xac --><node/>\n")),
        ElementsAre("t.graphml:7:13: <node> has no attribute 'id'; accepted is any text that "
                    "no other node has"));
}

TEST(GraphMlReaderTest, PrefixedElementsAreIgnored)
{
    EXPECT_THAT(GraphMlComplaints(
                    GraphMl("<node id=\"a\"><data key=\"n2\">A</data></node>"
                            "<y:node xmlns:y=\"http://y\"/><y:hyperedge xmlns:y=\"http://y\"/>")),
                IsEmpty());
}

TEST(GraphMlReaderTest, HostileNamesSurviveUnchanged)
{
    const ReadResult read = ReadGraphMlText(GraphMl(
        "<node id=\"1\"><data key=\"n1\">&lt;script&gt;alert(1)&lt;/script&gt;</data></node>"
        "<node id=\"2\"><data key=\"n1\">$(reboot) `id` &quot;x&quot; 'y'</data></node>"
        "<node id=\"3\"><data key=\"n1\">two&#10;lines</data></node>"
        "<node id=\"&lt;b&gt;\"/>"));
    EXPECT_THAT(
        VmNamesOf(read.specification),
        ElementsAre("<script>alert(1)</script>", "$(reboot) `id` \"x\" 'y'", "two\nlines", "<b>"));
}

RC_GTEST_PROP(GraphMlReaderProperty, AnyTextIsReadOrRefusedWithAPlace, ())
{
    const auto pieces = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("<graphml>",
                                      "</graphml>",
                                      "<graph edgedefault='undirected'>",
                                      "</graph>",
                                      "<node id='a'>",
                                      "<node id='b'/>",
                                      "</node>",
                                      "<edge source='a' target='b'/>",
                                      "<data key='k'>",
                                      "</data>",
                                      "<key id='k' attr.name='role'>",
                                      "</key>",
                                      "<default>",
                                      "</default>",
                                      "<y:x xmlns:y='z'>",
                                      "</y:x>",
                                      "text",
                                      "&lt;",
                                      "<![CDATA[<]]>",
                                      "<!-- x -->"));
    std::string text = "<graphml><graph edgedefault='undirected'>";
    for (const std::string& piece : pieces)
    {
        text += piece;
    }
    for (const std::string& whole : {text, text + "</graph></graphml>"})
    {
        try
        {
            ReadGraphMlText(whole);
        }
        catch (const InputError& error)
        {
            RC_ASSERT(!error.Diagnostics().empty());
            RC_ASSERT(error.Diagnostics()[0].line > 0U);
        }
    }
}

} // namespace ns3::vnlab
