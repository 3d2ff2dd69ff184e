// SPDX-License-Identifier: GPL-2.0-only
//
// What each design gives away on the wire, as numbers that can be counted on paper, and against taps on
// all links that look for the packets themselves.

#include "model/traffic/probe-payload.h"
#include "model/traffic/traffic-monitor.h"
#include "scenarios/vnlab/run/leak-metrics.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <cstring>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

Scenario
ParseLeaking(const std::string& text)
{
    return ParseScenario(text + "[designs]\nuse = [\"flat\"]\n",
                         "leaks.toml",
                         GatherKnownNames(),
                         [](const std::string&) { return std::nullopt; });
}

/// @return the leaks of a run, and its error where it failed
std::map<std::string, double>
LeaksOf(const std::string& text, const std::string& design)
{
    const Scenario scenario = ParseLeaking(text);
    RunResult result = RunDesign(scenario, WriteResolved(scenario), design, 0, [](double) {});
    EXPECT_EQ(result.error, "");
    std::erase_if(result.metrics,
                  [](const auto& metric) { return !metric.first.starts_with("exposure.leaked_"); });
    return result.metrics;
}

const std::string kRing = "[substrate]\nracks = 2\nhosts_per_rack = 2\nspines = 2\n"
                          "[[tenants]]\nname = \"shop\"\n"
                          "generate = { kind = \"ring\", vms = 6 }\n";

bool
IsSealed(const std::string& design)
{
    return design == "vpn-mesh";
}

/// The number of tunnel ids that the six links of the ring show.
double
TunnelIdsOfRing(const std::string& design)
{
    if (design == "linkwire" || design == "linkwire-nvgre")
    {
        return 6; // one a link
    }
    const bool hasNoNumbers = design.starts_with("flat") || design == "linkwire-ipip" ||
                              design == "openflow-hop-by-hop" || IsSealed(design);
    return hasNoNumbers ? 0 : 1; // one a segment
}

class LeaksTest : public testing::TestWithParam<std::string>
{
};

TEST_P(LeaksTest, AllCanBeReadUnlessItIsSealedAndALinkGivesAwayWhatPassesIt)
{
    // VM i is on host i modulo 4, so all 6 links of the ring cross a link, both ways. Hosts 0 and 1 have
    // two VMs with two links each, 8 relations; 4 of the 12 go from rack to rack.
    const auto leaks = LeaksOf(kRing + "[run]\nduration = \"500ms\"\n", GetParam());
    EXPECT_EQ(leaks.at("exposure.leaked_payload"), IsSealed(GetParam()) ? 0 : 1);
    EXPECT_EQ(leaks.at("exposure.leaked_relations"), 1);
    EXPECT_EQ(leaks.at("exposure.leaked_tunnel_ids"), TunnelIdsOfRing(GetParam()));
    if (GetParam() ==
        "master-vpn") // the concentrator's link shows all, and what others do depends on hashes
    {
        EXPECT_EQ(leaks.at("exposure.leaked_relations_worst_link"), 1);
        return;
    }
    EXPECT_EQ(leaks.at("exposure.leaked_relations_worst_link"), 8.0 / 12);
    EXPECT_EQ(leaks.at("exposure.leaked_relations_mean_link"), (8 * 2 + 4 * 4) / (12.0 * (4 + 4)));
}

TEST_P(LeaksTest, OnOneHostControlMessagesLeakNothing)
{
    const std::string text =
        "[substrate]\nracks = 1\nhosts_per_rack = 1\n[[tenants]]\nname = \"s\"\n"
        "generate = { kind = \"ring\", vms = 6 }\n"
        "[run]\nduration = \"500ms\"\n";
    const auto leaks = LeaksOf(text, GetParam());
    if (GetParam() == "openflow-hop-by-hop" || GetParam() == "master-vpn")
    { // neighbours' packets go to the leaf and back
        EXPECT_EQ(leaks.at("exposure.leaked_relations"), 1);
        return;
    }
    for (const auto& [name, value] : leaks)
    {
        const bool isVlan = name == "exposure.leaked_tunnel_ids" && GetParam().starts_with("vlan");
        EXPECT_EQ(value, isVlan ? 1 : 0) << name; // broadcasts go to the leaf, too
    }
}

TEST_P(LeaksTest, AnAttackChangesNoLeak)
{
    const std::string run = "[run]\nduration = \"1s\"\n";
    const std::string attack = "[[attacks]]\nat = \"300ms\"\nkind = \"lateral-movement\"\n"
                               "foothold = \"shop/vm-1\"\nprobability = 0\nduration = \"500ms\"\n";
    const auto quiet = LeaksOf(kRing + run, GetParam());
    EXPECT_EQ(LeaksOf(kRing + attack + run, GetParam()), quiet);
}

/// The packets of the measured flows on all links, found by their own mark.
class AllTaps
{
  public:
    explicit AllTaps(Fabric& fabric)
        : m_topology(fabric.GetTopology())
    {
        for (uint32_t link = 0; link < m_topology.Links(); ++link)
        {
            fabric.AddTap(LinkId{link},
                          [this, link](const Ptr<const Packet>& frame)
                          { Look(LinkId{link}, frame); });
        }
    }

