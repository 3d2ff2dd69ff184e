// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/server.h"
#include "test/substrate/fabric-fixture.h"

#include <gmock/gmock.h>
#include <map>
#include <utility>

namespace ns3::vnlab::test
{
namespace
{

using namespace address_plan;
using testing::ElementsAre;
using testing::Pair;

constexpr uint16_t kPort = 9; // of MakeFabricFrame

/// Three data centers in a row; servers on leaf 1, on WAN router 1, and outside behind WAN router 2.
Topology
WithServers()
{
    return {
        .datacenters = 3,
        .racks = 2,
        .hostsPerRack = 1,
        .spines = 2,
        .wanLinks = 2,
        .servers = {{NodeKind::kLeaf, 1}, {NodeKind::kWanRouter, 1}, {NodeKind::kWanRouter, 2}}};
}

const std::map<NodeRef, uint32_t> kEdges{
    {{NodeKind::kHost, 0}, HostAddress({0})},
    {{NodeKind::kHost, 1}, HostAddress({1})},
    {{NodeKind::kHost, 5}, HostAddress({5})},
    {{NodeKind::kServer, 0}, ServerAddress({0}, false)},
    {{NodeKind::kServer, 1}, ServerAddress({1}, false)},
    {{NodeKind::kServer, 2}, ServerAddress({2}, true)},
};

/// Sends from an edge, whatever it is.
void
SendFrom(Fabric& fabric, NodeRef edge, FabricFrame frame)
{
    if (edge.kind == NodeKind::kHost)
    {
        fabric.SendFromHost({edge.index}, std::move(frame));
    }
    else
    {
        fabric.SendFromServer({edge.index}, std::move(frame));
    }
}

/// Switches between two edges of WithServers().
uint32_t
SwitchesBetween(const Topology& t, NodeRef a, NodeRef b)
{
    const NodeRef from = t.SwitchAt(a);
    const NodeRef to = t.SwitchAt(b);
    if (from == to)
    {
        return 1;
    }
    const uint32_t dcFrom = t.DatacenterOf(from).value;
    const uint32_t dcTo = t.DatacenterOf(to).value;
    const auto toRouter = [](NodeRef at) { return at.kind == NodeKind::kLeaf ? 2U : 0U; };
    if (dcFrom == dcTo && from.kind == NodeKind::kLeaf && to.kind == NodeKind::kLeaf)
    {
        return 3;
    }
    const uint32_t wan = std::max(dcFrom, dcTo) - std::min(dcFrom, dcTo);
    return toRouter(from) + 1 + wan + toRouter(to);
}

TEST_F(FabricFixture, EveryPairOfHostsAndServersIsReachedWithTheExpectedHops)
{
    const Topology t = WithServers();
    Fabric& fabric = Build(t, {}, {}, MakeWanRow());
    for (const auto& [from, source] : kEdges)
    {
        for (const auto& [to, destination] : kEdges)
        {
            if (from == to)
            {
                continue;
            }
            arrivals.clear();
            SendFrom(fabric, from, MakeFabricFrame(source, destination, 1, 10));
            Simulator::Run();
            ASSERT_EQ(arrivals.size(), 1U) << source << " to " << destination;
            EXPECT_EQ(arrivals[0].node, to);
            EXPECT_EQ(arrivals[0].frame.hops, SwitchesBetween(t, from, to))
                << source << " to " << destination;
        }
    }
}

TEST_F(FabricFixture, ServersThatDoNotExistHaveNoRoute)
{
    Fabric& fabric = Build(WithServers(), {}, {}, MakeWanRow());
    for (const bool outside : {false, true})
    {
        fabric.SendFromHost({0},
                            MakeFabricFrame(HostAddress({0}), ServerAddress({3}, outside), 1, 10));
    }
    Simulator::Run();
    EXPECT_EQ(drops.Count(VNLAB_DROP_NO_ROUTE), 2U);
}

TEST(TopologyTest, LinksOfServersAreTheLastAndEachTheOthersReverse)
{
    const Topology t = WithServers();
    EXPECT_EQ(t.ServerDown({2}).value + 1, t.Links());
    for (uint32_t link = 0; link < t.Links(); ++link)
    {
        EXPECT_NE(t.Reverse({link}), LinkId{link});
        EXPECT_EQ(t.Reverse(t.Reverse({link})), LinkId{link});
    }
    EXPECT_EQ(t.Reverse(t.ServerUp({1})), t.ServerDown({1}));
    EXPECT_EQ(t.Reverse(t.Wan(1, false)), t.Wan(1, true));
}

/// Remembers what it is given.
class Recorder : public StackSink
{
  public:
    void ReceivePacket(uint32_t address, const Ptr<const Packet>& frame) override
    {
        received.emplace_back(address, frame->GetSize());
    }

