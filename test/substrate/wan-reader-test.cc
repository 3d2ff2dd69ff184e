// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/input-error.h"
#include "model/spec/random-graph.h"
#include "model/substrate/wan-graph.h"
#include "test/substrate/wan-walks.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <optional>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using Texts = std::vector<std::string>;
using Links = std::vector<WanLink>;

constexpr uint64_t kGiven_ns = 3'000'000; ///< the delay of links without coordinates

/// A GraphML text whose body starts in line 6.
std::string
GraphMl(const std::string& body)
{
    return "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
           "<key id=\"x\" for=\"node\" attr.name=\"Longitude\" attr.type=\"double\"/>\n"
           "<key id=\"y\" for=\"node\" attr.name=\"Latitude\" attr.type=\"double\"/>\n"
           "<key id=\"l\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
           "<graph edgedefault=\"undirected\">\n" +
           body + "</graph>\n</graphml>\n";
}

std::string
At(const std::string& id, const std::string& latitude, const std::string& longitude)
{
    return "<node id=\"" + id + "\"><data key=\"y\">" + latitude + "</data><data key=\"x\">" +
           longitude + "</data></node>\n";
}

std::string
Nowhere(const std::string& id, const std::string& label = "")
{
    return "<node id=\"" + id + "\"><data key=\"l\">" + label + "</data></node>\n";
}

std::string
Edge(const std::string& a, const std::string& b)
{
    return "<edge source=\"" + a + "\" target=\"" + b + "\"/>\n";
}

WanGraph
Read(const std::string& body)
{
    return ReadWan(GraphMl(body), "w.graphml", kGiven_ns);
}

std::string
Complaint(const std::string& graphml)
{
    try
    {
        ReadWan(graphml, "w.graphml", kGiven_ns);
    }
    catch (const InputError& error)
    {
        return error.what();
    }
    return "";
}

/// One degree of a great circle, 111 195.08 m, takes 556 360 ns.
constexpr uint64_t kDegree_ns = 556'360;

TEST(ReadWan, DelayIsThatOfTheGreatCircle)
{
    const WanGraph wan = Read(At("a", "0", "-179.5") + At("b", " 0.0\n", "179.5") + Edge("b", "a"));
    EXPECT_EQ(wan.names, (Texts{"a", "b"}));
    EXPECT_EQ(wan.links, (Links{{1, 0, kDegree_ns}}));
    EXPECT_EQ(wan.nextHop, (std::vector<std::vector<uint32_t>>{{0, 0}, {0, 0}}));
    EXPECT_TRUE(wan.warnings.empty());
}

TEST(ReadWan, LinkWithoutCoordinatesGetsTheDelayThatIsGiven)
{
    const WanGraph wan = Read(At("a", "0", "0") + At("b", "1", "0") + At("c", "3", "0") +
                              Nowhere("d", "None") + At("half", "7", "") + Edge("a", "d") +
                              Edge("a", "b") + Edge("b", "c") + Edge("c", "half"));
    EXPECT_EQ(wan.links,
              (Links{{0, 3, kGiven_ns}, {0, 1, kDegree_ns}, {1, 2, 1'112'721}, {2, 4, kGiven_ns}}));
    EXPECT_EQ(wan.warnings,
              (Texts{"w.graphml: no Latitude and Longitude, so that the links' "
                     "delay is that of the scenario, 3ms: 'None', 'half'"}));
}

TEST(ReadWan, WithoutAnyCoordinatesEveryLinkHasTheDelayThatIsGiven)
{
    EXPECT_EQ(Read(Nowhere("a") + Nowhere("b") + Edge("a", "b")).links, (Links{{0, 1, kGiven_ns}}));
}

TEST(ReadWan, AMisspeltCoordinateIsWarnedOf)
{
    const WanGraph wan =
        ReadWan("<graphml>\n<key id=\"x\" for=\"node\" attr.name=\"longitud\"/>"
                "<key id=\"d\" for=\"node\" attr.name=\"deny\"/><graph edgedefault=\"undirected\">"
                "<node id=\"a\"/></graph></graphml>",
                "w.graphml",
                kGiven_ns);
    EXPECT_EQ(wan.warnings.front(),
              "w.graphml:2:1: label 'longitud' of a vertex is ignored, did you mean 'Longitude'?");
}

