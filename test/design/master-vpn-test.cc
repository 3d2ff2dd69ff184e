// SPDX-License-Identifier: GPL-2.0-only
//
// master-vpn as its users and its operators see it: the way through the master, and what it costs to leave it.

#include "model/attack/frame-forge.h"
#include "model/dataplane/vpn-concentrator.h"
#include "model/ip/packet-fields.h"
#include "model/rule/rule-store.h"
#include "model/rule/site-vpn-tables.h"
#include "model/rule/typed-fields.h"
#include "model/substrate/address-plan.h"
#include "model/substrate/wan-ways.h"
#include "model/wire/protocol-numbers.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"
#include "test/support/variant-with.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <stdexcept>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr uint64_t kFieldsOfAPermit = 6;
constexpr uint64_t kFieldsOfATunnel =
    14; ///< both ends: of what is sealed 4 each, of what is opened 3
const Time kPerField = Seconds(10);
const Time kRouterObeys = MilliSeconds(250); ///< after its last rule: switches-2011

const Design&
MasterVpn()
{
    return *FindDesign("master-vpn");
}

/// Data centers with two hosts each, VM i on host i, and the concentrator in one of them.
CloudScenario
Sites(uint32_t datacenters, uint32_t master, const std::vector<LinkBetween>& links)
{
    std::vector<std::string> vms;
    for (uint32_t vm = 0; vm < 2 * datacenters; ++vm)
    {
        vms.push_back("v" + std::to_string(vm));
    }
    return {
        .name = "sites",
        .tenants = {{"shop", {MakeSpecification(MakePaths(1), vms, links)}}},
        .topology = {.datacenters = datacenters, .racks = 2, .hostsPerRack = 1, .spines = 2},
        .servers = {{.name = "hub", .at = {NodeKind::kLeaf, 2 * master}, .isConcentrator = true}}};
}

std::vector<LinkBetween>
FullMeshOf(uint32_t vms)
{
    std::vector<LinkBetween> links;
    for (uint32_t a = 0; a < vms; ++a)
    {
        for (uint32_t b = a + 1; b < vms; ++b)
        {
            links.push_back({a, b});
        }
    }
    return links;
}

/// @return a WAN that is connected, with drawn links and delays
WanGraph
DrawWan(uint32_t datacenters)
{
    WanGraph wan;
    const auto join = [&wan](uint32_t a, uint32_t b)
    {
        const uint64_t delay_ns = 1'000'000 * *rc::gen::inRange<uint64_t>(1, 20);
        wan.links.push_back({a, b, delay_ns});
    };
    for (uint32_t b = 0; b < datacenters; ++b)
    {
        wan.names.push_back("dc-" + std::to_string(b + 1));
        const uint32_t first = b == 0 ? 0 : *rc::gen::inRange(0u, b);
        for (uint32_t a = 0; a < b; ++a)
        {
            if (a == first || *rc::gen::inRange(0, 3) == 0)
            {
                join(a, b);
            }
        }
    }
    FindWays(wan);
    return wan;
}

/// @return the delays of the shortest ways between all data centers, by Floyd and Warshall
std::vector<std::vector<int64_t>>
ShortestDelays_ns(const WanGraph& wan)
{
    constexpr int64_t far_ns = 1'000'000'000'000;
    const size_t count = wan.names.size();
    std::vector<std::vector<int64_t>> delays(count, std::vector<int64_t>(count, far_ns));
    for (size_t at = 0; at < count; ++at)
    {
        delays[at][at] = 0;
    }
    for (const WanLink& link : wan.links)
    {
        delays[link.a][link.b] = delays[link.b][link.a] = static_cast<int64_t>(link.delay_ns);
    }
    for (size_t via = 0; via < count; ++via)
    {
        for (size_t from = 0; from < count; ++from)
        {
            for (size_t to = 0; to < count; ++to)
            {
                delays[from][to] = std::min(delays[from][to], delays[from][via] + delays[via][to]);
            }
        }
    }
    return delays;
}

/// @return how long a datagram takes from VM to VM, once addresses are resolved
Time
DelayOf(CloudFixture& cloud, VmId from, VmId to)
{
    cloud.Send(from, to);
    const Time sent = Simulator::Now();
    cloud.Send(from, to);
    RC_ASSERT(cloud.arrivals.size() == 1U);
    return cloud.arrivals.front().datagram.at - sent;
}

