// SPDX-License-Identifier: GPL-2.0-only
#include "test/spec/spec-test-helpers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Service kHttp{6, 80};
constexpr Service kHttps{6, 443};
constexpr Service kDns{17, 53};

TEST(SpecInterpreterTest, AnUnlabelledGraphHasTheDefaultPath)
{
    const Specification specification = ReadDotText("graph { a -- b }").specification;
    EXPECT_EQ(specification.name, "t.dot");
    EXPECT_THAT(specification.paths,
                ElementsAre(Path{"default", {0x0a000000, 16}, TunnelProtocol::kVxlan}));
    EXPECT_EQ(specification.graph[0].maxLinks, std::nullopt);
    EXPECT_EQ(specification.settings.Sum(), 3U);
}

TEST(SpecInterpreterTest, SubnetAndProtocolDescribeTheOnlyPath)
{
    const Specification specification =
        ReadDotText("graph { subnet=\"192.168.0.0/24\"; protocol=ipip; a }").specification;
    EXPECT_THAT(specification.paths,
                ElementsAre(Path{"default", {0xc0a80000, 24}, TunnelProtocol::kIpip}));
    EXPECT_EQ(specification.settings.Sum(), 3U);
}

TEST(SpecInterpreterTest, PathsHaveTheirOwnSubnetsAndProtocols)
{
    const Specification specification =
        ReadDotText(
            "graph { protocol=ipip; paths=\"control=10.1.0.0/24:nvgre, data=10.2.0.0/16\";\n"
            "a -- b [path=data]; a -- b }")
            .specification;
    EXPECT_THAT(specification.paths,
                ElementsAre(Path{"control", {0x0a010000, 24}, TunnelProtocol::kNvgre},
                            Path{"data", {0x0a020000, 16}, TunnelProtocol::kIpip}));
    EXPECT_THAT(NamedLinks(specification),
                ElementsAre(NamedLink{"a", "b", "control", {}}, NamedLink{"a", "b", "data", {}}));
    // 2 VMs, 2 links, protocol, 2 paths, the path of one link
    EXPECT_EQ(specification.settings.Sum(), 8U);
}

TEST(SpecInterpreterTest, AVmHasRoleLimitAndDenyList)
{
    const Specification specification =
        ReadDotText(
            "graph { max_links=7; a [role=web max_links=2 deny=\"db, c\"]; b [role=db]; c }")
            .specification;
    EXPECT_EQ(specification.graph[0].role, "web");
    EXPECT_EQ(specification.graph[0].maxLinks, 2U);
    EXPECT_THAT(specification.graph[0].deny, ElementsAre("db", "c"));
    EXPECT_EQ(specification.graph[1].maxLinks, 7U);
    // 3 VMs, the graph's limit, role, limit, 2 denied, role
    EXPECT_EQ(specification.settings.Sum(), 9U);
}

TEST(SpecInterpreterTest, AllowIsSortedAndWithoutRepeats)
{
    const Specification specification =
        ReadDotText("graph { a -- b [allow=\"udp/53 tcp/80, icmp tcp/80 udp tcp\"] }")
            .specification;
    EXPECT_THAT(NamedLinks(specification).at(0).allow,
                ElementsAre(Service{1, 0}, Service{6, 0}, kHttp, Service{17, 0}, kDns));
}

TEST(SpecInterpreterTest, TheNameIsTheNameElseAUniqueLabelElseTheId)
{
    const ReadResult read =
        ReadDotText("graph { 1 [name=web label=x]; 2 [label=app]; 3; 4 [label=\"\"] }");
    EXPECT_THAT(VmNamesOf(read.specification), ElementsAre("web", "app", "3", "4"));
    EXPECT_THAT(read.warnings, IsEmpty());
}

TEST(SpecInterpreterTest, ARepeatedLabelGivesWayToIds)
{
    const ReadResult read = ReadDotText("graph { 1 [label=None]; 2 [label=None]; 3 [label=x] }");
    EXPECT_THAT(VmNamesOf(read.specification), ElementsAre("1", "2", "x"));
    EXPECT_THAT(read.warnings,
                ElementsAre("t.dot: label 'None' is not unique; named by their ids instead: '1', "
                            "'2'"));
}

