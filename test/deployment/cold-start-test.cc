// SPDX-License-Identifier: GPL-2.0-only
//
// From cold start to the first packets: what registration and deployment take, from the cost table.

#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using Costs = std::map<std::string, double>;

/// Two tenants of 60 VMs on 24 hosts.
CloudScenario
ManyChannels()
{
    const Specification mesh = GenerateSpecification({.kind = "three-tier", .vms = 60});
    return {.name = "many",
            .tenants = {{"left", {mesh}}, {"right", {mesh}}},
            .topology = {.racks = 4, .hostsPerRack = 6, .spines = 2}};
}

constexpr uint32_t kManyVms = 2 * 60;
constexpr uint32_t kManyHosts = 4 * 6;
constexpr uint32_t kManySwitches = 4 + 2;

/// How long it took.
struct ColdStart
{
    Time registered;
    Time deployed; ///< from then
    Time cpu;      ///< the controller's
    uint64_t updates;
};

ColdStart
ColdStartOf(const std::string& design, const CloudScenario& scenario, const Costs& costs)
{
    CloudFixture cloud(*FindDesign(design), scenario);
    cloud.helper.SetCosts(MakeCostTable(costs));
    cloud.Start();
    const Time registered = cloud.Cloud().Registered();
    const ControlPlane& plane = cloud.Cloud().GetControlPlane();
    return {
        registered, Simulator::Now() - registered, plane.CpuTime(), plane.Traffic().messages / 2};
}

/// Each design and how many of its agents register.
const std::map<std::string, uint32_t> kChannels{{"vxlan", kManyHosts},
                                                {"identity-firewall", kManyHosts},
                                                {"linkwire", kManyHosts + kManyVms},
                                                {"flat", kManyHosts + kManySwitches},
                                                {"flat-by-rack", kManyHosts + kManySwitches}};

TEST(ColdStartTest, EveryMachineWithAnAgentAttestsUnderEveryDesign)
{
    for (const auto& [design, channels] : kChannels)
    {
        const ColdStart start = ColdStartOf(design,
                                            ManyChannels(),
                                            {{"controller_rule", 0},
                                             {"controller_message", 0},
                                             {"controller_handshake", 0},
                                             {"controller_attestation", 1e-3},
                                             {"agent_attestation", 0.5}});
        EXPECT_EQ(start.cpu, MilliSeconds(channels)) << design;
        const int64_t inTurn = channels > kManyHosts + kManySwitches ? 2 : 1; // hosts, then VMs
        EXPECT_GE(start.registered, inTurn * MilliSeconds(500)) << design;
        EXPECT_LE(start.registered, inTurn * MilliSeconds(500) + MilliSeconds(200)) << design;
    }
}

TEST(ColdStartTest, TheControllerWorksOnAHandshakeForEveryChannelAndOnNothingElse)
{
    for (const auto& [design, channels] : kChannels)
    {
        const ColdStart start = ColdStartOf(
            design,
            ManyChannels(),
            {{"controller_rule", 0}, {"controller_message", 0}, {"controller_handshake", 1e-3}});
        EXPECT_EQ(start.cpu, MilliSeconds(channels)) << design;
    }
}

TEST(ColdStartTest, MessagesAndRulesTakeTheControllersTimeToo)
{
    for (const auto& [design, channels] : kChannels)
    {
        const ColdStart start = ColdStartOf(
            design,
            ManyChannels(),
            {{"controller_rule", 0}, {"controller_message", 1e-6}, {"controller_handshake", 0}});
        EXPECT_EQ(start.cpu, MicroSeconds(int64_t(start.updates))) << design;
        EXPECT_GT(start.updates, 0U);
    }
}

TEST(ColdStartTest, RegistrationIsTheHandshakesOfAllChannelsOneAfterTheOther)
{
    for (const auto& [design, channels] : kChannels)
    {
        const ColdStart start =
            ColdStartOf(design, ManyChannels(), {{"controller_handshake", 10e-3}});
        const Time handshakes = MilliSeconds(10 * channels);
        EXPECT_GE(start.registered, handshakes) << design;
        // The last agents' own work, hook programs, identities, rules that lead to VMs, round trips.
        EXPECT_LT(start.registered, handshakes + MilliSeconds(10)) << design;
    }
}

