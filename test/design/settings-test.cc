// SPDX-License-Identifier: GPL-2.0-only
//
// What people state and type, for every design: the literature's closed forms come out of counting,
// and a design's rules depend on what it says it takes, and on nothing else of a specification.

#include "model/design/intent.h"
#include "model/rule/ipsec-tables.h"
#include "model/rule/rule-store.h"
#include "model/rule/table.h"
#include "model/rule/typed-fields.h"
#include "model/spec/steering.h"
#include "test/design/manual-tunnels.h"
#include "test/design/random-versions.h"
#include "test/support/make-specification.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

std::vector<std::string>
NamesUpTo(uint32_t count)
{
    std::vector<std::string> names;
    for (uint32_t i = 0; i < count; ++i)
    {
        names.push_back("v" + std::to_string(i));
    }
    return names;
}

/// Each of m controllers linked to each of n switches, and nothing else.
Specification
CompleteBipartite(uint32_t m, uint32_t n)
{
    std::vector<LinkBetween> links;
    for (uint32_t i = 0; i < m * n; ++i)
    {
        links.push_back({i / n, m + i % n});
    }
    return MakeSpecification(MakePaths(1), NamesUpTo(m + n), links);
}

Specification
FullMesh(uint32_t n)
{
    std::vector<LinkBetween> links;
    for (uint32_t b = 1; b < n; ++b)
    {
        for (uint32_t a = 0; a < b; ++a)
        {
            links.push_back({a, b});
        }
    }
    return MakeSpecification(MakePaths(1), NamesUpTo(n), links);
}

/// @return all rules of a tenant that is alone
std::vector<Rule>
RulesMadeBy(const Compiler& compiler, const Specification& wanted)
{
    const CloudScenario scenario{.name = "one",
                                 .tenants = {{"t", {wanted}}},
                                 .topology = {.racks = 4, .hostsPerRack = 4, .spines = 2}};
    const CloudPlan plan = PlanOf(scenario);
    RuleStore store;
    store.Add(compiler, FirstViews(plan, scenario).front());
    return store.Rules();
}

std::vector<Rule>
RulesUnder(const Design& design, const Specification& wanted)
{
    return RulesMadeBy(*design.MakeCompiler(), wanted);
}

uint64_t
TypedIn(const std::vector<Rule>& rules)
{
    return CountTyped(RuleDelta{{}, rules});
}

/// @return how many fields of that name are typed into that table
uint64_t
TypedIn(const std::vector<Rule>& rules, TableId id, std::string_view field)
{
    uint64_t count = 0;
    for (const Rule& rule : rules)
    {
        const Table& table = TableOf(rule.where.table);
        for (const auto fields : {table.KeyFields(rule.where.key), table.ValueFields(rule)})
        {
            count += rule.where.table == id ? std::ranges::count(fields, field) : 0;
        }
    }
    return count;
}

RC_GTEST_PROP(SettingsByHand, TunnelsOfACompleteBipartiteGraphHave2MnEnds, ())
{
    const uint64_t m = *rc::gen::inRange(1, 20);
    const uint64_t n = *rc::gen::inRange(1, 20);
    const Specification wanted = CompleteBipartite(m, n);
    RC_ASSERT(TypedIn(RulesMadeBy(ManualTunnels(kRemoteOnly), wanted)) == 2 * m * n);

    const std::vector<Rule> linkwire = RulesUnder(*FindDesign("linkwire"), wanted);
    RC_ASSERT(TypedIn(linkwire, TableId::kEncap, "remote address") == 2 * m * n);
    RC_ASSERT(TypedIn(linkwire) == 9 * 2 * m * n + 2 * (m + n)); // and a port for each VM

    const std::vector<Rule> mesh = RulesUnder(*FindDesign("vpn-mesh"), wanted);
    RC_ASSERT(TypedIn(mesh, kOutboundPolicyTable, "remote address") == 2 * m * n);
    RC_ASSERT(TypedIn(mesh) == 10 * 2 * m * n + 2 * (m + n));

    // All in one place: an entry each way, of six fields; a station, of three, and a port for each VM.
    const std::vector<Rule> master = RulesUnder(*FindDesign("master-vpn"), wanted);
    RC_ASSERT(TypedIn(master) == 6 * 2 * m * n + 5 * (m + n));
}

RC_GTEST_PROP(SettingsByHand, TunnelsOfAFullMeshHaveNTimesNMinus1Ends, ())
{
    const uint64_t n = *rc::gen::inRange(1, 30);
    const Specification wanted = FullMesh(n);
    RC_ASSERT(TypedIn(RulesMadeBy(ManualTunnels(kRemoteOnly), wanted)) == n * (n - 1));

    const std::vector<Rule> linkwire = RulesUnder(*FindDesign("linkwire-ipip"), wanted);
    RC_ASSERT(TypedIn(linkwire, TableId::kEncap, "remote address") == n * (n - 1));
    RC_ASSERT(TypedIn(linkwire) == 9 * n * (n - 1) + 2 * n);
    RC_ASSERT(TypedIn(RulesUnder(*FindDesign("vpn-mesh"), wanted)) == 10 * n * (n - 1) + 2 * n);
}

RC_GTEST_PROP(SettingsByHand, TheLiteratures2NTimesNPlus1IsTwoFieldsAnEndOverNPlus1Nodes, ())
{
    const uint64_t n = *rc::gen::inRange(0, 30);
    const Specification wanted = FullMesh(n + 1);
    RC_ASSERT(TypedIn(RulesMadeBy(ManualTunnels(kRemoteAndLocal), wanted)) == 2 * n * (n + 1));

    const std::vector<Rule> linkwire = RulesUnder(*FindDesign("linkwire"), wanted);
    RC_ASSERT(TypedIn(linkwire, TableId::kEncap, "destination") +
                  TypedIn(linkwire, TableId::kEncap, "remote address") ==
              2 * n * (n + 1));
}

