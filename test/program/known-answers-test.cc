// SPDX-License-Identifier: GPL-2.0-only
//
// One cloud whose answers can be worked out by hand: two tenants of 20 VMs, each VM on a host of
// its own; of each tenant 19 VMs in a ring, and one without a link.

#include "test/program/stored-results.h"

#include <cmath>

namespace ns3::vnlab::test
{

namespace
{

constexpr double kTenants = 2;
constexpr double kVms = 20; // of a tenant
constexpr double kLinked = 19;
constexpr double kLinks = 19; // of a tenant
constexpr double kCloud = kTenants * kVms;
constexpr double kSwitches = 4; // two leaves, two spines

const std::string kScenario = R"([substrate]
racks = 2
hosts_per_rack = 20
spines = 2
placement = "round-robin"
[[tenants]]
name = "left"
spec = "ring.dot"
[[tenants]]
name = "right"
spec = "ring.dot"
[designs]
use = ["flat", "vxlan", "linkwire", "identity-firewall"]
[[changes]]
at = "1s"
kind = "resubmit"
tenant = "left"
spec = "ring-v2.dot"
watch = "500ms"
[[attacks]]
at = "2s"
kind = "lateral-movement"
foothold = "right/v1"
probability = 1
scan_interval = "1ms"
duration = "3s"
[[attacks]]
at = "5s"
kind = "lateral-movement"
capability = "guest-root"
foothold = "right/v1"
probability = 1
scan_interval = "1ms"
duration = "3s"
[run]
duration = "9s"
)";

/// @return the ring; its second version has a link between v1 and v3 in place of v1 and v2
std::string
Ring(bool second)
{
    std::string text = "graph {\n  v20\n";
    for (int vm = 1; vm <= kLinked; ++vm)
    {
        const int next = vm % static_cast<int>(kLinked) + 1;
        text += "  v" + std::to_string(vm) + " -- v" +
                std::to_string(second && vm == 1 ? 3 : next) + "\n";
    }
    return text + "}\n";
}

class KnownAnswersTest : public testing::Test
{
  protected:
    static void SetUpTestSuite()
    {
        s_results = new std::map<std::string, RunResult>(
            ResultsOf(kScenario, {{"ring.dot", Ring(false)}, {"ring-v2.dot", Ring(true)}}));
    }

    static void TearDownTestSuite()
    {
        delete s_results;
        s_results = nullptr;
    }

    static double Metric(const std::string& design, const std::string& metric)
    {
        return s_results->at(design).metrics.at(metric);
    }

    static void Expect(const std::string& metric,
                       double flat,
                       double vxlan,
                       double linkwire,
                       double identityFirewall)
    {
        EXPECT_DOUBLE_EQ(Metric("flat", metric), flat) << metric;
        EXPECT_DOUBLE_EQ(Metric("vxlan", metric), vxlan) << metric;
        EXPECT_DOUBLE_EQ(Metric("linkwire", metric), linkwire) << metric;
        EXPECT_DOUBLE_EQ(Metric("identity-firewall", metric), identityFirewall) << metric;
    }

    static double OnlySample(const std::string& design, const std::string& metric)
    {
        const std::vector<double>& samples = s_results->at(design).samples.at(metric);
        EXPECT_EQ(samples.size(), 1U) << design;
        return samples.front();
    }