/// With links twice as long nothing differs but how long a signal takes: so the difference is that of one crossing.
RC_GTEST_PROP(MasterVpn, APacketPaysTheWanToTheMasterAndFromThereWhereverItsEndsAre, ())
{
    const uint32_t datacenters = *rc::gen::inRange(1u, 6u);
    const uint32_t master = *rc::gen::inRange(0u, datacenters);
    const uint32_t vms = 2 * datacenters;
    CloudScenario scenario = Sites(datacenters, master, FullMeshOf(vms));
    scenario.wan = DrawWan(datacenters);
    const auto crossing_ns = ShortestDelays_ns(*scenario.wan);
    CloudScenario stretched = scenario;
    for (WanLink& link : stretched.wan->links)
    {
        link.delay_ns *= 2;
    }
    for (int pair = 0; pair < 3; ++pair)
    {
        const VmId from{*rc::gen::inRange(0u, vms)};
        const VmId to{(from.value + *rc::gen::inRange(1u, vms)) % vms};
        const auto delay = [&](const CloudScenario& on)
        {
            const DesignChoice design = Automated("master-vpn");
            CloudFixture cloud(design, on);
            cloud.Start();
            return DelayOf(cloud, from, to);
        };
        const int64_t expected_ns =
            crossing_ns[from.value / 2][master] + crossing_ns[master][to.value / 2];
        RC_ASSERT(delay(stretched) - delay(scenario) == NanoSeconds(expected_ns));
    }
}

TEST(MasterVpn, TwoVmsOfOneRemoteDatacenterCrossTheWanTwiceAndTwoOfTheMastersNever)
{
    const CloudScenario scenario = Sites(2, 0, FullMeshOf(4));
    const DesignChoice design = Automated("master-vpn");
    CloudFixture cloud(design, scenario);
    cloud.Start();
    uint64_t crossings = 0;
    for (const bool reverse : {false, true})
    {
        cloud.Under().fabric->AddTap(scenario.topology.Wan(0, reverse),
                                     [&crossings](const Ptr<const Packet>& frame)
                                     {
                                         const auto fields = FieldsOf(frame);
                                         crossings += fields->protocol == ipproto::kEsp ? 1 : 0;
                                     });
    }
    const auto crossed = [&](VmId from, VmId to)
    {
        DelayOf(cloud, from, to); // resolves addresses
        crossings = 0;
        EXPECT_THAT(cloud.Send(from, to), ElementsAre(to));
        return crossings;
    };
    EXPECT_EQ(crossed(VmId{2}, VmId{3}), 2U); // the other data center's
    EXPECT_EQ(crossed(VmId{0}, VmId{1}), 0U); // the master's
    EXPECT_EQ(crossed(VmId{0}, VmId{2}), 1U);
    EXPECT_EQ(crossed(VmId{3}, VmId{1}), 1U);
}

/// Two VMs of one host meet at the concentrator, too: nothing else decides.
TEST(MasterVpn, VmsOfOneHostAreKeptApartUnlessTheyAreLinked)
{
    const CloudScenario scenario{
        .name = "host",
        .tenants = {{"shop", {MakeSpecification(MakePaths(1), {"a", "b", "c"}, {{0, 1}})}}},
        .topology = {.racks = 1, .hostsPerRack = 1}};
    const DesignChoice design = Automated("master-vpn");
    CloudFixture cloud(design, scenario);
    cloud.Start();
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{2}), IsEmpty());
    EXPECT_EQ(cloud.Under().drops.Count(VNLAB_DROP_NOT_PERMITTED), 1U);
}

/// The only data center is the master: no tunnel has to be typed.
TEST(MasterVpn, DeploysInTheTimeThatItsFieldsTakeToType)
{
    for (const uint32_t datacenters : {1, 2, 3})
    {
        const CloudScenario scenario = Sites(datacenters, 0, {{0, 1}});
        CloudFixture cloud(MasterVpn(), scenario);
        cloud.Start();
        const uint64_t vms = 2 * datacenters;
        const uint64_t fields =
            vms * (2 + 3) + 2 * kFieldsOfAPermit + (datacenters - 1) * kFieldsOfATunnel;
        const Time router = datacenters > 1 ? kRouterObeys : Time(0);
        EXPECT_EQ(Simulator::Now(), kPerField * static_cast<int64_t>(fields) + router);
        EXPECT_EQ(cloud.Cloud().GetControlPlane().Refused(), 0U);
        EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    }
}

