// SPDX-License-Identifier: GPL-2.0-only
//
// A link with a queue against the link's own FIFO: the wire is the same, only the order differs.

#include "model/substrate/link-transmitter.h"
#include "model/substrate/strict-priority-queue.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <rapidcheck/gtest.h>
#include <tuple>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::Pair;

constexpr uint8_t kLow = 0;
constexpr uint8_t kHigh = 46;
constexpr uint64_t kRoomForAll = 1'000'000'000;
// At 1 Gbit/s a byte takes 8 ns.
constexpr LinkProfile kRoomyGigabit{
    .rate_bps = 1'000'000'000, .delay_ns = 0, .queue_bytes = kRoomForAll};

struct OfferedFrame
{
    int64_t at_ns;
    uint32_t bytes;
    uint8_t dscp;

    int64_t Wire_ns() const
    {
        return (bytes + kWireOverheadBytes) * 8;
    }
};

/// A link that serves by priority, and when the frames arrive that it is offered.
class PriorityLink
{
  public:
    explicit PriorityLink(const LinkProfile& profile, uint64_t classBytes = kRoomForAll)
        : m_link({NodeKind::kHost, 0}, {NodeKind::kLeaf, 0}, profile),
          m_transmitter(m_link,
                        std::make_unique<StrictPriorityQueue>(classBytes),
                        drops,
                        [this](FabricFrame frame, int64_t flight_ns) {
                            arrivals_ns.emplace_back(frame.flowHash,
                                                     Simulator::Now().GetNanoSeconds() + flight_ns);
                        })
    {
    }

    ~PriorityLink()
    {
        Simulator::Destroy();
    }

    /// @param offered with ascending times
    void Run(const std::vector<OfferedFrame>& offered)
    {
        for (uint32_t number = 0; number < offered.size(); ++number)
        {
            const OfferedFrame& frame = offered[number];
            Simulator::Schedule(NanoSeconds(frame.at_ns),
                                &LinkTransmitter::Send,
                                &m_transmitter,
                                FabricFrame{.packet = Create<Packet>(frame.bytes),
                                            .flowHash = number,
                                            .bytes = frame.bytes,
                                            .dscp = frame.dscp});
        }
        Simulator::Run();
    }

    const FabricLink& Link() const
    {
        return m_link;
    }

    DropLog drops;
    std::vector<std::pair<uint32_t, int64_t>> arrivals_ns; ///< number of the frame, time

  private:
    FabricLink m_link;
    LinkTransmitter m_transmitter;
};

std::vector<std::pair<uint32_t, int64_t>>
FifoArrivals(const LinkProfile& profile, const std::vector<OfferedFrame>& offered)
{
    FabricLink link({NodeKind::kHost, 0}, {NodeKind::kLeaf, 0}, profile);
    std::vector<std::pair<uint32_t, int64_t>> arrivals_ns;
    for (uint32_t number = 0; number < offered.size(); ++number)
    {
        arrivals_ns.emplace_back(number,
                                 *link.Enqueue(offered[number].at_ns, offered[number].bytes));
    }
    return arrivals_ns;
}

/// @param dscps what to choose from
std::vector<OfferedFrame>
RandomOffer(const std::vector<uint8_t>& dscps)
{
    const auto frames = *rc::gen::container<std::vector<std::tuple<uint16_t, uint16_t, uint8_t>>>(
        rc::gen::tuple(rc::gen::inRange<uint16_t>(0, 20'000),
                       rc::gen::inRange<uint16_t>(60, 1515),
                       rc::gen::elementOf(dscps)));
    std::vector<OfferedFrame> offered;
    int64_t now_ns = 0;
    for (const auto& [gap_ns, bytes, dscp] : frames)
    {
        now_ns += gap_ns;
        offered.push_back({now_ns, bytes, dscp});
    }
    return offered;
}

/// @return the sum over all frames of the time that each waited, times its own on the wire
int64_t
WaitedWork(const std::vector<OfferedFrame>& offered,
           const std::vector<std::pair<uint32_t, int64_t>>& arrivals_ns)
{
    int64_t sum = 0;
    for (const auto& [number, arrival_ns] : arrivals_ns)
    {
        const OfferedFrame& frame = offered[number];
        sum += frame.Wire_ns() * (arrival_ns - frame.Wire_ns() - frame.at_ns);
    }
    return sum;
}

TEST(LinkTransmitter, FrameOnAnIdleLinkTakesItsTimeOnTheWireAndTheDelay)
{
    PriorityLink link({.rate_bps = 1'000'000'000, .delay_ns = 500});
    link.Run({{1000, 100, kLow}, {5000, 100, kHigh}});
    EXPECT_THAT(link.arrivals_ns,
                ElementsAre(Pair(0, 1000 + 124 * 8 + 500), Pair(1, 5000 + 124 * 8 + 500)));
}

TEST(LinkTransmitter, HigherClassOvertakesWhatWaitsButNotWhatIsOnTheWire)
{
    PriorityLink link(kRoomyGigabit);
    link.Run({{0, 101, kLow}, {0, 101, kLow}, {10, 101, kHigh}, {20, 101, kLow}});
    EXPECT_THAT(link.arrivals_ns,
                ElementsAre(Pair(0, 1000), Pair(2, 2000), Pair(1, 3000), Pair(3, 4000)));
}

TEST(LinkTransmitter, HigherClassWaitsAtMostForOneFrameOfASaturatedLink)
{
    constexpr uint32_t lowBytes = 1514;
    std::vector<OfferedFrame> offered;
    for (int64_t at_ns = 0; at_ns < 1'000'000; at_ns += 10'000) // 1.2 times what the link carries
    {
        offered.push_back({at_ns, lowBytes, kLow});
        offered.push_back({at_ns + at_ns / 101, 60, kHigh});
    }
    std::ranges::stable_sort(offered, {}, &OfferedFrame::at_ns);
    PriorityLink link(kRoomyGigabit);
    link.Run(offered);
    int64_t longest_ns = 0;
    for (const auto& [number, arrival_ns] : link.arrivals_ns)
    {
        const OfferedFrame& frame = offered[number];
        if (frame.dscp == kHigh)
        {
            longest_ns = std::max(longest_ns, arrival_ns - frame.at_ns - frame.Wire_ns());
        }
    }
    const int64_t low_ns = OfferedFrame{0, lowBytes, kLow}.Wire_ns();
    EXPECT_LE(longest_ns, low_ns);
    EXPECT_GT(longest_ns, low_ns * 9 / 10); // or the link was not saturated
}

TEST(LinkTransmitter, FrameWithoutRoomIsAnOverflowOfTheLink)
{
    PriorityLink link(kRoomyGigabit, 250);
    link.Run({{0, 101, kLow}, {0, 101, kLow}, {0, 101, kLow}, {0, 101, kLow}, {0, 101, kHigh}});
    EXPECT_THAT(link.arrivals_ns,
                ElementsAre(Pair(0, 1000), Pair(4, 2000), Pair(1, 3000), Pair(2, 4000)));
    EXPECT_EQ(link.drops.Count(VNLAB_DROP_QUEUE_OVERFLOW), 1u);
    EXPECT_EQ(link.Link().Drops(), 1u);
    EXPECT_EQ(link.Link().Frames(), 4u);
}

RC_GTEST_PROP(LinkTransmitter, FramesOfOneClassGoAsInAFifoToTheNanosecond, ())
{
    const LinkProfile profile{
        .rate_bps = *rc::gen::element<uint64_t>(1'000'000'000, 3'000'000'000, 100'000'000'000),
        .delay_ns = 70,
        .queue_bytes = kRoomForAll};
    const std::vector<OfferedFrame> offered = RandomOffer({kHigh});
    PriorityLink link(profile);
    link.Run(offered);
    RC_ASSERT(link.arrivals_ns == FifoArrivals(profile, offered));
}

/// L. Kleinrock's conservation law (Queueing Systems II, 1976, §3.4), which holds for every sequence
/// of arrivals: who serves without a pause moves waiting between classes, and saves none.
RC_GTEST_PROP(LinkTransmitter, PriorityConservesWork, ())
{
    const std::vector<OfferedFrame> offered = RandomOffer({kLow, 10, kHigh});
    PriorityLink link(kRoomyGigabit);
    link.Run(offered);
    const auto fifo = FifoArrivals(kRoomyGigabit, offered);
    RC_ASSERT(link.arrivals_ns.size() == fifo.size());
    RC_ASSERT(WaitedWork(offered, link.arrivals_ns) == WaitedWork(offered, fifo));
    if (!offered.empty())
    {
        RC_ASSERT(link.arrivals_ns.back().second == fifo.back().second);
    }
}

} // namespace
} // namespace ns3::vnlab::test
