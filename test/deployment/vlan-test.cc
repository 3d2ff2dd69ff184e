// SPDX-License-Identifier: GPL-2.0-only
//
// Running clouds with VLANs: for how long a failure on the tree cuts what is behind it, which links idle, whom
// broadcasts reach, and what MAC tables hold.

#include "model/traffic/link-prober.h"
#include "test/support/broadcast-frame.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"
#include "test/support/variant-with.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using testing::UnorderedElementsAre;

constexpr Service kVlanProbe{17, 5001};

/// A VM on each of so many hosts, all linked with the first.
CloudScenario
OnePerHost(const Topology& topology)
{
    std::vector<std::string> names;
    std::vector<LinkBetween> links;
    for (uint32_t host = 0; host < topology.Hosts(); ++host)
    {
        names.push_back("vm-" + std::to_string(host));
        if (host > 0)
        {
            links.push_back({0, host});
        }
    }
    return {.name = "one-per-host",
            .tenants = {{"shop", {MakeSpecification(MakePaths(1), names, links)}}},
            .topology = topology};
}

/// How long a link's failure, and then its repair, keep two racks apart.
struct Outages
{
    Time afterFailure;
    Time afterRepair;

    bool operator==(const Outages&) const = default;
};

void
PrintTo(const Outages& outages, std::ostream* out)
{
    *out << outages.afterFailure.As(Time::MS) << " and " << outages.afterRepair.As(Time::MS);
}

/// The link between leaf 0 and spine 0 fails, and is repaired; a probe a millisecond. Detection takes 150 ms.
class Outage
{
  public:
    explicit Outage(const DesignChoice& design)
        : m_scenario(OnePerHost({.racks = 2, .hostsPerRack = 1, .spines = 2})),
          m_cloud(design, m_scenario)
    {
        m_cloud.Start();
    }

    Outages Measure()
    {
        const Time start = Simulator::Now();
        const auto flow = m_prober.Add({.source = VnicId{0},
                                        .destination = VnicId{1},
                                        .start = start,
                                        .stop = start + Seconds(200),
                                        .interval = MilliSeconds(1),
                                        .payloadBytes = 32},
                                       kVlanProbe);
        m_cloud.RunFor(MicroSeconds(500)); // between two probes
        m_cloud.RunFor(Seconds(10));
        SetUplink(false);
        m_cloud.RunFor(Seconds(90));
        SetUplink(true);
        m_cloud.RunFor(Seconds(110));
        const Flow& seen = m_prober.At(flow);
        const Time repair = start + Seconds(100);
        EXPECT_EQ(seen.LostBetween(start, start + Seconds(10)), 0u);
        EXPECT_TRUE(seen.PassesAtEnd());
        return {MilliSeconds(seen.LostBetween(start, repair)),
                MilliSeconds(seen.LostBetween(repair, start + Seconds(200)))};
    }

  private:
    void SetUplink(bool works)
    {
        const Topology& topology = m_cloud.Under().fabric->GetTopology();
        for (const LinkId link : {topology.LeafUp({0}, 0), topology.LeafDown({0}, 0)})
        {
            Operations& operations = m_cloud.Cloud().Operate();
            works ? operations.Repair(link, [](uint64_t) {})
                  : operations.Fail(link, [](uint64_t) {});
        }
    }

    CloudScenario m_scenario;
    CloudFixture m_cloud;
    LinkProber m_prober{m_cloud.plan,
                        [this](VnicId it) -> VnicDevice& { return m_cloud.Cloud().DeviceOf(it); }};
};

