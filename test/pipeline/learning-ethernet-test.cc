// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/pipeline/learning-ethernet.h"
#include "test/pipeline/random-fabric.h"
#include "test/substrate/fabric-fixture.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <memory>
#include <rapidcheck/gtest.h>
#include <set>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr Topology kTwoRacks{.racks = 2, .hostsPerRack = 2, .spines = 2};
constexpr uint32_t kFrameBytes = 60;

/// @return the address of a station, which any host may have
constexpr MacBytes
StationMac(uint8_t station)
{
    return {0x02, 0xaa, 0, 0, 0, station};
}

/// @return a frame of an experimental ethertype (IEEE 802, 88-B5)
FabricFrame
MakeEthernetFrame(const MacBytes& source, const MacBytes& destination)
{
    std::array<uint8_t, kFrameBytes> bytes{};
    std::ranges::copy(destination, bytes.begin());
    std::ranges::copy(source, bytes.begin() + 6);
    bytes[12] = 0x88;
    bytes[13] = 0xb5;
    return {.packet = Create<Packet>(bytes.data(), kFrameBytes), .bytes = kFrameBytes};
}

/// A fabric of bridges, and the hosts that a frame reaches.
class BridgedFabric : public FabricEdge
{
  public:
    explicit BridgedFabric(const FabricShape& shape, const MacTableProfile& profile = {})
        : fabric(shape.topology,
                 {},
                 {},
                 shape.wan,
                 drops,
                 std::vector<LinkProfile>(shape.topology.servers.size()))
    {
        auto pipeline = std::make_unique<LearningEthernet>(shape.topology, shape.wan, profile);
        bridges = pipeline.get();
        fabric.SetPipeline(std::move(pipeline));
        for (uint32_t host = 0; host < shape.topology.Hosts(); ++host)
        {
            fabric.SetHostEdge({host}, this);
        }
        for (uint32_t server = 0; server < shape.topology.servers.size(); ++server)
        {
            fabric.SetServerEdge({server}, this);
        }
        fabric.SetSwitchEdge(this);
    }

    ~BridgedFabric() override
    {
        Simulator::Destroy();
    }

    void ReceiveFromFabric(NodeRef node, FabricFrame frame) override
    {
        m_reached.push_back(node);
        received = std::move(frame);
    }

    /// @return the nodes that a frame from a host reaches
    std::vector<NodeRef> Send(HostId from, const MacBytes& source, const MacBytes& destination)
    {
        m_reached.clear();
        fabric.SendFromHost(from, MakeEthernetFrame(source, destination));
        Simulator::Stop(Seconds(1)); // for ever, if it went in a circle
        Simulator::Run();
        return m_reached;
    }