TEST(SpecInterpreterTest, ALabelGivesWayToNamesAndToIdsThatTookTheirPlace)
{
    const ReadResult read =
        ReadDotText("graph { 1 [label=x]; 2 [label=x]; 3 [label=2]; 4 [label=3];\n"
                    " 5 [label=web]; 6 [name=web] }");
    EXPECT_THAT(VmNamesOf(read.specification), ElementsAre("1", "2", "3", "4", "5", "web"));
    EXPECT_EQ(read.warnings.size(), 4U);
}

TEST(SpecInterpreterTest, TwoVmsOfOneNameAreRefused)
{
    EXPECT_THAT(
        DotComplaints("graph {\n a [name=web];\n b [name=web];\n c [name=d]; d }"),
        ElementsAre("t.dot:3:2: VM 'web' is named twice, by the vertices with the ids 'a' "
                    "and 'b'; accepted are unique names",
                    "t.dot:4:14: VM 'd' is named twice, by the vertices with the ids 'c' and "
                    "'d'; accepted are unique names"));
    EXPECT_THAT(GraphMlComplaints(GraphMl("<node id=\"a\"><data key=\"n1\">web</data></node>\n"
                                          "<node id=\"b\"><data key=\"n1\">web</data></node>")),
                ElementsAre("t.graphml:8:1: VM 'web' is named twice, by the vertices with the ids "
                            "'a' and 'b'; accepted are unique names"));
}

TEST(SpecInterpreterTest, ParallelEdgesAreMergedAndNamed)
{
    const ReadResult read =
        ReadDotText("graph {\n a -- b [allow=\"tcp/80\"];\n"
                    " b -- a [allow=\"udp/53 tcp/443\"];\n a -- c [allow=icmp];\n"
                    " a -- c }");
    EXPECT_THAT(NamedLinks(read.specification),
                ElementsAre(NamedLink{"a", "b", "default", {kHttp, kHttps, kDns}},
                            NamedLink{"a", "c", "default", {}}));
    EXPECT_THAT(read.warnings,
                ElementsAre("t.dot:3:2: the edge between 'b' and 'a' is parallel to an earlier one "
                            "on path 'default' and merged into it",
                            "t.dot:5:2: the edge between 'a' and 'c' is parallel to an earlier one "
                            "on path 'default' and merged into it"));
    EXPECT_EQ(read.specification.settings.Sum(), 3U + 4U + 4U);
}

TEST(SpecInterpreterTest, AnEdgeThatAllowsEverythingStaysOpenWhenMerged)
{
    const ReadResult read =
        ReadDotText("graph { a -- b; a -- b [allow=icmp]; a -- b [allow=tcp] }");
    EXPECT_THAT(NamedLinks(read.specification), ElementsAre(NamedLink{"a", "b", "default", {}}));
}

TEST(SpecInterpreterTest, SelfLoopsAreIgnoredAndNamed)
{
    const ReadResult read = ReadDotText("graph { a -- b;\n a -- a }");
    EXPECT_EQ(num_edges(read.specification.graph), 1U);
    EXPECT_THAT(read.warnings, ElementsAre("t.dot:2:2: an edge from 'a' to itself is ignored"));
    EXPECT_EQ(read.specification.settings.Sum(), 4U);
}

TEST(SpecInterpreterTest, ChainsLinkConsecutiveVmsOnPathZero)
{
    const ReadResult read =
        ReadDotText("graph { chains=\"client>firewall>web, client > ids\";\n"
                    "paths=\"p=10.1.0.0/24 q=10.2.0.0/24\"; client; firewall; web; ids;\n"
                    "client -- ids [path=q] }");
    EXPECT_THAT(NamedLinks(read.specification),
                ElementsAre(NamedLink{"client", "firewall", "p", {}},
                            NamedLink{"client", "ids", "p", {}},
                            NamedLink{"client", "ids", "q", {}},
                            NamedLink{"client", "web", "p", {}, {"firewall"}},
                            NamedLink{"firewall", "web", "p", {}}));
    EXPECT_THAT(read.warnings, IsEmpty());
    // 4 VMs, 1 link and its path, 2 paths, 2 chains
    EXPECT_EQ(read.specification.settings.Sum(), 10U);
}