    static std::map<std::string, RunResult>* s_results;
};

std::map<std::string, RunResult>* KnownAnswersTest::s_results = nullptr;

TEST_F(KnownAnswersTest, AUserReachesEverybodyTheSegmentOrTheSpecsEdges)
{
    const double segment = (kVms - 1) / (kCloud - 1);
    const double edges = 2 * kTenants * kLinks / (kCloud * (kCloud - 1));
    Expect("exposure.reachable.guest-user", 1, segment, edges, edges);
}

TEST_F(KnownAnswersTest, RootReachesEveryLinkedVmUnderLinkwireAndNoMoreThanAUserElsewhere)
{
    // A linked VM reaches all others that are linked, one without links all that are.
    const double linked = kTenants * kLinked;
    const double forged =
        (linked * (linked - 1) + (kCloud - linked) * linked) / (kCloud * (kCloud - 1));
    const double segment = (kVms - 1) / (kCloud - 1);
    const double edges = 2 * kTenants * kLinks / (kCloud * (kCloud - 1));
    Expect("exposure.reachable.guest-root", 1, segment, forged, edges);
}

TEST_F(KnownAnswersTest, NobodyIsAnsweredOutsideItsSegmentOrItsEdgesForgingOrNot)
{
    const double segment = (kVms - 1) / (kCloud - 1);
    const double edges = 2 * kTenants * kLinks / (kCloud * (kCloud - 1));
    const double rings = kTenants * kLinked * (kLinked - 1) / (kCloud * (kCloud - 1));
    for (const std::string power : {"guest-user", "guest-root"})
    {
        Expect("exposure.reachable_two_way." + power, 1, segment, edges, edges);
        Expect("exposure.closure_two_way." + power, 1, segment, rings, rings);
    }
}

TEST_F(KnownAnswersTest, InManyStepsTheRingIsAsOpenAsItself)
{
    const double segment = (kVms - 1) / (kCloud - 1);
    const double rings = kTenants * kLinked * (kLinked - 1) / (kCloud * (kCloud - 1));
    Expect("exposure.closure.guest-user", 1, segment, rings, rings);
}

TEST_F(KnownAnswersTest, PacketsCompromiseExactlyWhatTheAnalysisSays)
{
    Expect("exposure.compromised_final.guest-user", kCloud, kVms, kLinked, kLinked);
    Expect("exposure.compromised_final.guest-root", kCloud, kVms, kTenants * kLinked, kLinked);
}

TEST_F(KnownAnswersTest, IntentIsWhatTheDesignTakesOfTheSpecification)
{
    // Vertices; where links are taken, edges; where hosts verify, a CA and certificates.
    const double spec = kTenants * (kVms + kLinks);
    Expect("config.settings_intent", kCloud, kCloud, spec, spec + kTenants + kCloud);
}

TEST_F(KnownAnswersTest, ByHandAPersonTypesTheFieldsOfAllRules)
{
    // A port has 2 fields, a route 2, FDB and ARP 3 each, an identity 4, a permission 2. At an end of
    // a tunnel: encapsulation 4, decapsulation 3, whitelist 2. Nobody types the rules of the image.
    const double ends = kTenants * 2 * kLinks;
    Expect("config.settings_device",
           kCloud * (2 + 2 * kSwitches),
           kCloud * 2 + kTenants * kVms * (kVms - 1) * (3 + 3),
           kCloud * 2 + ends * (4 + 3 + 2),
           kCloud * (2 + 4) + ends * (3 + 3 + 4 + 2 * 2));
}

TEST_F(KnownAnswersTest, RulesAreCountedWhereTheyAre)
{
    // flat: a port each, and a route each in every switch. vxlan: a port each, and FDB and ARP of
    // all others at each host of the segment. linkwire: a port and two rules of the image each, and
    // encapsulation, decapsulation and whitelist at each end of a link. identity-firewall: port and
    // identity each, and ARP, FDB, identity and two permissions at each end of a link.
    const double ends = kTenants * 2 * kLinks;
    Expect("config.rules",
           kCloud * (1 + kSwitches),
           kCloud + kTenants * kVms * (kVms - 1) * 2,
           kCloud * 3 + ends * 3,
           kCloud * 2 + ends * 5);
    Expect("config.rules_switch", kCloud * kSwitches, 0, 0, 0);
    Expect("config.rules_vm_hook", 0, 0, kCloud * 2 + ends * 3, 0);
    Expect("config.rules_max_per_vm", 0, 0, 2 + 2 * 3, 0);
    Expect("config.rules_max_per_host", 1, 1 + 2 * (kVms - 1), 1, 2 + 2 * 5);
    Expect("config.refused", 0, 0, 0, 0);
}

TEST_F(KnownAnswersTest, AChangeTouchesTheLinksRulesAndNoOthers)
{
    Expect("reconfig.rules_touched", 0, 0, 2 * 2 * 3, 2 * 2 * 5);
    Expect("reconfig.recomputed", 0, 0, 2, 2);
    Expect("reconfig.disrupted", 0, 0, 0, 0);
    EXPECT_EQ(Metric("flat", "reconfig.messages"), 0);
    EXPECT_EQ(Metric("vxlan", "reconfig.messages"), 0);
    EXPECT_GT(Metric("linkwire", "reconfig.messages"), 0);
    EXPECT_GT(Metric("identity-firewall", "reconfig.messages"), 0);
}

TEST_F(KnownAnswersTest, ARemovedLinkLeaksForEverWhereLinksAreNotEnforced)
{
    for (const std::string design : {"flat", "vxlan"})
    {
        EXPECT_TRUE(std::isinf(OnlySample(design, "reconfig.leak"))) << design;
        EXPECT_EQ(Metric(design, "reconfig.leak_packets"), 2 * 5'000) << design; // 500 ms / 100 µs
    }
    for (const std::string design : {"linkwire", "identity-firewall"})
    {
        EXPECT_LT(OnlySample(design, "reconfig.leak"), 0.1) << design;
        EXPECT_LT(Metric(design, "reconfig.leak_packets"), 1'000) << design;
    }
}

TEST_F(KnownAnswersTest, AnAddedLinkPassedBeforeOrPassesWhenTheRulesAreThere)
{
    for (const std::string design : {"flat", "vxlan"})
    {
        EXPECT_EQ(Metric(design, "reconfig.always_open"), 1) << design;
        EXPECT_EQ(Metric(design, "reconfig.acked"), 0) << design;
    }
    for (const std::string design : {"linkwire", "identity-firewall"})
    {
        EXPECT_TRUE(std::isfinite(OnlySample(design, "reconfig.effective"))) << design;
        EXPECT_GT(Metric(design, "reconfig.acked"), 0) << design;
    }
}

TEST(LaterVmsTest, AVmThatAChangeAddsIsNotExposedBeforeAndExposesNobody)
{
    const std::string scenario = R"([[tenants]]
name = "shop"
spec = "ring.dot"
[designs]
use = ["flat", "vxlan", "linkwire"]
[[changes]]
at = "1s"
kind = "resubmit"
spec = "ring-v2.dot"
[run]
duration = "2s"
)";
    std::string grown = Ring(true);
    grown.insert(grown.find('{') + 1, "\n  v21 -- v1\n");
    const auto results = ResultsOf(scenario, {{"ring.dot", Ring(false)}, {"ring-v2.dot", grown}});
    EXPECT_EQ(results.at("flat").metrics.at("exposure.reachable.guest-user"), 1);
    EXPECT_EQ(results.at("vxlan").metrics.at("exposure.reachable.guest-user"), 1);
    EXPECT_DOUBLE_EQ(results.at("linkwire").metrics.at("exposure.reachable.guest-user"),
                     2 * kLinks / (kVms * (kVms - 1)));
}

TEST_F(KnownAnswersTest, WantedTrafficArrivesUnderEveryDesign)
{
    for (const auto& [design, result] : *s_results)
    {
        EXPECT_EQ(Metric(design, "traffic.sent"), Metric("flat", "traffic.sent")) << design;
        EXPECT_EQ(Metric(design, "traffic.delivered"), Metric(design, "traffic.sent")) << design;
        EXPECT_EQ(Metric(design, "traffic.misdelivered"), 0) << design;
    }
}

} // namespace

} // namespace ns3::vnlab::test