    /// Lets time pass.
    void Wait(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    /// @return the frames that links have carried so far
    uint64_t Carried() const
    {
        uint64_t frames = 0;
        for (LinkId link; link.value < fabric.GetTopology().Links(); ++link.value)
        {
            frames += fabric.Link(link).Frames();
        }
        return frames;
    }

    DropLog drops;
    Fabric fabric;
    LearningEthernet* bridges;
    FabricFrame received; ///< last

  private:
    std::vector<NodeRef> m_reached;
};

constexpr NodeRef
Host(uint32_t index)
{
    return {NodeKind::kHost, index};
}

TEST(LearningEthernet, BroadcastReachesEveryOtherHostOnce)
{
    BridgedFabric cloud({kTwoRacks, {}});
    EXPECT_THAT(cloud.Send({0}, StationMac(0), kBroadcastMac),
                UnorderedElementsAre(Host(1), Host(2), Host(3)));
    EXPECT_EQ(cloud.Carried(), 6u); // up; to host 1 and the spine; down; to hosts 2 and 3
}

TEST(LearningEthernet, UnknownAddressIsFloodedAndAKnownOneIsNot)
{
    BridgedFabric cloud({kTwoRacks, {}});
    EXPECT_THAT(cloud.Send({0}, StationMac(0), StationMac(3)),
                UnorderedElementsAre(Host(1), Host(2), Host(3)));
    EXPECT_THAT(cloud.Send({3}, StationMac(3), StationMac(0)), ElementsAre(Host(0)));
    const uint64_t carried = cloud.Carried();
    EXPECT_THAT(cloud.Send({0}, StationMac(0), StationMac(3)), ElementsAre(Host(3)));
    EXPECT_EQ(cloud.Carried() - carried, 4u);
    EXPECT_THAT(cloud.Send({2}, StationMac(2), StationMac(0)), ElementsAre(Host(0)));
}

TEST(LearningEthernet, FramesAreSeenAndArriveAsTheyWereSent)
{
    BridgedFabric cloud({kTwoRacks, {}});
    const FabricFrame sent = MakeEthernetFrame(StationMac(0), kBroadcastMac);
    const auto bytesOf = [](const Ptr<const Packet>& packet)
    {
        std::vector<uint8_t> bytes(packet->GetSize());
        packet->CopyData(bytes.data(), packet->GetSize());
        return bytes;
    };
    int seen = 0;
    for (const LinkId link : {kTwoRacks.HostUp({0}), kTwoRacks.LeafDown({1}, 0)})
    {
        cloud.fabric.AddTap(link,
                            [&](const Ptr<const Packet>& packet)
                            {
                                EXPECT_EQ(bytesOf(packet), bytesOf(sent.packet));
                                ++seen;
                            });
    }
    cloud.Send({0}, StationMac(0), kBroadcastMac);
    EXPECT_EQ(seen, 2);
    EXPECT_EQ(bytesOf(cloud.received.packet), bytesOf(sent.packet));
    EXPECT_EQ(cloud.received.hops, 0);
}

TEST(LearningEthernet, AddressIsForgottenAfter300Seconds)
{
    BridgedFabric cloud({kTwoRacks, {}});
    cloud.Send({3}, StationMac(3), kBroadcastMac); // takes a second
    cloud.Wait(Seconds(298));
    EXPECT_THAT(cloud.Send({0}, StationMac(0), StationMac(3)), ElementsAre(Host(3)));
    cloud.Wait(Seconds(1));
    EXPECT_THAT(cloud.Send({0}, StationMac(0), StationMac(3)),
                UnorderedElementsAre(Host(1), Host(2), Host(3)));
}

TEST(LearningEthernet, AddressThatMovedIsRelearned)
{
    BridgedFabric cloud({kTwoRacks, {}});
    cloud.Send({0}, StationMac(0), kBroadcastMac);
    cloud.Send({1}, StationMac(9), kBroadcastMac);
    EXPECT_THAT(cloud.Send({0}, StationMac(0), StationMac(9)), ElementsAre(Host(1)));
    cloud.Send({3}, StationMac(9), kBroadcastMac);
    EXPECT_THAT(cloud.Send({0}, StationMac(0), StationMac(9)), ElementsAre(Host(3)));
    EXPECT_THAT(cloud.Send({2}, StationMac(2), StationMac(9)), ElementsAre(Host(3)));
}

TEST(LearningEthernet, SilentMoveLosesFramesUntilTheOldPlaceIsForgotten)
{
    BridgedFabric cloud({kTwoRacks, {}});
    cloud.Send({1}, StationMac(9), kBroadcastMac);
    EXPECT_THAT(cloud.Send({0}, StationMac(0), StationMac(9)), ElementsAre(Host(1)));
    EXPECT_THAT(cloud.Send({1}, StationMac(1), StationMac(9)), IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_FILTERED), 1u);
    cloud.Wait(Seconds(300));
    EXPECT_THAT(cloud.Send({1}, StationMac(1), StationMac(9)),
                UnorderedElementsAre(Host(0), Host(2), Host(3)));
}

TEST(LearningEthernet, FullTableFloodsToWhatItCouldNotLearn)
{
    BridgedFabric cloud({kTwoRacks, {}}, {.capacity = 2});
    for (const uint8_t station : {uint8_t{0}, uint8_t{1}, uint8_t{3}})
    {
        cloud.Send({station}, StationMac(station), kBroadcastMac);
    }
    EXPECT_EQ(cloud.bridges->Table({NodeKind::kLeaf, 0}).Size(Simulator::Now()), 2u);
    EXPECT_THAT(cloud.Send({2}, StationMac(2), StationMac(0)), ElementsAre(Host(0)));
    EXPECT_THAT(cloud.Send({0}, StationMac(0), StationMac(3)),
                UnorderedElementsAre(Host(1), Host(2), Host(3)));
}

