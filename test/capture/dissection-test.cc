// SPDX-License-Identifier: GPL-2.0-only
//
// What each design puts on the wire, read by an independent dissector: at a vNIC, at an uplink and
// on a fabric link nothing is malformed, unknown or has a wrong checksum.

#include "helper/capture-helper.h"
#include "model/traffic/traffic-monitor.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "test/support/tcpdump.h"
#include "test/support/temporary-folder.h"
#include "test/support/tshark.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace ns3::vnlab
{

namespace
{

constexpr const char* kScenario = R"(
[substrate]
racks = 2
hosts_per_rack = 1
spines = 1
[[tenants]]
name = "t"
generate = { kind = "full-mesh", vms = 4 }
[designs]
use = ["vxlan"]
)";

/// The pcap files of one run: every place sees the traffic between VM 0 and VM 1, on two racks.
struct Captures
{
    std::string vnic;
    std::string uplink;
    std::string link;
};

Captures
CaptureRun(const std::string& design)
{
    const Scenario scenario = ParseScenario(kScenario,
                                            "capture.toml",
                                            GatherKnownNames(),
                                            [](const std::string&) { return std::nullopt; });
    const Timeline timeline(scenario, 0);
    const ScenarioCloud cloud = BuildCloud(timeline, *FindDesign(design), 0);
    Deployment& deployment = *cloud.deployment;
    TrafficMonitor monitor(*cloud.plan, [&](VmId vm) -> Guest& { return deployment.GuestOf(vm); });
    deployment.AddListener(&monitor);

    static const TemporaryFolder folder;
    const std::string stem = folder / design;
    const Captures captures{stem + "-vnic.pcap", stem + "-uplink.pcap", stem + "-link.pcap"};
    const HostId host = cloud.plan->start.PlaceOf(VnicId{0}).host;
    const Topology& topology = cloud.substrate->fabric->GetTopology();
    CaptureDevice(&deployment.DeviceOf(VnicId{0}), captures.vnic);
    CaptureDevice(deployment.SwitchOf(host).GetUplink(), captures.uplink);
    CaptureLink(*cloud.substrate->fabric, topology.LeafUp(topology.LeafOf(host), 0), captures.link);

    const Specification* first = &scenario.tenants.front().specification;
    deployment.Start(
        {&first, 1},
        [&](uint64_t)
        {
            const Time now = Simulator::Now();
            for (const auto& [from, to] : {std::pair(0, 1), std::pair(1, 0), std::pair(0, 2)})
            {
                monitor.Add({.source = VnicId{static_cast<uint32_t>(from)},
                             .destination = VnicId{static_cast<uint32_t>(to)},
                             .start = now,
                             .stop = now + Seconds(1),
                             .interval = MilliSeconds(100),
                             .payloadBytes = 100});
            }
            Simulator::Stop(Seconds(2)); // BGP keeps sessions alive for ever
        });
    Simulator::Run();
    for (const Flow& flow : monitor.Flows())
    {
        EXPECT_EQ(flow.Delivered(), 10U);
    }
    Simulator::Destroy();
    return captures;
}

/// How many packets have a layer.
long
CountLayer(const std::vector<nlohmann::json>& packets, const std::string& layer)
{
    return std::ranges::count_if(
        packets, [&layer](const nlohmann::json& packet) { return packet.contains(layer); });
}

class DissectionTest : public testing::TestWithParam<std::string>
{
  protected:
    void SetUp() override
    {
        if (!test::TsharkAvailable())
        {
            GTEST_SKIP() << "tshark is not installed";
        }
    }
};

TEST_P(DissectionTest, NothingOnTheWireIsMalformedUnknownOrHasABadChecksum)
{
    const Captures captures = CaptureRun(GetParam());
    // A tunnel is only on the way; the control channel's segments and handshakes end in tcp or tls, and those
    // of sessions between VTEPs and reflectors in bgp.
    for (const std::string& file : {captures.vnic, captures.uplink, captures.link})
    {
        const std::vector<nlohmann::json> packets = test::Dissect(file);
        EXPECT_GE(packets.size(), 10U) << file;
        EXPECT_THAT(test::Problems(packets, {"arp", "bgp", "icmp", "tcp", "tls", "udp"}),
                    testing::IsEmpty())
            << file;
    }
}

TEST_P(DissectionTest, TcpdumpFindsNoBadChecksum)
{
    if (!test::TcpdumpAvailable())
    {
        GTEST_SKIP() << "tcpdump is not installed";
    }
    const Captures captures = CaptureRun(GetParam());
    for (const std::string& file : {captures.vnic, captures.uplink, captures.link})
    {
        const test::TcpdumpReading reading = test::ReadWithTcpdump(file);
        EXPECT_GE(reading.packets, 10U) << file;
        EXPECT_THAT(reading.badChecksums, testing::IsEmpty()) << file;
    }
}

TEST_P(DissectionTest, TunnelsAreWhereTheDesignPutsThem)
{
    const std::string design = GetParam();
    const Captures captures = CaptureRun(design);
    const auto atVnic = test::Dissect(captures.vnic);
    const auto onLink = test::Dissect(captures.link);
    const bool byHost = design.starts_with("vxlan") || design == "identity-firewall" ||
                        design == "openflow-overlay";
    const bool vxlanHooks = design == "linkwire" || design == "linkwire-vxlan";
    EXPECT_EQ(CountLayer(atVnic, "vxlan") > 0, vxlanHooks);
    EXPECT_EQ(CountLayer(onLink, "vxlan") > 0, byHost || vxlanHooks);
    EXPECT_EQ(CountLayer(onLink, "gre") > 0, design == "linkwire-nvgre" || design == "nvgre");
    EXPECT_EQ(CountLayer(onLink, "geneve") > 0, design == "geneve" || design == "security-groups");
    EXPECT_EQ(CountLayer(atVnic, "vlan"), 0);
    EXPECT_EQ(CountLayer(onLink, "vlan") > 0, design.starts_with("vlan"));
}

std::vector<std::string>
DesignNames()
{
    return GatherKnownNames().designs;
}

std::string
TestName(const testing::TestParamInfo<std::string>& design)
{
    std::string name = design.param;
    std::ranges::replace(name, '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(AllDesigns, DissectionTest, testing::ValuesIn(DesignNames()), TestName);

} // namespace

} // namespace ns3::vnlab
