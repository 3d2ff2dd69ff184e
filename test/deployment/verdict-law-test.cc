// SPDX-License-Identifier: GPL-2.0-only
//
// The oracle against what a settled deployment of each design really does to packets of all pairs: they
// differ where the design does not enforce what tenants want, and nowhere else. And rules that are left
// over on purpose, which leak to a stranger.

#include "model/plain-bytes.h"
#include "model/rule/tables.h"
#include "model/spec/spec-delta.h"
#include "model/traffic/link-prober.h"
#include "model/traffic/verdict-meter.h"
#include "test/support/broadcast-frame.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"
#include "test/support/reach-designs.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

/// What a design looks at when it lets a packet pass.
enum class Enforces : uint8_t
{
    kNothing,
    kSegments,
    kLocations,    ///< that the sender's host knows, of linked peers of all its VMs on the path
    kLinks,        ///< of the path, whatever they allow
    kPathServices, ///< of the link on the path
    kServices,     ///< of links between the two VMs on any path, where both hosts know both ends
};

Enforces
EnforcedBy(const std::string& design)
{
    if (design.starts_with("flat"))
    {
        return Enforces::kNothing;
    }
    if (design.starts_with("linkwire") || design.starts_with("openflow"))
    {
        return Enforces::kLinks;
    }
    if (design == "security-groups" || design == "identity-labels" ||
        design.starts_with("vpn-mesh") || design == "master-vpn")
    {
        return Enforces::kPathServices;
    }
    if (design == "vxlan-linked")
    {
        return Enforces::kLocations;
    }
    return design.starts_with("identity-firewall") ? Enforces::kServices : Enforces::kSegments;
}

/// @return whether switches flood to vNICs what is for an address that is not known in its segment, and which a packet
///         to another segment always has: it is judged by all whom it reaches
bool
FloodsToVnics(const std::string& design)
{
    return design.starts_with("vlan");
}

constexpr std::array<Service, 3> kAsked{{{6, 80}, {17, 53}, {17, 5001}}};

/// Five VMs on two paths, with links drawn by a seed.
Specification
DrawnLinks(uint64_t seed)
{
    std::mt19937_64 random(seed);
    const std::vector<std::vector<Service>> allows{{}, {{6, 80}}, {{17, 0}}, {{17, 53}, {6, 80}}};
    std::vector<LinkBetween> links;
    for (uint32_t a = 0; a < 5; ++a)
    {
        for (uint32_t b = a + 1; b < 5; ++b)
        {
            for (uint32_t path = 0; path < 2; ++path)
            {
                if (random() % 3 == 0)
                {
                    links.push_back({a, b, path, allows[random() % allows.size()]});
                }
            }
        }
    }
    return MakeSpecification(MakePaths(2), {"a", "b", "c", "d", "e"}, links);
}

/// @return whether a tenant's links permit a service between two of its VMs on a path, or on any
bool
IsLinked(const Specification& spec,
         const std::string& one,
         const std::string& other,
         const std::string& path,
         const std::optional<Service>& service)
{
    return std::ranges::any_of(
        NamedLinks(spec),
        [&](const NamedLink& link)
        {
            const bool joins = std::minmax(one, other) == std::minmax(link.first, link.second);
            const bool speaks =
                !service || link.allow.empty() ||
                std::ranges::any_of(link.allow,
                                    [&](const Service& allowed)
                                    {
                                        return allowed.ipProtocol == service->ipProtocol &&
                                               (allowed.port == 0 || allowed.port == service->port);
                                    });
            return joins && speaks && (path.empty() || path == link.path);
        });
}

/// @return whether a host has heard of a vNIC: it is there, or a VM there has a link with it on its path
bool
Knows(const CloudPlan& plan, HostId host, VnicId vnic, const Specification& spec)
{
    const VmPlan& vm = plan.At(plan.At(vnic).vm);
    for (uint32_t id = 0; id < plan.vnics.size(); ++id)
    {
        const VmPlan& local = plan.At(plan.vnics[id].vm);
        const bool isHere = plan.start.PlaceOf(VnicId{id}).host == host;
        if (isHere && (VnicId{id} == vnic ||
                       (local.tenant == vm.tenant && plan.vnics[id].path == plan.At(vnic).path &&
                        IsLinked(spec, local.name, vm.name, plan.PathOf(vnic).name, std::nullopt))))
        {
            return true;
        }
    }
    return false;
}

/// A cloud with a meter and an oracle of the first versions, and what was judged.
struct JudgedCloud
{
    JudgedCloud(const DesignChoice& design, const CloudScenario& scenario)
        : cloud(design, scenario)
    {
        cloud.Start();
        const CloudPlan& plan = cloud.plan;
        for (uint32_t id = 0; id < plan.tenants.size(); ++id)
        {
            oracle.Submit(TenantId{id}, scenario.tenants[id].versions.front(), Simulator::Now());
        }
        for (uint32_t id = 0; id < plan.vnics.size(); ++id)
        {
            meter.Watch(&cloud.Cloud().DeviceOf(VnicId{id}));
        }
        prober.OnSending(
            [this](VnicId from, VnicId to, const Service& service, const Ptr<const Packet>& frame)
            { meter.ProbeSent(from, to, service, frame); });
        cloud.RunFor(MilliSeconds(1)); // so that nothing is sent at the moment of a change
    }