/// The fields that a move has people type: of what it erases the keys, of what it writes all.
uint64_t
TypedForMove(const CloudScenario& scenario, VmId vm, HostId to)
{
    const DesignChoice design = Automated("master-vpn");
    CloudFixture cloud(design, scenario);
    cloud.Start();
    const std::vector<Rule> before = cloud.Cloud().Store().Rules();
    cloud.Cloud().Operate().Move(
        vm, to, Time(0), [](const ChangeReport&) {}, [](uint64_t) {});
    cloud.RunFor(Seconds(2));
    const std::vector<Rule> after = cloud.Cloud().Store().Rules();
    const auto hasKey = [](const std::vector<Rule>& rules, const RuleKey& where)
    { return std::ranges::any_of(rules, [&](const Rule& rule) { return rule.where == where; }); };
    RuleDelta delta;
    for (const Rule& rule : before)
    {
        if (!hasKey(after, rule.where))
        {
            delta.erased.push_back(rule.where);
        }
    }
    for (const Rule& rule : after)
    {
        if (std::ranges::count(before, rule) == 0)
        {
            delta.written.push_back(rule);
        }
    }
    EXPECT_THAT(cloud.Send(VmId{1}, vm), ElementsAre(vm)); // all are linked
    return CountTyped(delta);
}

TEST(MasterVpn, WhoLeavesTheMasterIsRemovedFromTheFilterAndAddedAnew)
{
    constexpr uint64_t port = 1 + 2; // at the old host, and at the new one
    constexpr uint64_t station = 3;
    CloudScenario scenario = Sites(2, 0, FullMeshOf(4));
    constexpr uint64_t links = 3;
    const uint64_t anew = links * 2 * (kFieldsOfAPermit + kFieldsOfAPermit) + port + station;
    EXPECT_EQ(TypedForMove(scenario, VmId{0}, HostId{2}), anew);           // leaves the master
    EXPECT_EQ(TypedForMove(scenario, VmId{2}, HostId{0}), anew);           // comes there
    EXPECT_EQ(TypedForMove(scenario, VmId{0}, HostId{1}), port + station); // stays there
    EXPECT_EQ(TypedForMove(scenario, VmId{2}, HostId{3}), port + station);

    // The first VM in a data center has its tunnel typed, and the last one has it erased: two keys each at both ends.
    scenario.topology.datacenters = 3;
    EXPECT_EQ(TypedForMove(scenario, VmId{0}, HostId{4}), anew + kFieldsOfATunnel);
    scenario.tenants.front().versions = {
        MakeSpecification(MakePaths(1), {"v0", "v1", "v2"}, FullMeshOf(3))};
    const uint64_t two = 2 * 2 * (kFieldsOfAPermit + kFieldsOfAPermit) + port + station;
    EXPECT_EQ(TypedForMove(scenario, VmId{2}, HostId{0}), two + 4);
}

TEST(MasterVpn, PortsCostTwoEntriesEachWayAndTheirFields)
{
    const auto typed = [](const std::vector<Service>& allow)
    {
        const CloudScenario scenario = Sites(1, 0, {{0, 1, 0, allow}});
        const CloudPlan plan = PlanOf(scenario);
        RuleStore store;
        store.Add(*MasterVpn().MakeCompiler(), FirstViews(plan, scenario).front());
        return CountTyped(RuleDelta{{}, store.Rules()});
    };
    const uint64_t all = typed({});
    EXPECT_EQ(all, 2 * (2 + 3) + 2 * kFieldsOfAPermit);
    EXPECT_EQ(typed({{ipproto::kUdp, 0}}), all + 2);
    EXPECT_EQ(typed({{ipproto::kTcp, 80}}),
              all + 2 * (2 * (kFieldsOfAPermit + 2) - kFieldsOfAPermit));
}

