// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/lateral-movement.h"
#include "model/change/resubmit.h"
#include "model/change/rewire.h"
#include "model/monitor/send-counter.h"
#include "model/spec/generator/random.h"
#include "model/substrate/placement/pack.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "test/support/scenario-test-input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <tuple>

namespace ns3::vnlab
{

using testing::HasSubstr;

namespace
{

const TestFiles kFiles{{"cloud/a.dot", "graph { a -- b }"}, {"cloud/w.graphml", kPairWan}};

auto
Fields(const Scenario::Substrate& s)
{
    return std::tie(s.datacenters,
                    s.racks,
                    s.hosts_per_rack,
                    s.spines,
                    s.vms_per_host,
                    s.mtu,
                    s.placement,
                    dynamic_cast<const PackKeys&>(s.placementKeys.Of("pack")).fill,
                    s.link.rate_bps,
                    s.link.delay_ns,
                    s.link.queue_bytes,
                    s.wan.topology,
                    s.wan.file,
                    s.wan.rate_bps,
                    s.wan.delay_ns,
                    s.wan.queue_bytes);
}

auto
Fields(const GeneratorRequest& g)
{
    const auto& random = dynamic_cast<const RandomKeys&>(g.keys.Of("random"));
    return std::tie(g.kind, g.vms, random.degree, g.protocol, g.seed);
}

bool
Same(const SpecSource& a, const SpecSource& b)
{
    return a.file == b.file && a.generate.has_value() == b.generate.has_value() &&
           (!a.generate || Fields(*a.generate) == Fields(*b.generate));
}

bool
Same(const Scenario::Tenants& a, const Scenario::Tenants& b)
{
    return std::tie(a.name, a.count, a.fullGuests, a.uniqueAddresses) ==
               std::tie(b.name, b.count, b.fullGuests, b.uniqueAddresses) &&
           Same(a.source, b.source);
}

bool
Same(const Scenario::Change& a, const Scenario::Change& b)
{
    const auto links = [](const Scenario::Change& s)
    { return dynamic_cast<const RewireKeys&>(s.keys.Of("rewire")).links; };
    const auto source = [](const Scenario::Change& s)
    { return dynamic_cast<const ResubmitKeys&>(s.keys.Of("resubmit")).specification.source; };
    return std::tie(a.at_ns, a.kind, a.tenant, a.probe_interval_ns, a.watch_ns) ==
               std::tie(b.at_ns, b.kind, b.tenant, b.probe_interval_ns, b.watch_ns) &&
           links(a) == links(b) && Same(source(a), source(b));
}

bool
Same(const Scenario::Attack& a, const Scenario::Attack& b)
{
    const auto fields = [](const Scenario::Attack& s)
    {
        const auto& own = dynamic_cast<const LateralMovementKeys&>(s.keys.Of("lateral-movement"));
        return std::tie(s.at_ns,
                        s.kind,
                        s.attacker,
                        s.foothold,
                        own.probability,
                        own.locality,
                        own.scan_interval_ns,
                        own.scan,
                        own.services,
                        s.duration_ns);
    };
    return fields(a) == fields(b);
}

bool
Same(const Scenario::Monitor& a, const Scenario::Monitor& b)
{
    const auto fields = [](const Scenario::Monitor& s)
    {
        const auto& own = dynamic_cast<const SendCounterKeys&>(s.keys.Of("send-counter"));
        return std::tie(s.at_ns, s.kind, own.vm, own.failures, own.window_ns);
    };
    return fields(a) == fields(b);
}

template <class T>
bool
AllSame(const std::vector<T>& a, const std::vector<T>& b)
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return Same(x, y); });
}

/// Whether all that a scenario file says is the same; specifications follow from their sources.
bool
Same(const Scenario& a, const Scenario& b)
{
    const auto fields = [](const Scenario& s)
    {
        return std::tie(s.title,
                        s.designs,
                        s.traffic.interval_ns,
                        s.traffic.payload_bytes,
                        s.traffic.tcp.flows,
                        s.traffic.tcp.bytes,
                        s.traffic.tcp.within_ns,
                        s.traffic.tcp.buffer_bytes,
                        s.run.seed,
                        s.run.repeat,
                        s.run.duration_ns,
                        s.delayPackets,
                        s.costs);
    };
    return fields(a) == fields(b) && Fields(a.substrate) == Fields(b.substrate) &&
           AllSame(a.tenants, b.tenants) && AllSame(a.changes, b.changes) &&
           AllSame(a.attacks, b.attacks) && AllSame(a.monitors, b.monitors);
}

template <class T>
T
Pick(uint64_t least, uint64_t most)
{
    return static_cast<T>(*rc::gen::inRange<uint64_t>(least, most));
}

std::string
PickText(std::vector<std::string> texts)
{
    return *rc::gen::elementOf(std::move(texts));
}

