// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/generator/random.h"
#include "model/spec/generator/sdn-control.h"
#include "model/spec/random-graph.h"
#include "model/spec/spec-delta.h"
#include "model/spec/spec-generator.h"
#include "test/spec/spec-test-helpers.h"

#include <algorithm>
#include <boost/graph/connected_components.hpp>
#include <boost/range/iterator_range.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>
#include <stdexcept>

namespace ns3::vnlab
{

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::Pair;
using testing::StartsWith;

namespace
{

size_t
VmsOf(const Specification& specification)
{
    return num_vertices(specification.graph);
}

size_t
LinkCount(const Specification& specification)
{
    return num_edges(specification.graph);
}

std::map<std::string, size_t>
RolesOf(const Specification& specification)
{
    std::map<std::string, size_t> roles;
    for (const auto vertex : boost::make_iterator_range(vertices(specification.graph)))
    {
        ++roles[specification.graph[vertex].role];
    }
    return roles;
}

size_t
ComponentsOf(const Specification& specification)
{
    std::vector<int> component(VmsOf(specification));
    return static_cast<size_t>(boost::connected_components(specification.graph, component.data()));
}

/// The links on one path.
size_t
LinksOn(const Specification& specification, const std::string& path)
{
    const std::vector<NamedLink> links = NamedLinks(specification);
    return static_cast<size_t>(std::count_if(
        links.begin(), links.end(), [&](const NamedLink& link) { return link.path == path; }));
}

GeneratorRequest
SdnControlOf(uint32_t vms, uint32_t controllers)
{
    GeneratorRequest request{.kind = "sdn-control", .vms = vms};
    auto keys = std::make_unique<SdnControlKeys>();
    keys->controllers = controllers;
    request.keys.Add("sdn-control", std::move(keys));
    return request;
}

GeneratorRequest
RandomOf(uint32_t vms, uint32_t degree, uint64_t seed)
{
    GeneratorRequest request{.kind = "random", .vms = vms, .seed = seed};
    auto keys = std::make_unique<RandomKeys>();
    keys->degree = degree;
    request.keys.Add("random", std::move(keys));
    return request;
}

std::string
RefusalOf(const GeneratorRequest& request)
{
    try
    {
        GenerateSpecification(request);
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "accepted";
}

} // namespace

TEST(SpecGeneratorTest, TheListNamesEveryKind)
{
    std::vector<std::string_view> names;
    for (const Generator* generator : AllGenerators())
    {
        names.push_back(generator->Name());
    }
    EXPECT_TRUE(std::ranges::is_sorted(names));
    EXPECT_THAT(
        names,
        testing::IsSupersetOf(
            {"full-mesh", "random", "ring", "sdn-control", "service-chain", "star", "three-tier"}));
}

TEST(SpecGeneratorTest, AFullMeshLinksEveryPair)
{
    const Specification mesh = GenerateSpecification({.kind = "full-mesh", .vms = 5});
    EXPECT_EQ(mesh.name, "full-mesh");
    EXPECT_THAT(VmNamesOf(mesh), ElementsAre("vm-1", "vm-2", "vm-3", "vm-4", "vm-5"));
    EXPECT_EQ(LinkCount(mesh), 10U);
    EXPECT_EQ(mesh.settings.Sum(), 15U);
}

TEST(SpecGeneratorTest, AStarHasItsHubFirst)
{
    const Specification star = GenerateSpecification({.kind = "star", .vms = 4});
    EXPECT_THAT(VmNamesOf(star), ElementsAre("hub", "vm-1", "vm-2", "vm-3"));
    EXPECT_EQ(LinkCount(star), 3U);
    EXPECT_EQ(out_degree(0, star.graph), 3U);
    EXPECT_EQ(star.settings.Sum(), 4U + 3U + 1U);
}

TEST(SpecGeneratorTest, ARingGivesEachVmTwoLinks)
{
    const Specification ring = GenerateSpecification({.kind = "ring", .vms = 6});
    EXPECT_EQ(LinkCount(ring), 6U);
    for (const auto vertex : boost::make_iterator_range(vertices(ring.graph)))
    {
        EXPECT_EQ(out_degree(vertex, ring.graph), 2U);
    }
    EXPECT_EQ(ComponentsOf(ring), 1U);
}

TEST(SpecGeneratorTest, ThreeTiersAreFiveThreeAndTwoTenths)
{
    const Specification tiers = GenerateSpecification({.kind = "three-tier", .vms = 50});
    EXPECT_THAT(RolesOf(tiers), ElementsAre(Pair("app", 15), Pair("db", 10), Pair("web", 25)));
    EXPECT_EQ(LinkCount(tiers), 25U * 2 + 15U * 2);
    EXPECT_EQ(tiers.settings.Sum(), 50U + 80U + 50U);
    EXPECT_EQ(tiers.graph[0].name, "web-1");
    for (const NamedLink& link : NamedLinks(tiers))
    {
        EXPECT_TRUE((link.first.starts_with("app") && link.second.starts_with("web")) ||
                    (link.first.starts_with("app") && link.second.starts_with("db")));
        EXPECT_TRUE(link.allow.empty());
    }
}

TEST(SpecGeneratorTest, TheSmallestThreeTiersAreALine)
{
    const Specification tiers = GenerateSpecification({.kind = "three-tier", .vms = 3});
    EXPECT_THAT(NamedLinks(tiers),
                ElementsAre(NamedLink{"app-1", "db-1", "default", {}},
                            NamedLink{"app-1", "web-1", "default", {}}));
}

TEST(SpecGeneratorTest, ThreeTiersHangTogetherAtEverySize)
{
    for (const uint32_t vms : {6U, 36U, 40U, 60U, 80U, 100U, 1'000U, 10'000U})
    {
        EXPECT_EQ(ComponentsOf(GenerateSpecification({.kind = "three-tier", .vms = vms})), 1U)
            << vms;
    }
}

TEST(SpecGeneratorTest, ThreeTiersShareTheLoadInTurn)
{
    const Specification tiers = GenerateSpecification({.kind = "three-tier", .vms = 10});
    EXPECT_THAT(NamedLinks(tiers),
                ElementsAre(NamedLink{"app-1", "db-1", "default", {}},
                            NamedLink{"app-1", "db-2", "default", {}},
                            NamedLink{"app-1", "web-1", "default", {}},
                            NamedLink{"app-1", "web-2", "default", {}},
                            NamedLink{"app-1", "web-4", "default", {}},
                            NamedLink{"app-1", "web-5", "default", {}},
                            NamedLink{"app-2", "db-1", "default", {}},
                            NamedLink{"app-2", "db-2", "default", {}},
                            NamedLink{"app-2", "web-1", "default", {}},
                            NamedLink{"app-2", "web-3", "default", {}},
                            NamedLink{"app-2", "web-4", "default", {}},
                            NamedLink{"app-3", "db-1", "default", {}},
                            NamedLink{"app-3", "db-2", "default", {}},
                            NamedLink{"app-3", "web-2", "default", {}},
                            NamedLink{"app-3", "web-3", "default", {}},
                            NamedLink{"app-3", "web-5", "default", {}}));
}

TEST(SpecGeneratorTest, SdnControlIsCompleteBipartiteAndARingOnTheDataPath)
{
    for (const uint32_t controllers : {1U, 2U, 7U})
    {
        const Specification sdn =
            GenerateSpecification(SdnControlOf(controllers + 20, controllers));
        EXPECT_THAT(RolesOf(sdn), ElementsAre(Pair("controller", controllers), Pair("switch", 20)));
        EXPECT_EQ(LinksOn(sdn, "control"), controllers * 20);
        EXPECT_EQ(LinksOn(sdn, "data"), 20U);
        EXPECT_THAT(sdn.paths,
                    ElementsAre(Path{"control", {0x0a000000, 16}, TunnelProtocol::kVxlan},
                                Path{"data", {0x0a800000, 16}, TunnelProtocol::kVxlan}));
        // VMs, links, roles, 2 paths, the path of each link of the ring
        EXPECT_EQ(sdn.settings.Sum(), 2 * (controllers + 20) + (controllers * 20 + 20) + 2 + 20);
    }
}

TEST(SpecGeneratorTest, TwoSwitchesHaveOneDataLinkAndOneHasNone)
{
    EXPECT_EQ(LinksOn(GenerateSpecification({.kind = "sdn-control", .vms = 3}), "data"), 1U);
    EXPECT_EQ(LinksOn(GenerateSpecification({.kind = "sdn-control", .vms = 2}), "data"), 0U);
}

TEST(SpecGeneratorTest, ServiceChainsRunFromClientsToWeb)
{
    const Specification chains = GenerateSpecification({.kind = "service-chain", .vms = 16});
    EXPECT_THAT(
        RolesOf(chains),
        ElementsAre(Pair("client", 10), Pair("firewall", 2), Pair("ids", 2), Pair("web", 2)));
    EXPECT_EQ(LinkCount(chains), 10U + 2U + 2U + 10U); // the last are from ends to ends
    EXPECT_EQ(ComponentsOf(chains), 2U);
    EXPECT_EQ(chains.graph[0].name, "client-1");
    EXPECT_EQ(chains.graph[15].name, "web-2");
}

TEST(SpecGeneratorTest, TheSmallestServiceChainHasOneOfEach)
{
    EXPECT_THAT(NamedLinks(GenerateSpecification({.kind = "service-chain", .vms = 4})),
                ElementsAre(NamedLink{"client-1", "firewall-1", "default", {}},
                            NamedLink{"client-1", "web-1", "default", {}, {"firewall-1", "ids-1"}},
                            NamedLink{"firewall-1", "ids-1", "default", {}},
                            NamedLink{"ids-1", "web-1", "default", {}}));
}

TEST(SpecGeneratorTest, RandomHasTheMeanDegreeAndIsConnected)
{
    const Specification random = GenerateSpecification(RandomOf(101, 5, 7));
    EXPECT_EQ(LinkCount(random), 253U); // 101 × 5 / 2, rounded up
    EXPECT_EQ(ComponentsOf(random), 1U);
}

TEST(SpecGeneratorTest, RandomOfDegreeOneIsATree)
{
    const Specification tree = GenerateSpecification(RandomOf(50, 1, 3));
    EXPECT_EQ(LinkCount(tree), 49U);
    EXPECT_EQ(ComponentsOf(tree), 1U);
}

TEST(SpecGeneratorTest, RandomOfFullDegreeIsAFullMesh)
{
    const GeneratorRequest random = RandomOf(12, 11, 5);
    const GeneratorRequest mesh{.kind = "full-mesh", .vms = 12};
    EXPECT_TRUE(Diff(GenerateSpecification(random), GenerateSpecification(mesh)).Empty());
}

TEST(SpecGeneratorTest, AnotherSeedIsAnotherGraph)
{
    const GeneratorRequest one{.kind = "random", .vms = 50, .seed = 1};
    const GeneratorRequest two{.kind = "random", .vms = 50, .seed = 2};
    EXPECT_TRUE(Diff(GenerateSpecification(one), GenerateSpecification(one)).Empty());
    EXPECT_FALSE(Diff(GenerateSpecification(one), GenerateSpecification(two)).Empty());
}

TEST(RandomGraphTest, ASeedGivesTheSameGraphOnEveryMachine)
{
    EXPECT_THAT(RandomConnectedGraph(6, 8, 42),
                ElementsAre(Pair(0, 1),
                            Pair(0, 2),
                            Pair(1, 3),
                            Pair(1, 4),
                            Pair(2, 4),
                            Pair(1, 5),
                            Pair(3, 5),
                            Pair(4, 5)));
}

RC_GTEST_PROP(RandomGraphProperty, IsSimpleConnectedAndHasTheNumberOfEdges, (uint64_t seed))
{
    const auto count = *rc::gen::inRange<uint32_t>(1, 30);
    const auto edges =
        *rc::gen::inRange<uint64_t>(count - 1, uint64_t{count} * (count - 1) / 2 + 1);
    const auto pairs = RandomConnectedGraph(count, edges, seed);
    RC_ASSERT(pairs.size() == edges);
    RC_ASSERT(std::adjacent_find(pairs.begin(), pairs.end()) == pairs.end());
    const std::set<std::pair<uint32_t, uint32_t>> distinct(pairs.begin(), pairs.end());
    RC_ASSERT(distinct.size() == edges);
    boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS> graph(count);
    for (const auto& [low, high] : pairs)
    {
        RC_ASSERT(low < high);
        RC_ASSERT(high < count);
        add_edge(low, high, graph);
    }
    std::vector<int> component(count);
    RC_ASSERT(boost::connected_components(graph, component.data()) == 1);
}

TEST(SpecGeneratorTest, EveryPathHasTheProtocol)
{
    const Specification sdn = GenerateSpecification(
        {.kind = "sdn-control", .vms = 5, .protocol = TunnelProtocol::kNvgre});
    EXPECT_EQ(sdn.paths[0].protocol, TunnelProtocol::kNvgre);
    EXPECT_EQ(sdn.paths[1].protocol, TunnelProtocol::kNvgre);
    EXPECT_EQ(sdn.settings.Sum(),
              GenerateSpecification({.kind = "sdn-control", .vms = 5}).settings.Sum() + 1);
}

TEST(SpecGeneratorTest, SubnetsGrowWithTheVms)
{
    const auto subnet = [](uint32_t vms)
    { return GenerateSpecification({.kind = "ring", .vms = vms}).paths[0].subnet.ToString(); };
    EXPECT_EQ(subnet(60'000), "10.0.0.0/16");
    EXPECT_EQ(subnet(65'533), "10.0.0.0/16");
    EXPECT_EQ(subnet(65'534), "10.0.0.0/15");
    EXPECT_EQ(subnet(200'000), "10.0.0.0/14");
}

TEST(SpecGeneratorTest, KeysStandInTheRequestOrBesideIt)
{
    RandomKeys keys;
    keys.degree = 1;
    GeneratorRequest request = RandomOf(50, 6, 3);
    EXPECT_EQ(LinkCount(GenerateSpecification(request)), 150U);
    EXPECT_EQ(LinkCount(GenerateSpecification(request, keys)), 49U);
    request.keys = {};
    EXPECT_EQ(LinkCount(GenerateSpecification(request)), 100U); // degree 4 by default
}

TEST(SpecGeneratorTest, NumbersThatDoNotFitAreRefused)
{
    EXPECT_EQ(RefusalOf({.kind = "star", .vms = 0}),
              "generator 'star': vms is 0; accepted are 1 or more");
    EXPECT_EQ(RefusalOf({.kind = "full-mesh", .vms = 0}),
              "generator 'full-mesh': vms is 0; accepted are 1 or more");
    EXPECT_EQ(RefusalOf({.kind = "ring", .vms = 2}),
              "generator 'ring': vms is 2; accepted are 3 or more");
    EXPECT_EQ(RefusalOf({.kind = "three-tier", .vms = 2}),
              "generator 'three-tier': vms is 2; accepted are 3 or more");
    EXPECT_EQ(RefusalOf({.kind = "service-chain", .vms = 3}),
              "generator 'service-chain': vms is 3; accepted are 4 or more");
    EXPECT_EQ(RefusalOf(SdnControlOf(4, 4)),
              "generator 'sdn-control': controllers is 4; accepted are 1 to 3 of 4 VMs");
    EXPECT_EQ(RefusalOf(SdnControlOf(4, 0)),
              "generator 'sdn-control': controllers is 0; accepted are 1 to 3 of 4 VMs");
    EXPECT_EQ(RefusalOf(RandomOf(4, 4, 1)),
              "generator 'random': degree is 4; accepted are 1 to 3 for 4 VMs");
    EXPECT_EQ(RefusalOf(RandomOf(4, 0, 1)),
              "generator 'random': degree is 0; accepted are 1 to 3 for 4 VMs");
}

TEST(SpecGeneratorTest, WhatDoesNotFitIntoMemoryOrAddressesIsRefused)
{
    EXPECT_EQ(RefusalOf({.kind = "full-mesh", .vms = 60'000}),
              "generator 'full-mesh': vms is 60000, which makes 1799970000 links; accepted are at "
              "most 20000000");
    EXPECT_EQ(RefusalOf({.kind = "ring", .vms = 17'000'000}),
              "generator 'ring': vms is 17000000; accepted are at most 16777213");
    EXPECT_EQ(RefusalOf({.kind = "sdn-control", .vms = 9'000'000}),
              "generator 'sdn-control': vms is 9000000; accepted are at most 8388605");
    EXPECT_EQ(RefusalOf({.kind = "star", .vms = 4'294'967'295}),
              "generator 'star': vms is 4294967295, which makes 4294967294 links; accepted are at "
              "most 20000000");
}

TEST(SpecGeneratorTest, AnUnknownKindIsRefusedWithTheNearestKnown)
{
    EXPECT_THAT(RefusalOf({.kind = "thre-tier", .vms = 4}),
                AllOf(StartsWith("unknown generator 'thre-tier'; accepted are full-mesh, "),
                      EndsWith(", did you mean 'three-tier'?")));
    EXPECT_THAT(RefusalOf({.kind = "hypercube", .vms = 4}), EndsWith(", three-tier"));
}

} // namespace ns3::vnlab