/// Who sends in whose name from where to whom: what passes is what the filter can see, an address and a side.
TEST(MasterVpn, AForgedFramePassesWhereItsNameIsOnTheForgersSideAndHasALink)
{
    const std::vector<LinkBetween> links{{0, 2}, {1, 4}, {2, 3}, {3, 5}};
    const CloudScenario scenario = Sites(3, 1, links);
    const DesignChoice design = Automated("master-vpn");
    CloudFixture cloud(design, scenario);
    cloud.Start();
    for (uint32_t vm = 0; vm < 6; ++vm)
    {
        cloud.Cloud().GuestOf(VmId{vm}).Listen(ipproto::kUdp, kServicePort);
    }
    const FrameForge forge(cloud.plan, cloud.Cloud().Version());
    for (uint32_t root = 0; root < 6; ++root)
    {
        for (uint32_t as = 0; as < 6; ++as)
        {
            for (uint32_t target = 0; target < 6; ++target)
            {
                if (target == root || target == as)
                {
                    continue;
                }
                cloud.arrivals.clear();
                cloud.Cloud()
                    .DeviceOf(VnicId{root})
                    .InjectFrame(
                        forge.Plain(VnicId{as}, VnicId{target}, ForgedMessage(Create<Packet>(10))));
                cloud.RunFor(Seconds(1));
                const auto [a, b] = std::minmax(as, target);
                const bool isLinked = std::ranges::any_of(
                    links, [a, b](const LinkBetween& link) { return link.a == a && link.b == b; });
                EXPECT_EQ(cloud.arrivals.size(), isLinked && root / 2 == as / 2 ? 1U : 0U)
                    << root << " as " << as << " to " << target;
            }
        }
    }
}

/// A filter by Ethernet address, too: the right IP address from a wrong card does not pass.
TEST(MasterVpn, ABorrowedIpAddressDoesNotPass)
{
    const CloudScenario scenario = Sites(1, 0, {{0, 1}});
    const DesignChoice design = Automated("master-vpn");
    CloudFixture cloud(design, scenario);
    cloud.Start();
    cloud.Cloud().GuestOf(VmId{1}).Listen(ipproto::kUdp, kServicePort);
    const FrameForge forge(cloud.plan, cloud.Cloud().Version());
    const ForgedMessage message(Create<Packet>(10));
    FrameEnd end = forge.End(VnicId{0});
    cloud.Cloud().DeviceOf(VnicId{0}).InjectFrame(ForgeFrame(end, forge.End(VnicId{1}), message));
    cloud.RunFor(Seconds(1));
    EXPECT_EQ(cloud.arrivals.size(), 1U);
    end.mac[5] ^= 0x80;
    cloud.Cloud().DeviceOf(VnicId{0}).InjectFrame(ForgeFrame(end, forge.End(VnicId{1}), message));
    cloud.RunFor(Seconds(1));
    EXPECT_EQ(cloud.arrivals.size(), 1U);
    EXPECT_EQ(cloud.Under().drops.Count(VNLAB_DROP_NOT_PERMITTED), 1U);
}

/// All frames that cross the WAN of two data centers, and an observer for what is said there.
struct OverheardWan
{
    explicit OverheardWan(CloudFixture& cloud)
    {
        for (const bool reverse : {false, true})
        {
            cloud.Under().fabric->AddTap(
                cloud.plan.topology.Wan(0, reverse),
                [this](const Ptr<const Packet>& frame)
                {
                    std::string bytes(frame->GetSize(), '\0');
                    frame->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), frame->GetSize());
                    frames.push_back(bytes);
                });
        }
    }

    std::vector<std::string> frames;
};

TEST(MasterVpn, NothingThatVmsSayIsReadOnTheWan)
{
    const CloudScenario scenario = Sites(2, 0, FullMeshOf(4));
    CloudFixture cloud(MasterVpn(), scenario); // typed: no control messages on the WAN
    cloud.Start();
    const OverheardWan wan(cloud);
    const std::string secret = "the plans for the factory in Leipzig";
    const auto* bytes = reinterpret_cast<const uint8_t*>(secret.data());
    for (const auto& [from, to] : {std::pair(VmId{0}, VmId{2}), {VmId{3}, VmId{2}}})
    {
        cloud.arrivals.clear();
        cloud.Cloud().GuestOf(to).Listen(ipproto::kUdp, kServicePort);
        cloud.Cloud().GuestOf(from).SendUdp(
            cloud.plan.At(cloud.plan.At(to).vnics.front()).address,
            kServicePort,
            kServicePort,
            Create<Packet>(bytes, static_cast<uint32_t>(secret.size())));
        cloud.RunFor(Seconds(1));
        EXPECT_EQ(cloud.arrivals.size(), 1U);
    }
    // ARP: v0's question stays in the master, v3's goes there and its answer back. The datagrams cross once and twice.
    EXPECT_EQ(wan.frames.size(), 5U);
    for (const std::string& frame : wan.frames)
    {
        EXPECT_EQ(frame.find(secret), std::string::npos);
        const auto* head = reinterpret_cast<const uint8_t*>(frame.data());
        const auto fields = ParseFrame({head, frame.size()});
        ASSERT_TRUE(fields);
        EXPECT_EQ(fields->protocol, ipproto::kEsp);
        const std::set ends{fields->source, fields->destination};
        const uint32_t hub = address_plan::ServerAddress(cloud.plan.topology.concentrator, false);
        EXPECT_EQ(ends, (std::set{hub, address_plan::WanRouterAddress(DatacenterId{1})}));
    }
}