TEST(ColdStartTest, WithMoreCoresRegistrationTakesAsManyTimesLess)
{
    CloudScenario scenario = ManyChannels();
    scenario.controller.cores = 4;
    const ColdStart start = ColdStartOf("linkwire", scenario, {{"controller_handshake", 10e-3}});
    const Time handshakes = MilliSeconds(10 * (kManyHosts + kManyVms) / 4);
    EXPECT_GE(start.registered, handshakes);
    EXPECT_LT(start.registered, handshakes + MilliSeconds(10));
}

TEST(ColdStartTest, WhatHandshakesCostDelaysRegistrationAndNotTheDeployment)
{
    for (const auto& [design, channels] : kChannels)
    {
        const ColdStart free = ColdStartOf(
            design, ManyChannels(), {{"controller_handshake", 1e-4}, {"agent_handshake", 0}});
        const ColdStart dear = ColdStartOf(
            design, ManyChannels(), {{"controller_handshake", 1e-1}, {"agent_handshake", 1}});
        EXPECT_GT(dear.registered, free.registered + Seconds(1)) << design;
        EXPECT_LE(Abs(dear.deployed - free.deployed), NanoSeconds(10)) << design; // of rounding
    }
}

TEST(ColdStartTest, AFasterControllerNeverDeploysLater)
{
    CloudScenario scenario = ManyChannels();
    scenario.controller.link = {.queue_bytes = 20'000}; // fewer than the messages of a fast one
    for (const auto& [design, channels] : kChannels)
    {
        Time before;
        for (const double rule : {0.0, 1e-10, 1e-9, 1e-8, 1e-7, 3e-7, 1e-6, 4.566e-6, 1e-5, 1e-4})
        {
            const ColdStart start = ColdStartOf(
                design, scenario, {{"controller_rule", rule}, {"controller_message", 0}});
            EXPECT_GE(start.deployed, before) << design << " at " << rule << " s a rule";
            before = start.deployed;
        }
    }
}

/// VMs on few hosts, each of which has to be verified.
ColdStart
VerifiedOn(uint32_t hosts, uint32_t vms)
{
    const CloudScenario scenario{
        .name = "verified",
        .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = vms})}}},
        .topology = {.racks = 1, .hostsPerRack = hosts, .spines = 1}};
    return ColdStartOf("identity-firewall",
                       scenario,
                       {{"identity_sign", 5e-3},
                        {"identity_verify", 1e-3},
                        {"controller_handshake", 0},
                        {"agent_handshake", 0}});
}

TEST(ColdStartTest, HostsVerifyTheirVmsOneAfterTheOtherAndAllHostsAtATime)
{
    EXPECT_EQ(VerifiedOn(1, 6).registered, MilliSeconds(5 + 6 * 2 * 1));
    EXPECT_EQ(VerifiedOn(3, 6).registered, MilliSeconds(5 + 2 * 2 * 1));
}

TEST(ColdStartTest, AVmThatStartsLaterIsOnTheNetworkWhenItsHostHasVerifiedIt)
{
    const CloudScenario scenario{
        .name = "pair",
        .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = 2})}}}};
    CloudFixture cloud(*FindDesign("identity-firewall"), scenario);
    cloud.helper.SetCosts(MakeCostTable({{"identity_sign", 0.3}, {"identity_verify", 0.1}}));
    cloud.Start();
    cloud.Cloud().Operate().Stop(VmId{0}, [](uint64_t) {});
    cloud.RunFor(Seconds(1));
    cloud.Cloud().Operate().Start(VmId{0}, [](uint64_t) {});
    const DropLog& drops = cloud.Under().drops;
    const uint64_t before = drops.Count(VNLAB_DROP_DETACHED);
    const auto send = [&cloud]
    {
        cloud.Cloud().GuestOf(VmId{0}).SendUdp(
            cloud.plan.At(VnicId{1}).address, kServicePort, kServicePort, Create<Packet>(100));
    };
    Simulator::Schedule(MilliSeconds(499), send);
    cloud.RunFor(MicroSeconds(499'500));
    EXPECT_EQ(drops.Count(VNLAB_DROP_DETACHED), before + 1);
    cloud.RunFor(Seconds(2));
    EXPECT_EQ(cloud.Send(VmId{0}, VmId{1}), std::vector{VmId{1}});
}

} // namespace
} // namespace ns3::vnlab::test
