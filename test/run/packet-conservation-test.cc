// SPDX-License-Identifier: GPL-2.0-only
//
// No packet vanishes: under every design, each measured packet arrives or is counted as dropped.

#include "model/traffic/probe-payload.h"
#include "model/traffic/traffic-monitor.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Two tenants with more traffic than their links carry.
const std::string kCrowded = R"([substrate]
racks = 2
hosts_per_rack = 2
link = { rate = "20Mbps", delay = "10us", queue = "4kB" }
[[tenants]]
name = "shop"
count = 2
generate = { kind = "random", vms = 12, degree = 4 }
[designs]
use = ["flat"]
[[changes]]
at = "300ms"
kind = "rewire"
tenant = "shop-1"
links = 5
[run]
duration = "1s"
)";

using PacketId = std::pair<uint32_t, uint32_t>; ///< flow and sequence number

/// Finds the head of a measured packet anywhere in a dropped one, whatever headers it is under.
std::optional<PacketId>
Identify(const Ptr<const Packet>& packet)
{
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
    for (size_t at = 0; at + sizeof(ProbePayload) <= bytes.size(); ++at)
    {
        ProbePayload probe;
        std::memcpy(&probe, bytes.data() + at, sizeof(probe));
        if (probe.magic == ProbePayload::kMagic)
        {
            return PacketId{probe.flow, probe.sequence};
        }
    }
    return std::nullopt;
}

/// Knows packets by what they were as VMs sent them: they may be sealed since.
class SentPackets : public VnicObserver
{
  public:
    void SendBegins(const VnicDevice&, const Ptr<const Packet>& frame) override
    {
        if (const std::optional<PacketId> id = Identify(frame))
        {
            m_byUid[frame->GetUid()] = *id;
        }
    }

    std::optional<PacketId> Find(const Ptr<const Packet>& packet) const
    {
        const auto found = m_byUid.find(packet->GetUid());
        return found == m_byUid.end() ? Identify(packet) : found->second;
    }

  private:
    std::map<uint64_t, PacketId> m_byUid;
};

class PacketConservationTest : public testing::TestWithParam<std::string>
{
};

TEST_P(PacketConservationTest, EveryPacketArrivesOrIsCountedAsDropped)
{
    const Scenario scenario = ParseScenario(kCrowded,
                                            "crowded.toml",
                                            GatherKnownNames(),
                                            [](const std::string&) { return std::nullopt; });
    const Timeline timeline(scenario, 0);
    {
        ScenarioCloud cloud = BuildCloud(timeline, *FindDesign(GetParam()), 0);
        Deployment& deployment = *cloud.deployment;
        TrafficMonitor monitor(*cloud.plan,
                               [&](VmId vm) -> Guest& { return deployment.GuestOf(vm); });
        deployment.AddListener(&monitor);
        SentPackets packets;
        for (uint32_t vnic = 0; vnic < cloud.plan->vnics.size(); ++vnic)
        {
            deployment.DeviceOf(VnicId{vnic}).AddObserver(&packets);
        }
        std::map<PacketId, uint32_t> dropped;
        std::map<DropReason, uint32_t> reasons;
        cloud.substrate->drops.AddObserver(
            [&](DropReason reason, const Ptr<const Packet>& packet)
            {
                if (const std::optional<PacketId> id = packets.Find(packet))
                {
                    ++dropped[*id];
                    ++reasons[reason];
                }
            });
        std::vector<const Specification*> first;
        for (const TenantTimeline& tenant : timeline.Tenants())
        {
            first.push_back(tenant.versions.front().specification);
        }
        deployment.Start(
            first,
            [&](uint64_t)
            {
                const Time start = Simulator::Now();
                // The traffic of the first versions goes on when the change has removed their links.
                for (const TenantView& view : deployment.Views())
                {
                    for (const ViewLink& link : view.Links())
                    {
                        for (const auto& [from, to] :
                             {std::pair(link.a, link.b), std::pair(link.b, link.a)})
                        {
                            monitor.Add({.source = from,
                                         .destination = to,
                                         .start = start,
                                         .stop = start + Seconds(1),
                                         .interval = MilliSeconds(2),
                                         .payloadBytes = 900});
                        }
                    }
                }
                const Version& second = timeline.Tenants().front().versions.at(1);
                Simulator::Schedule(second.at,
                                    [&] {
                                        deployment.Operate().Resubmit(
                                            TenantId{0}, *second.specification, [](uint64_t) {});
                                    });
                Simulator::Stop(
                    Seconds(60)); // until everything is over, guests' waiting for ARP too
            });
        Simulator::Run();

        uint64_t sent = 0;
        uint64_t lost = 0;
        uint64_t vanished = 0;
        for (uint32_t flow = 0; flow < monitor.Flows().size(); ++flow)
        {
            const Flow& seen = monitor.At(flow);
            sent += seen.sent;
            EXPECT_EQ(seen.misdelivered, 0U);
            for (uint32_t sequence = 0; sequence < seen.sent; ++sequence)
            {
                lost += seen.arrived[sequence] ? 0 : 1;
                vanished += seen.arrived[sequence] || dropped.contains({flow, sequence}) ? 0 : 1;
            }
        }
        EXPECT_GT(sent, 10'000U);
        EXPECT_GT(reasons[VNLAB_DROP_QUEUE_OVERFLOW], 0U); // or the test shows nothing
        EXPECT_GT(lost, 0U);
        EXPECT_EQ(vanished, 0U) << "of " << sent << " packets, of which " << lost << " were lost";
        uint64_t twice = 0;
        for (const auto& [id, times] : dropped)
        {
            twice += monitor.At(id.first).arrived[id.second] || times > 1 ? 1 : 0;
        }
        if (GetParam() != "vxlan-learn") // which floods copies
        {
            EXPECT_EQ(twice, 0U) << "packets dropped more than once, or that arrived all the same";
        }
    }
    Simulator::Destroy();
}

INSTANTIATE_TEST_SUITE_P(Designs,
                         PacketConservationTest,
                         testing::ValuesIn(GatherKnownNames().designs),
                         [](const auto& test)
                         {
                             std::string name = test.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

} // namespace

} // namespace ns3::vnlab