/// @return the specification without one of its parts: no services, one protocol, no chains, no links
///         between the first two VMs
Specification
Without(SpecPart part, Specification specification)
{
    for (Path& path : specification.paths)
    {
        path.protocol = part == SpecPart::kProtocol ? TunnelProtocol::kVxlan : path.protocol;
    }
    for (const auto edge : boost::make_iterator_range(edges(specification.graph)))
    {
        if (part == SpecPart::kServices)
        {
            specification.graph[edge].allow.clear();
        }
    }
    if (part == SpecPart::kLinks)
    {
        remove_edge(0, 1, specification.graph);
    }
    if (part == SpecPart::kChains)
    {
        SpecGraph& graph = specification.graph;
        remove_edge_if([&graph](const auto& edge) { return !graph[edge].via.empty(); }, graph);
    }
    return specification;
}

bool
Takes(const Design& design, SpecPart part)
{
    return std::ranges::count(design.Takes(), part) > 0;
}

class TakenParts : public testing::TestWithParam<std::string>
{
  protected:
    const Design& m_design = *FindDesign(GetParam());
};

TEST_P(TakenParts, RulesDependOnThem)
{
    // A triangle on the second path: its VMs are on that path without any one of its links, too.
    std::vector<Path> paths = MakePaths(2);
    const Specification whole = MakeSpecification(
        paths, {"a", "b", "c"}, {{0, 1, 1, {{6, 80}}}, {1, 2, 1, {}}, {2, 0, 1, {}}});
    ASSERT_EQ(paths[1].protocol, TunnelProtocol::kNvgre);
    for (const SpecPart part : {SpecPart::kProtocol, SpecPart::kLinks, SpecPart::kServices})
    {
        EXPECT_EQ(RulesUnder(m_design, whole) != RulesUnder(m_design, Without(part, whole)),
                  Takes(m_design, part))
            << static_cast<int>(part);
    }
    Specification chain = MakeSpecification(MakePaths(1), {"a", "b", "c"}, {{0, 1}, {1, 2}});
    ASSERT_EQ(SteerChain(chain.graph, std::vector<SpecGraph::vertex_descriptor>{0, 1, 2}),
              std::nullopt);
    EXPECT_EQ(RulesUnder(m_design, chain) !=
                  RulesUnder(m_design, Without(SpecPart::kChains, chain)),
              Takes(m_design, SpecPart::kChains));
    EXPECT_TRUE(Takes(m_design, SpecPart::kVms));
    EXPECT_TRUE(Takes(m_design, SpecPart::kPaths));
}

TEST_P(TakenParts, RulesOfNoSpecificationDependOnOthers)
{
    rc::detail::checkGTest(
        [this]
        {
            const std::vector<Specification> versions = DrawVersions(2, Differ::kInLinks);
            const Specification& whole = versions.front();
            const auto withoutChains = [](const Specification& specification)
            { return Without(SpecPart::kChains, specification); };
            for (const SpecPart part :
                 {SpecPart::kProtocol, SpecPart::kServices, SpecPart::kChains})
            {
                RC_ASSERT(Takes(m_design, part) || RulesUnder(m_design, whole) ==
                                                       RulesUnder(m_design, Without(part, whole)));
            }
            RC_ASSERT(Takes(m_design, SpecPart::kLinks) ||
                      RulesUnder(m_design, withoutChains(whole)) ==
                          RulesUnder(m_design, withoutChains(versions.back())));
        });
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         TakenParts,
                         testing::ValuesIn(DesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

TEST(IntentTest, IsTheTakenPartsAndWhereHostsVerifyACaAndCertificates)
{
    const Specification wanted = MakeSpecification(
        MakePaths(2), {"a", "b", "c"}, {{0, 1, 0, {{6, 80}, {6, 443}}}, {1, 2, 1, {}}});
    const auto intent = [&wanted](std::string_view design)
    { return CountIntent(*FindDesign(design), wanted); };
    const uint64_t vms = 3;
    const uint64_t paths = 2;
    EXPECT_EQ(intent("flat"), vms + paths + 2 + 1); // b on both paths, c on the second
    EXPECT_EQ(intent("vxlan"), intent("flat"));
    EXPECT_EQ(intent("vxlan-learn"), intent("flat"));
    const uint64_t links = 2 + 1; // and the path of one
    EXPECT_EQ(intent("vxlan-linked"), vms + paths + links);
    EXPECT_EQ(intent("linkwire"), vms + paths + links);
    EXPECT_EQ(intent("security-groups"), vms + paths + links + 2 /* services */);
    EXPECT_EQ(intent("vpn-mesh"), vms + paths + links + 2 /* services */);
    EXPECT_EQ(intent("master-vpn"), intent("vpn-mesh"));
    EXPECT_EQ(intent("identity-firewall"), vms + paths + links + 2 /* services */ + 1 + vms);
}

TEST(IntentTest, AProtocolIsASettingWhereTheDesignLetsPathsChoose)
{
    Specification ring = MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}});
    const auto intent = [&ring](std::string_view design)
    { return CountIntent(*FindDesign(design), ring); };
    const uint64_t before = intent("linkwire");
    ring.paths[0].protocol = TunnelProtocol::kNvgre;
    ring.settings = CountSettings(ring);
    EXPECT_EQ(intent("linkwire"), before + 1);
    EXPECT_EQ(intent("linkwire-ipip"), before);
    EXPECT_EQ(intent("vxlan"), 2U + 1U); // VMs, and a path that is not called "default"
}

} // namespace
} // namespace ns3::vnlab::test
