// SPDX-License-Identifier: GPL-2.0-only
//
// What tshark, which knows nothing of vnlab, reads on all hosts' uplinks is what the leak meter says can
// be read there: who talks to whom, how many bytes, under which tunnel numbers.

#include "helper/capture-helper.h"
#include "model/traffic/leak-meter.h"
#include "model/traffic/traffic-monitor.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "test/support/temporary-folder.h"
#include "test/support/tshark.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using nlohmann::json;

constexpr const char* kOverheardScenario = R"(
[substrate]
racks = 2
hosts_per_rack = 2
mtu = 1500
[[tenants]]
name = "t"
generate = { kind = "random", vms = 10, degree = 3 }
[designs]
use = ["vxlan"]
)";

/// What can be read of the measured flows.
struct Reading
{
    std::set<std::pair<std::string, std::string>> relations;
    std::set<uint32_t> tunnelIds;
    uint64_t bytes{0};
};

/// @return the innermost layer of a protocol
const json&
Innermost(const json& layers, const std::string& protocol)
{
    const json& all = layers.at(protocol);
    return all.is_array() ? all.back() : all;
}

uint32_t
NumberOf(const json& text)
{
    return static_cast<uint32_t>(std::stoul(text.get<std::string>(), nullptr, 0));
}

void
ReadUplink(const std::string& file, Reading& reading)
{
    for (const json& layers : test::Dissect(file))
    {
        if (layers.contains("esp")) // sealed, between addresses that VMs have
        {
            reading.relations.emplace(layers.at("ip").at("ip.src"), layers.at("ip").at("ip.dst"));
        }
        if (!layers.contains("ip") || !layers.contains("udp") ||
            NumberOf(Innermost(layers, "udp").at("udp.dstport")) != kTrafficPort)
        {
            continue; // of the control channel, or ARP
        }
        const json& ip = Innermost(layers, "ip");
        reading.relations.emplace(ip.at("ip.src"), ip.at("ip.dst"));
        reading.bytes += NumberOf(Innermost(layers, "udp").at("udp.length")) - 8;
        if (layers.contains("vlan"))
        {
            reading.tunnelIds.insert(NumberOf(layers.at("vlan").at("vlan.id")));
        }
        if (layers.contains("vxlan"))
        {
            reading.tunnelIds.insert(NumberOf(layers.at("vxlan").at("vxlan.vni")));
        }
        if (layers.contains("geneve"))
        {
            reading.tunnelIds.insert(NumberOf(layers.at("geneve").at("geneve.vni")));
        }
        if (layers.contains("gre") && layers.at("gre").contains("gre.key"))
        {
            reading.tunnelIds.insert(NumberOf(layers.at("gre").at("gre.key")) >> 8);
        }
    }
}

/// A run of ten packets on each link, both ways. @param files where the uplinks' captures go
WireLeaks
MeterRun(const std::string& design, const std::string& stem, std::vector<std::string>& files)
{
    const Scenario scenario = ParseScenario(kOverheardScenario,
                                            "overheard.toml",
                                            GatherKnownNames(),
                                            [](const std::string&) { return std::nullopt; });
    const Timeline timeline(scenario, 0);
    WireLeaks leaks;
    {
        const ScenarioCloud cloud = BuildCloud(timeline, *FindDesign(design), 0);
        Deployment& deployment = *cloud.deployment;
        Fabric& fabric = *cloud.substrate->fabric;
        TrafficMonitor monitor(*cloud.plan,
                               [&](VmId vm) -> Guest& { return deployment.GuestOf(vm); });
        deployment.AddListener(&monitor);
        LeakMeter meter(fabric);
        for (uint32_t vnic = 0; vnic < cloud.plan->vnics.size(); ++vnic)
        {
            meter.Watch(deployment.DeviceOf(VnicId{vnic}));
        }
        const Specification* first = &scenario.tenants.front().specification;
        deployment.Start(
            {&first, 1},
            [&](uint64_t)
            {
                for (uint32_t host = 0; host < fabric.GetTopology().Hosts(); ++host)
                {
                    files.push_back(stem + "-" + std::to_string(host) + ".pcap");
                    CaptureLink(fabric, fabric.GetTopology().HostUp(HostId{host}), files.back());
                }
                const Time now = Simulator::Now();
                for (const ViewLink& link : deployment.ViewOf(TenantId{0}).Links())
                {
                    for (const auto& [from, to] :
                         {std::pair(link.a, link.b), std::pair(link.b, link.a)})
                    {
                        monitor.Add({.source = from,
                                     .destination = to,
                                     .start = now,
                                     .stop = now + Seconds(1),
                                     .interval = MilliSeconds(100),
                                     .payloadBytes = 100 + 10 * from.value});
                    }
                }
                Simulator::Stop(Seconds(2)); // BGP keeps sessions alive for ever
            });
        Simulator::Run();
        leaks = meter.Leaks();
    }
    Simulator::Destroy();
    return leaks;
}

class OverheardTest : public testing::TestWithParam<std::string>
{
};

TEST_P(OverheardTest, TsharkReadsOnTheUplinksWhatTheMeterSays)
{
    if (!test::TsharkAvailable())
    {
        GTEST_SKIP() << "tshark is not installed";
    }
    const TemporaryFolder folder;
    std::vector<std::string> files;
    const WireLeaks leaks = MeterRun(GetParam(), folder / "uplink", files);
    Reading reading;
    for (const std::string& file : files)
    {
        ReadUplink(file, reading);
    }
    EXPECT_GT(reading.relations.size(), 10U);
    EXPECT_EQ(static_cast<double>(reading.relations.size()),
              leaks.relations * static_cast<double>(leaks.talked));
    EXPECT_EQ(static_cast<double>(reading.bytes),
              leaks.payload * static_cast<double>(leaks.sent_bytes));
    EXPECT_EQ(reading.tunnelIds.size(), leaks.tunnelIds);
}

INSTANTIATE_TEST_SUITE_P(Designs,
                         OverheardTest,
                         testing::ValuesIn(GatherKnownNames().designs),
                         [](const auto& design)
                         {
                             std::string name = design.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

} // namespace

} // namespace ns3::vnlab
