// SPDX-License-Identifier: GPL-2.0-only
//
// The files in scenarios/published: what each predicts, against the published figure (within a fifth, or
// the page doc/published.md says why not) and against its closed form.

#include "test/program/stored-results.h"

#include <cmath>

namespace ns3::vnlab::test
{

namespace
{

using Results = std::map<std::string, RunResult>;

/// Runs a file, or one point of its sweep. @param only "KEY=VALUE" @return its results by design
Results
PublishedResults(const std::string& name, const std::string& only = "")
{
    const TemporaryFolder folder;
    const std::string file = std::string(VNLAB_SOURCE_DIR) + "/scenarios/published/" + name;
    const std::string out = (folder.path / "out").string();
    std::vector<std::string> arguments{
        only.empty() ? "run" : "sweep", file, "--out", out, "--no-plots"};
    if (!only.empty())
    {
        arguments.insert(arguments.end(), {"--only", only});
    }
    const Ended run = RunVnlab(arguments, folder.path);
    EXPECT_EQ(run.status, 0) << run.out << run.err;
    return StoredIn(out);
}

double
MetricOf(const Results& results, const std::string& design, const std::string& metric)
{
    return results.at(design).metrics.at(metric);
}

double
OnlySampleOf(const Results& results, const std::string& design, const std::string& metric)
{
    const std::vector<double>& samples = results.at(design).samples.at(metric);
    EXPECT_EQ(samples.size(), 1U);
    return samples.front();
}

/// @return the rules of a network of n VMs of which every host in use is told: a port or an FDB entry for
/// each VM, and an ARP entry for each
constexpr double
RulesOf(double vms, double hosts)
{
    return 2 * vms * hosts - vms;
}

/// @return hosts in use, on average, of so many that so many VMs are thrown on
double
HostsInUse(double vms, double hosts)
{
    return hosts * (1 - std::pow(1 - 1 / hosts, vms));
}

TEST(PublishedShapesTest, AndromedasRulesAreOfEveryVmAtEveryHostInUse)
{
    constexpr double kSegmentVms = 250;
    constexpr double kHosts = 500;
    const Results results = PublishedResults("andromeda-2018.toml", "tenants.generate.vms=250");
    // On demand a host in use gets one update, of its ports, and acknowledges it.
    const double inUse = MetricOf(results, "on-demand", "config.messages") / 2;
    EXPECT_EQ(MetricOf(results, "on-demand", "config.rules"), kSegmentVms);
    EXPECT_EQ(MetricOf(results, "preprogrammed", "config.rules"), RulesOf(kSegmentVms, inUse));
    // The variance of the hosts that are free: those that two throws leave free are not independent.
    const double free = std::pow(1 - 1 / kHosts, kSegmentVms);
    const double bothFree = std::pow(1 - 2 / kHosts, kSegmentVms);
    const double variance =
        kHosts * free * (1 - free) + kHosts * (kHosts - 1) * (bothFree - free * free);
    EXPECT_NEAR(inUse, HostsInUse(kSegmentVms, kHosts), 3.3 * std::sqrt(variance)); // 99.9 %
}

TEST(PublishedShapesTest, AndromedasProgrammingTakesWhatItsLawSays)
{
    const Results results = PublishedResults("andromeda-2018.toml", "tenants.generate.vms=250");
    const double rules = MetricOf(results, "preprogrammed", "config.rules");
    const double law = 1.68 + 4.455e-6 * rules / 2 / 30;
    // The last host's update crosses the fabric and is written after that: 500 rules of 1 us.
    EXPECT_GT(MetricOf(results, "preprogrammed", "config.deploy_s"), law);
    EXPECT_LT(MetricOf(results, "preprogrammed", "config.deploy_s"), law + 0.001);
}

TEST(PublishedShapesTest, AndromedasFlowsAndTimeAtFortyThousandVmsAreAFifthBelow)
{
    const double flows = 40'000 * HostsInUse(40'000, 10'000);
    EXPECT_NEAR(flows, 392.7e6, 0.05e6);
    EXPECT_NEAR(flows / 487e6, 1, 0.2);
    EXPECT_NEAR((1.68 + 4.455e-6 * flows / 30) / 74, 1, 0.2);
}

TEST(PublishedShapesTest, AchelousTellsEveryHostOrOne)
{
    constexpr double kChange = 1.03;
    constexpr double kMessage = 2.747e-3;
    constexpr double kHosts = 10;
    const Results results =
        PublishedResults("achelous-2023-programming.toml", "tenants.generate.vms=1000");
    EXPECT_EQ(MetricOf(results, "preprogrammed", "reconfig.messages"), 2 * kHosts);
    EXPECT_EQ(MetricOf(results, "on-demand", "reconfig.messages"), 2);
    // Beside that, rules and the fabric: a fraction of a millisecond.
    EXPECT_NEAR(
        MetricOf(results, "preprogrammed", "reconfig.acked"), kChange + kHosts * kMessage, 1e-3);
    EXPECT_NEAR(
        OnlySampleOf(results, "on-demand", "reconfig.effective"), kChange + 2 * kMessage, 1e-3);
}

TEST(PublishedShapesTest, AchelousesVmIsReachedAgainWhenItsPeersAreTold)
{
    const Results results = PublishedResults("achelous-2023-migration.toml");
    // A packet a millisecond and direction.
    EXPECT_NEAR(MetricOf(results, "vxlan", "reconfig.disrupted") / 2 / 1'000, 9.0, 0.002);
}

TEST(PublishedShapesTest, OvnsPortIsTwoScopesOfFiftyThousand)
{
    const Results results = PublishedResults("ovn-2023-port.toml");
    EXPECT_EQ(MetricOf(results, "vxlan", "config.rules"), 25'000);
    EXPECT_EQ(MetricOf(results, "vxlan", "reconfig.recomputed"), 2);
    EXPECT_EQ(MetricOf(results, "vxlan", "reconfig.rules_touched"), 1);
}

TEST(PublishedShapesTest, OneReactiveControllerServesItsThirtyThousandAndNeverSettles)
{
    const Results results = PublishedResults("hot-ice-2012-one.toml");
    const double seconds = 0.5;
    EXPECT_NEAR(MetricOf(results, "reactive", "traffic.sent"), 99'000 * (seconds - 0.1), 500);
    EXPECT_NEAR(MetricOf(results, "reactive", "traffic.delivered"), 30'000 * seconds, 30);
}

TEST(PublishedShapesTest, FourReactiveControllersServeAllAndAtOnce)
{
    const Results results = PublishedResults("hot-ice-2012-four.toml");
    EXPECT_EQ(MetricOf(results, "reactive", "traffic.delivered"),
              MetricOf(results, "reactive", "traffic.sent"));
    EXPECT_LT(MetricOf(results, "reactive", "traffic.first_packet_delay"), 0.001);
}

TEST(PublishedShapesTest, PacketsObeyTheLagLaterThanTheControllerBelieves)
{
    for (const auto& [only, lag] :
         std::map<std::string, double>{{"0", 0}, {"0.25", 0.25}, {"0.4", 0.4}})
    {
        SCOPED_TRACE(only);
        const Results results =
            PublishedResults("kuzniar-2018.toml", "costs.fabric_rule_lag=" + only);
        const double acked = MetricOf(results, "flat", "reconfig.acked");
        EXPECT_LT(acked, 0.0037); // a rule of 3.636 ms at each switch, all at a time
        const double grid = 0.001;
        const double effective = OnlySampleOf(results, "flat", "reconfig.effective");
        EXPECT_GE(effective, acked + lag - grid);
        EXPECT_LE(effective, acked + lag + grid);
        const double lost = MetricOf(results, "flat", "reconfig.disrupted") * grid;
        EXPECT_NEAR(lost, acked + lag, grid);
    }
}

} // namespace

} // namespace ns3::vnlab::test