/// After the repair the spare link stops when switches know of it.
TEST(VlanCloud, AFailureOnTheTreeCutsForDetectionAndTheTimesThatItsProtocolTakes)
{
    EXPECT_EQ(Outage(*FindDesign("vlan")).Measure(), (Outages{MilliSeconds(50'150), Seconds(30)}));
    EXPECT_EQ(Outage(DesignChoice(VariantWith("vlan", "stp", "rstp"))).Measure(),
              (Outages{MilliSeconds(1'150), Seconds(1)}));
}

/// VLAN 1 has the tree of spine 1.
TEST(VlanCloud, AFailureOnAnotherVlansTreeCutsNothing)
{
    EXPECT_EQ(Outage(DesignChoice(VariantWith("vlan", "trees", "per-vlan"))).Measure(), Outages{});
}

/// @return frames on the links from leaf 0 to the spines
std::vector<uint64_t>
FramesOnUplinks(CloudFixture& cloud)
{
    std::vector<uint64_t> frames;
    const Fabric& fabric = *cloud.Under().fabric;
    for (uint32_t spine = 0; spine < fabric.GetTopology().spines; ++spine)
    {
        frames.push_back(fabric.Link(fabric.GetTopology().LeafUp({0}, spine)).Frames());
    }
    return frames;
}

/// A datagram arrives at the VM that it is for, and there alone.
void
Talk(CloudFixture& cloud, VmId from, VmId to, uint16_t fromPort)
{
    cloud.arrivals.clear();
    cloud.Cloud().GuestOf(from).SendUdp(cloud.plan.At(cloud.plan.At(to).vnics.front()).address,
                                        fromPort,
                                        kServicePort,
                                        Create<Packet>(100));
    cloud.RunFor(Seconds(1));
    ASSERT_EQ(cloud.arrivals.size(), 1u);
    EXPECT_EQ(cloud.arrivals[0].vm, to);
}

/// Every VM speaks with the first, from many ports, so that flows would spread.
void
TalkToTheFirst(CloudFixture& cloud)
{
    const auto vms = static_cast<uint32_t>(cloud.plan.vms.size());
    for (uint16_t port = 1; port <= 16; ++port)
    {
        for (uint32_t vm = 1; vm < vms; ++vm)
        {
            Talk(cloud, VmId{vm}, VmId{0}, port);
            Talk(cloud, VmId{0}, VmId{vm}, port);
        }
    }
}

TEST(VlanCloud, LinksOutsideTheTreeIdleAndWithoutATreeNoneDoes)
{
    const CloudScenario scenario = OnePerHost({.racks = 2, .hostsPerRack = 2, .spines = 3});
    {
        CloudFixture cloud(*FindDesign("vlan"), scenario);
        cloud.Start();
        TalkToTheFirst(cloud);
        const std::vector<uint64_t> frames = FramesOnUplinks(cloud);
        EXPECT_GT(frames[0], 32u);
        EXPECT_EQ(frames[1], 0u);
        EXPECT_EQ(frames[2], 0u);
    }
    CloudFixture cloud(*FindDesign("vlan-one-hop"), scenario);
    cloud.Start();
    TalkToTheFirst(cloud);
    EXPECT_THAT(FramesOnUplinks(cloud), testing::Each(testing::Gt(0u)));
}

/// @return Ethernet addresses that hosts are sent a broadcast of vNIC 0 for, and on how many WAN links it was
struct Heard
{
    std::vector<uint32_t> vnics;
    size_t onWan{0};
};

Heard
BroadcastFromTheFirst(const std::string& design)
{
    const Topology topology{.datacenters = 3, .racks = 1, .hostsPerRack = 1, .wanLinks = 2};
    const CloudScenario scenario = OnePerHost(topology);
    CloudFixture cloud(*FindDesign(design), scenario);
    cloud.Start();
    Heard heard;
    for (uint32_t link = 0; link < topology.wanLinks; ++link)
    {
        for (const bool reverse : {false, true})
        {
            cloud.Under().fabric->AddTap(topology.Wan(link, reverse),
                                         [&heard](const Ptr<const Packet>&) { ++heard.onWan; });
        }
    }
    for (uint32_t host = 0; host < topology.Hosts(); ++host)
    {
        cloud.Under().fabric->AddTap(topology.HostDown({host}),
                                     [&heard, host](const Ptr<const Packet>&)
                                     { heard.vnics.push_back(host); });
    }
    VnicDevice& device = cloud.Cloud().DeviceOf(VnicId{0});
    device.InjectFrame(MakeBroadcast(device.GetMac()));
    cloud.RunFor(Seconds(1));
    return heard;
}

TEST(VlanCloud, BroadcastsReachEveryMemberAlsoAcrossTheWan)
{
    for (const char* const design : {"vlan", "vlan-one-hop"})
    {
        const Heard heard = BroadcastFromTheFirst(design);
        EXPECT_THAT(heard.vnics, UnorderedElementsAre(1, 2)) << design;
        EXPECT_EQ(heard.onWan, 2u) << design;
    }
}

TEST(VlanCloud, MacTablesHoldEveryVmAndWhatHasNoRoomFloods)
{
    const CloudScenario scenario = OnePerHost({.racks = 2, .hostsPerRack = 3, .spines = 2});
    using Counts = std::map<std::string, double>;
    for (const char* const design : {"vlan", "vlan-one-hop"})
    {
        {
            CloudFixture cloud(*FindDesign(design), scenario);
            cloud.Start();
            TalkToTheFirst(cloud);
            EXPECT_EQ(cloud.Cloud().FabricCounts(),
                      (Counts{{"stations_max", 6}, {"overflow_floods", 0}}))
                << design;
        }
        CloudFixture cloud(DesignChoice(VariantWith(design, "mac_table", "2")), scenario);
        cloud.Start();
        TalkToTheFirst(cloud); // and all is delivered
        const Counts counts = cloud.Cloud().FabricCounts();
        EXPECT_EQ(counts.at("stations_max"), 2) << design;
        // The table has VMs 1 and 0; 16 datagrams and an answer to ARP are for each of the other four. On a tree
        // all that one switch floods comes to others.
        const bool isOneSwitch = std::string(design) == "vlan-one-hop";
        EXPECT_EQ(counts.at("overflow_floods") == 4 * 17, isOneSwitch) << design;
        EXPECT_GE(counts.at("overflow_floods"), 4 * 17) << design;
    }
}

TEST(VlanCloud, DesignsWhoseSwitchesRouteCountNothing)
{
    const CloudScenario scenario = OnePerHost({.racks = 1, .hostsPerRack = 2});
    CloudFixture cloud(*FindDesign("vxlan"), scenario);
    cloud.Start();
    EXPECT_TRUE(cloud.Cloud().FabricCounts().empty());
}

} // namespace
} // namespace ns3::vnlab::test
