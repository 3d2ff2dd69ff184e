// SPDX-License-Identifier: GPL-2.0-only
//
// Work on packets takes time: exact delays under each design, the throughput of a core, and the waiting
// time of M/D/1.

#include "model/deployment/work-costs.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"
#include "test/support/reach-designs.h"

#include "ns3/simulator.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <numeric>
#include <random>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::Each;
using testing::SizeIs;

/// Two VMs that may speak, on two hosts.
class WorkCloud
{
  public:
    WorkCloud(const std::string& design, const CostTable& costs, uint32_t cores = 1)
        : m_scenario{.name = "pair",
                     .tenants = {{"shop",
                                  {GenerateSpecification({.kind = "full-mesh", .vms = 2})}}},
                     .topology = {.racks = 2, .hostsPerRack = 1, .spines = 1}},
          cloud(ReachDesign(design), m_scenario)
    {
        cloud.helper.SetCosts(costs);
        cloud.Install();
        for (uint32_t host = 0; host < 2; ++host)
        {
            cloud.Cloud().SwitchOf(HostId{host}).SetPrices(HostPrices(costs), cores);
        }
        cloud.Start();
        cloud.Send(VmId{0}, VmId{1}); // whoever has to resolve an address has done so
        cloud.Send(VmId{1}, VmId{0});
        cloud.arrivals.clear();
    }

    /// Has a VM send a datagram so much later. @param port of its own, which tells flows apart
    void SendIn(Time wait, uint16_t port = 4'000, VmId from = VmId{0})
    {
        Simulator::Schedule(wait, [this, port, from] { Send(from, port); });
    }

    void Send(VmId from, uint16_t port)
    {
        const VmId to{1 - from.value};
        const uint32_t address = cloud.plan.At(cloud.plan.At(to).vnics.front()).address;
        cloud.Cloud().GuestOf(from).SendUdp(address, port, kServicePort, Create<Packet>(100));
    }

    /// @return how long a datagram takes that is alone
    Time Alone()
    {
        const Time sent = Simulator::Now();
        Send(VmId{0}, 4'000);
        cloud.RunFor(MilliSeconds(1));
        const Time delay = cloud.arrivals.back().datagram.at - sent;
        cloud.arrivals.clear();
        return delay;
    }

  private:
    CloudScenario m_scenario;

  public:
    CloudFixture cloud;
};

CostTable
Prices()
{
    return MakeCostTable({{"switch_forward", 100e-9},
                          {"switch_encapsulate", 30e-9},
                          {"switch_decapsulate", 20e-9},
                          {"switch_filter", 7e-9},
                          {"switch_track", 60e-9},
                          {"esp_packet", 300e-9},
                          {"esp_byte", 1e-9},
                          {"hook_encapsulate", 50e-9},
                          {"hook_decapsulate", 40e-9},
                          {"hook_whitelist", 10e-9}});
}

TEST(PacketWorkTest, DelaysByWhatIsDoneWithAPacketUnderEachDesign)
{
    const std::map<std::string, int64_t> expected{
        {"flat", 2 * 100},
        {"vxlan", 2 * 100 + 30 + 20},
        {"vxlan-learn", 2 * 100 + 30 + 20},
        {"geneve", 2 * 100 + 30 + 20},
        {"identity-firewall", 2 * 100 + 30 + 20 + 2 * 7},
        // Of 100 bytes of payload, 160 are sealed: UDP, VXLAN, Ethernet, IPv4, UDP and the trailer beside them.
        {"identity-firewall-sealed", 2 * 100 + 30 + 20 + 2 * 7 + 2 * (300 + 160)},
        {"security-groups", 2 * 100 + 30 + 20 + 2 * (7 + 60)},
        {kStatefulFirewall, 2 * 100 + 30 + 20 + 2 * (7 + 60)},
        {"linkwire", 2 * 100 + 50 + 40 + 10},
        {"vlan", 2 * 100}, // the tag comes with forwarding
        {"vlan-one-hop", 2 * 100},
    };
    for (const auto& [design, work_ns] : expected)
    {
        CostTable free = Prices();
        free.SetDelaysPackets(false);
        const Time onLinks = WorkCloud(design, free).Alone();
        EXPECT_EQ(WorkCloud(design, Prices()).Alone() - onLinks, NanoSeconds(work_ns)) << design;
    }
}

TEST(PacketWorkTest, VmsOnOneHostPayItsSwitchOnce)
{
    const auto delay = [](bool takesTime)
    {
        CostTable costs = Prices();
        costs.SetDelaysPackets(takesTime);
        const CloudScenario scenario{
            .name = "pair",
            .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = 2})}}},
            .topology = {.racks = 1, .hostsPerRack = 1, .spines = 1}};
        CloudFixture cloud(*FindDesign("flat"), scenario);
        cloud.helper.SetCosts(costs);
        cloud.Start();
        cloud.Send(VmId{0}, VmId{1});
        const Time sent = Simulator::Now();
        cloud.Send(VmId{0}, VmId{1});
        return cloud.arrivals.back().datagram.at - sent;
    };
    EXPECT_EQ(delay(true) - delay(false), NanoSeconds(100));
}

/// A core that takes 10 us for a frame, and lets a millisecond of work wait.
CostTable
SlowHosts()
{
    return MakeCostTable({{"switch_forward", 10e-6}, {"packet_backlog", 1e-3}});
}