/// Before a tunnel is typed, packets are lost, and not sent in clear.
TEST(MasterVpn, WithoutKeysNothingCrossesTheWan)
{
    CloudScenario scenario = Sites(2, 0, {});
    scenario.tenants.front().versions = {
        MakeSpecification(MakePaths(1), {"v0", "v1"}, {{0, 1}}),
        MakeSpecification(MakePaths(1), {"v0", "v1", "v2", "v3"}, FullMeshOf(4))};
    CloudFixture cloud(MasterVpn(), scenario);
    cloud.Start();
    const OverheardWan wan(cloud);
    cloud.Change(TenantId{0}, 1);
    EXPECT_THAT(cloud.Send(VmId{2}, VmId{0}), IsEmpty());
    EXPECT_GT(cloud.Under().drops.Count(VNLAB_DROP_NO_ASSOCIATION), 0U);
    EXPECT_THAT(wan.frames, IsEmpty());
    cloud.RunFor(Hours(10));
    EXPECT_EQ(cloud.Acknowledged(), 1U);
    EXPECT_THAT(cloud.Send(VmId{2}, VmId{0}), ElementsAre(VmId{0}));
}

TEST(MasterVpn, AConcentratorThatFailsCutsEverybodyOffUntilItIsRepaired)
{
    const CloudScenario scenario = Sites(2, 0, FullMeshOf(4));
    CloudFixture cloud(MasterVpn(), scenario);
    cloud.Start();
    const auto passes = [&cloud](VmId from, VmId to) { return !cloud.Send(from, to).empty(); };
    EXPECT_TRUE(passes(VmId{0}, VmId{1}));
    const ServerId hub = cloud.plan.topology.concentrator;
    cloud.Cloud().Operate().Fail(hub, [](uint64_t) {});
    EXPECT_FALSE(passes(VmId{0}, VmId{1}));
    EXPECT_FALSE(passes(VmId{2}, VmId{3}));
    cloud.Cloud().Operate().Repair(hub, [](uint64_t) {});
    EXPECT_TRUE(passes(VmId{0}, VmId{1}));
    EXPECT_TRUE(passes(VmId{2}, VmId{3}));
}

/// A concentrator that takes 1 ms for a packet, and has room for four.
TEST(MasterVpn, MoreThanTheConcentratorCanDoIsDelayedAndThenLost)
{
    const CloudScenario scenario = Sites(1, 0, {{0, 1}});
    CloudFixture cloud(DesignChoice(VariantWith("master-vpn", "queue", "4")), scenario);
    cloud.helper.SetCosts(MakeCostTable({{"switch_forward", 0},
                                         {"switch_encapsulate", 0},
                                         {"switch_decapsulate", 0},
                                         {"switch_filter", 1e-3}}));
    cloud.Start();
    cloud.Send(VmId{0}, VmId{1});
    cloud.arrivals.clear();
    for (int i = 0; i < 7; ++i)
    {
        cloud.Cloud().GuestOf(VmId{0}).SendUdp(
            cloud.plan.At(VnicId{1}).address, kServicePort, kServicePort, Create<Packet>(100));
    }
    cloud.RunFor(Seconds(1));
    ASSERT_EQ(cloud.arrivals.size(), 4U);
    EXPECT_EQ(cloud.Under().drops.Count(VNLAB_DROP_QUEUE_OVERFLOW), 3U);
    for (size_t i = 1; i < 4; ++i)
    {
        EXPECT_EQ(cloud.arrivals[i].datagram.at - cloud.arrivals[i - 1].datagram.at,
                  MilliSeconds(1));
    }
    const auto& work = cloud.Cloud().TunnelServers().front()->Work(Population::kTraffic);
    EXPECT_EQ(work.dropped, 3U);
    EXPECT_EQ(work.cpu, MilliSeconds(1 + 1 + 4)); // a question, the first datagram, and these
}

