// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/input-error.h"
#include "model/spec/random-graph.h"
#include "model/substrate/wan-graph.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <limits>
#include <numbers>
#include <optional>
#include <rapidcheck/gtest.h>
#include <set>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

namespace
{

using Table = std::vector<std::vector<uint64_t>>;
using Texts = std::vector<std::string>;
using Links = std::vector<WanLink>;

/// The least delay between each two data centers, by the algorithm of Floyd and Warshall.
Table
LeastDelays(const WanGraph& wan)
{
    const size_t count = wan.names.size();
    constexpr uint64_t far = std::numeric_limits<uint64_t>::max() / 2;
    Table least(count, std::vector<uint64_t>(count, far));
    for (const WanLink& link : wan.links)
    {
        least[link.a][link.b] = least[link.b][link.a] = link.delay_ns;
    }
    for (size_t via = 0; via < count; ++via)
    {
        least[via][via] = 0;
        for (size_t from = 0; from < count; ++from)
        {
            for (size_t to = 0; to < count; ++to)
            {
                least[from][to] = std::min(least[from][to], least[from][via] + least[via][to]);
            }
        }
    }
    return least;
}

/// @return the delay of the way that the next hops make, or the largest number if it never ends
uint64_t
WalkedDelay(const WanGraph& wan, uint32_t from, uint32_t to)
{
    uint64_t delay_ns = 0;
    for (size_t hops = 0; from != to; ++hops)
    {
        const WanLink& link = wan.links.at(wan.nextHop.at(from).at(to));
        if (hops == wan.names.size() || (link.a != from && link.b != from))
        {
            return std::numeric_limits<uint64_t>::max();
        }
        delay_ns += link.delay_ns;
        from = link.a == from ? link.b : link.a;
    }
    return delay_ns;
}

Table
WalkedDelays(const WanGraph& wan)
{
    Table walked(wan.names.size());
    for (uint32_t from = 0; from < walked.size(); ++from)
    {
        for (uint32_t to = 0; to < walked.size(); ++to)
        {
            walked[from].push_back(WalkedDelay(wan, from, to));
        }
    }
    return walked;
}

TEST(GreatCircle, IsWithinItsToleranceOfTheEllipsoid)
{
    struct Pair
    {
        GeoPoint a;
        GeoPoint b;
        double km; ///< on WGS 84 by T. Vincenty's inverse formula (Survey Review 23(176), 1975)
    };

    for (const Pair& pair : {Pair{{40.7128, -74.0060}, {34.0522, -118.2437}, 3'944.422},
                             Pair{{51.5074, -0.1278}, {-33.8688, 151.2093}, 16'989.296},
                             Pair{{47.3769, 8.5417}, {46.2044, 6.1432}, 224.764},
                             Pair{{61.2181, -149.9003}, {35.6762, 139.6503}, 5'578.042},
                             Pair{{-0.1807, -78.4678}, {1.3521, 103.8198}, 19'743.446}})
    {
        EXPECT_NEAR(GreatCircle_m(pair.a, pair.b) / 1e3 / pair.km, 1, 0.006) << pair.km;
    }
}

TEST(GreatCircle, NewYorkToLosAngelesIs3936Km)
{
    EXPECT_NEAR(GreatCircle_m({40.7128, -74.0060}, {34.0522, -118.2437}), 3'935'752, 1);
}

TEST(GreatCircle, KnownArcsOfTheSphere)
{
    constexpr double quarter_m = 6'371'008.8 * std::numbers::pi / 2;
    EXPECT_NEAR(GreatCircle_m({90, 0}, {0, 77}), quarter_m, 0.01);
    EXPECT_NEAR(GreatCircle_m({0, 179}, {0, -179}), quarter_m / 45, 0.01);
    EXPECT_NEAR(GreatCircle_m({40, 30}, {-40, -150}), 2 * quarter_m, 1);
    EXPECT_EQ(GreatCircle_m({52.5, 13.4}, {52.5, 13.4}), 0);
}

TEST(FibreDelay, IsThatOfTwoThirdsOfTheSpeedOfLight)
{
    EXPECT_EQ(FibreDelay_ns(0), 0U);
    EXPECT_EQ(FibreDelay_ns(299'792'458), 1'500'000'000U);
    EXPECT_EQ(FibreDelay_ns(1'000'000), 5'003'461U); // 1.5 × 10⁶ m / 299 792 458 m/s
}

TEST(GenerateWan, LineJoinsNeighbours)
{
    const WanGraph wan = GenerateWan("line", 4, 5);
    EXPECT_EQ(wan.names, (Texts{"dc-1", "dc-2", "dc-3", "dc-4"}));
    EXPECT_EQ(wan.links, (Links{{0, 1, 5}, {1, 2, 5}, {2, 3, 5}}));
    EXPECT_EQ(wan.nextHop[0], (std::vector<uint32_t>{0, 0, 0, 0}));
    EXPECT_EQ(wan.nextHop[2], (std::vector<uint32_t>{1, 1, 0, 2}));
    EXPECT_EQ(WalkedDelay(wan, 3, 0), 15U);
    EXPECT_TRUE(wan.warnings.empty());
}

TEST(GenerateWan, RingAlsoJoinsTheEnds)
{
    const WanGraph wan = GenerateWan("ring", 5, 7);
    EXPECT_EQ(wan.links, (Links{{0, 1, 7}, {1, 2, 7}, {2, 3, 7}, {3, 4, 7}, {0, 4, 7}}));
    EXPECT_EQ(WalkedDelay(wan, 0, 2), 14U);
    EXPECT_EQ(WalkedDelay(wan, 0, 3), 14U);
    EXPECT_EQ(WalkedDelay(wan, 0, 4), 7U);
}

TEST(GenerateWan, FullMeshJoinsAllDirectly)
{
    const WanGraph wan = GenerateWan("full-mesh", 4, 9);
    EXPECT_EQ(wan.links, (Links{{0, 1, 9}, {0, 2, 9}, {1, 2, 9}, {0, 3, 9}, {1, 3, 9}, {2, 3, 9}}));
    EXPECT_EQ(WalkedDelays(wan), (Table{{0, 9, 9, 9}, {9, 0, 9, 9}, {9, 9, 0, 9}, {9, 9, 9, 0}}));
}

TEST(GenerateWan, TwoDatacentersHaveOneLinkAndOneHasNone)
{
    for (const char* topology : {"full-mesh", "ring", "line"})
    {
        EXPECT_EQ(GenerateWan(topology, 2, 3).links, (Links{{0, 1, 3}}));
        EXPECT_TRUE(GenerateWan(topology, 1, 3).links.empty());
    }
}

TEST(GenerateWan, WaysOfNoDelayDoNotGoInACircle)
{
    for (const char* topology : {"full-mesh", "ring", "line"})
    {
        EXPECT_EQ(WalkedDelays(GenerateWan(topology, 9, 0)), Table(9, std::vector<uint64_t>(9, 0)));
    }
}

TEST(GenerateWan, UnknownShapeIsRefused)
{
    const auto message = testing::ThrowsMessage<std::invalid_argument>(
        "the WAN topology is 'star'; accepted are 'full-mesh', 'ring' and 'line'");
    EXPECT_THAT([] { GenerateWan("star", 3, 1); }, message);
    EXPECT_THROW(GenerateWan("line", 0, 1), std::invalid_argument);
}

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
    return ReadWan(GraphMl(body), "w.graphml");
}

std::string
Complaint(const std::string& graphml)
{
    try
    {
        ReadWan(graphml, "w.graphml");
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

TEST(ReadWan, LinkWithoutCoordinatesGetsTheMeanDelay)
{
    const WanGraph wan = Read(At("a", "0", "0") + At("b", "1", "0") + At("c", "3", "0") +
                              Nowhere("d", "None") + At("half", "7", "") + Edge("a", "d") +
                              Edge("a", "b") + Edge("b", "c") + Edge("c", "half"));
    EXPECT_EQ(wan.links,
              (Links{{0, 3, 834'541}, {0, 1, kDegree_ns}, {1, 2, 1'112'721}, {2, 4, 834'541}}));
    EXPECT_EQ(wan.warnings,
              (Texts{"w.graphml: no Latitude and Longitude, so that the links' "
                     "delay is the mean of the other links': 'None', 'half'"}));
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

TEST(ReadWan, WithoutAnyDelayThereIsNoMean)
{
    EXPECT_EQ(
        Complaint(GraphMl(At("a", "0", "0") + Nowhere("b") + Edge("a", "b"))),
        "w.graphml:5:1: no link has a Latitude and a Longitude at both ends, so that no delay is "
        "known; accepted is at least one such link");
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
    return stream.is_open() ? std::optional(ReadWan(text, name)) : std::nullopt;
}

TEST(ReadWan, EveryFileOfTheZooIsRoutedByLeastDelay)
{
    struct ZooFile
    {
        const char* name;
        uint64_t first_ns; ///< delay of the first edge, computed apart by chords, or the mean
        size_t nodes;
        size_t links;    ///< pairs of different nodes that an edge joins
        size_t warnings; ///< self-loops, parallel edges, and one if a node has no coordinates
    };

    for (const ZooFile& file : {ZooFile{"Abilene.graphml", 5'733'160, 11, 14, 0},
                                ZooFile{"AttMpls.graphml", 1'520'496, 25, 56, 1},
                                ZooFile{"Chinanet.graphml", 6'259'708, 42, 66, 1},
                                ZooFile{"Cogentco.graphml", 2'478'771, 197, 243, 3},
                                ZooFile{"Colt.graphml", 1'897'388, 153, 177, 15},
                                ZooFile{"Geant2012.graphml", 868'008, 40, 61, 1},
                                ZooFile{"Interoute.graphml", 476'268, 110, 146, 13},
                                ZooFile{"Kdl.graphml", 433'797, 754, 895, 5},
                                ZooFile{"UsCarrier.graphml", 305'062, 158, 189, 1},
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
