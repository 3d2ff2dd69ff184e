// SPDX-License-Identifier: GPL-2.0-only
//
// Bytes from host to host: exact times on an empty path, packet by packet as the witness, and company.

#include "helper/substrate-helper.h"
#include "model/deployment/host-transfer.h"
#include "model/deployment/migration.h"
#include "model/design/design.h"
#include "model/substrate/address-plan.h"
#include "model/substrate/fabric.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kPacket = 1460;                          // of MTU 1500
constexpr uint32_t kFraming = 14 + 40 + kWireOverheadBytes; // of a packet
constexpr uint64_t kSegmentOnWire = 65'536 + 45 * kFraming;
constexpr LinkProfile kByteIn10ns{.rate_bps = 800'000'000, .delay_ns = 1'000};

/// Four hosts behind two leaves; 0 and 1 are behind the same.
class Hosts
{
  public:
    explicit Hosts(const LinkProfile& link)
    {
        SubstrateHelper helper;
        helper.SetTopology({.racks = 2, .hostsPerRack = 2, .spines = 1});
        helper.SetLink(link);
        helper.SetMtu(1500);
        under = helper.Build();
        for (uint32_t host = 0; host < 4; ++host)
        {
            Ptr<UplinkDevice> uplink = CreateObject<UplinkDevice>();
            uplink->SetMtu(1500);
            m_switches.push_back(FindDesign("flat")->MakeHostSwitch(
                uplink, *under->fabric, HostId{host}, under->drops));
            m_switches.back()->SetStack(&m_stack);
        }
    }

    ~Hosts()
    {
        Simulator::Destroy();
    }

    std::unique_ptr<HostTransfer> Between(uint32_t from,
                                          uint32_t to,
                                          uint32_t segment = HostTransfer::kSegment)
    {
        return std::make_unique<HostTransfer>(
            HostTransfer::Ends{
                *m_switches[from], *m_switches[to], *under->fabric, m_stack, m_port++},
            segment);
    }

    UplinkDevice& Uplink(uint32_t host)
    {
        return *m_switches[host]->GetUplink();
    }

    std::unique_ptr<Substrate> under;

  private:
    HostStack m_stack;
    std::vector<std::unique_ptr<HostSwitch>> m_switches;
    uint16_t m_port{50'000};
};

/// @return how long a transfer takes that is alone, by that and by FrameBytes
std::pair<Time, uint64_t>
TimeOf(const LinkProfile& link, uint32_t to, uint64_t bytes, uint32_t segment)
{
    Hosts hosts(link);
    const auto transfer = hosts.Between(0, to, segment);
    Time end;
    transfer->Send(bytes, [&end] { end = Simulator::Now(); });
    Simulator::Run();
    EXPECT_EQ(transfer->Retransmissions(), 0U);
    return {end, transfer->FrameBytes()};
}

TEST(HostTransferTest, EmptyPathTakesTheWireTimeOfEveryByteAndOneSegmentAHop)
{
    constexpr uint64_t segments = 1000;
    const auto [time, bytes] = TimeOf(kByteIn10ns, 1, segments * 65'536, 65'536);
    const uint64_t ack = 54 + kWireOverheadBytes;
    const uint64_t wire_ns = (segments * kSegmentOnWire + kSegmentOnWire + 2 * ack) * 10;
    EXPECT_EQ(time, NanoSeconds(wire_ns + 4 * 1'000));
    EXPECT_EQ(bytes, segments * (65'536 + 45 * 54 + 54));
}

TEST(HostTransferTest, LinksCountThePacketsAndBytesOfASegment)
{
    Hosts hosts(kByteIn10ns);
    const auto transfer = hosts.Between(0, 3);
    transfer->Send(65'536 * 600, [] {});
    Simulator::Run();
    const Topology& topology = hosts.under->fabric->GetTopology();
    const FabricLink& up = hosts.under->fabric->Link(topology.HostUp(HostId{0}));
    const FabricLink& down = hosts.under->fabric->Link(topology.HostDown(HostId{3}));
    EXPECT_EQ(up.Frames(), 600U * 45);
    EXPECT_EQ(up.Bytes(), 600U * (65'536 + 45 * 54));
    EXPECT_EQ(down.Bytes(), up.Bytes());
}

TEST(HostTransferTest, EqualsPacketByPacketWithinOnePerCent)
{
    for (const uint64_t bytes : {100'000ULL, 1'000'000ULL, 10'000'000ULL, 64'000'001ULL})
    {
        const double packets = TimeOf(kByteIn10ns, 3, bytes, kPacket).first.GetSeconds();
        const double segments = TimeOf(kByteIn10ns, 3, bytes, 65'536).first.GetSeconds();
        EXPECT_NEAR(segments / packets, 1, 0.01) << bytes;
    }
}

TEST(HostTransferTest, LongPathIsFilledOnceTheWindowHasGrown)
{
    const LinkProfile far{.rate_bps = 10'000'000'000,
                          .delay_ns = 2'000'000}; // 16 ms there and back
    const Time time = TimeOf(far, 3, 4'000'000'000, 65'536).first;
    EXPECT_LT(time.GetSeconds(), 1.05 * 3.2 * 1.0536);
}

TEST(HostTransferTest, TwoFromOneHostShareItsLinkInHalves)
{
    Hosts hosts(kByteIn10ns);
    const auto one = hosts.Between(0, 1);
    const auto other = hosts.Between(0, 2);
    std::vector<Time> ends;
    const auto done = [&ends] { ends.push_back(Simulator::Now()); };
    one->Send(50'000'000, done);
    other->Send(50'000'000, done);
    Simulator::Run();
    ASSERT_EQ(ends.size(), 2U);
    EXPECT_NEAR(ends[0].GetSeconds(), 1.0536, 0.01);
    EXPECT_NEAR(ends[1].GetSeconds(), 1.0536, 0.01);
    EXPECT_EQ(one->Retransmissions() + other->Retransmissions(), 0U);
}

/// How they share is not said: where queues overflow, phases lock one out for long (Floyd and Jacobson, 1991).
TEST(HostTransferTest, TwoToOneHostLoseSegmentsAndBothArriveInTheTimeOfTheirBytes)
{
    Hosts hosts(kByteIn10ns);
    const auto one = hosts.Between(0, 1);
    const auto other = hosts.Between(2, 1);
    std::vector<Time> ends;
    const auto done = [&ends] { ends.push_back(Simulator::Now()); };
    one->Send(200'000'000, done);
    other->Send(200'000'000, done);
    Simulator::Run();
    ASSERT_EQ(ends.size(), 2U);
    EXPECT_GT(one->Retransmissions() + other->Retransmissions(), 0U);
    EXPECT_GT(ends[1].GetSeconds(), 4.2);
    EXPECT_LT(ends[1].GetSeconds(), 4.6);
    EXPECT_EQ(one->Retransmissions() + other->Retransmissions(),
              hosts.under->drops.Count(VNLAB_DROP_QUEUE_OVERFLOW));
}

TEST(HostTransferTest, TakesWhatOtherTrafficLeaves)
{
    Hosts hosts(kByteIn10ns);
    const auto transfer = hosts.Between(0, 3);
    std::optional<Time> end;
    transfer->Send(50'000'000, [&end] { end = Simulator::Now(); });
    const FabricFrame other{.packet = Create<Packet>(1'226),
                            .destination = address_plan::HostAddress(HostId{3}),
                            .bytes = 1'226}; // 12.5 us on the wire
    for (Time at; at < Seconds(4); at += MicroSeconds(25))
    {
        Simulator::Schedule(at, [&] { hosts.Uplink(0).SendToFabric(other); });
    }
    Simulator::Run();
    ASSERT_TRUE(end);
    EXPECT_NEAR(end->GetSeconds(), 2 * 50e6 * 1.05356 / 100e6, 0.02);
}

TEST(HostTransferTest, LinkThatIsDownForAWhileOnlyDelays)
{
    Hosts hosts(kByteIn10ns);
    const auto transfer = hosts.Between(0, 3);
    std::optional<Time> end;
    uint32_t stalls = 0;
    transfer->OnStall([&stalls] { ++stalls; });
    transfer->Send(50'000'000, [&end] { end = Simulator::Now(); });
    const LinkId up = hosts.under->fabric->GetTopology().HostUp(HostId{0});
    Simulator::Schedule(MilliSeconds(100), [&] { hosts.under->fabric->SetUp(up, false); });
    Simulator::Schedule(MilliSeconds(1100), [&] { hosts.under->fabric->SetUp(up, true); });
    Simulator::Run();
    ASSERT_TRUE(end);
    EXPECT_GT(*end, MilliSeconds(1526));
    EXPECT_LT(*end, MilliSeconds(2600)); // the timer had doubled to 800 ms
    EXPECT_GE(stalls, 3U);
}

RC_GTEST_PROP(HostTransferTest, AllArrivesWhateverIsLost, ())
{
    const auto queue = *rc::gen::inRange<uint64_t>(0, 300'000);
    const auto bytes = *rc::gen::inRange<uint64_t>(1, 3'000'000);
    Hosts hosts({.rate_bps = 1'000'000'000, .delay_ns = 10'000, .queue_bytes = queue});
    std::vector<std::unique_ptr<HostTransfer>> transfers;
    uint32_t done = 0;
    for (const uint32_t from : {0, 1, 2})
    {
        transfers.push_back(hosts.Between(from, 3));
        transfers.back()->Send(bytes, [&done] { ++done; });
    }
    Simulator::Stop(Minutes(60));
    Simulator::Run();
    RC_ASSERT(done == 3U);
}

/// Of the closed form, when the path gives 100 MB/s of memory, or ten times that.
struct MigrationCase
{
    double memory;
    double rate;
    double dirty;
    uint32_t rounds;
    double live_s;
    double downtime_s;
};

class WorkedMigrationTest : public testing::TestWithParam<MigrationCase>
{
};

TEST_P(WorkedMigrationTest, TakesWhatTheClosedFormSaysOnAnEmptyPath)
{
    const MigrationCase& worked = GetParam();
    const double wire = worked.rate * 8 * kSegmentOnWire / 65'536;
    Hosts hosts({.rate_bps = static_cast<uint64_t>(wire), .delay_ns = 500});
    std::optional<MigrationReport> report;
    std::optional<Migration> migration;
    migration.emplace(PreCopyOrder{.memory_bytes = static_cast<uint64_t>(worked.memory),
                                   .dirtyRate_bps = static_cast<uint64_t>(worked.dirty * 8),
                                   .rounds = worked.rounds,
                                   .downtime = Time(0)},
                      hosts.Between(0, 1),
                      Migration::Calls{.pause = [] {},
                                       .land = [&] { report = migration->Report(true); },
                                       .stall = [] {}});
    Simulator::Run();
    ASSERT_TRUE(report);
    EXPECT_EQ(report->rounds, worked.rounds);
    EXPECT_NEAR((report->total - report->downtime).GetSeconds() / worked.live_s, 1, 0.003);
    EXPECT_NEAR(report->downtime.GetSeconds() / worked.downtime_s, 1, 0.02);
}

INSTANTIATE_TEST_SUITE_P(FourCases,
                         WorkedMigrationTest,
                         testing::Values(MigrationCase{1024e6, 100e6, 20e6, 5, 12.7959, 0.0032768},
                                         MigrationCase{1024e6, 100e6, 50e6, 5, 19.84, 0.32},
                                         MigrationCase{1024e6, 100e6, 90e6, 29, 97.5768, 0.482317},
                                         MigrationCase{
                                             4096e6, 1000e6, 200e6, 5, 5.1184, 0.00131072}));

} // namespace
} // namespace ns3::vnlab::test