TEST(SpecInterpreterTest, AChainLeadsItsEndsThroughTheOthersInSpiteOfBoundsOnDirectLinks)
{
    // From the end whose name is less, whichever the chain begins with.
    const ReadResult read = ReadDotText("graph { max_links=2; chains=\"z>f>g>a\";\n"
                                        "z [deny=a]; f; g; a; a -- z [allow=\"tcp/80\"] }");
    EXPECT_THAT(NamedLinks(read.specification),
                ElementsAre(NamedLink{"a", "g", "default", {}},
                            NamedLink{"a", "z", "default", {kHttp}, {"g", "f"}},
                            NamedLink{"f", "g", "default", {}},
                            NamedLink{"f", "z", "default", {}}));
    EXPECT_THAT(read.warnings, IsEmpty());
}

TEST(SpecInterpreterTest, ChainsThatContradictEachOtherAreRefused)
{
    EXPECT_THAT(
        DotComplaints("graph { chains=\"a>f>z, z>g>a\"; a; f; g; z }"),
        ElementsAre("t.dot:1:9: chain 'z>g>a' joins VMs 'z' and 'a', as another chain does through "
                    "others; accepted is one chain for two ends"));
    EXPECT_THAT(
        DotComplaints("graph { chains=\"a>f>z, f>g>z\"; a; f; g; z }"),
        ElementsAre("t.dot:1:9: chain 'a>f>z' goes straight from VM 'f' to 'z', and another chain "
                    "through others; accepted is one way between two VMs"));
    EXPECT_THAT(DotComplaints("graph { chains=\"a>f>a\"; a; f }"),
                ElementsAre("t.dot:1:9: chain 'a>f>a' passes VM 'a' twice; accepted is once"));
    // The same chain twice, from either end, says one thing.
    EXPECT_EQ(
        num_edges(ReadDotText("graph { chains=\"a>f>z, z>f>a\"; a; f; z }").specification.graph),
        3U);
}

TEST(SpecInterpreterTest, AChainDoesNotWidenAnEdge)
{
    const ReadResult read = ReadDotText("graph { chains=\"b>a\"; a -- b [allow=\"tcp/80\"] }");
    EXPECT_THAT(NamedLinks(read.specification),
                ElementsAre(NamedLink{"a", "b", "default", {kHttp}}));
}

TEST(SpecInterpreterTest, ChainsAndDenyAcceptIdsWhereNoVmHasThatName)
{
    const ReadResult read =
        ReadDotText("graph { chains=\"1>2\"; 1 [name=client]; 2 [name=web deny=3]; 3 [name=db] }");
    EXPECT_THAT(NamedLinks(read.specification),
                ElementsAre(NamedLink{"client", "web", "default", {}}));
    EXPECT_THAT(read.specification.graph[1].deny, ElementsAre("db"));
}

TEST(SpecInterpreterTest, ADenyEntryThatNamesNothingIsWarnedOf)
{
    const ReadResult read = ReadDotText("graph { a [role=web];\n b [deny=wbe] }");
    EXPECT_THAT(read.warnings,
                ElementsAre("t.dot:2:2: VM 'b' denies 'wbe', which is neither a VM nor a role, did "
                            "you mean 'web'?"));
}

TEST(SpecInterpreterTest, UnknownLabelsAreIgnored)
{
    const ReadResult read = ReadDotText("graph { Network=x; rankdir=LR; a [Internal=1 shape=box];\n"
                                        "a -- b [LinkLabel=\"10 Gbps\" color=red] }");
    EXPECT_THAT(read.warnings, IsEmpty());
    EXPECT_EQ(read.specification.settings.Sum(), 3U);
}