    /// Every vNIC is heard, so that its address is known.
    void LetAllSpeak()
    {
        for (uint32_t id = 0; id < cloud.plan.vnics.size(); ++id)
        {
            VnicDevice& device = cloud.Cloud().DeviceOf(VnicId{id});
            device.InjectFrame(MakeBroadcast(device.GetMac()));
        }
        cloud.RunFor(MilliSeconds(1));
    }

    LinkProber::FlowId Probe(VnicId from, VnicId to, const Service& service)
    {
        const Time now = Simulator::Now();
        return prober.Add({.source = from,
                           .destination = to,
                           .start = now,
                           .stop = now + NanoSeconds(1),
                           .interval = Seconds(1),
                           .payloadBytes = 32},
                          service);
    }

    CloudFixture cloud;
    SpecOracle oracle{cloud.plan};
    std::vector<JudgedPacket> judged;
    VerdictMeter meter{cloud.plan,
                       oracle,
                       cloud.Under().drops,
                       [this](VmId vm) { return cloud.Cloud().IsActive(vm); },
                       [this](const JudgedPacket& packet) { judged.push_back(packet); }};
    LinkProber prober{cloud.plan,
                      [this](VnicId it) -> VnicDevice& { return cloud.Cloud().DeviceOf(it); }};
};

class VerdictLawTest : public testing::TestWithParam<std::string>
{
};

TEST_P(VerdictLawTest, TheOracleAndASettledCloudDifferWhereTheDesignDoesNotEnforceAndNowhereElse)
{
    const Enforces enforces = EnforcedBy(GetParam());
    uint32_t delivered = 0;
    uint32_t stopped = 0;
    for (uint64_t seed = 1; seed <= 3; ++seed)
    {
        CloudScenario scenario{
            .name = "law",
            .tenants = {{"shop", {DrawnLinks(seed)}}, {"bank", {DrawnLinks(seed + 100)}}}};
        scenario.placement.policy = "random";
        scenario.placement.seed = seed;
        JudgedCloud judge(ReachDesign(GetParam()), scenario);
        if (FloodsToVnics(GetParam()))
        {
            judge.LetAllSpeak();
        }
        const CloudPlan& plan = judge.cloud.plan;
        std::map<Conversation, LinkProber::FlowId> probes;
        for (uint32_t from = 0; from < plan.vnics.size(); ++from)
        {
            for (uint32_t to = 0; to < plan.vnics.size(); ++to)
            {
                for (const Service& service : kAsked)
                {
                    if (plan.vnics[from].vm != plan.vnics[to].vm)
                    {
                        probes[{VnicId{from},
                                VnicId{to},
                                {service.ipProtocol, service.port, service.port}}] =
                            judge.Probe(VnicId{from}, VnicId{to}, service);
                    }
                }
                judge.cloud.RunFor(MilliSeconds(1));
            }
        }
        judge.cloud.RunFor(Seconds(1));
        judge.meter.Finish();
        EXPECT_TRUE(judge.judged.size() == probes.size() || FloodsToVnics(GetParam()));
        for (const JudgedPacket& packet : judge.judged)
        {
            const auto& [from, to, said] = packet.conversation;
            const Service service{said.ipProtocol, said.destinationPort};
            const VmPlan& sender = plan.At(plan.At(from).vm);
            const VmPlan& receiver = plan.At(plan.At(*to).vm);
            const Specification& spec = scenario.tenants[sender.tenant.value].versions.front();
            const std::string& path = plan.PathOf(from).name;
            const bool isOneSegment =
                sender.tenant == receiver.tenant && plan.At(from).path == plan.At(*to).path;
            const auto isLinked = [&](const std::string& on, const std::optional<Service>& what)
            { return isOneSegment && IsLinked(spec, sender.name, receiver.name, on, what); };
            const auto hostOf = [&](VnicId vnic) { return plan.start.PlaceOf(vnic).host; };
            const bool isWanted = isLinked(path, service);
            const bool passes = enforces == Enforces::kNothing  ? true
                              : enforces == Enforces::kSegments ? isOneSegment
                              : enforces == Enforces::kLocations
                                  ? isOneSegment && Knows(plan, hostOf(from), *to, spec)
                              : enforces == Enforces::kLinks ? isLinked(path, std::nullopt)
                              : enforces == Enforces::kPathServices
                                  ? isLinked(path, service)
                                  : isLinked("", service) && Knows(plan, hostOf(from), *to, spec) &&
                                        Knows(plan, hostOf(*to), from, spec);
            const std::string what = sender.name + " to " + receiver.name + " on " + path;
            EXPECT_EQ(judge.prober.At(probes.at(packet.conversation)).Delivered() == 1, passes)
                << what;
            EXPECT_EQ(packet.isWanted, isWanted) << what;
            if (isOneSegment || !FloodsToVnics(GetParam()))
            {
                EXPECT_EQ(packet.verdict,
                          passes && !isWanted ? Verdict::kWronglyDelivered : Verdict::kRight)
                    << what;
            }
            delivered += passes ? 1 : 0;
            stopped += passes ? 0 : 1;
        }
    }
    EXPECT_GT(delivered, 30u); // or the test shows nothing
    EXPECT_EQ(stopped > 100, enforces != Enforces::kNothing);
}