    /// @return flows that some link showed
    size_t Flows() const
    {
        std::set<uint32_t> flows;
        for (const auto& [cable, seen] : m_flows)
        {
            flows.insert(seen.begin(), seen.end());
        }
        return flows.size();
    }

    size_t MostOnACable() const
    {
        size_t most = 0;
        for (const auto& [cable, seen] : m_flows)
        {
            most = std::max(most, seen.size());
        }
        return most;
    }

    size_t OnAllCables() const
    {
        size_t all = 0;
        for (const auto& [cable, seen] : m_flows)
        {
            all += seen.size();
        }
        return all;
    }

  private:
    void Look(LinkId link, const Ptr<const Packet>& frame)
    {
        std::vector<uint8_t> bytes(frame->GetSize());
        frame->CopyData(bytes.data(), frame->GetSize());
        for (size_t at = 0; at + sizeof(ProbePayload) <= bytes.size(); ++at)
        {
            ProbePayload probe;
            std::memcpy(&probe, bytes.data() + at, sizeof(probe));
            if (probe.magic == ProbePayload::kMagic)
            {
                m_flows[std::min(link, m_topology.Reverse(link))].insert(probe.flow);
                return;
            }
        }
    }

    Topology m_topology;
    std::map<LinkId, std::set<uint32_t>> m_flows; ///< by the lower id of a link's two
};

/// Sends on every link of all tenants for a second, both ways.
void
AddMeasuredFlows(const Deployment& cloud, TrafficMonitor& monitor, uint32_t payload)
{
    const Time now = Simulator::Now();
    for (const TenantView& view : cloud.Views())
    {
        for (const ViewLink& link : view.Links())
        {
            for (const auto& [from, to] : {std::pair(link.a, link.b), std::pair(link.b, link.a)})
            {
                monitor.Add({.source = from,
                             .destination = to,
                             .start = now,
                             .stop = now + Seconds(1),
                             .interval = MilliSeconds(100),
                             .payloadBytes = payload});
            }
        }
    }
}

TEST_P(LeaksTest, EachLinkShowsWhatTapsFindThereInFragmentsToo)
{
    if (GetParam() == "master-vpn")
    {
        GTEST_SKIP() << "the meter follows what hosts send, and not what a concentrator sends on";
    }
    const Scenario scenario = ParseLeaking(
        "[substrate]\ndatacenters = 2\nplacement = \"random\"\nracks = 2\nhosts_per_rack = 2\n"
        "spines = 3\nmtu = 1500\n"
        "[[tenants]]\nname = \"shop\"\ncount = 2\n"
        "generate = { kind = \"random\", vms = 12, degree = 4 }\n");
    const Timeline timeline(scenario, 0);
    {
        ScenarioCloud cloud = BuildCloud(timeline, *FindDesign(GetParam()), 0);
        Deployment& deployment = *cloud.deployment;
        TrafficMonitor monitor(*cloud.plan,
                               [&](VmId vm) -> Guest& { return deployment.GuestOf(vm); });
        deployment.AddListener(&monitor);
        AllTaps taps(*cloud.substrate->fabric);
        std::optional<LeakWatch> watch;
        std::vector<const Specification*> first;
        for (const TenantTimeline& tenant : timeline.Tenants())
        {
            first.push_back(tenant.versions.front().specification);
        }
        deployment.Start(first,
                         [&](uint64_t)
                         {
                             watch.emplace(deployment, *cloud.substrate->fabric);
                             AddMeasuredFlows(deployment, monitor, 3000);
                             Simulator::Stop(Seconds(3));
                         });
        Simulator::Run();
        RunResult result;
        watch->Report(result);
        const auto flows = static_cast<double>(taps.Flows());
        EXPECT_EQ(result.metrics.at("exposure.leaked_payload"), IsSealed(GetParam()) ? 0 : 1);
        EXPECT_EQ(result.metrics.at("exposure.leaked_relations"),
                  1); // if only by provider addresses
        if (IsSealed(GetParam()))
        {
            EXPECT_EQ(flows, 0);
        }
        else
        {
            EXPECT_GT(flows, 40); // or the test shows nothing
            EXPECT_EQ(result.metrics.at("exposure.leaked_relations_worst_link"),
                      static_cast<double>(taps.MostOnACable()) / flows);
            const double cables = 8 + 4 * 3 + 2 * 3 + 1;
            EXPECT_EQ(result.metrics.at("exposure.leaked_relations_mean_link"),
                      static_cast<double>(taps.OnAllCables()) / (flows * cables));
        }
    }
    Simulator::Destroy();
}

INSTANTIATE_TEST_SUITE_P(Designs,
                         LeaksTest,
                         testing::ValuesIn(GatherKnownNames().designs),
                         [](const auto& test)
                         {
                             std::string name = test.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

} // namespace

} // namespace ns3::vnlab