    std::vector<std::pair<uint32_t, uint32_t>> received;
};

TEST_F(FabricFixture, ServerHandsPacketsToWhoListensAndDropsTheRest)
{
    Fabric& fabric = Build(WithServers(), {}, {}, MakeWanRow());
    Server outside({2}, {.name = "office", .isOutside = true}, fabric, drops);
    Recorder recorder;
    outside.Stack().Listen({HostStack::kOwnAddress, ipproto::kUdp, kPort}, recorder);
    const FabricFrame frame = MakeFabricFrame(HostAddress({0}), outside.Address(), 1, 10);
    fabric.SendFromHost({0}, frame);
    Simulator::Run();
    EXPECT_THAT(recorder.received, ElementsAre(Pair(outside.Address(), frame.bytes)));

    outside.Stack().Listen({HostStack::kOwnAddress, ipproto::kUdp, kPort + 1}, recorder);
    Server deaf({1}, {.name = "deaf"}, fabric, drops);
    fabric.SendFromHost({0}, MakeFabricFrame(HostAddress({0}), deaf.Address(), 1, 10));
    Simulator::Run();
    EXPECT_EQ(drops.Count(VNLAB_DROP_NO_PORT), 1U);
}

TEST_F(FabricFixture, ServerSendsOverItsOwnLink)
{
    const Topology t = WithServers();
    Fabric& fabric = Build(t, {}, {}, MakeWanRow());
    Server server({0}, {.name = "controller"}, fabric, drops);
    int seen = 0;
    fabric.AddTap(t.ServerUp({0}), [&seen](const Ptr<const Packet>&) { ++seen; });
    server.Send(MakeFabricFrame(server.Address(), HostAddress({1}), 1, 10).packet);
    Simulator::Run();
    EXPECT_EQ(seen, 1);
    ASSERT_EQ(arrivals.size(), 1U);
    EXPECT_EQ(arrivals[0].node, (NodeRef{NodeKind::kHost, 1}));
}

class ServerCpuTest : public testing::Test
{
  protected:
    ~ServerCpuTest() override
    {
        Simulator::Destroy();
    }
};

TEST_F(ServerCpuTest, OneCoreDoesOneThingAfterTheOther)
{
    ServerCpu cpu(1);
    EXPECT_EQ(cpu.Work(Seconds(2)), Seconds(2));
    EXPECT_EQ(cpu.Work(Seconds(3)), Seconds(5));
    EXPECT_EQ(cpu.Used(), Seconds(5));
    Simulator::Schedule(Seconds(10), [&cpu] { EXPECT_EQ(cpu.Work(Seconds(1)), Seconds(1)); });
    Simulator::Run();
}

TEST_F(ServerCpuTest, WorkGoesToTheCoreThatIsFreeFirst)
{
    ServerCpu cpu(2);
    EXPECT_EQ(cpu.Work(Seconds(4)), Seconds(4));
    EXPECT_EQ(cpu.Work(Seconds(1)), Seconds(1));
    EXPECT_EQ(cpu.Work(Seconds(1)), Seconds(2));
    EXPECT_EQ(cpu.Work(Seconds(3)), Seconds(5));
    EXPECT_EQ(cpu.Work(Seconds(1)), Seconds(5));
}

} // namespace
} // namespace ns3::vnlab::test