TEST(PacketWorkTest, HostSaturatesAtOneOverTheCost)
{
    WorkCloud pair("flat", SlowHosts());
    DropLog& drops = pair.cloud.Under().drops;
    const uint64_t before = drops.Count(VNLAB_DROP_QUEUE_OVERFLOW);
    constexpr uint64_t sent = 10'000; // one every 5 us, for 50 ms
    for (uint64_t packet = 0; packet < sent; ++packet)
    {
        pair.SendIn(MicroSeconds(5) * static_cast<int64_t>(packet));
    }
    pair.cloud.RunFor(MilliSeconds(100));
    const auto& arrivals = pair.cloud.arrivals;
    std::vector<int64_t> gaps;
    for (size_t i = 1; i < arrivals.size(); ++i)
    {
        gaps.push_back((arrivals[i].datagram.at - arrivals[i - 1].datagram.at).GetNanoSeconds());
    }
    EXPECT_THAT(gaps, Each(10'000)) << "100,000 packets/s";
    // For 50 ms the core is never idle, and then it works off the millisecond that waits.
    ASSERT_EQ(arrivals.size(), 5'000u + 100u);
    EXPECT_EQ(drops.Count(VNLAB_DROP_QUEUE_OVERFLOW) - before, sent - arrivals.size());
}

TEST(PacketWorkTest, DeterministicBurstComesOutOneByOne)
{
    WorkCloud pair("flat", SlowHosts());
    const Time alone = pair.Alone();
    const Time sent = Simulator::Now();
    for (int packet = 0; packet < 20; ++packet)
    {
        pair.Send(VmId{0}, 4'000);
    }
    pair.cloud.RunFor(MilliSeconds(10));
    ASSERT_THAT(pair.cloud.arrivals, SizeIs(20));
    for (int64_t packet = 0; packet < 20; ++packet)
    {
        EXPECT_EQ(pair.cloud.arrivals[packet].datagram.at - sent,
                  alone + MicroSeconds(10) * packet);
    }
}

TEST(PacketWorkTest, FlowsOnTwoCoresDoNotWaitForEachOther)
{
    WorkCloud pair("flat", SlowHosts(), 2);
    const Time alone = pair.Alone();
    std::map<uint16_t, Time> delays; // of the second of two packets at once, by its port
    for (uint16_t port = 4'001; port < 4'033; ++port)
    {
        const Time sent = Simulator::Now();
        pair.Send(VmId{0}, 4'000);
        pair.Send(VmId{0}, port);
        pair.cloud.RunFor(MilliSeconds(1));
        delays[port] = pair.cloud.arrivals.back().datagram.at - sent;
    }
    const auto waits = std::ranges::count_if(
        delays, [alone](const auto& delay) { return delay.second >= alone + MicroSeconds(10); });
    EXPECT_GT(waits, 0);
    EXPECT_LT(waits, 32);
}

/// Pollaczek and Khinchine for constant service: W = rho D / (2 (1 - rho)).
TEST(PacketWorkTest, PoissonPacketsWaitAsInMD1)
{
    for (const double load : {0.3, 0.7})
    {
        CostTable costs = MakeCostTable({{"switch_forward", 10e-6}, {"packet_backlog", 1}});
        WorkCloud pair("flat", costs);
        const Time alone = pair.Alone();
        std::mt19937_64 random(7);
        constexpr size_t packets = 60'000;
        std::vector<Time> sent;
        double at_s = 0;
        for (size_t packet = 0; packet < packets; ++packet)
        {
            const double uniform = (static_cast<double>(random() >> 11) + 0.5) / 9007199254740992.0;
            at_s -= std::log(uniform) * 10e-6 / load;
            const Time wait = NanoSeconds(std::llround(at_s * 1e9));
            sent.push_back(Simulator::Now() + wait);
            pair.SendIn(wait);
        }
        pair.cloud.RunFor(Seconds(at_s + 1));
        const auto& arrivals = pair.cloud.arrivals;
        ASSERT_THAT(arrivals, SizeIs(packets));
        // Means of batches, since waiting times of neighbours are alike.
        constexpr size_t batches = 30;
        std::vector<double> means(batches);
        for (size_t packet = 0; packet < packets; ++packet)
        {
            means[packet * batches / packets] +=
                (arrivals[packet].datagram.at - sent[packet] - alone).GetSeconds() * batches /
                packets;
        }
        const double mean = std::accumulate(means.begin(), means.end(), 0.0) / batches;
        double variance = 0;
        for (const double batch : means)
        {
            variance += (batch - mean) * (batch - mean) / (batches - 1);
        }
        const double error = std::sqrt(variance / batches);
        const double expected = load * 10e-6 / (2 * (1 - load));
        EXPECT_LT(std::abs(mean - expected), 3 * error) << load;
        EXPECT_LT(error, 0.05 * expected) << "the test can tell";
    }
}

/// Hooks run on the VM's own core: they bound what one VM sends, not what its host does.
TEST(PacketWorkTest, VmSaturatesAtOneOverTheCostOfItsHooks)
{
    WorkCloud pair(
        "linkwire",
        MakeCostTable(
            {{"hook_encapsulate", 10e-6}, {"switch_forward", 100e-9}, {"packet_backlog", 1}}));
    for (int64_t packet = 0; packet < 100; ++packet)
    {
        pair.SendIn(MicroSeconds(1) * packet);
    }
    pair.cloud.RunFor(MilliSeconds(10));
    const auto& arrivals = pair.cloud.arrivals;
    ASSERT_THAT(arrivals, SizeIs(100));
    EXPECT_EQ(arrivals.back().datagram.at - arrivals.front().datagram.at, MicroSeconds(10) * 99);
}

} // namespace
} // namespace ns3::vnlab::test