TEST(MasterVpn, ItsCoresOpenAndSealAtTheirPriceWhatComesFromAndGoesToElsewhere)
{
    const CloudScenario scenario = Sites(2, 0, FullMeshOf(4));
    const auto worked = [&scenario](VmId from, VmId to)
    {
        CloudFixture cloud(MasterVpn(), scenario);
        cloud.helper.SetCosts(MakeCostTable({{"switch_forward", 1e-6},
                                             {"switch_encapsulate", 2e-6},
                                             {"switch_decapsulate", 3e-6},
                                             {"switch_filter", 4e-6},
                                             {"esp_packet", 100e-6},
                                             {"esp_byte", 1e-6}}));
        cloud.Start();
        cloud.Send(from, to);
        const auto cpu = [&cloud]
        { return cloud.Cloud().TunnelServers().front()->Work(Population::kTraffic).cpu; };
        const Time before = cpu();
        cloud.Send(from, to);
        return (cpu() - before).GetMicroSeconds();
    };
    // Of 100 bytes: with UDP, IPv4, Ethernet, VXLAN, UDP and IPv4 178, and a trailer that ends at a multiple of 4.
    constexpr int64_t sealed = 178 + 2;
    constexpr int64_t forwarding = 1 + 2 + 3 + 4;
    constexpr int64_t cipher = 100 + sealed;
    EXPECT_EQ(worked(VmId{0}, VmId{1}), forwarding);
    EXPECT_EQ(worked(VmId{0}, VmId{2}), forwarding + cipher);
    EXPECT_EQ(worked(VmId{2}, VmId{0}), forwarding + cipher);
    EXPECT_EQ(worked(VmId{2}, VmId{3}), forwarding + 2 * cipher);
}

TEST(MasterVpn, GuestsHaveTheMtuThatIsLeftInTheTunnelInATunnel)
{
    // Of 1,500 bytes 1,446 may be sealed (vpn-mesh), of which VXLAN takes 50.
    EXPECT_EQ(MasterVpn().GuestMtu(1500), 1396);
    EXPECT_EQ(MasterVpn().GuestMtu(9000), 8896);
    EXPECT_EQ(MasterVpn().GuestMtu(175), 68);
    EXPECT_THROW(MasterVpn().GuestMtu(171), std::invalid_argument);
}

/// The largest datagram that a guest sends fills the WAN's packets, and not more.
TEST(MasterVpn, TheLargestPacketOfAGuestCrossesTheWanWhole)
{
    const CloudScenario scenario = Sites(2, 0, {{0, 2}});
    CloudFixture cloud(MasterVpn(), scenario);
    cloud.Start();
    cloud.Send(VmId{0}, VmId{2});
    const OverheardWan wan(cloud);
    const uint32_t mtu = cloud.Cloud().DeviceOf(VnicId{0}).GetMtu();
    cloud.arrivals.clear();
    cloud.Cloud().GuestOf(VmId{0}).SendUdp(
        cloud.plan.At(VnicId{2}).address, kServicePort, kServicePort, Create<Packet>(mtu - 28));
    cloud.RunFor(Seconds(1));
    EXPECT_EQ(cloud.arrivals.size(), 1U);
    ASSERT_EQ(wan.frames.size(), 1U);
    const uint32_t most = cloud.Under().mtu + headersize::kEthernet;
    EXPECT_LE(wan.frames.front().size(), most);
    EXPECT_GT(wan.frames.front().size() + 4, most);
}

TEST(MasterVpn, TenantsWithTheSameAddressesAreRefusedByName)
{
    const Specification pair = MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}});
    const CloudScenario scenario{.name = "twins",
                                 .tenants = {{"shop", {pair}}, {"bank", {pair}}},
                                 .addresses = AddressPlan::kAsSpecified};
    const CloudPlan plan = PlanOf(scenario);
    const auto objection = MasterVpn().Objection(FirstViews(plan, scenario));
    ASSERT_TRUE(objection);
    EXPECT_THAT(*objection, HasSubstr("master-vpn"));
    EXPECT_THAT(*objection, HasSubstr("shop/a"));
    EXPECT_THAT(*objection, HasSubstr("bank/a"));
}

TEST(MasterVpn, IsTypedByOperatorsUnlessAControllerPushesIt)
{
    EXPECT_EQ(MasterVpn().GetControlPlane(), "manual");
    EXPECT_TRUE(MasterVpn().CanUse(*FindControlPlaneKind("push")));
    EXPECT_TRUE(MasterVpn().CanUse(*FindControlPlaneKind("replicate")));
    for (const std::string_view control : {"bgp-evpn", "hoverboard", "pull", "reactive"})
    {
        EXPECT_FALSE(MasterVpn().CanUse(*FindControlPlaneKind(control))) << control;
    }
}

} // namespace
} // namespace ns3::vnlab::test