TEST(ReadWan, MoreDatacentersThanThereCanBeAreRefused)
{
    std::string body = Nowhere("0");
    for (int i = 1; i <= 1'024; ++i)
    {
        body += Nowhere(std::to_string(i)) + Edge(std::to_string(i), std::to_string(i - 1));
    }
    EXPECT_EQ(Complaint(GraphMl(body)),
              "w.graphml:5:1: there are 1025 data centers; accepted are at most 1024");
}

TEST(ReadWan, FirstOfParallelLinksStaysAndSelfLoopsGo)
{
    const WanGraph wan = Read(At("a", "0", "0") + At("b", "1", "0") + Edge("a", "b") +
                              Edge("b", "a") + Edge("b", "b"));
    EXPECT_EQ(wan.links, (Links{{0, 1, kDegree_ns}}));
    EXPECT_EQ(
        wan.warnings,
        (Texts{"w.graphml:9:1: a link between 'b' and 'a' is parallel to that in line 8; that "
               "one stays",
               "w.graphml:10:1: a link from 'b' to itself is ignored"}));
}

TEST(ReadWan, LabelThatSeveralNodesShareIsFollowedByTheId)
{
    const WanGraph wan = Read(At("a", "0", "0") + At("b", "0", "1") + Nowhere("c", "None") +
                              Nowhere("d", "None") + Nowhere("e", "Oslo") + Edge("a", "b") +
                              Edge("b", "c") + Edge("b", "d") + Edge("b", "e"));
    EXPECT_EQ(wan.names, (Texts{"a", "b", "None (c)", "None (d)", "Oslo"}));
}

TEST(ReadWan, OneDatacenterNeedsNoCoordinates)
{
    const WanGraph wan = Read(Nowhere("a", "home"));
    EXPECT_EQ(wan.names, Texts{"home"});
    EXPECT_TRUE(wan.links.empty());
}

TEST(ReadWan, DatacenterThatCannotBeReachedIsNamed)
{
    EXPECT_EQ(Complaint(GraphMl(At("a", "0", "0") + At("b", "1", "0") + At("c", "2", "0") +
                                At("d", "3", "0") + Edge("a", "b") + Edge("c", "d"))),
              "w.graphml:8:1: data center 'c' cannot be reached from 'a'; accepted is a WAN in "
              "which each data center reaches each");
}

TEST(ReadWan, GraphWithoutNodesIsRefused)
{
    EXPECT_EQ(Complaint(GraphMl("")),
              "w.graphml:5:1: there is no data center; accepted is at least one");
}

TEST(ReadWan, EveryBadCoordinateIsReported)
{
    EXPECT_EQ(Complaint(GraphMl(At("a", "90.5", "-181") + At("b", "north", "0") + Edge("a", "b"))),
              "w.graphml:6:1: Latitude of 'a' is '90.5'; accepted are degrees from -90 to 90\n"
              "w.graphml:6:1: Longitude of 'a' is '-181'; accepted are degrees from -180 to 180\n"
              "w.graphml:7:1: Latitude of 'b' is 'north'; accepted are degrees from -90 to 90");
    for (const char* text : {"nan", "inf", "1.5x", "1,5", "1e999"})
    {
        EXPECT_NE(Complaint(GraphMl(At("a", text, "0"))), "") << text;
    }
}

TEST(ReadWan, TextThatIsNoGraphMlIsRefusedWithItsPlace)
{
    for (const std::string& text :
         {std::string(), std::string("title = \"x\"\n"), GraphMl("<node id=\"a\">\n")})
    {
        EXPECT_EQ(Complaint(text).rfind("w.graphml:", 0), 0U) << text;
    }
    EXPECT_EQ(Complaint(GraphMl(Nowhere("a") + Edge("a", "b"))).rfind("w.graphml:7:1: ", 0), 0U);
}

RC_GTEST_PROP(ReadWan, NextHopsMakeTheWaysOfLeastDelay, ())
{
    const auto nodes = *rc::gen::inRange<uint32_t>(1, 30);
    const auto edges =
        *rc::gen::inRange<uint64_t>(nodes - 1, uint64_t{nodes} * (nodes - 1) / 2 + 1);
    std::string body;
    for (uint32_t i = 0; i < nodes; ++i)
    {
        body += At(std::to_string(i),
                   std::to_string(*rc::gen::inRange(-90, 91)),
                   std::to_string(*rc::gen::inRange(-180, 181)));
    }
    for (const auto& [a, b] : RandomConnectedGraph(nodes, edges, *rc::gen::arbitrary<uint64_t>()))
    {
        body += Edge(std::to_string(a), std::to_string(b));
    }
    const WanGraph wan = Read(body);
    RC_ASSERT(wan.links.size() == edges);
    RC_ASSERT(WalkedDelays(wan) == LeastDelays(wan));
}

/// @return the WAN of a file of the topology zoo, or nothing where the file is absent
std::optional<WanGraph>
ReadZooFile(const std::string& name)
{
    const auto path = std::filesystem::path(VNLAB_DATA_DIR) / "topologyzoo" / name;
    std::ifstream stream(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    return stream.is_open() ? std::optional(ReadWan(text, name, kGiven_ns)) : std::nullopt;
}

TEST(ReadWan, EveryFileOfTheZooIsRoutedByLeastDelay)
{
    struct ZooFile
    {
        const char* name;
        uint64_t first_ns; ///< delay of the first edge, computed apart by chords, or the given one
        size_t nodes;
        size_t links;    ///< pairs of different nodes that an edge joins
        size_t warnings; ///< self-loops, parallel edges, and one if a node has no coordinates
    };

    for (const ZooFile& file : {ZooFile{"Abilene.graphml", 5'733'160, 11, 14, 0},
                                ZooFile{"AttMpls.graphml", 1'520'496, 25, 56, 1},
                                ZooFile{"Chinanet.graphml", 6'259'708, 42, 66, 1},
                                ZooFile{"Cogentco.graphml", kGiven_ns, 197, 243, 3},
                                ZooFile{"Colt.graphml", 1'897'388, 153, 177, 15},
                                ZooFile{"Geant2012.graphml", 868'008, 40, 61, 1},
                                ZooFile{"Interoute.graphml", 476'268, 110, 146, 13},
                                ZooFile{"Kdl.graphml", 433'797, 754, 895, 5},
                                ZooFile{"UsCarrier.graphml", kGiven_ns, 158, 189, 1},
                                ZooFile{"Uunet.graphml", 3'960'965, 49, 84, 1}})
    {
        SCOPED_TRACE(file.name);
        const std::optional<WanGraph> wan = ReadZooFile(file.name);
        if (!wan)
        {
            GTEST_SKIP() << "the topology zoo is absent";
        }
        EXPECT_EQ(wan->links.front().delay_ns, file.first_ns);
        EXPECT_EQ(std::set(wan->names.begin(), wan->names.end()).size(), file.nodes);
        EXPECT_EQ(wan->links.size(), file.links);
        EXPECT_EQ(wan->warnings.size(), file.warnings);
        EXPECT_TRUE(WalkedDelays(*wan) == LeastDelays(*wan));
    }
}

} // namespace

} // namespace ns3::vnlab