TEST(SpecInterpreterTest, EveryBadValueIsReportedWithItsPlace)
{
    EXPECT_THAT(
        DotComplaints("graph { subnet=\"10.0.0.1/16\"; protocol=gre; max_links=many;\n"
                      "chains=\"a>zz, b, a>a\"; web1 [max_links=\"-1\"];\n"
                      "a -- b [path=defualt];\n"
                      "  b -- c [allow=\"tcp/0 http\"];\n"
                      "c -- a [protocol=vxlan] }"),
        ElementsAre(
            "t.dot:1:31: protocol is 'gre'; accepted are vxlan, nvgre, ipip",
            "t.dot:1:9: subnet is '10.0.0.1/16'; accepted is a prefix with host bits zero, such as "
            "10.0.0.0/16",
            "t.dot:1:45: max_links is 'many'; accepted is a number from 0 to 4294967295",
            "t.dot:2:24: max_links is '-1'; accepted is a number from 0 to 4294967295",
            "t.dot:3:1: path 'defualt' is not among the graph's paths, did you mean 'default'?",
            "t.dot:4:3: allow has 'tcp/0'; accepted are tcp/PORT, udp/PORT, tcp, udp and icmp, "
            "with a "
            "PORT from 1 to 65535",
            "t.dot:4:3: allow has 'http'; accepted are tcp/PORT, udp/PORT, tcp, udp and icmp, with "
            "a "
            "PORT from 1 to 65535",
            "t.dot:5:1: a protocol on an edge; accepted is one on the graph or in its paths",
            "t.dot:2:1: chain 'a>zz' names VM 'zz', which does not exist",
            "t.dot:2:1: chain 'b' is not one; accepted is VM>VM or longer",
            "t.dot:2:1: chain 'a>a' links VM 'a' to itself"));
}

TEST(SpecInterpreterTest, BadPathsAreRefused)
{
    const std::string accepted =
        "'; accepted is name=prefix or name=prefix:protocol, such as control=10.1.0.0/24:nvgre";
    EXPECT_THAT(DotComplaints("graph { paths=\"a 10.0.0.0/8 =10.1.0.0/24 b=10.1.0.0/24:gre\"; x }"),
                ElementsAre("t.dot:1:9: paths has 'a" + accepted,
                            "t.dot:1:9: paths has '10.0.0.0/8" + accepted,
                            "t.dot:1:9: paths has '=10.1.0.0/24" + accepted,
                            "t.dot:1:9: paths has 'b=10.1.0.0/24:gre" + accepted));
    EXPECT_THAT(
        DotComplaints("graph { paths=\"a=10.1.0.0/24 a=10.2.0.0/24\"; subnet=\"10.0.0.0/8\"; x }"),
        ElementsAre("t.dot:1:46: subnet beside paths; accepted is one of them: paths have "
                    "subnets",
                    "t.dot:1:9: path 'a' is named twice; accepted are unique names"));
}

TEST(SpecInterpreterTest, SubnetsThatCannotCarryHostsAreRefusedWhereTheyAreStated)
{
    const std::string accepted = "; accepted is a prefix of hosts, such as 10.0.0.0/16";
    EXPECT_THAT(DotComplaints("graph {\n subnet=\"224.0.0.0/24\"; a }"),
                ElementsAre("t.dot:2:2: subnet has '224.0.0.0/24', but it overlaps 224.0.0.0/4, "
                            "which is for multicast" +
                            accepted));
    EXPECT_THAT(DotComplaints("graph { paths=\"a=127.0.0.0/16 b=255.0.0.0/8 c=10.0.0.0/8\"; x }"),
                ElementsAre("t.dot:1:9: paths has 'a=127.0.0.0/16', but it overlaps 127.0.0.0/8, "
                            "which is for loopback" +
                                accepted,
                            "t.dot:1:9: paths has 'b=255.0.0.0/8', but it overlaps 240.0.0.0/4, "
                            "which is reserved" +
                                accepted));
    EXPECT_THAT(
        GraphMlComplaints(GraphMl("\n<data key=\"g1\">0.0.0.0/0</data><node id=\"a\"/>")),
        ElementsAre("t.graphml:8:1: subnet has '0.0.0.0/0', but it overlaps 0.0.0.0/8, which is "
                    "for \"this network\"" +
                    accepted));
}

TEST(SpecInterpreterTest, LongTextsAreQuotedInPart)
{
    std::string chain = "a";
    for (int i = 0; i < 30; ++i)
    {
        chain += ">unknown-" + std::to_string(i);
    }
    const std::vector<std::string> complaints =
        DotComplaints("graph { chains=\"" + chain + "\"; a }");
    ASSERT_EQ(complaints.size(), 30U);
    EXPECT_EQ(complaints[29],
              "t.dot:1:9: chain '" + chain.substr(0, 80) +
                  "…' names VM 'unknown-29', which does not exist");
}

} // namespace ns3::vnlab