double
PickPart()
{
    return Pick<double>(0, 1'000'001) / 1e6;
}

/// Only a random graph has a degree and a seed to write.
GeneratorRequest
AnyGenerated()
{
    GeneratorRequest request{.kind = PickText({"ring", "random", "three-tier"}),
                             .vms = Pick<uint32_t>(6, 12),
                             .protocol = *rc::gen::element(TunnelProtocol::kVxlan,
                                                           TunnelProtocol::kNvgre,
                                                           TunnelProtocol::kIpip)};
    RandomKeys random;
    if (request.kind == "random")
    {
        request.seed = Pick<uint64_t>(0, INT64_MAX);
        random.degree = Pick<uint32_t>(1, 5);
    }
    request.keys.Add("random", random.Clone());
    return request;
}

Scenario
PickScenario()
{
    constexpr uint64_t hour_ns = 3'600'000'000'000;
    Scenario s;
    s.title =
        PickText({"A title", "`touch x`", "\"quoted\" \\ $(x)", "two\nlines\t\x01\x7f", "µ 漢"});
    s.substrate.datacenters = Pick<uint32_t>(1, 9);
    s.substrate.racks = Pick<uint32_t>(2, 99);
    s.substrate.hosts_per_rack = Pick<uint32_t>(2, 40);
    s.substrate.spines = Pick<uint32_t>(1, 65);
    s.substrate.vms_per_host = Pick<uint32_t>(50, 127);
    s.substrate.mtu = Pick<uint32_t>(576, 65'536);
    s.substrate.placement = PickText({"round-robin", "pack", "random", "tenant-affine"});
    PackKeys pack;
    pack.fill = s.substrate.placement == "pack" ? Pick<uint32_t>(1, 101) / 100.0 : 1;
    s.substrate.placementKeys.Add("pack", pack.Clone());
    s.substrate.link = {Pick<uint64_t>(1'000, 100'000'000'000'001),
                        Pick<uint64_t>(0, hour_ns + 1),
                        Pick<uint64_t>(1, 1'000'000'001)};
    s.substrate.wan.topology = PickText({"full-mesh", "ring", "line", "file"});
    if (s.substrate.wan.topology == "file")
    {
        s.substrate.wan.file = "w.graphml";
        s.substrate.datacenters = 2;
    }
    s.substrate.wan.delay_ns = Pick<uint64_t>(0, 1'000) * 1'000'000;
    for (const char* name : {"shop", "`rm`", "x\"\n/"})
    {
        Scenario::Tenants& tenants = s.tenants.emplace_back();
        tenants.name = name;
        tenants.count = Pick<uint32_t>(1, 5);
        tenants.fullGuests = *rc::gen::arbitrary<bool>();
        tenants.uniqueAddresses = *rc::gen::arbitrary<bool>();
        tenants.source.generate = AnyGenerated();
    }
    s.tenants.push_back({"b", 1, {"a.dot", std::nullopt}, {}, false, true});
    s.designs = *rc::gen::element(std::vector<std::string>{"flat"},
                                  std::vector<std::string>{"vxlan", "flat", "linkwire"});
    s.traffic = {Pick<uint64_t>(1'000, hour_ns),
                 Pick<uint32_t>(32, 65'508),
                 {0,
                  Pick<uint64_t>(1, 1'000'000'000'001),
                  Pick<uint64_t>(1'000, hour_ns),
                  Pick<uint32_t>(65'536, 1'000'000'001)}};
    s.run = {Pick<uint64_t>(1, 4'294'944'443), Pick<uint32_t>(1, 1'000), hour_ns};
    for (const std::string& kind : *rc::gen::container<std::vector<std::string>>(
             rc::gen::element<std::string>("rewire", "resubmit")))
    {
        Scenario::Change& change = s.changes.emplace_back();
        change.at_ns = Pick<uint64_t>(0, hour_ns);
        change.kind = kind;
        change.tenant = PickText({"shop", "`rm`"});
        RewireKeys rewire;
        rewire.links = kind == "rewire" ? 1 : 0;
        ResubmitKeys resubmit;
        resubmit.specification.source.file = kind == "rewire" ? "" : "a.dot";
        change.keys.Add("rewire", rewire.Clone());
        change.keys.Add("resubmit", resubmit.Clone());
        change.watch_ns = Pick<uint64_t>(1'000, hour_ns);
    }
    // A rewire needs a pair of VMs without a link, which a.dot no longer has.
    std::erase_if(s.changes,
                  [](const auto& c) { return c.kind == "rewire" && c.tenant == "shop"; });
    std::erase_if(s.changes,
                  [](const auto& c) { return c.kind != "rewire" && c.tenant != "shop"; });
    Scenario::Attack& attack = s.attacks.emplace_back();
    attack.at_ns = Pick<uint64_t>(0, hour_ns);
    attack.kind = "lateral-movement";
    attack.attacker = {*rc::gen::element(Capability::kGuestUser, Capability::kGuestRoot),
                       *rc::gen::element(Position::kInside, Position::kNeighbour),
                       *rc::gen::element(Knowledge::kEverything, Knowledge::kOwnVm)};
    attack.foothold = PickText({"random", "b/a"});
    LateralMovementKeys own;
    own.probability = PickPart();
    own.locality = PickPart();
    own.scan = *rc::gen::element(Scan::kReachable, Scan::kBlind);
    own.services = PickText({"permitted", "tcp/80, udp/53"});
    attack.keys.Add(attack.kind, own.Clone());
    attack.duration_ns = Pick<uint64_t>(1'000, 1'000 * hour_ns);
    Scenario::Monitor& monitor = s.monitors.emplace_back();
    monitor.at_ns = Pick<uint64_t>(0, hour_ns);
    monitor.kind = "send-counter";
    SendCounterKeys counter;
    counter.vm = PickText({"all", "b/a"});
    counter.failures = Pick<uint32_t>(1, 1'000'001);
    counter.window_ns = Pick<uint64_t>(1'000, hour_ns);
    monitor.keys.Add(monitor.kind, counter.Clone());
    s.substrate.switching_cores = Pick<uint32_t>(1, 257);
    s.delayPackets = *rc::gen::arbitrary<bool>();
    s.costs["xdp-drop"] = Pick<double>(0, UINT32_MAX) / 7;
    return s;
}

RC_GTEST_PROP(ScenarioWriterTest, WhatIsWrittenReadsBackTheSame, ())
{
    const Scenario scenario = PickScenario();
    const std::string written = WriteResolved(scenario);
    const Scenario read = ParseTest(written, kFiles);
    RC_ASSERT(Same(read, scenario));
    RC_ASSERT(WriteResolved(read) == written);
}

TEST(ScenarioWriterTest, EveryKeyIsWrittenInAFixedOrder)
{
    EXPECT_EQ(WriteResolved(ParseTest("title = \"All \\\"keys\\\"\"\n" + kShop + R"(
[[attacks]]
kind = "lateral-movement"
at = "1500ms"
[[changes]]
links = 1
kind = "rewire"
at = "60s"
[run]
duration = "3600s"
[costs]
xdp-drop = 41.6
)")),
              R"(title = "All \"keys\""

[substrate]
datacenters = 1
racks = 4
hosts_per_rack = 10
spines = 2
vms_per_host = 120
mtu = 9000
switching_cores = 1
detection = "150ms"
control_network = "in-band"
hash_gre_key = "off"
placement = "round-robin"
link = { rate = "10Gbps", delay = "1us", queue = "1MB" }
wan = { topology = "full-mesh", rate = "100Gbps", delay = "5ms", queue = "10MB" }

[[tenants]]
name = "shop"
count = 3
generate = { kind = "ring", vms = 4, protocol = "vxlan" }
guest = "light"
addresses = "unique"

[designs]
use = ["flat"]

[traffic]
interval = "100ms"
payload = "200B"
tcp = { flows = 0, bytes = "1MB", within = "1s", buffer = "128KiB" }

[[changes]]
at = "1min"
kind = "rewire"
tenant = "shop"
links = 1
probe_interval = "100us"
watch = "500ms"

[[attacks]]
at = "1500ms"
kind = "lateral-movement"
capability = "guest-user"
position = "inside"
knowledge = "everything"
foothold = "random"
probability = 0.5
locality = 0.5
scan_interval = "10ms"
scan = "reachable"
services = "permitted"
duration = "5s"

[identity]
verify = 1

[run]
seed = 1
repeat = 1
duration = "1h"
wiretap = "on"
verdicts = "on"
incremental = "on"

[costs]
delay_packets = true
"xdp-drop" = 41.6
)");
}

TEST(ScenarioWriterTest, OnlyTheKeysOfTheChosenKindsAreWritten)
{
    const std::string written = WriteResolved(ParseTest(R"([substrate]
placement = "pack"
[[tenants]]
name = "shop"
generate = { kind = "random", vms = 8 }
[[tenants]]
name = "bank"
generate = { kind = "sdn-control", vms = 8, controllers = 2 }
[designs]
use = ["flat"]
)"));
    EXPECT_THAT(written, HasSubstr("\nplacement = \"pack\"\npack = { fill = 1 }\nlink = {"));
    EXPECT_THAT(written,
                HasSubstr("\ngenerate = { kind = \"random\", vms = 8, degree = 4, "
                          "protocol = \"vxlan\", seed = 1 }\n"));
    EXPECT_THAT(written,
                HasSubstr("\ngenerate = { kind = \"sdn-control\", vms = 8, controllers = 2, "
                          "protocol = \"vxlan\" }\n"));
}

} // namespace
} // namespace ns3::vnlab