TEST(LearningEthernet, FullTableMayDropWhatIsForUnknownAddresses)
{
    BridgedFabric cloud({kTwoRacks, {}}, {.capacity = 2, .whenFull = FullTable::kDrop});
    for (const uint8_t station : {uint8_t{0}, uint8_t{1}})
    {
        cloud.Send({station}, StationMac(station), kBroadcastMac);
    }
    EXPECT_THAT(cloud.Send({0}, StationMac(0), StationMac(3)), IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_MAC), 1u);
    EXPECT_THAT(cloud.Send({3}, StationMac(3), StationMac(0)), ElementsAre(Host(0)));
    EXPECT_THAT(cloud.Send({0}, StationMac(0), kBroadcastMac),
                UnorderedElementsAre(Host(1), Host(2), Host(3)));
}

TEST(LearningEthernet, SourceThatNoStationCanHaveIsMalformed)
{
    BridgedFabric cloud({kTwoRacks, {}});
    EXPECT_THAT(cloud.Send({0}, kBroadcastMac, StationMac(3)), IsEmpty());
    EXPECT_THAT(cloud.Send({0}, MacBytes{}, StationMac(3)), IsEmpty());
    cloud.fabric.SendFromHost({0}, {.packet = Create<Packet>(13), .bytes = 13});
    Simulator::Run();
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_MALFORMED), 3u);
    EXPECT_EQ(cloud.bridges->Table({NodeKind::kLeaf, 0}).Size(Simulator::Now()), 0u);
}

TEST(LearningEthernet, FrameToASwitchReachesItsProcessor)
{
    BridgedFabric cloud({kTwoRacks, {}});
    const NodeRef spine{NodeKind::kSpine, 0};
    const std::vector<NodeRef> reached =
        cloud.Send({0}, StationMac(0), address_plan::NodeMac(spine));
    EXPECT_THAT(reached, testing::Contains(spine));
    cloud.fabric.SendFromSwitch(spine,
                                MakeEthernetFrame(address_plan::NodeMac(spine), StationMac(0)));
    Simulator::Run();
    EXPECT_THAT(cloud.Send({0}, StationMac(0), address_plan::NodeMac(spine)), ElementsAre(spine));
}

TEST(LearningEthernet, LonelyHostsFramesAreFiltered)
{
    BridgedFabric cloud({{.racks = 1, .hostsPerRack = 1, .spines = 1}, {}});
    EXPECT_THAT(cloud.Send({0}, StationMac(0), kBroadcastMac), IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_FILTERED), 1u);
}

RC_GTEST_PROP(LearningEthernet, FloodReachesEveryOtherHostAndServerOnceOnAnyFabric, ())
{
    const FabricShape shape = RandomFabric();
    const uint32_t hosts = shape.topology.Hosts();
    BridgedFabric cloud(shape);
    const auto from = *rc::gen::inRange<uint32_t>(0, hosts);
    const auto reached = cloud.Send({from}, StationMac(static_cast<uint8_t>(from)), kBroadcastMac);
    RC_ASSERT(std::set(reached.begin(), reached.end()).size() == reached.size());
    RC_ASSERT(reached.size() == hosts - 1 + shape.topology.servers.size());
    RC_ASSERT(std::ranges::count(reached, Host(from)) == 0);
}

RC_GTEST_PROP(LearningEthernet, EveryFrameReachesItsHostOnceAndOnlyItWhereBothHaveSpoken, ())
{
    const FabricShape shape = RandomFabric();
    const uint32_t hosts = shape.topology.Hosts();
    RC_PRE(hosts > 1);
    const auto talk = *rc::gen::container<std::vector<std::pair<uint8_t, uint8_t>>>(
        rc::gen::pair(rc::gen::inRange<uint8_t>(0, static_cast<uint8_t>(hosts)),
                      rc::gen::inRange<uint8_t>(1, static_cast<uint8_t>(hosts))));
    BridgedFabric cloud(shape);
    std::set<std::pair<uint8_t, uint8_t>> asked;
    for (const auto& [from, step] : talk)
    {
        const auto to = static_cast<uint8_t>((from + step) % hosts);
        const auto reached = cloud.Send({from}, StationMac(from), StationMac(to));
        RC_ASSERT(std::ranges::count(reached, Host(to)) == 1);
        RC_ASSERT(std::set(reached.begin(), reached.end()).size() == reached.size());
        RC_ASSERT(!asked.contains({to, from}) || reached.size() == 1);
        asked.emplace(from, to);
    }
}

} // namespace
} // namespace ns3::vnlab::test
