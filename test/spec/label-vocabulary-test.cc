// SPDX-License-Identifier: GPL-2.0-only
#include "test/spec/spec-test-helpers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string>
DotWarnings(const std::string& text)
{
    return ReadDotText(text).warnings;
}

} // namespace

TEST(LabelVocabularyTest, WhatIsNearlyALabelIsWarnedOfWithTheNearestWord)
{
    EXPECT_THAT(DotWarnings("graph { subnets=\"10.1.0.0/24\";\n a [max_link=2, denny=b];\n"
                            " b [Role=x]; a -- b [alow=icmp] }"),
                ElementsAre("t.dot:1:9: label 'subnets' of the graph is ignored, did you mean "
                            "'subnet'?",
                            "t.dot:2:5: label 'max_link' of a vertex is ignored, did you mean "
                            "'max_links'?",
                            "t.dot:2:17: label 'denny' of a vertex is ignored, did you mean "
                            "'deny'?",
                            "t.dot:3:5: label 'Role' of a vertex is ignored, did you mean 'role'?",
                            "t.dot:3:22: label 'alow' of an edge is ignored, did you mean "
                            "'allow'?"));
}

TEST(LabelVocabularyTest, ALabelOfTheWrongElementIsWarnedOf)
{
    EXPECT_THAT(
        DotWarnings("graph { node [allow=\"tcp/80\"]; deny=b;\n"
                    "subgraph { max_links=1; a -- b [max_links=1 deny=b] } }"),
        ElementsAre("t.dot:1:15: label 'allow' of a vertex is ignored: it is one of an edge",
                    "t.dot:1:32: label 'deny' of the graph is ignored: it is one of a "
                    "vertex",
                    "t.dot:2:12: label 'max_links' of a subgraph is ignored: it is one of "
                    "the graph or a vertex",
                    "t.dot:2:33: label 'max_links' of an edge is ignored: it is one of the "
                    "graph or a vertex",
                    "t.dot:2:45: label 'deny' of an edge is ignored: it is one of a "
                    "vertex"));
}

TEST(LabelVocabularyTest, ANameIsWarnedOfOnce)
{
    EXPECT_THAT(DotWarnings("graph { a [denny=b]; b [denny=a]; node [denny=c]; c }"),
                ElementsAre(testing::StartsWith("t.dot:1:12: label 'denny'")));
}

TEST(LabelVocabularyTest, LabelsForOtherProgramsAreNotWarnedOf)
{
    EXPECT_THAT(DotWarnings("graph { rankdir=LR; layout=neato; label=x; node [shape=box xlabel=y "
                            "style=filled];\n edge [weight=2, len=1, arrowhead=none, "
                            "color=red, label=z]; a -- b; subgraph cluster_x { label=web; b } }"),
                IsEmpty());
}

TEST(LabelVocabularyTest, AKeyOfGraphMlIsWarnedOfLikeALabel)
{
    const std::string edge = "<node id=\"a\"/><node id=\"b\"/></graph></graphml>";
    EXPECT_THAT(
        ReadGraphMlText("<graphml>\n<key id=\"d\" for=\"node\" attr.name=\"denny\"/>\n"
                        "<key id=\"e\" for=\"edge\" attr.name=\"deny\"/>\n"
                        "<key id=\"f\" attr.name=\"allow\"/>\n"
                        "<graph edgedefault=\"undirected\">" +
                        edge)
            .warnings,
        ElementsAre("t.graphml:2:1: label 'denny' of a vertex is ignored, did you mean 'deny'?",
                    "t.graphml:3:1: label 'deny' of an edge is ignored: it is one of a vertex"));
}

} // namespace ns3::vnlab
