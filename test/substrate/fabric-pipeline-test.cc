// SPDX-License-Identifier: GPL-2.0-only
//
// What a fabric makes of the answers of a pipeline, whichever it is.

#include "model/substrate/strict-priority-queue.h"
#include "model/substrate/uplink-device.h"
#include "test/substrate/fabric-fixture.h"

#include <memory>

namespace ns3::vnlab::test
{
namespace
{

using namespace address_plan;

constexpr Topology kOneRack{.racks = 1, .hostsPerRack = 4, .spines = 1};
constexpr NodeRef kOnlyLeaf{NodeKind::kLeaf, 0};

/// Answers as it is told, and shows frames as they are.
class ToldPipeline : public FabricPipeline
{
  public:
    explicit ToldPipeline(Forwarding answer)
        : m_answer(answer)
    {
    }

    Forwarding Forward(NodeRef at, std::optional<LinkId> in, FabricFrame&) override
    {
        askedAt.push_back(at);
        cameOn.push_back(in);
        return m_answer;
    }

    Ptr<Packet> AsSeen(const FabricFrame& frame, NodeRef, NodeRef) const override
    {
        return frame.packet->Copy();
    }

    std::vector<NodeRef> askedAt;
    std::vector<std::optional<LinkId>> cameOn;

  private:
    Forwarding m_answer;
};

class FabricPipelineTest : public FabricFixture
{
  public:
    ToldPipeline& Answer(Forwarding answer)
    {
        fabric = &Build(kOneRack);
        auto pipeline = std::make_unique<ToldPipeline>(answer);
        ToldPipeline& told = *pipeline;
        fabric->SetPipeline(std::move(pipeline));
        return told;
    }

    void SendAndRun()
    {
        fabric->SendFromHost({0}, MakeFabricFrame(HostAddress({0}), HostAddress({3}), 1, 10));
        Simulator::Run();
    }

    Fabric* fabric{nullptr};
};

TEST_F(FabricPipelineTest, IsAskedWhereAFrameIsAndWhereItCameFrom)
{
    ToldPipeline& told = Answer(kOneRack.HostDown({2}));
    SendAndRun();
    fabric->SendFromSwitch(kOnlyLeaf, MakeFabricFrame(LeafAddress({0}), HostAddress({1}), 1, 10));
    Simulator::Run();
    EXPECT_EQ(told.askedAt, (std::vector<NodeRef>{kOnlyLeaf, kOnlyLeaf}));
    EXPECT_EQ(told.cameOn,
              (std::vector<std::optional<LinkId>>{kOneRack.HostUp({0}), std::nullopt}));
    ASSERT_EQ(arrivals.size(), 2u);
    EXPECT_EQ(arrivals[0].node, (NodeRef{NodeKind::kHost, 2}));
    EXPECT_EQ(arrivals[1].node, (NodeRef{NodeKind::kHost, 2}));
}

TEST_F(FabricPipelineTest, FloodIsACopyOnEachLinkButOne)
{
    const std::array links{kOneRack.HostDown({0}), kOneRack.HostDown({1}), kOneRack.HostDown({3})};
    Answer(Flood{links, links[0]});
    SendAndRun();
    ASSERT_EQ(arrivals.size(), 2u);
    EXPECT_EQ(arrivals[0].node, (NodeRef{NodeKind::kHost, 1}));
    EXPECT_EQ(arrivals[1].node, (NodeRef{NodeKind::kHost, 3}));
    // One receiver may change its packet, and the other does not notice.
    const uint32_t size = arrivals[1].frame.packet->GetSize();
    arrivals[0].frame.packet->RemoveAtStart(14);
    EXPECT_EQ(arrivals[1].frame.packet->GetSize(), size);
}

TEST_F(FabricPipelineTest, DropCountsUnderThePipelinesReason)
{
    Answer(VNLAB_DROP_UNKNOWN_MAC);
    SendAndRun();
    EXPECT_TRUE(arrivals.empty());
    EXPECT_EQ(drops.Count(VNLAB_DROP_UNKNOWN_MAC), 1u);
}

TEST_F(FabricPipelineTest, FrameToTheProcessorReachesTheSwitchesEdge)
{
    Answer(ToProcessor{});
    SendAndRun();
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_EQ(arrivals[0].node, kOnlyLeaf);
}

TEST_F(FabricPipelineTest, TapsAndUplinksSeeFramesAsThePipelineShowsThem)
{
    Answer(kOneRack.HostDown({3}));
    const FabricFrame frame = MakeFabricFrame(HostAddress({0}), HostAddress({3}), 1, 10);
    std::vector<uint8_t> sent(frame.bytes);
    frame.packet->CopyData(sent.data(), frame.bytes);
    int seen = 0;
    const auto look = [&](const Ptr<const Packet>& packet)
    {
        std::vector<uint8_t> bytes(packet->GetSize());
        packet->CopyData(bytes.data(), packet->GetSize());
        EXPECT_EQ(bytes, sent);
        ++seen;
    };
    auto device = CreateObject<UplinkDevice>();
    device->Connect(*fabric, {0}, nullptr, drops);
    device->TraceConnectWithoutContext("PromiscSniffer", Callback<void, Ptr<const Packet>>(look));
    fabric->AddTap(kOneRack.HostUp({0}), look);
    fabric->AddTap(kOneRack.HostDown({3}), look);
    device->SendToFabric(frame);
    Simulator::Run();
    EXPECT_EQ(seen, 3);
}

TEST_F(FabricPipelineTest, FramesThatWaitForALinkAreSentInTheOrderOfItsQueue)
{
    Fabric& routed = Build(kOneRack, {.rate_bps = 1'000'000'000, .delay_ns = 0, .queue_bytes = 0});
    routed.SetQueue(kOneRack.HostUp({0}), std::make_unique<StrictPriorityQueue>(10'000));
    constexpr uint8_t ef = 46;
    for (const uint8_t dscp : {uint8_t{0}, uint8_t{0}, ef})
    {
        FabricFrame frame = MakeFabricFrame(HostAddress({0}), HostAddress({1}), 1, 59);
        frame.dscp = dscp;
        routed.SendFromHost({0}, std::move(frame));
    }
    Simulator::Run();
    ASSERT_EQ(arrivals.size(), 3u);
    EXPECT_EQ(arrivals[1].frame.dscp, ef);
    EXPECT_EQ(arrivals[1].at_ns, 3 * 1000); // 125 bytes: the first, itself, and on the next link
    EXPECT_EQ(arrivals[2].at_ns, 4 * 1000);
}

} // namespace
} // namespace ns3::vnlab::test