INSTANTIATE_TEST_SUITE_P(Designs,
                         VerdictLawTest,
                         testing::ValuesIn(ReachDesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

template <class Key, class Value>
void
WriteByHand(HostSwitch& at, TableId table, const Key& key, const Value& value)
{
    ASSERT_TRUE(at.Write(table, PlainBytes(key), PlainBytes(value)));
}

/// Two tenants that have chosen the same addresses, each with the linked VMs a and b.
CloudScenario
Twins()
{
    const Specification spec = MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}});
    return {.name = "twins",
            .tenants = {{"shop", {spec}}, {"bank", {spec}}},
            .addresses = AddressPlan::kAsSpecified,
            .topology = {.racks = 1, .hostsPerRack = 2, .spines = 1}};
}

/// What is judged of a datagram of the shop's a to its b, while the segment of a's port is still, or by
/// mistake, the number that is now the bank's.
std::vector<Verdict>
JudgedInReusedSegment(const std::string& design)
{
    const CloudScenario scenario = Twins();
    JudgedCloud judge(*FindDesign(design), scenario);
    CloudFixture& cloud = judge.cloud;
    const VmId a = cloud.Vm("a");
    const VnicId port = cloud.plan.At(a).vnics.front();
    const HostId host = cloud.plan.HostOf(a, cloud.Cloud().Version());
    WriteByHand(cloud.Cloud().SwitchOf(host),
                TableId::kPortSegment,
                PortSegmentKey{port},
                PortSegmentValue{cloud.Cloud().Version().VniOf(TenantId{1}, 0)});
    const VnicId peer = cloud.plan.At(cloud.Vm("b", TenantId{1})).vnics.front();
    cloud.Cloud().GuestOf(a).SetNeighbor(cloud.plan.At(peer).address, cloud.plan.At(peer).mac);
    cloud.Send(a, cloud.Vm("b"));
    judge.meter.Finish();
    std::vector<Verdict> verdicts;
    for (const JudgedPacket& packet : judge.judged)
    {
        verdicts.push_back(packet.verdict);
    }
    return verdicts;
}

TEST(StaleRuleTest, ASegmentNumberThatIsReusedLeaksToAStrangerAndIsCaught)
{
    EXPECT_THAT(JudgedInReusedSegment("vxlan"), ElementsAre(Verdict::kWronglyDelivered));
}

TEST(StaleRuleTest, WhereHostsLookAtIdentitiesItIsLostInstead)
{
    EXPECT_THAT(JudgedInReusedSegment("identity-firewall"), ElementsAre(Verdict::kWronglyDropped));
}

/// What is judged of a datagram of the shop's a to its b, while b's address at its host leads to the port
/// that is now that of a VM of the bank on the same host.
std::vector<Verdict>
JudgedAtReusedPlace(const std::string& design)
{
    CloudScenario scenario = Twins();
    scenario.addresses = AddressPlan::kUnique;
    JudgedCloud judge(*FindDesign(design), scenario);
    CloudFixture& cloud = judge.cloud;
    const CloudVersion& version = cloud.Cloud().Version();
    const VnicId b = cloud.plan.At(cloud.Vm("b")).vnics.front();
    const VnicId stranger = cloud.plan.At(cloud.Vm("b", TenantId{1})).vnics.front();
    EXPECT_EQ(version.PlaceOf(b).host, version.PlaceOf(stranger).host);
    const uint32_t address =
        design == "flat" ? cloud.plan.At(b).address : version.PlaceOf(b).providerAddress;
    WriteByHand(cloud.Cloud().SwitchOf(version.PlaceOf(b).host),
                TableId::kPortAddress,
                PortAddressKey{address},
                PortAddressValue{stranger});
    cloud.Cloud()
        .GuestOf(cloud.Vm("a"))
        .SetNeighbor(cloud.plan.At(b).address, cloud.plan.At(b).mac);
    cloud.Send(cloud.Vm("a"), cloud.Vm("b"));
    judge.meter.Finish();
    std::vector<Verdict> verdicts;
    for (const JudgedPacket& packet : judge.judged)
    {
        verdicts.push_back(packet.verdict);
    }
    return verdicts;
}

TEST(StaleRuleTest, APlaceThatIsReusedLeaksToAStrangerOrIsStoppedByItsOwnHooks)
{
    EXPECT_THAT(JudgedAtReusedPlace("flat"), ElementsAre(Verdict::kWronglyDelivered));
    EXPECT_THAT(JudgedAtReusedPlace("linkwire"), ElementsAre(Verdict::kWronglyDropped));
}

} // namespace
} // namespace ns3::vnlab::test
